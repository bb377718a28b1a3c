import type { Highs } from 'highs';
import { LinearProgram, type Row } from '../../core/index.ts';

export interface QuarterFill {
  /** [values] the quarter that each gets, counted from 0; undefined: none. */
  quarters: readonly (number | undefined)[];
  /** Whether a dual solution proves that nothing is better. */
  isProven: boolean;
}

/**
 * Which of a district's communities to take, and in which quarter: together of the greatest value, the better ones earlier. A value
 * counts as many times as quarters are left with its own. Both kinds of rows (a community once, so many by the end of each quarter)
 * are nested sets, so that the matrix is totally unimodular and every vertex is whole (Edmonds 1970).
 * @param values whole numbers above 0
 * @param mostByEnd [quarters] how many may be taken by the end of each, in all
 * @throws Error should the solver fail or its vertex not be whole
 */
export function fillQuarters(
  highs: Highs,
  values: readonly number[],
  mostByEnd: readonly number[],
): QuarterFill {
  const quarterCount = mostByEnd.length;
  const columnCount = values.length * quarterCount;
  if (columnCount === 0) return { quarters: [], isProven: true };
  const costs = Float64Array.from({ length: columnCount }, (_, column) => {
    const quarter = column % quarterCount;
    return -values[Math.floor(column / quarterCount)] * (quarterCount - quarter);
  });
  const zeros = new Float64Array(columnCount);
  const program = new LinearProgram(highs, costs, zeros, new Float64Array(columnCount).fill(1));
  try {
    program.addRows([...onceRows(values.length, quarterCount), ...byEndRows(values.length, mostByEnd)], true);
    const { isSolved, columns, bound } = program.solve();
    if (!isSolved) throw new Error('the linear program of the quarters was not solved');
    const taken = wholeColumns(columns);
    const cost = taken.reduce((sum, column) => sum + costs[column], 0);
    const quarters = new Array<number | undefined>(values.length).fill(undefined);
    for (const column of taken) quarters[Math.floor(column / quarterCount)] = column % quarterCount;
    // Costs are whole: less than 1 from the bound is nothing.
    return { quarters, isProven: bound > cost - 1 };
  } finally {
    program.dispose();
  }
}

function onceRows(valueCount: number, quarterCount: number): Row[] {
  return Array.from({ length: valueCount }, (_, index) =>
    atMost(
      Array.from({ length: quarterCount }, (_, quarter) => index * quarterCount + quarter),
      1,
    ),
  );
}

function byEndRows(valueCount: number, mostByEnd: readonly number[]): Row[] {
  return mostByEnd.map((most, last) => {
    const columns = Array.from({ length: valueCount }, (_, index) =>
      Array.from({ length: last + 1 }, (_, quarter) => index * mostByEnd.length + quarter),
    );
    return atMost(columns.flat(), most);
  });
}

function atMost(columns: readonly number[], upper: number): Row {
  return {
    columns: Int32Array.from(columns),
    values: new Float64Array(columns.length).fill(1),
    lower: Number.NEGATIVE_INFINITY,
    upper,
  };
}

/** The columns that are 1. */
function wholeColumns(columns: Float64Array): number[] {
  const taken: number[] = [];
  columns.forEach((value, column) => {
    if (Math.abs(value - Math.round(value)) > 1e-6) throw new Error('a vertex of the quarters is not whole');
    if (value > 0.5) taken.push(column);
  });
  return taken;
}
