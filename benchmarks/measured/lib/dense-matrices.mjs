/** A pivot smaller than this part of its diagonal is taken for 0. */
const smallestPivotRatio = 1e-9;

/**
 * Eliminates the columns `from` to before `to` of a symmetric matrix of `size` rows, in place: what is left is the Schur
 * complement. A column that depends on those before it is left out. Returns how many were not, and the logarithm of the
 * determinant of their part.
 */
export function eliminate(matrix, size, from, to) {
  const diagonal = Float64Array.from({ length: size }, (_, index) => matrix[index * size + index]);
  let logDet = 0;
  let rank = 0;
  for (let pivot = from; pivot < to; pivot++) {
    const at = pivot * size;
    const value = matrix[at + pivot];
    if (value > smallestPivotRatio * diagonal[pivot]) {
      for (let row = 0; row < size; row++) {
        const weight = matrix[row * size + pivot] / value;
        if (row === pivot || weight === 0) continue;
        for (let column = 0; column < size; column++)
          if (column !== pivot) matrix[row * size + column] -= weight * matrix[at + column];
      }
      logDet += Math.log(value);
      rank++;
    }
    for (let index = 0; index < size; index++) {
      matrix[index * size + pivot] = 0;
      matrix[at + index] = 0;
    }
  }
  return { logDet, rank };
}

/** Inverse of a symmetric matrix; the row and column of what depends on those before it are 0. */
export function invertSymmetric(matrix, size) {
  const wide = 2 * size;
  const whole = new Float64Array(wide * wide);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) whole[a * wide + b] = matrix[a * size + b];
    whole[a * wide + size + a] = 1;
    whole[(size + a) * wide + a] = 1;
  }
  eliminate(whole, wide, 0, size);
  const inverse = new Float64Array(size * size);
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++) inverse[a * size + b] = -whole[(size + a) * wide + size + b];
  return inverse;
}

/** A·M·Aᵀ for a symmetric M of `size` rows. */
export function sandwich(a, m, size) {
  const rows = a.length / size;
  const half = new Float64Array(rows * size);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < size; k++) {
      const weight = a[i * size + k];
      if (weight === 0) continue;
      for (let j = 0; j < size; j++) half[i * size + j] += weight * m[k * size + j];
    }
  const result = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < rows; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += half[i * size + k] * a[j * size + k];
      result[i * rows + j] = sum;
    }
  return result;
}

/** A·b for A of rows as long as b. */
export function timesVector(a, b) {
  const size = b.length;
  const result = new Float64Array(a.length / size);
  for (let row = 0; row < result.length; row++) {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += a[row * size + k] * b[k];
    result[row] = sum;
  }
  return result;
}

/** A matrix with these values on its diagonal. */
export function diagonal(values) {
  const matrix = new Float64Array(values.length ** 2);
  for (const [index, value] of values.entries()) matrix[index * values.length + index] = value;
  return matrix;
}

/** Lower L with L·Lᵀ the matrix, which may be singular. */
export function lowerRoot(matrix, size) {
  const root = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    let pivot = matrix[column * size + column];
    for (let k = 0; k < column; k++) pivot -= root[column * size + k] ** 2;
    if (!(pivot > smallestPivotRatio * matrix[column * size + column])) continue;
    root[column * size + column] = Math.sqrt(pivot);
    for (let row = column + 1; row < size; row++) {
      let value = matrix[row * size + column];
      for (let k = 0; k < column; k++) value -= root[row * size + k] * root[column * size + k];
      root[row * size + column] = value / root[column * size + column];
    }
  }
  return root;
}
