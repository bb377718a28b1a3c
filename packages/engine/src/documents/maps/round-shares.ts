/**
 * Shares of a whole in percent with one decimal that sum to exactly 100 (largest remainder); all 0 where there is nothing.
 * @param parts at least 0; their sum is the whole
 */
export function roundShares(parts: readonly number[]): number[] {
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (!(total > 0)) return parts.map(() => 0);
  const exact = parts.map((part) => (part / total) * 1000);
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
