/** Values less the mean of their group. */
export function centreByGroup(values, groups) {
  const meanOf = groupMeans(values, groups);
  return values.map((value, index) => value - meanOf.get(groups[index]));
}

/** Mean of the values of each group, by the group's name. */
export function groupMeans(values, groups) {
  const sums = new Map();
  for (const [index, group] of groups.entries()) {
    const sum = sums.get(group) ?? { total: 0, count: 0 };
    sum.total += values[index];
    sum.count++;
    sums.set(group, sum);
  }
  return new Map([...sums].map(([group, { total, count }]) => [group, total / count]));
}

/**
 * Least squares of `values` by the columns of `rows` and one constant for each group; `weights` are the same within a
 * group. Returns the coefficients of the columns.
 */
export function fitColumns(values, rows, groups, weights = values.map(() => 1)) {
  const centred = centreByGroup(values, groups);
  const columns = rows[0].map((_, column) =>
    centreByGroup(
      rows.map((row) => row[column]),
      groups,
    ),
  );
  const product = (a, b) => a.reduce((sum, value, index) => sum + weights[index] * value * b[index], 0);
  const matrix = columns.map((a) => columns.map((b) => product(a, b)));
  const right = columns.map((a) => product(a, centred));
  // A column that is the same everywhere in every group has the coefficient 0.
  for (const [index, row] of matrix.entries()) if (row[index] === 0) row[index] = 1;
  return solveSymmetric(matrix, right);
}

/** Solution of a symmetric positive definite system, by its Cholesky factor. */
export function solveSymmetric(matrix, right) {
  const size = right.length;
  const factor = matrix.map((row) => Float64Array.from(row));
  for (let column = 0; column < size; column++) {
    for (let row = column; row < size; row++) {
      let sum = factor[row][column];
      for (let k = 0; k < column; k++) sum -= factor[row][k] * factor[column][k];
      factor[row][column] = row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / factor[column][column];
    }
  }
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < row; k++) solution[row] -= factor[row][k] * solution[k];
    solution[row] /= factor[row][row];
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let k = row + 1; k < size; k++) solution[row] -= factor[k][row] * solution[k];
    solution[row] /= factor[row][row];
  }
  return [...solution];
}
