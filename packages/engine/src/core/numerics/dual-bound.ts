import type { Row } from './pass-model.ts';

/** A program to be minimised. */
interface Program {
  rows: readonly Row[];
  /** [columns] */
  costs: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
}

/**
 * Weak duality, with whatever multipliers: a bound that does not rest on the solver's tolerances.
 * @param multipliers [rows]
 */
export function dualBound(
  { rows, costs, lower, upper }: Program,
  multipliers: Float64Array,
): { bound: number; reducedCosts: Float64Array } {
  const reducedCosts = costs.slice();
  let bound = 0;
  for (let index = 0; index < rows.length; index += 1) {
    const { columns, values, lower: least, upper: most } = rows[index];
    let multiplier = multipliers[index];
    if (multiplier > 0 ? least === Number.NEGATIVE_INFINITY : most === Number.POSITIVE_INFINITY)
      multiplier = 0;
    if (multiplier === 0) continue;
    bound += multiplier * (multiplier > 0 ? least : most);
    for (let at = 0; at < columns.length; at += 1) reducedCosts[columns[at]] -= multiplier * values[at];
  }
  for (let column = 0; column < reducedCosts.length; column += 1) {
    const reduced = reducedCosts[column];
    bound += reduced > 0 ? reduced * lower[column] : reduced * upper[column];
  }
  return { bound, reducedCosts };
}
