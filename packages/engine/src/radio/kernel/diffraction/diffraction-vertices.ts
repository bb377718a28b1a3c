import { type PointMm, sideOfWall } from '../crosses-wall.ts';
import type { DiffractionLaw, Obstacles } from '../field-kernel.ts';

/** A point that paths bend at: a convex corner of thick walls, set off into the open. Integer mm. */
export interface DiffractionVertex {
  x: number;
  y: number;
  /** Directions into the walls on either side of the open sector; the same twice at a wall's free end. */
  firstX: number;
  firstY: number;
  secondX: number;
  secondY: number;
  /** An obstacle that begins or ends at the vertex. */
  obstacle: number;
  /** First obstacle of each column that the vertex stands in: it is the vertex of these, too, and pays none of them. */
  columns: readonly number[];
}

/** How far a vertex lies off its walls, along the middle of the open sector. */
const setOffMm = 10;
/** Walls nearer than this touch: drawn ends often stop short of, or run past, the wall they meet. */
const sealMm = 200;
/** Sine of the least angle, 10°, by which a vertex is sharper than a straight wall. */
const minSine = 0.17364817766693033;
/** Vertices that are retained, those of the longest walls first. */
const mostCorners = 1500;

/** Indices of the walls that cost at least what the law calls thick. */
export function thickWalls({ walls, lossUnits }: Obstacles, law: DiffractionLaw): number[] {
  return walls ? [...walls.indices].filter((index) => lossUnits[index] >= law.thickWallUnits) : [];
}

/**
 * The convex corners of the thick walls at the height where vertices are passed: free ends and outer corners, not
 * those where walls leave no open sector of more than 190°. The same set whatever the order of the walls.
 */
export function findDiffractionVertices(obstacles: Obstacles, thick: readonly number[]): DiffractionVertex[] {
  const { segmentsMm, heightsMm, walls } = obstacles;
  const vertexZMm = walls?.vertexZMm ?? 0;
  const upright = thick.filter(
    (index) => !heightsMm || (heightsMm[2 * index] <= vertexZMm && vertexZMm < heightsMm[2 * index + 1]),
  );
  const lengthMm = (index: number) => Math.hypot(...wallVector(segmentsMm, index));
  const ends = upright
    .flatMap((index) => [0, 2].map((end) => ({ index, end, lengthMm: lengthMm(index) })))
    .map(({ index, end, lengthMm }) => ({
      index,
      lengthMm,
      x: segmentsMm[4 * index + end],
      y: segmentsMm[4 * index + end + 1],
    }))
    .sort((a, b) => b.lengthMm - a.lengthMm || a.y - b.y || a.x - b.x);
  const nodes: DiffractionVertex[] = [];
  const taken = new Set<string>();
  for (const { index, x, y } of ends) {
    if (nodes.length === mostCorners) break;
    const sector = openSector(segmentsMm, upright, x, y);
    if (!sector) continue;
    const point = setOff([x, y], sector);
    const key = point.join();
    if (taken.has(key)) continue;
    taken.add(key);
    const columns = columnsAround(obstacles, point);
    nodes.push({
      x: point[0],
      y: point[1],
      firstX: sector.first[0],
      firstY: sector.first[1],
      secondX: sector.second[0],
      secondY: sector.second[1],
      obstacle: index,
      columns,
    });
  }
  return nodes.sort((a, b) => a.y - b.y || a.x - b.x);
}

/**
 * What leaving the columns around a vertex costs by the crossing rule: its legs pay less by this, but not below 0.
 */
export function insideUnits({ columns }: DiffractionVertex, { lossUnits }: Obstacles): number {
  return columns.reduce((sum, column) => sum + lossUnits[column], 0);
}

/** Side on which both walls of a vertex lie, seen along a direction: 1 left, −1 right, 0 where they do not agree. */
export function sideOfWalls(
  { firstX, firstY, secondX, secondY }: DiffractionVertex,
  x: number,
  y: number,
): number {
  const first = x * firstY - y * firstX;
  const second = x * secondY - y * secondX;
  if (first > 0 && second > 0) return 1;
  return first < 0 && second < 0 ? -1 : 0;
}

interface Sector {
  first: PointMm;
  second: PointMm;
}

