/** The value in the middle of a list, of two in the middle the higher one; undefined of an empty list, which callers keep out. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/**
 * The least of some sorted values that at least that share of them does not exceed: none between two of them. `ratio` 0–1.
 */
export function nearestRank(sorted: Float32Array | Float64Array, ratio: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(ratio * sorted.length) - 1))];
}
