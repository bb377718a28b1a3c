import type { Point } from '../../../core/index.ts';

/** x′ = a x + c y + e, y′ = b x + d y + f. */
export type Affine = [number, number, number, number, number, number];

export const identity: Affine = [1, 0, 0, 1, 0, 0];

export function applyAffine(m: Affine, x: number, y: number): Point {
  return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
}

/** First `inner`, then `outer`. */
export function composeAffine(outer: Affine, inner: Affine): Affine {
  const [a, b, c, d, e, f] = outer;
  return [
    a * inner[0] + c * inner[1],
    b * inner[0] + d * inner[1],
    a * inner[2] + c * inner[3],
    b * inner[2] + d * inner[3],
    a * inner[4] + c * inner[5] + e,
    b * inner[4] + d * inner[5] + f,
  ];
}

/** Length factor: exact for similarities, the geometric mean of both axes otherwise. */
export function affineScale(m: Affine): number {
  return Math.sqrt(Math.abs(m[0] * m[3] - m[1] * m[2]));
}

/** True where circles stay circles, mirrored or not. */
export function isSimilarity(m: Affine): boolean {
  const first = m[0] * m[0] + m[1] * m[1];
  const second = m[2] * m[2] + m[3] * m[3];
  const size = 1e-6 * (first + second);
  return size > 0 && Math.abs(first - second) <= size && Math.abs(m[0] * m[2] + m[1] * m[3]) <= size;
}

/** Length factor across a line that runs in this direction before it is mapped. */
export function scaleAcross(m: Affine, along: Readonly<Point>): number {
  const mapped = Math.hypot(m[0] * along[0] + m[2] * along[1], m[1] * along[0] + m[3] * along[1]);
  if (mapped === 0) return 0;
  return (Math.abs(m[0] * m[3] - m[1] * m[2]) * Math.hypot(along[0], along[1])) / mapped;
}

/** Returns the map from the plane of an extrusion direction to world x and y (DXF's arbitrary axis algorithm). */
export function planeAffine(nx: number, ny: number, nz: number, elevation: number): Affine {
  const length = Math.hypot(nx, ny, nz);
  if (length === 0) return identity;
  const [x, y, z] = [nx / length, ny / length, nz / length];
  const isUpright = Math.abs(x) < 1 / 64 && Math.abs(y) < 1 / 64;
  // World y or z, times the normal.
  const cross = isUpright ? [z, 0, -x] : [-y, x, 0];
  const size = Math.hypot(cross[0], cross[1], cross[2]);
  const [ux, uy, uz] = [cross[0] / size, cross[1] / size, cross[2] / size];
  return [ux, uy, y * uz - z * uy, z * ux - x * uz, elevation * x, elevation * y];
}
