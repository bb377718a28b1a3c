import { type ColourClass, classIndexOf } from './colour-scale.ts';
import { roundShares } from './round-shares.ts';

/** Share of counted cells (not NaN) in each class, percent with one decimal; the shares sum to exactly 100. */
export function classShares(values: Float32Array, classes: readonly ColourClass[]): number[] {
  const counts = new Array<number>(classes.length).fill(0);
  for (const value of values) {
    const index = classIndexOf(value, classes);
    if (index < 0) continue;
    counts[index] += 1;
  }
  return roundShares(counts);
}
