/** Points and 4 × 4 matrices of space, row by row, composed one elementary step at a time. */
export type Vec3 = readonly [number, number, number];
export type Matrix = readonly (readonly number[])[];

export const unit: Matrix = [
  [1, 0, 0, 0],
  [0, 1, 0, 0],
  [0, 0, 1, 0],
  [0, 0, 0, 1],
];

export function times(...factors: readonly Matrix[]): Matrix {
  return factors.reduce((left, right) =>
    left.map((row) => [0, 1, 2, 3].map((k) => row.reduce((sum, value, i) => sum + value * right[i][k], 0))),
  );
}

export function mapped(matrix: Matrix, [x, y, z]: Vec3): Vec3 {
  const [a, b, c] = matrix.map((row) => row[0] * x + row[1] * y + row[2] * z + row[3]);
  return [a, b, c];
}

export function moved(x: number, y: number, z: number): Matrix {
  return [[1, 0, 0, x], [0, 1, 0, y], [0, 0, 1, z], unit[3]];
}

export function scaled(x: number, y: number, z: number): Matrix {
  return [[x, 0, 0, 0], [0, y, 0, 0], [0, 0, z, 0], unit[3]];
}

export function turned(angleDeg: number): Matrix {
  const angleRad = (angleDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  return [[cos, -sin, 0, 0], [sin, cos, 0, 0], unit[2], unit[3]];
}

/**
 * Returns the matrix from an object's own axes to the world's, by its extrusion direction: the arbitrary axis algorithm
 * of DXF.
 */
export function ofNormal(normal: Vec3): Matrix {
  const n = normalised(normal);
  const isNearZ = Math.abs(n[0]) < 1 / 64 && Math.abs(n[1]) < 1 / 64;
  const ax = normalised(cross(isNearZ ? [0, 1, 0] : [0, 0, 1], n));
  const ay = normalised(cross(n, ax));
  return [0, 1, 2].map((k) => [ax[k], ay[k], n[k], 0]).concat([[0, 0, 0, 1]]);
}

/** The largest factor by which lengths in the x, y plane grow, and the smallest. */
export function stretch(matrix: Matrix): { max: number; min: number } {
  const lengths = Array.from({ length: 720 }, (_, k) => {
    const [u, v] = [Math.cos((k * Math.PI) / 720), Math.sin((k * Math.PI) / 720)];
    return Math.hypot(matrix[0][0] * u + matrix[0][1] * v, matrix[1][0] * u + matrix[1][1] * v);
  });
  return { max: Math.max(...lengths), min: Math.min(...lengths) };
}

function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function normalised(v: Vec3): Vec3 {
  const size = Math.hypot(...v);
  return [v[0] / size, v[1] / size, v[2] / size];
}
