/** The 5th, 50th and 95th percentile of the finite values (nearest rank); −Infinity counts as lowest. */
export function percentiles(values: readonly Float32Array[]): { p5: number; p50: number; p95: number } {
  let count = 0;
  for (const list of values) for (const value of list) if (!Number.isNaN(value)) count += 1;
  const sorted = new Float32Array(count);
  let next = 0;
  for (const list of values) {
    for (const value of list) {
      if (!Number.isNaN(value)) {
        sorted[next] = value;
        next += 1;
      }
    }
  }
  sorted.sort();
  const rank = (ratio: number) => sorted[Math.min(count - 1, Math.max(0, Math.ceil(ratio * count) - 1))];
  return { p5: rank(0.05), p50: rank(0.5), p95: rank(0.95) };
}
