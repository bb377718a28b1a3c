import type { Plan } from '@diku/engine';

type Level = Plan['levels'][number];
type Location = readonly [number, number];

/** A level as points on a square raster that share nothing with the engine's grids. */
export interface PlainFloor {
  stepM: number;
  columns: number;
  locations: Location[];
  /** Which bay a point is in, −1 in none; −2 where nobody stands. */
  bays: Int32Array;
}

const closed = new Set(['plant', 'core', 'excluded']);

/** Walls with their openings cut out, columns, holes and closed rooms are left out; `marginM` from walls. */
export function plainFloor(level: Level, stepM: number, marginM: number): PlainFloor {
  const xs = level.outline.map(([x]) => x);
  const ys = level.outline.map(([, y]) => y);
  const [left, bottom] = [Math.min(...xs) + stepM / 3, Math.min(...ys) + stepM / 3];
  const columns = Math.ceil((Math.max(...xs) - left) / stepM);
  const rows = Math.ceil((Math.max(...ys) - bottom) / stepM);
  const points: Location[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      points.push([left + column * stepM, bottom + row * stepM]);
    }
  }
  const rooms = (level.zones ?? []).filter(({ kind }) => closed.has(kind)).map(({ polygon }) => polygon);
  const bays = (level.bays ?? []).map(({ polygon }) => polygon);
  const boxes = bays.map((ring) => boxOf(ring));
  const state = points.map((point) => {
    if (!isInside(level.outline, point)) return -2;
    if ([...(level.holes ?? []), ...rooms].some((ring) => isInside(ring, point))) return -2;
    const isColumn = (level.columns ?? []).some(({ center, radiusM, sizeM = [0, 0] }) =>
      radiusM === undefined
        ? Math.abs(point[0] - center[0]) < sizeM[0] / 2 && Math.abs(point[1] - center[1]) < sizeM[1] / 2
        : Math.hypot(point[0] - center[0], point[1] - center[1]) < radiusM,
    );
    if (isColumn) return -2;
    return bays.findIndex((ring, index) => isInBox(boxes[index], point) && isInside(ring, point));
  });
  for (const wall of level.walls ?? []) {
    const reachM = wall.thicknessM / 2 + marginM;
    const box = boxOf([wall.start, wall.end], reachM);
    points.forEach((point, cell) => {
      if (!isInBox(box, point)) return;
      const [awayM, at] = distanceTo(point, wall.start, wall.end);
      if (awayM > reachM) return;
      const passes = (level.openings ?? []).some(
        ({ start, end, kind, state: position }) =>
          kind !== 'lift-door' &&
          !(position === 'closed' && /shutter|blast/.test(kind)) &&
          distanceTo(at, start, end)[0] < 0.05,
      );
      if (!passes) state[cell] = -2;
    });
  }
  return { stepM, columns, locations: points, bays: Int32Array.from(state) };
}

function boxOf(ring: readonly Location[], marginM = 0): number[] {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
  return [
    Math.min(...xs) - marginM,
    Math.min(...ys) - marginM,
    Math.max(...xs) + marginM,
    Math.max(...ys) + marginM,
  ];
}

const isInBox = ([left, bottom, right, top]: number[], [x, y]: Location) =>
  x >= left && x <= right && y >= bottom && y <= top;

/**
 * Lengths of shortest paths in metres by plain Dijkstra; `enters` says which steps may be taken, all where it is left
 * out.
 */
export function plainPaths(
  { columns, bays, stepM }: PlainFloor,
  start: number,
  enters?: (from: number, to: number) => boolean,
): Float64Array {
  const lengths = new Float64Array(bays.length).fill(Infinity);
  lengths[start] = 0;
  // No step is shorter than a bucket is wide: a bucket's cells are settled when its turn comes.
  const buckets: number[][] = [[start]];
  for (let index = 0; index < buckets.length; index += 1) {
    for (const cell of buckets[index]) {
      if (lengths[cell] < index * stepM - 1e-9) continue;
      const column = cell % columns;
      for (let dy = -1; dy <= 1; dy += 1) {
        for (let dx = -1; dx <= 1; dx += 1) {
          if (column + dx < 0 || column + dx >= columns) continue;
          const next = cell + dy * columns + dx;
          if (next < 0 || next >= bays.length || bays[next] === -2) continue;
          const reached = lengths[cell] + (dx !== 0 && dy !== 0 ? Math.SQRT2 * stepM : stepM);
          if (reached >= lengths[next] - 1e-9 || (enters && !enters(cell, next))) continue;
          lengths[next] = reached;
          const at = Math.floor(reached / stepM + 1e-9);
          while (buckets.length <= at) buckets.push([]);
          buckets[at].push(next);
        }
      }
    }
  }
  return lengths;
}

/** The raster's nearest point where a person stands. */
export function standingAt(floor: PlainFloor, x: number, y: number): number {
  let best = -1;
  let bestM = Infinity;
  floor.locations.forEach((point, cell) => {
    if (floor.bays[cell] === -2) return;
    const awayM = Math.hypot(point[0] - x, point[1] - y);
    if (awayM < bestM) [best, bestM] = [cell, awayM];
  });
  return best;
}

/** Even-odd. */
export function isInside(ring: readonly Location[], [x, y]: Location): boolean {
  let inside = false;
  ring.forEach(([ax, ay], index) => {
    const [bx, by] = ring[(index + 1) % ring.length];
    if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) inside = !inside;
  });
  return inside;
}

/** Distance to a segment and the point on it. */
export function distanceTo([x, y]: Location, [ax, ay]: Location, [bx, by]: Location): [number, Location] {
  const squared = (bx - ax) ** 2 + (by - ay) ** 2;
  const t =
    squared === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / squared));
  const at: Location = [ax + t * (bx - ax), ay + t * (by - ay)];
  return [Math.hypot(at[0] - x, at[1] - y), at];
}
