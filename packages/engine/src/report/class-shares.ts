import { type ColourClass, classIndexOf } from './colour-scale.ts';

/** Share of counted cells (not NaN) in each class, percent with one decimal; the shares sum to exactly 100. */
export function classShares(values: Float32Array, classes: readonly ColourClass[]): number[] {
  const counts = new Array<number>(classes.length).fill(0);
  let total = 0;
  for (const value of values) {
    const index = classIndexOf(value, classes);
    if (index < 0) continue;
    counts[index] += 1;
    total += 1;
  }
  return total === 0 ? counts : roundToSum(counts, total);
}

/** Largest remainder: tenths of a percent that sum to 1000. */
function roundToSum(counts: readonly number[], total: number): number[] {
  const exact = counts.map((count) => (count / total) * 1000);
  const tenths = exact.map(Math.floor);
  let left = 1000 - tenths.reduce((sum, value) => sum + value, 0);
  const order = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of order) {
    if (left <= 0) break;
    tenths[index] += 1;
    left -= 1;
  }
  return tenths.map((value) => value / 10);
}
