import {
  boundsOf,
  DrawingError,
  distance,
  distanceToRing,
  midpoint,
  type Point,
  ringContains,
  say,
  signedArea,
} from '../../core/index.ts';
import { tuning } from '../tuning.ts';
import type { FoundOutline } from './rooms/recognise-outline.ts';
import type { WallLine } from './walls/wall-line.ts';

const { densestWallsPerM, smallestSideM, largestSideM } = tuning.checkOutline;

/** Returns whether a point is on the floor, or off it by less than the margin. */
export function insideLevel(
  point: Point,
  { outline, holes }: { outline: Point[]; holes: Point[][] },
  marginM: number,
): boolean {
  if (!ringContains(outline, point) && distanceToRing(outline, point) > marginM) return false;
  return !holes.some((hole) => ringContains(hole, point) && distanceToRing(hole, point) > marginM);
}

/** Refuses a garage of a size that no garage has. */
export function checkSize(id: string, outline: readonly Point[]): void {
  const { minX, minY, maxX, maxY } = boundsOf(outline);
  const widthM = maxX - minX;
  const depthM = maxY - minY;
  const size = say('garage-size', { width: widthM.toFixed(1), depth: depthM.toFixed(1) });
  if (Math.min(widthM, depthM) < smallestSideM || Math.max(widthM, depthM) > largestSideM) {
    throw new DrawingError(id, size, say('garage-sides', { least: smallestSideM, most: largestSideM }));
  }
}

/** True of what is wider than any garage: its unit is wrong. */
export function isBeyondGarages(points: readonly Point[]): boolean {
  const { minX, minY, maxX, maxY } = boundsOf(points);
  return Math.max(maxX - minX, maxY - minY) > largestSideM;
}

/** Length of walls in all, and of those that the outline holds, m. */
function wallsHeldM(found: FoundOutline, walls: readonly WallLine[]): { totalM: number; heldM: number } {
  let totalM = 0;
  let heldM = 0;
  for (const wall of walls) {
    if (wall.layerClass === 'ramp-wall') continue;
    const lengthM = distance(wall.a, wall.b);
    totalM += lengthM;
    if (insideLevel(midpoint(wall.a, wall.b), found, 1)) heldM += lengthM;
  }
  return { totalM, heldM };
}

/** False where most of the drawing lies outside of the outline: the outer wall has gaps. */
export function isClosed(found: FoundOutline, walls: readonly WallLine[]): boolean {
  const { totalM, heldM } = wallsHeldM(found, walls);
  return heldM >= 0.5 * totalM && found.heldRatio >= 0.5;
}

/** Fraction of the walls that the outline holds, and of bays and columns: the smaller of both. */
export function minHeldRatio(found: FoundOutline, walls: readonly WallLine[]): number {
  return Math.min(wallsHeldRatio(found, walls), found.heldRatio);
}

/** Fraction of the length of walls that the outline holds; 1 where there are none. */
export function wallsHeldRatio(found: FoundOutline, walls: readonly WallLine[]): number {
  const { totalM, heldM } = wallsHeldM(found, walls);
  return totalM > 0 ? heldM / totalM : 1;
}

/** Refuses an outline that is full of walls: hatching or furniture on their layers. */
export function checkDensity(id: string, found: FoundOutline, walls: readonly WallLine[]): void {
  const { heldM } = wallsHeldM(found, walls);
  const areaM2 = Math.abs(signedArea(found.outline));
  if (heldM <= densestWallsPerM * areaM2) return;
  throw new DrawingError(
    id,
    say('walls-too-dense', { length: heldM.toFixed(0), area: areaM2.toFixed(0) }),
    say('walls-not-furniture'),
  );
}
