import { metresToMm, mmToMetres } from '../units.ts';

/** A point or vector in the plane, metres unless a caller says otherwise. */
export type Point = [number, number];

/** A point in whole millimetres, |coordinate| < 2^21: products of two stay exact in a double. */
export type PointMm = readonly [xMm: number, yMm: number];

/** A point in metres, rounded to whole millimetres. */
export function pointInMm([x, y]: readonly number[]): PointMm {
  return [metresToMm(x), metresToMm(y)];
}

/** Metres of a point in whole millimetres. */
export function pointInMetres([xMm, yMm]: readonly number[]): Point {
  return [mmToMetres(xMm), mmToMetres(yMm)];
}

/** Axis-parallel box. An empty box has `minX > maxX`. */
export interface Bounds {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

export function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}

export function midpoint(a: readonly number[], b: readonly number[]): Point {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

/** Mean of the points (not the centroid of an area). */
export function meanPoint(points: readonly (readonly number[])[]): Point {
  let x = 0;
  let y = 0;
  for (const point of points) {
    x += point[0];
    y += point[1];
  }
  return [x / points.length, y / points.length];
}

/** Rotates counter-clockwise about the origin. */
export function rotatePoint(point: readonly number[], angleRad: number): Point {
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  return [cos * point[0] - sin * point[1], sin * point[0] + cos * point[1]];
}

export function emptyBounds(): Bounds {
  return { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
}

/** Grows `bounds` in place. */
export function extendBounds(bounds: Bounds, point: readonly number[]): void {
  if (point[0] < bounds.minX) bounds.minX = point[0];
  if (point[1] < bounds.minY) bounds.minY = point[1];
  if (point[0] > bounds.maxX) bounds.maxX = point[0];
  if (point[1] > bounds.maxY) bounds.maxY = point[1];
}

export function boundsOf(points: readonly (readonly number[])[]): Bounds {
  const bounds = emptyBounds();
  for (const point of points) extendBounds(bounds, point);
  return bounds;
}

/** Distance from a point to a box; 0 inside. */
export function distanceToBounds(point: readonly number[], bounds: Bounds): number {
  const dx = Math.max(bounds.minX - point[0], 0, point[0] - bounds.maxX);
  const dy = Math.max(bounds.minY - point[1], 0, point[1] - bounds.maxY);
  return Math.hypot(dx, dy);
}
