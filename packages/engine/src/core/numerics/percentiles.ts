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
  return { p5: nearestRank(sorted, 0.05), p50: nearestRank(sorted, 0.5), p95: nearestRank(sorted, 0.95) };
}

/** The arithmetic mean; NaN of an empty list. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value in the middle of a list, of two in the middle the higher one; undefined of an empty list, which callers keep out. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/**
 * The least of some sorted values that at least that fraction of them does not exceed: none between two of them.
 * `ratio` 0–1.
 */
export function nearestRank(sorted: Float32Array | Float64Array, ratio: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(ratio * sorted.length) - 1))];
}
