import type { Plan } from '../../plan/index.ts';

/** Room for locations beside the drawn plan, and for a plan without levels. */
const marginM = 100;

/**
 * A length in metres that no link within a plan exceeds, nor one that ends beside it by half of `beyondM` at either end.
 */
export function longestLinkM(
  { levels = [], antennas = [] }: Partial<Pick<Plan, 'levels' | 'antennas'>>,
  beyondM: number = marginM,
): number {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const add = (values: readonly number[], axis = 0) => {
    values.forEach((value, i) => {
      low[axis + i] = Math.min(low[axis + i], value);
      high[axis + i] = Math.max(high[axis + i], value);
    });
  };
  for (const { outline, elevationM, clearHeightM } of levels) {
    for (const corner of outline) add(corner);
    add([elevationM], 2);
    add([elevationM + clearHeightM], 2);
  }
  for (const { position } of antennas) add(position);
  const spans = high.map((value, axis) => Math.max(0, value - low[axis]));
  return Math.hypot(...spans) + beyondM;
}
