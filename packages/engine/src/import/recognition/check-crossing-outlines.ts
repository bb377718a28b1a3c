import {
  boundsOf,
  closedLoops,
  DrawingError,
  distanceToRing,
  lineIntersection,
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
import { describePlace, type LevelDrawing } from '../drawing/level-drawing.ts';

/** Rings at least this large bound a level or a part of one. */
const smallestOutlineM2 = 150;
/** Rings that overlap less than this were drawn carelessly, not over each other. */
const leastOverlapM = 1.5;

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
      const place = crossing(outlines[i], outlines[j]);
      if (!place || !straddles(outlines[i], outlines[j]) || !straddles(outlines[j], outlines[i])) continue;
      throw new DrawingError(
        say('near-place', { level: id, place: describePlace(place) }),
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
  const far = ring.filter((point) => distanceToRing(other, point) > leastOverlapM);
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
    Math.min(hit.t, 1 - hit.t) * first > leastOverlapM && Math.min(hit.u, 1 - hit.u) * second > leastOverlapM
  );
}
