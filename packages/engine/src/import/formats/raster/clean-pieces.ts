import {
  type Bounds,
  boundsOf,
  distance,
  distanceToSegment,
  lineIntersection,
  orientation,
  type Point,
  PointGrid,
  pointAlong,
} from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import type { Block } from './find-columns.ts';
import type { Piece } from './trace-frame.ts';

const {
  fewestThings,
  clearM,
  walledShare,
  besideShare,
  shortPieceM,
  shortestStubM,
  sameLineM,
  columnReachM,
} = tuning.rasterCleanPieces;

/** Groups of walls without a sheet's frame: a group around others that have all `things` between their own outer walls. */
function withoutFrame(
  groups: readonly Piece[][],
  things: readonly Point[],
  pixelM: number,
): readonly Piece[][] {
  if (things.length < fewestThings) return groups;
  const clear = clearM / pixelM;
  const thingBox = boundsOf(things);
  const frame = groups.find((group) => {
    const outer = boundsOf(group.flatMap(({ a, b }) => [a, b]));
    if (!holds(outer, thingBox)) return false;
    const inner = groups
      .filter((other) => other !== group)
      .flat()
      .filter(isWithin(outer, clear));
    return walledSides(inner, thingBox) >= 3;
  });
  return frame ? groups.filter((group) => group !== frame) : groups;
}

function holds(outer: Bounds, inner: Bounds): boolean {
  return (
    outer.minX <= inner.minX &&
    outer.maxX >= inner.maxX &&
    outer.minY <= inner.minY &&
    outer.maxY >= inner.maxY
  );
}

function isWithin(outer: Bounds, clear: number): (piece: Piece) => boolean {
  return ({ a, b }) =>
    [a, b].every(
      ([x, y]) =>
        x > outer.minX + clear && x < outer.maxX - clear && y > outer.minY + clear && y < outer.maxY - clear,
    );
}

/** On how many sides of the box walls run along it, outside. */
function walledSides(pieces: readonly Piece[], box: Bounds): number {
  const isUpright = ({ a, b }: Piece) => Math.abs(b[0] - a[0]) < Math.abs(b[1] - a[1]);
  const walled = (upright: boolean, beyond: (point: Point) => boolean): boolean => {
    const side = upright ? box.maxY - box.minY : box.maxX - box.minX;
    const along = pieces.filter(
      (piece) => isUpright(piece) === upright && beyond(piece.a) && beyond(piece.b),
    );
    return along.reduce((sum, { a, b }) => sum + distance(a, b), 0) >= walledShare * side;
  };
  return [
    walled(true, ([x]) => x < box.minX),
    walled(true, ([x]) => x > box.maxX),
    walled(false, ([, y]) => y < box.minY),
    walled(false, ([, y]) => y > box.maxY),
  ].filter(Boolean).length;
}

/**
 * Drops pieces that lie in a column, across the body of another wall (thick ink is long enough both ways), or on top
 * of a longer piece.
 */
export function dropEmbedded(pieces: readonly Piece[], blocks: readonly Block[], pixelM: number): Piece[] {
  const columns = new PointGrid(4 / pixelM);
  blocks.forEach(({ center: [x, y] }, i) => {
    columns.add(i, x, y);
  });
  const retained: Piece[] = [];
  const grid = new PointGrid(4 / pixelM);
  const inColumn = (point: Point): boolean => {
    const reach = 1.3 / pixelM;
    const near = columns.near(point[0] - reach, point[1] - reach, point[0] + reach, point[1] + reach);
    return near.some((c) => inBlock(point, blocks[c], 0.12 / pixelM));
  };
  for (const piece of byLength(pieces)) {
    const length = distance(piece.a, piece.b);
    const isShort = length * pixelM <= shortPieceM;
    const steps = Math.max(10, Math.ceil(length * pixelM));
    let inside = 0;
    for (let k = 0; k <= steps; k++) {
      const point = pointAlong(piece.a, piece.b, k / steps);
      const inWall = grid.near(point[0], point[1], point[0], point[1]).some((j) => {
        if (!outranks(retained[j], piece, isShort)) return false;
        return distanceToSegment(point, retained[j].a, retained[j].b) < retained[j].width / 2 + 0.06 / pixelM;
      });
      if (inWall || (isShort && inColumn(point))) inside++;
    }
    const outsideM = (1 - inside / (steps + 1)) * length * pixelM;
    if (isShort ? outsideM <= shortestStubM : inside > 0.8 * steps) continue;
    grid.addAlong(retained.length, piece.a, piece.b, 0.6 / pixelM);
    retained.push(piece);
  }
  return retained;
}

