import {
  boundsOf,
  closedLoops,
  DrawingError,
  distance,
  distanceToRing,
  lineIntersection,
  midpoint,
  type Point,
  perimeter,
  pointAlong,
  ringContains,
  say,
  segmentsCross,
  signedArea,
} from '../../core/index.ts';
import type { DrawingPath } from '../drawing/drawing.ts';
import { wallClasses } from '../drawing/layer-classes.ts';
import { describeLocation, type LevelDrawing } from '../drawing/level-drawing.ts';
import { tuning } from '../tuning.ts';
import type { FoundOutline } from './rooms/recognise-outline.ts';
import type { WallLine } from './walls/wall-line.ts';

const { densestWallsPerM, smallestSideM, largestSideM } = tuning.checkOutline;
const { smallestOutlineM2, minOverlapM } = tuning.recogniseLevel;

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

/** Refuses a level in which two large outlines cross: two levels or variants drawn over each other. */
export function checkCrossingOutlines(id: string, { drawing, classOf }: LevelDrawing): void {
  const rings: Point[][] = [];
  const lines: [Point, Point][] = [];
  for (const path of drawing.paths) {
    if (!wallClasses.has(classOf(path)) || path.source === 'hatch') continue;
    if (path.closed) rings.push(path.points);
    else addLines(path, lines);
  }
  rings.push(...closedLoops(lines));
  const outlines = rings.filter((ring) => {
    const areaM2 = Math.abs(signedArea(ring));
    return ring.length <= 2000 && areaM2 >= smallestOutlineM2 && (2 * areaM2) / perimeter(ring) > 1.2;
  });
  for (let i = 0; i < outlines.length; i++) {
    for (let j = i + 1; j < Math.min(outlines.length, i + 200); j++) {
      const location = crossing(outlines[i], outlines[j]);
      if (!location || !straddles(outlines[i], outlines[j]) || !straddles(outlines[j], outlines[i])) continue;
      throw new DrawingError(
        say('near-place', { level: id, place: describeLocation(location) }),
        say('outlines-cross'),
        say('one-outline'),
      );
    }
  }
}

function addLines(path: DrawingPath, lines: [Point, Point][]): void {
  for (let i = 1; i < path.points.length; i++) lines.push([path.points[i - 1], path.points[i]]);
}

/** Corners well inside and well outside of the other ring. */
function straddles(ring: readonly Point[], other: readonly Point[]): boolean {
  const far = ring.filter((point) => distanceToRing(other, point) > minOverlapM);
  const inside = far.filter((point) => ringContains(other, point)).length;
  // A cross of two bars has no corner inside: its edges run through.
  return inside < far.length && far.length > 0;
}

function crossing(p: readonly Point[], q: readonly Point[]): Point | undefined {
  const a = boundsOf(p);
  const b = boundsOf(q);
  if (a.maxX < b.minX || b.maxX < a.minX || a.maxY < b.minY || b.maxY < a.minY) return undefined;
  for (let i = 0; i < p.length; i++) {
    const p1 = p[(i + 1) % p.length];
    for (let j = 0; j < q.length; j++) {
      const q1 = q[(j + 1) % q.length];
      if (!segmentsCross(p[i], p1, q[j], q1)) continue;
      const hit = lineIntersection(p[i], p1, q[j], q1);
      if (hit && deepCrossing(p[i], p1, q[j], q1, hit)) return pointAlong(p[i], p1, hit.t);
    }
  }
  return undefined;
}

/** The edges go on for a while on both sides of where they cross. */
function deepCrossing(a: Point, b: Point, c: Point, d: Point, hit: { t: number; u: number }): boolean {
  const first = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const second = Math.hypot(d[0] - c[0], d[1] - c[1]);
  return (
    Math.min(hit.t, 1 - hit.t) * first > minOverlapM && Math.min(hit.u, 1 - hit.u) * second > minOverlapM
  );
}
