// M. Gudmundson, Correlation model for shadow fading, Electron. Lett. 27 (1991): ρ(Δ) = exp(−Δ/d_c).
// Bivariate normal by the tetrachoric integral ∫0^ρ, Abramowitz & Stegun 26.3.19 (Plackett).
import type { Grid } from '@diku/engine';

/** Pairs further apart than this many decorrelation lengths are independent (ρ < 0.7 %). */
const reachInLengths = 5;
/** 6-point Gauss–Legendre on [−1, 1]. */
const nodes = [0.238619186083197, 0.661209386466265, 0.932469514203152];
const weights = [0.467913934572691, 0.360761573048139, 0.17132449237917];

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
  for (const [key, own] of buckets.cells) {
    for (const neighbour of [
      key,
      key + 1,
      key + buckets.stride - 1,
      key + buckets.stride,
      key + buckets.stride + 1,
    ]) {
      const others = buckets.cells.get(neighbour);
      if (!others) continue;
      for (const first of own) {
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

/** Cov of two served indicators with standard margins h and k and shadowing correlation ρ. */
export function servedCovariance(h: number, k: number, rho: number): number {
  if (Math.abs(h) > 6 || Math.abs(k) > 6) return 0;
  // The substitution r = sin(t) removes the end point's singularity at ρ = 1.
  const halfSpan = Math.asin(Math.min(1, rho)) / 2;
  let sum = 0;
  for (let index = 0; index < nodes.length; index += 1) {
    for (const sign of [-1, 1]) {
      const sine = Math.sin(halfSpan * (1 + sign * nodes[index]));
      const cosineSquared = 1 - sine * sine;
      sum += weights[index] * Math.exp(-(h * h - 2 * sine * h * k + k * k) / (2 * cosineSquared));
    }
  }
  return (halfSpan * sum) / (2 * Math.PI);
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