function byLength(pieces: readonly Piece[]): Piece[] {
  return [...pieces].sort((p, q) => distance(q.a, q.b) - distance(p.a, p.b));
}

/** Whether a longer wall hides a piece: one in its direction, or any that a short end of thick ink lies across. */
function outranks(other: Piece, piece: Piece, isShort: boolean): boolean {
  const p = distance(other.a, other.b);
  const q = distance(piece.a, piece.b);
  const along =
    (other.b[0] - other.a[0]) * (piece.b[0] - piece.a[0]) +
    (other.b[1] - other.a[1]) * (piece.b[1] - piece.a[1]);
  return Math.abs(along) > 0.98 * p * q || (isShort && p >= 1.5 * q);
}

/** Blocks may stand at any angle: within the circle of their mean half side and a little. */
function inBlock(point: Point, { center, size }: Block, margin: number): boolean {
  return distance(point, center) <= (size[0] + size[1]) / 3.5 + margin;
}

/**
 * Drops what is no part of the building: the sheet's frame around it, short pieces that touch nothing, scale bars and
 * legends beside it. `things` are the middles of columns and bays.
 */
export function dropLonely(all: readonly Piece[], things: readonly Point[], pixelM: number): Piece[] {
  const everything = touching(all, 0.5 / pixelM);
  const groups = withoutFrame(everything, things, pixelM);
  const pieces = groups.flat();
  const lengthM = (group: readonly Piece[]) =>
    group.reduce((sum, { a, b }) => sum + distance(a, b) * pixelM, 0);
  const longest = Math.max(0, ...groups.map(lengthM));
  const building = boundsOf(
    groups.filter((group) => lengthM(group) >= besideShare * longest).flatMap(endsOf),
  );
  const retained = new Set<Piece>();
  const grid = new PointGrid(4 / pixelM);
  pieces.forEach(({ a, b }, i) => {
    for (const [x, y] of [a, b]) grid.add(i, x, y);
  });
  for (const group of groups) {
    const total = lengthM(group);
    const { minX, minY, maxX, maxY } = boundsOf(endsOf(group));
    const beside =
      minX > building.maxX || maxX < building.minX || minY > building.maxY || maxY < building.minY;
    if (beside) continue;
    for (const piece of group) {
      if (total >= 4 || (total >= 1 && goesOnInLine(piece, pieces, grid, pixelM))) retained.add(piece);
    }
  }
  return pieces.filter((piece) => retained.has(piece));
}

function endsOf(group: readonly Piece[]): Point[] {
  return group.flatMap(({ a, b }) => [a, b]);
}

/** Pieces grouped by what they touch, directly or through others. */
function touching(pieces: readonly Piece[], reach: number): Piece[][] {
  const grid = new PointGrid(8 * reach);
  pieces.forEach(({ a, b }, i) => {
    grid.addAlong(i, a, b, reach);
  });
  const group = pieces.map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (group[at] !== at) at = group[at] = group[group[at]];
    return at;
  };
  pieces.forEach((piece, i) => {
    for (const tip of [piece.a, piece.b]) {
      for (const j of grid.near(tip[0], tip[1], tip[0], tip[1])) {
        const { a, b, width } = pieces[j];
        if (distanceToSegment(tip, a, b) < reach + width / 2) group[root(i)] = root(j);
      }
    }
  });
  const members = new Map<number, Piece[]>();
  pieces.forEach((piece, i) => {
    const list = members.get(root(i));
    if (list) list.push(piece);
    else members.set(root(i), [piece]);
  });
  return [...members.values()];
}

