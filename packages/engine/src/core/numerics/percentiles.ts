import { nearestRank } from './order-statistics.ts';

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
