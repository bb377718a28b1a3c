// M. Gudmundson, Electron. Lett. 27 (1991): shadowing is correlated as exp(−Δ/d_c). Of "served" by the bivariate normal.

import { normalQuantile } from '../../core/index.ts';

// Bivariate normal by the tetrachoric integral ∫0^ρ, Abramowitz & Stegun 26.3.19 (Plackett).

/** 6-point Gauss–Legendre on [−1, 1]. */
const nodes = [0.238619186083197, 0.661209386466265, 0.932469514203152];
const weights = [0.467913934572691, 0.360761573048139, 0.17132449237917];

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

/** A point on a level, metres. */
export interface LevelPoint {
  x: number;
  y: number;
  level: string;
}

/** Pairs further apart than this many decorrelation distances count as independent (ρ < 0.7 %). */
const reachInLengths = 5;
const stepsPerLength = 16;

/**
 * Number of independent locations that points are worth when the fraction served is `ratio`: n² over the sum
 * of the correlations of "served" over all pairs. Never more than there are; levels are independent of each
 * other.
 * @param correlatedRatio fraction of the shadowing's variance that is correlated at all, 0–1; the rest is each point's
 * own
 */
export function effectiveLocations(
  points: readonly LevelPoint[],
  decorrelationM: number,
  ratio: number,
  correlatedRatio = 1,
): number {
  const count = points.length;
  if (count < 2 || !(decorrelationM > 0)) return count;
  const table = servedCorrelations(ratio, correlatedRatio);
  const reachM = reachInLengths * decorrelationM;
  let sum = 0;
  for (const levelPoints of groupBy(points, ({ level }) => level)) {
    const buckets = new Map<string, number[]>();
    levelPoints.forEach(({ x, y }, index) => {
      const key = `${Math.floor(x / reachM)},${Math.floor(y / reachM)}`;
      const bucket = buckets.get(key);
      if (bucket) bucket.push(index);
      else buckets.set(key, [index]);
    });
    sum += levelPoints.length;
    for (const [key, bucket] of buckets) {
      const [column, row] = key.split(',').map(Number);
      for (const [dx, dy] of [
        [0, 0],
        [1, 0],
        [-1, 1],
        [0, 1],
        [1, 1],
      ]) {
        const others = buckets.get(`${column + dx},${row + dy}`);
        if (!others) continue;
        const same = dx === 0 && dy === 0;
        for (let i = 0; i < bucket.length; i += 1) {
          const first = levelPoints[bucket[i]];
          for (let j = same ? i + 1 : 0; j < others.length; j += 1) {
            const second = levelPoints[others[j]];
            // Every pair of points is visited: `Math.hypot` would take most of the time.
            const distanceM = Math.sqrt((first.x - second.x) ** 2 + (first.y - second.y) ** 2);
            if (distanceM < reachM)
              sum += 2 * table[Math.round((distanceM / decorrelationM) * stepsPerLength)];
          }
        }
      }
    }
  }
  return Math.min(count, Math.max(1, (count * count) / sum));
}

/** Correlation of "served" at distances of 1/16 decorrelation distance each. */
function servedCorrelations(ratio: number, correlatedRatio: number): Float64Array {
  const within = Math.min(0.995, Math.max(0.005, ratio));
  const quantile = normalQuantile(within);
  const variance = within * (1 - within);
  return Float64Array.from({ length: reachInLengths * stepsPerLength + 2 }, (_, step) => {
    const rho = correlatedRatio * Math.exp(-step / stepsPerLength);
    return servedCovariance(quantile, quantile, rho) / variance;
  });
}

export function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Item[][] {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const found = groups.get(key);
    if (found) found.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
