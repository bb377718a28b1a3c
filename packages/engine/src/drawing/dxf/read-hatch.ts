import { distance, type Point } from '../../geometry/points.ts';
import { degToRad } from '../../units.ts';
import { arcPoints, bulgePoints, ellipsePoints, splinePoints } from './flatten-curves.ts';
import { type DxfRecord, numberAt } from './read-dxf-records.ts';

/** Boundary rings of a HATCH, in the entity's own coordinates. Stops at the first group it cannot follow. */
export function hatchRings(record: DxfRecord): Point[][] {
  const { codes } = record;
  let at = codes.indexOf(91);
  if (at < 0) return [];
  const next = (code: number): number | undefined => {
    if (at >= codes.length || codes[at] !== code) return undefined;
    return numberAt(record, at++);
  };
  const point = (): Point | undefined => {
    const code = codes[at];
    const x = next(code);
    const y = next(code + 10);
    return x === undefined || y === undefined ? undefined : [x, y];
  };
  const rings: Point[][] = [];
  const pathCount = next(91) ?? 0;
  for (let path = 0; path < pathCount && at < codes.length; path++) {
    while (at < codes.length && codes[at] !== 92) at++;
    const flags = next(92);
    if (flags === undefined) break;
    const ring = (flags & 2) !== 0 ? polylinePath(next, point) : edgePath(next, point);
    if (ring.length >= 3) rings.push(ring);
  }
  return rings;
}

type Next = (code: number) => number | undefined;
type NextPoint = () => Point | undefined;

function polylinePath(next: Next, point: NextPoint): Point[] {
  next(72);
  next(73);
  const count = next(93) ?? 0;
  const corners: { at: Point; bulge: number }[] = [];
  for (let k = 0; k < count; k++) {
    const at = point();
    if (!at) break;
    corners.push({ at, bulge: next(42) ?? 0 });
  }
  return corners.flatMap((corner, k) =>
    bulgePoints(corner.at, corners[(k + 1) % corners.length].at, corner.bulge),
  );
}

function edgePath(next: Next, point: NextPoint): Point[] {
  const ring: Point[] = [];
  const edgeCount = next(93) ?? 0;
  for (let k = 0; k < edgeCount; k++) {
    const points = edgePoints(next, point);
    if (!points) break;
    // Edges may be stored against the walking direction.
    const last = ring[ring.length - 1];
    if (last && distance(last, points[points.length - 1]) < distance(last, points[0])) points.reverse();
    ring.push(...points);
  }
  return ring;
}

function edgePoints(next: Next, point: NextPoint): Point[] | undefined {
  const type = next(72);
  if (type === 1) {
    const a = point();
    const b = point();
    return a && b && [a, b];
  }
  if (type === 2 || type === 3) {
    const center = point();
    const major = type === 3 ? point() : undefined;
    const size = next(40);
    const start = next(50);
    const end = next(51);
    const counterClockwise = next(73) ?? 1;
    if (!center || size === undefined || start === undefined || end === undefined) return undefined;
    const sign = counterClockwise ? 1 : -1;
    const a = degToRad(start) * sign;
    const b = degToRad(end) * sign;
    if (major) return ellipsePoints(center, major, size, Math.min(a, b), Math.max(a, b));
    return arcPoints(center, size, a, b - a);
  }
  if (type !== 4) return undefined;
  const degree = next(94) ?? 3;
  const rational = next(73);
  next(74);
  const knotCount = next(95) ?? 0;
  const controlCount = next(96) ?? 0;
  const knots: number[] = [];
  for (let k = 0; k < knotCount; k++) {
    const knot = next(40);
    if (knot === undefined) return undefined;
    knots.push(knot);
  }
  const control: Point[] = [];
  for (let k = 0; k < controlCount; k++) {
    const at = point();
    if (!at) return undefined;
    if (rational) next(42);
    control.push(at);
  }
  const fitCount = next(97) ?? 0;
  for (let k = 0; k < fitCount; k++) if (!point()) break;
  return control.length > 1 ? splinePoints(degree, knots, control) : undefined;
}
