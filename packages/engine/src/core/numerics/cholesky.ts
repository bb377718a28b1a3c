/** Dense symmetric positive definite systems on flat row-major arrays. [n, n] */

/** Overwrites the lower triangle with L of L·Lᵀ; false where the matrix is not positive definite. */
export function factorCholesky(matrix: Float64Array, n: number): boolean {
  for (let column = 0; column < n; column += 1) {
    const diagonalAt = column * n + column;
    let pivot = matrix[diagonalAt];
    for (let k = column * n; k < diagonalAt; k += 1) pivot -= matrix[k] * matrix[k];
    if (!(pivot > 0)) return false;
    const root = Math.sqrt(pivot);
    matrix[diagonalAt] = root;
    for (let row = column + 1; row < n; row += 1) {
      let value = matrix[row * n + column];
      for (let k = 0; k < column; k += 1) value -= matrix[row * n + k] * matrix[column * n + k];
      matrix[row * n + column] = value / root;
    }
  }
  return true;
}

/** Solves L·z = b in place, for `columns` right-hand sides at once. [n, columns] */
export function solveLower(factor: Float64Array, n: number, sides: Float64Array, columns: number): void {
  for (let row = 0; row < n; row += 1) {
    const at = row * columns;
    for (let k = 0; k < row; k += 1) {
      const weight = factor[row * n + k];
      if (weight === 0) continue;
      for (let column = 0; column < columns; column += 1) {
        sides[at + column] -= weight * sides[k * columns + column];
      }
    }
    const pivot = factor[row * n + row];
    for (let column = 0; column < columns; column += 1) sides[at + column] /= pivot;
  }
}

/** L⁻¹ from L. [n, n], lower triangle */
export function invertLower(factor: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let row = 0; row < n; row += 1) {
    const rowStart = row * n;
    const pivot = factor[rowStart + row];
    for (let k = 0; k < row; k += 1) {
      const weight = factor[rowStart + k];
      const other = k * n;
      for (let column = 0; column <= k; column += 1)
        inverse[rowStart + column] -= weight * inverse[other + column];
    }
    for (let column = 0; column < row; column += 1) inverse[rowStart + column] /= pivot;
    inverse[rowStart + row] = 1 / pivot;
  }
  return inverse;
}

/** (L·Lᵀ)⁻¹ from L: whole, symmetric. [n, n] */
export function invertFactored(factor: Float64Array, n: number): Float64Array {
  const lower = invertLower(factor, n);
  const inverse = new Float64Array(n * n);
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = 0;
      for (let k = row; k < n; k += 1) sum += lower[k * n + row] * lower[k * n + column];
      inverse[row * n + column] = sum;
      inverse[column * n + row] = sum;
    }
  }
  return inverse;
}

/** ln det of L·Lᵀ. */
export function logDeterminant(factor: Float64Array, n: number): number {
  let sum = 0;
  for (let index = 0; index < n; index += 1) sum += Math.log(factor[index * n + index]);
  return 2 * sum;
}