/** The walls on either side of the sector of more than 180° that is open at a wall's end; undefined without one. */
function openSector(
  segmentsMm: Int32Array,
  thick: readonly number[],
  x: number,
  y: number,
): Sector | undefined {
  const directions: PointMm[] = [];
  for (const index of thick) {
    if (!isNear(segmentsMm, index, x, y)) continue;
    for (const end of [0, 2]) {
      const dx = segmentsMm[4 * index + end] - x;
      const dy = segmentsMm[4 * index + end + 1] - y;
      if (dx * dx + dy * dy > sealMm * sealMm) directions.push([dx, dy]);
    }
  }
  // Counter-clockwise from the east; of equal directions the longest, so that the walls' order does not matter.
  directions.sort(
    (a, b) => half(a) - half(b) || b[0] * a[1] - b[1] * a[0] || b[0] ** 2 + b[1] ** 2 - a[0] ** 2 - a[1] ** 2,
  );
  const walls = directions.filter((direction, index) => {
    const before = directions[index - 1];
    return !before || half(before) !== half(direction) || cross(before, direction) !== 0;
  });
  if (walls.length === 1) return { first: walls[0], second: walls[0] };
  for (let index = 0; index < walls.length; index += 1) {
    const first = walls[index];
    const second = walls[(index + 1) % walls.length];
    const turn = cross(first, second);
    if (turn >= 0) continue;
    const isStraight =
      first[0] * second[0] + first[1] * second[1] < 0 &&
      -turn < minSine * Math.sqrt((first[0] ** 2 + first[1] ** 2) * (second[0] ** 2 + second[1] ** 2));
    return isStraight ? undefined : { first, second };
  }
  return undefined;
}

/** Whether a wall's line comes within the sealing distance of a point. */
function isNear(segmentsMm: Int32Array, index: number, x: number, y: number): boolean {
  const ax = segmentsMm[4 * index];
  const ay = segmentsMm[4 * index + 1];
  const bx = segmentsMm[4 * index + 2];
  const by = segmentsMm[4 * index + 3];
  if ((ax > x + sealMm && bx > x + sealMm) || (ax < x - sealMm && bx < x - sealMm)) return false;
  if ((ay > y + sealMm && by > y + sealMm) || (ay < y - sealMm && by < y - sealMm)) return false;
  const ux = bx - ax;
  const uy = by - ay;
  const square = ux * ux + uy * uy;
  const along = square === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * ux + (y - ay) * uy) / square));
  const dx = x - ax - along * ux;
  const dy = y - ay - along * uy;
  return dx * dx + dy * dy <= sealMm * sealMm;
}

function setOff([x, y]: PointMm, { first, second }: Sector): PointMm {
  const [fx, fy] = unit(first);
  const [sx, sy] = unit(second);
  const [ox, oy] = unit([-(fx + sx), -(fy + sy)]);
  return [x + Math.round(setOffMm * ox), y + Math.round(setOffMm * oy)];
}

/** First obstacle of each column around a point. */
function columnsAround({ segmentsMm, walls }: Obstacles, point: PointMm): number[] {
  const ranges = walls?.columns ?? new Int32Array(0);
  const columns: number[] = [];
  for (let at = 0; at < ranges.length; at += 2) {
    let isInside = ranges[at] < ranges[at + 1];
    for (let index = ranges[at]; isInside && index < ranges[at + 1]; index += 1) {
      const a: PointMm = [segmentsMm[4 * index], segmentsMm[4 * index + 1]];
      const b: PointMm = [segmentsMm[4 * index + 2], segmentsMm[4 * index + 3]];
      isInside = sideOfWall(a, b, point) > 0;
    }
    if (isInside) columns.push(ranges[at]);
  }
  return columns;
}

function wallVector(segmentsMm: Int32Array, index: number): PointMm {
  return [
    segmentsMm[4 * index + 2] - segmentsMm[4 * index],
    segmentsMm[4 * index + 3] - segmentsMm[4 * index + 1],
  ];
}

function half([x, y]: PointMm): number {
  return y > 0 || (y === 0 && x > 0) ? 0 : 1;
}

function cross(a: PointMm, b: PointMm): number {
  return a[0] * b[1] - a[1] * b[0];
}

function unit([x, y]: PointMm): PointMm {
  const length = Math.sqrt(x * x + y * y);
  return [x / length, y / length];
}
