import type { Model } from 'highs';

/** `lower ≤ Σ values · columns ≤ upper` */
export interface Row {
  columns: Int32Array;
  values: Float64Array;
  lower: number;
  upper: number;
}

/** Gives the solver columns, and no rows yet. */
export function passColumns(
  model: Model,
  costs: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
): void {
  model.passModel({
    ...{ numCols: costs.length, numRows: 0, colCost: costs, colLower: lower, colUpper: upper },
    ...{ rowLower: [], rowUpper: [] },
    matrix: { format: 'csr', numRows: 0, numCols: costs.length, starts: [0], indices: [], values: [] },
  });
}

/**
 * Adds rows to the solver's.
 * @param locationOf [columns]: which of the solver's columns each is; what it does not have is 0
 * @param columnCount columns that the solver has
 * @returns the number of nonzeros
 */
export function passRows(
  model: Model,
  rows: readonly Row[],
  locationOf: Int32Array,
  columnCount: number,
): number {
  const starts = new Int32Array(rows.length + 1);
  const max = rows.reduce((sum, { columns }) => sum + columns.length, 0);
  const indices = new Int32Array(max);
  const values = new Float64Array(max);
  let end = 0;
  rows.forEach((row, index) => {
    for (let at = 0; at < row.columns.length; at += 1) {
      const position = locationOf[row.columns[at]];
      if (position < 0) continue;
      indices[end] = position;
      values[end] = row.values[at];
      end += 1;
    }
    starts[index + 1] = end;
  });
  model.addRows({
    lower: Float64Array.from(rows, ({ lower }) => lower),
    upper: Float64Array.from(rows, ({ upper }) => upper),
    matrix: {
      ...{ format: 'csr', numRows: rows.length, numCols: columnCount, starts },
      ...{ indices: indices.subarray(0, end), values: values.subarray(0, end) },
    },
  });
  return end;
}

/** Nonzeros of a row that the solver has. */
export function countShown({ columns }: Row, locationOf: Int32Array): number {
  return columns.reduce((count, column) => (locationOf[column] < 0 ? count : count + 1), 0);
}
