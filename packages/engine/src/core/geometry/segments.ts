import type { Point } from './points.ts';

/** Twice the signed area of triangle a, b, c: positive when c is left of a→b. */
export function orientation(a: readonly number[], b: readonly number[], c: readonly number[]): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** True when the open segments cross in one inner point of both. */
export function segmentsCross(
  a: readonly number[],
  b: readonly number[],
  c: readonly number[],
  d: readonly number[],
): boolean {
  const abc = orientation(a, b, c);
  const abd = orientation(a, b, d);
  const cda = orientation(c, d, a);
  const cdb = orientation(c, d, b);
  return ((abc > 0 && abd < 0) || (abc < 0 && abd > 0)) && ((cda > 0 && cdb < 0) || (cda < 0 && cdb > 0));
}

/**
 * Parameters of the crossing of the two infinite lines: `a + t (b − a) = c + u (d − c)`.
 * Undefined when they are parallel (angle under about 1e-9 rad).
 */
export function lineIntersection(
  a: readonly number[],
  b: readonly number[],
  c: readonly number[],
  d: readonly number[],
): { t: number; u: number } | undefined {
  const rx = b[0] - a[0];
  const ry = b[1] - a[1];
  const sx = d[0] - c[0];
  const sy = d[1] - c[1];
  const cross = rx * sy - ry * sx;
  if (Math.abs(cross) < 1e-9 * Math.hypot(rx, ry) * Math.hypot(sx, sy) || cross === 0) return undefined;
  const qx = c[0] - a[0];
  const qy = c[1] - a[1];
  return { t: (qx * sy - qy * sx) / cross, u: (qx * ry - qy * rx) / cross };
}

/** Parameter in [0, 1] of the point of the segment nearest to `point`; 0 for a segment without length. */
export function nearestParameter(
  point: readonly number[],
  a: readonly number[],
  b: readonly number[],
): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const squared = dx * dx + dy * dy;
  if (squared === 0) return 0;
  return Math.max(0, Math.min(1, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / squared));
}

export function distanceToSegment(
  point: readonly number[],
  a: readonly number[],
  b: readonly number[],
): number {
  const t = nearestParameter(point, a, b);
  return Math.hypot(point[0] - a[0] - t * (b[0] - a[0]), point[1] - a[1] - t * (b[1] - a[1]));
}

export function pointAlong(a: readonly number[], b: readonly number[], t: number): Point {
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
}
