import {
  boundsOf,
  distance,
  distanceToBounds,
  midpoint,
  type Point,
  ringContains,
} from '../../../core/index.ts';
import type { WallLine } from '../walls/wall-line.ts';
import type { LevelRegions, Region } from './level-graph.ts';

/** A stretch of one wall with the regions on its two sides; undefined is outside. Metres along the wall from `a`. */
export interface WallStretch {
  from: number;
  to: number;
  left: Region | undefined;
  right: Region | undefined;
}

interface Side {
  from: number;
  to: number;
  isLeft: boolean;
  region: Region | undefined;
}

/** Shorter stretches belong to what is beside them, m. */
const shortestM = 0.5;

/**
 * For each wall the regions on its two sides, stretch by stretch. Walls that bound nothing (stubs, ramps) have one
 * stretch with the region they stand in on both sides.
 */
export function wallSides(
  walls: readonly WallLine[],
  { inner, outer }: LevelRegions,
): Map<WallLine, WallStretch[]> {
  const bounds = inner.map(({ ring }) => boundsOf(ring));
  const holder = (point: Point, largerThanM2 = 0): Region | undefined => {
    // Largest first: the last one that holds the point is the smallest.
    for (let i = inner.length - 1; i >= 0; i--) {
      if (inner[i].areaM2 <= largerThanM2 || distanceToBounds(point, bounds[i]) > 0) continue;
      if (ringContains(inner[i].ring, point)) return inner[i];
    }
    return undefined;
  };
  const sides = new Map<WallLine, Side[]>();
  const addRing = (
    { ring, boundaries }: Region,
    { region, isInside }: { region: Region | undefined; isInside: boolean },
  ) => {
    boundaries.forEach(({ wall }, i) => {
      if (!wall) return;
      const length = distance(wall.a, wall.b);
      const along = ([x, y]: Point) =>
        ((x - wall.a[0]) * (wall.b[0] - wall.a[0]) + (y - wall.a[1]) * (wall.b[1] - wall.a[1])) / length;
      const [start, end] = [along(ring[i]), along(ring[(i + 1) % ring.length])];
      // Rings run counter-clockwise: their inside is on the left of each edge.
      const isLeft = end > start === isInside;
      const side = { from: Math.min(start, end), to: Math.max(start, end), isLeft, region };
      const list = sides.get(wall);
      if (list) list.push(side);
      else sides.set(wall, [side]);
    });
  };
  for (const region of inner) addRing(region, { region, isInside: true });
  outer.forEach((piece, i) => {
    // What is connected to nothing else stands in a larger region; the outermost stands outside.
    const region = i === 0 ? undefined : holder(piece.ring[0], piece.areaM2);
    addRing(piece, { region, isInside: false });
  });
  return new Map(
    walls.map((wall): [WallLine, WallStretch[]] => {
      const length = distance(wall.a, wall.b);
      const known = sides.get(wall);
      if (known) return [wall, stretchesOf(known, length)];
      const region = holder(midpoint(wall.a, wall.b));
      return [wall, [{ from: 0, to: length, left: region, right: region }]];
    }),
  );
}

function stretchesOf(sides: readonly Side[], length: number): WallStretch[] {
  const cuts = [...new Set([0, length, ...sides.flatMap(({ from, to }) => [from, to])])]
    .filter((cut) => cut >= 0 && cut <= length)
    .sort((p, q) => p - q);
  const stretches: WallStretch[] = [];
  for (let k = 1; k < cuts.length; k++) {
    const [from, to] = [cuts[k - 1], cuts[k]];
    const at = (from + to) / 2;
    const on = (isLeft: boolean) =>
      sides.find((side) => side.isLeft === isLeft && side.from <= at && side.to >= at)?.region;
    const [left, right] = [on(true), on(false)];
    const last = stretches[stretches.length - 1];
    if (last && (to - from < shortestM || (last.left === left && last.right === right))) last.to = to;
    else if (last && last.to - last.from < shortestM) Object.assign(last, { to, left, right });
    else stretches.push({ from, to, left, right });
  }
  return stretches;
}