/** Another wall lies in the same line within a door's width or two. */
function goesOnInLine(piece: Piece, pieces: readonly Piece[], grid: PointGrid, pixelM: number): boolean {
  const reach = sameLineM / pixelM;
  return [piece.a, piece.b].some(([x, y]) =>
    grid.near(x - reach, y - reach, x + reach, y + reach).some((i) => {
      const other = pieces[i];
      const length = distance(other.a, other.b);
      if (other === piece || length * pixelM < 1) return false;
      const gap = Math.min(
        distance(piece.a, other.a),
        distance(piece.a, other.b),
        distance(piece.b, other.a),
        distance(piece.b, other.b),
      );
      if (gap > reach) return false;
      const max = 0.3 * other.width + 1;
      const aside = (p: Point) => Math.abs(orientation(other.a, other.b, p)) / length;
      return aside(piece.a) < max && aside(piece.b) < max;
    }),
  );
}

/** Walls that end at a column are drawn on to its middle, where they meet those of the other side. */
export function reachColumns(pieces: readonly Piece[], blocks: readonly Block[], pixelM: number): Piece[] {
  const grid = new PointGrid(4 / pixelM);
  blocks.forEach(({ center: [x, y] }, i) => {
    grid.add(i, x, y);
  });
  const near = 1.6 / pixelM;
  const move = (tip: Point, tail: Point): Point => {
    const length = distance(tip, tail);
    if (length === 0) return tip;
    const u: Point = [(tip[0] - tail[0]) / length, (tip[1] - tail[1]) / length];
    for (const i of grid.near(tip[0] - near, tip[1] - near, tip[0] + near, tip[1] + near)) {
      const { center, size } = blocks[i];
      const half = (size[0] + size[1]) / 4;
      const along = (center[0] - tip[0]) * u[0] + (center[1] - tip[1]) * u[1];
      const aside = Math.abs((center[1] - tip[1]) * u[0] - (center[0] - tip[0]) * u[1]);
      if (aside <= half && along > 0 && along <= half + columnReachM / pixelM) {
        return [tip[0] + along * u[0], tip[1] + along * u[1]];
      }
    }
    return tip;
  };
  return pieces.map((piece) => ({ ...piece, a: move(piece.a, piece.b), b: move(piece.b, piece.a) }));
}

/** Moves ends onto the centre line of the wall they run into or stop just short of. */
export function snapEnds(pieces: readonly Piece[], pixelM: number): Piece[] {
  const grid = new PointGrid(4 / pixelM);
  pieces.forEach(({ a, b }, i) => {
    grid.addAlong(i, a, b, 0.7 / pixelM);
  });
  return pieces.map((piece, i) => {
    const move = (tip: Point, tail: Point): Point => {
      let best = tip;
      let bestMove = Infinity;
      for (const j of grid.near(tip[0], tip[1], tip[0], tip[1])) {
        const other = pieces[j];
        const hit = i === j ? undefined : lineIntersection(tail, tip, other.a, other.b);
        if (!hit) continue;
        const to = pointAlong(tail, tip, hit.t);
        const moved = distance(to, tip);
        const reach = other.width / 2 + 0.22 / pixelM;
        const overrun = Math.max(-hit.u, hit.u - 1) * distance(other.a, other.b);
        if (moved > reach || overrun > piece.width / 2 + 0.22 / pixelM || hit.t < 0.3) continue;
        if (moved < bestMove) {
          bestMove = moved;
          best = to;
        }
      }
      return best;
    };
    return { ...piece, a: move(piece.a, piece.b), b: move(piece.b, piece.a) };
  });
}
