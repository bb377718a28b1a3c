// M. Gudmundson, Correlation model for shadow fading, Electron. Lett. 27 (1991): ρ(Δ) = exp(−Δ/d_c).
import type { Grid } from '@diku/engine/radio';
import { servedCovariance } from '../../../packages/engine/src/radio/index.ts';

/** Pairs further apart than this many decorrelation lengths are independent (ρ < 0.7 %). */
const reachInLengths = 5;

/**
 * Sum over all pairs of walk samples of the covariance of "served", under log-normal shadowing correlated over distance.
 * @param samples [count] cells of the grid on the walk
 * @param standardMargins [count] margin over spread, z, at each sample
 */
export function walkVariance(
  grid: Grid,
  samples: Int32Array,
  standardMargins: Float64Array,
  decorrelationM: number,
): number {
  const cellM = grid.cellMm / 1000;
  const reachM = reachInLengths * decorrelationM;
  const buckets = bucketByReach(grid, samples, reachM / cellM);
  let total = 0;
  for (const [key, bucket] of buckets.cells) {
    for (const neighbour of [
      key,
      key + 1,
      key + buckets.stride - 1,
      key + buckets.stride,
      key + buckets.stride + 1,
    ]) {
      const others = buckets.cells.get(neighbour);
      if (!others) continue;
      for (const first of bucket) {
        for (const second of others) {
          if (neighbour === key && second < first) continue;
          const rows = Math.floor(samples[first] / grid.columns) - Math.floor(samples[second] / grid.columns);
          const columns = (samples[first] % grid.columns) - (samples[second] % grid.columns);
          const distanceM = Math.hypot(rows, columns) * cellM;
          if (distanceM > reachM) continue;
          const rho = Math.exp(-distanceM / decorrelationM);
          const value = servedCovariance(standardMargins[first], standardMargins[second], rho);
          total += first === second ? value : 2 * value;
        }
      }
    }
  }
  return total;
}

function bucketByReach(
  grid: Grid,
  samples: Int32Array,
  reachCells: number,
): { cells: Map<number, number[]>; stride: number } {
  const size = Math.max(1, Math.ceil(reachCells));
  // One spare column on each side keeps neighbours of different rows apart.
  const stride = Math.ceil(grid.columns / size) + 2;
  const cells = new Map<number, number[]>();
  samples.forEach((cell, index) => {
    const row = Math.floor(Math.floor(cell / grid.columns) / size);
    const column = Math.floor((cell % grid.columns) / size) + 1;
    const key = row * stride + column;
    const bucket = cells.get(key);
    if (bucket) bucket.push(index);
    else cells.set(key, [index]);
  });
  return { cells, stride };
}
