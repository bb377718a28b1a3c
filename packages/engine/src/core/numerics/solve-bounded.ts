const maxSweeps = 20_000;

/**
 * The x that minimises ½ xᵀHx − gᵀx between bounds, H symmetric positive definite: one coordinate after another, each
 * exactly, until none moves. [n, n], [n] each
 */
export function solveBounded(
  hessian: Float64Array,
  gradient: Float64Array,
  min: Float64Array,
  max: Float64Array,
  start: Float64Array,
): Float64Array {
  const n = gradient.length;
  const x = start.slice();
  for (let sweep = 0; sweep < maxSweeps; sweep += 1) {
    let moved = 0;
    for (let row = 0; row < n; row += 1) {
      let pull = gradient[row];
      for (let column = 0; column < n; column += 1) {
        if (column !== row) pull -= hessian[row * n + column] * x[column];
      }
      const pivot = hessian[row * n + row];
      const value = Math.min(max[row], Math.max(min[row], pull / pivot));
      // In units of the coordinate's own precision.
      moved = Math.max(moved, Math.abs(value - x[row]) * Math.sqrt(pivot));
      x[row] = value;
    }
    if (moved < 1e-10) break;
  }
  return x;
}
