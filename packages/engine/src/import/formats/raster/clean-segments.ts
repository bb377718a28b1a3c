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
import type { FrameSegment } from './trace-frame.ts';

const {
  fewestThings,
  clearM,
  walledRatio,
  adjacentRatio,
  shortSegmentM,
  shortestStubM,
  sameLineM,
  columnReachM,
} = tuning.rasterCleanSegments;

/** Groups of walls without a sheet's frame: a group around others that have all `things` between their own outer walls. */
function withoutFrame(
  groups: readonly FrameSegment[][],
  things: readonly Point[],
  pixelM: number,
): readonly FrameSegment[][] {
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

function isWithin(outer: Bounds, clear: number): (segment: FrameSegment) => boolean {
  return ({ a, b }) =>
    [a, b].every(
      ([x, y]) =>
        x > outer.minX + clear && x < outer.maxX - clear && y > outer.minY + clear && y < outer.maxY - clear,
    );
}

/** Returns on how many sides of the box walls run along it, outside. */
function walledSides(segments: readonly FrameSegment[], box: Bounds): number {
  const isUpright = ({ a, b }: FrameSegment) => Math.abs(b[0] - a[0]) < Math.abs(b[1] - a[1]);
  const walled = (upright: boolean, beyond: (point: Point) => boolean): boolean => {
    const side = upright ? box.maxY - box.minY : box.maxX - box.minX;
    const along = segments.filter(
      (segment) => isUpright(segment) === upright && beyond(segment.a) && beyond(segment.b),
    );
    return along.reduce((sum, { a, b }) => sum + distance(a, b), 0) >= walledRatio * side;
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
export function dropEmbedded(
  segments: readonly FrameSegment[],
  blocks: readonly Block[],
  pixelM: number,
): FrameSegment[] {
  const columns = new PointGrid(4 / pixelM);
  blocks.forEach(({ center: [x, y] }, i) => {
    columns.add(i, x, y);
  });
  const retained: FrameSegment[] = [];
  const grid = new PointGrid(4 / pixelM);
  const inColumn = (point: Point): boolean => {
    const reach = 1.3 / pixelM;
    const near = columns.near(point[0] - reach, point[1] - reach, point[0] + reach, point[1] + reach);
    return near.some((c) => inBlock(point, blocks[c], 0.12 / pixelM));
  };
  for (const segment of byLength(segments)) {
    const length = distance(segment.a, segment.b);
    const isShort = length * pixelM <= shortSegmentM;
    const steps = Math.max(10, Math.ceil(length * pixelM));
    let inside = 0;
    for (let k = 0; k <= steps; k++) {
      const point = pointAlong(segment.a, segment.b, k / steps);
      const inWall = grid.near(point[0], point[1], point[0], point[1]).some((j) => {
        if (!outranks(retained[j], segment, isShort)) return false;
        return distanceToSegment(point, retained[j].a, retained[j].b) < retained[j].width / 2 + 0.06 / pixelM;
      });
      if (inWall || (isShort && inColumn(point))) inside++;
    }
    const outsideM = (1 - inside / (steps + 1)) * length * pixelM;
    if (isShort ? outsideM <= shortestStubM : inside > 0.8 * steps) continue;
    grid.addAlong(retained.length, segment.a, segment.b, 0.6 / pixelM);
    retained.push(segment);
  }
  return retained;
}

function byLength(segments: readonly FrameSegment[]): FrameSegment[] {
  return [...segments].sort((p, q) => distance(q.a, q.b) - distance(p.a, p.b));
}

/**
 * Returns whether a longer wall hides a piece: one in its direction, or any that a short end of thick ink lies across.
 */
function outranks(other: FrameSegment, segment: FrameSegment, isShort: boolean): boolean {
  const p = distance(other.a, other.b);
  const q = distance(segment.a, segment.b);
  const along =
    (other.b[0] - other.a[0]) * (segment.b[0] - segment.a[0]) +
    (other.b[1] - other.a[1]) * (segment.b[1] - segment.a[1]);
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
export function dropLonely(
  all: readonly FrameSegment[],
  things: readonly Point[],
  pixelM: number,
): FrameSegment[] {
  const everything = touching(all, 0.5 / pixelM);
  const groups = withoutFrame(everything, things, pixelM);
  const segments = groups.flat();
  const lengthM = (group: readonly FrameSegment[]) =>
    group.reduce((sum, { a, b }) => sum + distance(a, b) * pixelM, 0);
  const longest = Math.max(0, ...groups.map(lengthM));
  const building = boundsOf(
    groups.filter((group) => lengthM(group) >= adjacentRatio * longest).flatMap(endsOf),
  );
  const retained = new Set<FrameSegment>();
  const grid = new PointGrid(4 / pixelM);
  segments.forEach(({ a, b }, i) => {
    for (const [x, y] of [a, b]) grid.add(i, x, y);
  });
  for (const group of groups) {
    const total = lengthM(group);
    const { minX, minY, maxX, maxY } = boundsOf(endsOf(group));
    const neighbours =
      minX > building.maxX || maxX < building.minX || minY > building.maxY || maxY < building.minY;
    if (neighbours) continue;
    for (const segment of group) {
      if (total >= 4 || (total >= 1 && goesOnInLine(segment, segments, grid, pixelM))) retained.add(segment);
    }
  }
  return segments.filter((segment) => retained.has(segment));
}

function endsOf(group: readonly FrameSegment[]): Point[] {
  return group.flatMap(({ a, b }) => [a, b]);
}

/** Pieces grouped by what they touch, directly or through others. */
function touching(segments: readonly FrameSegment[], reach: number): FrameSegment[][] {
  const grid = new PointGrid(8 * reach);
  segments.forEach(({ a, b }, i) => {
    grid.addAlong(i, a, b, reach);
  });
  const group = segments.map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (group[at] !== at) at = group[at] = group[group[at]];
    return at;
  };
  segments.forEach((segment, i) => {
    for (const tip of [segment.a, segment.b]) {
      for (const j of grid.near(tip[0], tip[1], tip[0], tip[1])) {
        const { a, b, width } = segments[j];
        if (distanceToSegment(tip, a, b) < reach + width / 2) group[root(i)] = root(j);
      }
    }
  });
  const members = new Map<number, FrameSegment[]>();
  segments.forEach((segment, i) => {
    const list = members.get(root(i));
    if (list) list.push(segment);
    else members.set(root(i), [segment]);
  });
  return [...members.values()];
}

/** Another wall lies in the same line within a door's width or two. */
function goesOnInLine(
  segment: FrameSegment,
  segments: readonly FrameSegment[],
  grid: PointGrid,
  pixelM: number,
): boolean {
  const reach = sameLineM / pixelM;
  return [segment.a, segment.b].some(([x, y]) =>
    grid.near(x - reach, y - reach, x + reach, y + reach).some((i) => {
      const other = segments[i];
      const length = distance(other.a, other.b);
      if (other === segment || length * pixelM < 1) return false;
      const gap = Math.min(
        distance(segment.a, other.a),
        distance(segment.a, other.b),
        distance(segment.b, other.a),
        distance(segment.b, other.b),
      );
      if (gap > reach) return false;
      const max = 0.3 * other.width + 1;
      const aside = (p: Point) => Math.abs(orientation(other.a, other.b, p)) / length;
      return aside(segment.a) < max && aside(segment.b) < max;
    }),
  );
}

/** Walls that end at a column are drawn on to its middle, where they meet those of the other side. */
export function reachColumns(
  segments: readonly FrameSegment[],
  blocks: readonly Block[],
  pixelM: number,
): FrameSegment[] {
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
  return segments.map((segment) => ({
    ...segment,
    a: move(segment.a, segment.b),
    b: move(segment.b, segment.a),
  }));
}

/** Moves ends onto the centre line of the wall they run into or stop just short of. */
export function snapEnds(segments: readonly FrameSegment[], pixelM: number): FrameSegment[] {
  const grid = new PointGrid(4 / pixelM);
  segments.forEach(({ a, b }, i) => {
    grid.addAlong(i, a, b, 0.7 / pixelM);
  });
  return segments.map((segment, i) => {
    const move = (tip: Point, tail: Point): Point => {
      let best = tip;
      let bestMove = Infinity;
      for (const j of grid.near(tip[0], tip[1], tip[0], tip[1])) {
        const other = segments[j];
        const hit = i === j ? undefined : lineIntersection(tail, tip, other.a, other.b);
        if (!hit) continue;
        const to = pointAlong(tail, tip, hit.t);
        const moved = distance(to, tip);
        const reach = other.width / 2 + 0.22 / pixelM;
        const overrun = Math.max(-hit.u, hit.u - 1) * distance(other.a, other.b);
        if (moved > reach || overrun > segment.width / 2 + 0.22 / pixelM || hit.t < 0.3) continue;
        if (moved < bestMove) {
          bestMove = moved;
          best = to;
        }
      }
      return best;
    };
    return { ...segment, a: move(segment.a, segment.b), b: move(segment.b, segment.a) };
  });
}
