// Semivariogram of G. Matheron, Economic Geology 58 (1963), with an exponential model and a nugget, by least squares.
import { groupBy, type LevelPoint } from '../../radio/index.ts';

/** A value in dB at a place. */
export interface PlacedValue extends LevelPoint {
  valueDb: number;
}

/** How far values of neighbouring places are alike. */
export interface SpatialCorrelation {
  /** Distance over which the correlated part falls to 1/e, metres. */
  decorrelationM: number;
  /** Share of the variance that is correlated; the rest differs from place to place. */
  correlatedRatio: number;
  sigmaDb: number;
}

const binM = 2;
const binCount = 15;
const fewestValues = 30;
const fewestPairs = 20;
/** More values are thinned evenly: pairs grow with the square. */
const mostValues = 4000;
const shortestM = 0.5;
/** Pairs are compared up to 30 m; longer correlation cannot be told. */
const longestM = binM * binCount;

/** The correlation of values over distance; undefined where too few are near each other. */
export function measureCorrelation(all: readonly PlacedValue[]): SpatialCorrelation | undefined {
  if (all.length < fewestValues) return undefined;
  const step = Math.max(1, all.length / mostValues);
  const values = Array.from(
    { length: Math.min(all.length, mostValues) },
    (_, index) => all[Math.floor(index * step)],
  );
  const halfSquares = new Float64Array(binCount);
  const distances = new Float64Array(binCount);
  const pairs = new Float64Array(binCount);
  for (const own of groupBy(values, ({ level }) => level)) {
    const sorted = [...own].sort((a, b) => a.x - b.x);
    for (let i = 0; i < sorted.length; i += 1) {
      for (let j = i + 1; j < sorted.length && sorted[j].x - sorted[i].x < longestM; j += 1) {
        const distanceM = Math.hypot(sorted[i].x - sorted[j].x, sorted[i].y - sorted[j].y);
        const bin = Math.floor(distanceM / binM);
        if (bin >= binCount) continue;
        pairs[bin] += 1;
        distances[bin] += distanceM;
        halfSquares[bin] += (sorted[i].valueDb - sorted[j].valueDb) ** 2 / 2;
      }
    }
  }
  const bins = Array.from(pairs, (count, bin) => ({
    count,
    distanceM: distances[bin] / count,
    gamma: halfSquares[bin] / count,
  })).filter(({ count }) => count >= fewestPairs);
  return bins.length < 3 ? undefined : fitExponential(bins);
}

/** Nugget and sill for each decorrelation distance by linear least squares; the distance that fits best. */
function fitExponential(
  bins: readonly { count: number; distanceM: number; gamma: number }[],
): SpatialCorrelation {
  let best: (SpatialCorrelation & { misfit: number }) | undefined;
  for (let step = 0; step <= 40; step += 1) {
    const decorrelationM = shortestM * (longestM / shortestM) ** (step / 40);
    const rises = bins.map(({ distanceM }) => 1 - Math.exp(-distanceM / decorrelationM));
    const { nugget, sill } = fitLine(bins, rises);
    const misfit = bins.reduce(
      (sum, { count, gamma }, index) => sum + count * (gamma - nugget - sill * rises[index]) ** 2,
      0,
    );
    const variance = nugget + sill;
    const found = {
      decorrelationM,
      correlatedRatio: variance === 0 ? 0 : sill / variance,
      sigmaDb: Math.sqrt(variance),
      misfit,
    };
    if (!best || misfit < best.misfit) best = found;
  }
  const { misfit: _, ...correlation } = best as SpatialCorrelation & { misfit: number };
  return correlation;
}

/** gamma = nugget + sill · rise, neither below 0, weighted by pairs. */
function fitLine(
  bins: readonly { count: number; gamma: number }[],
  rises: readonly number[],
): { nugget: number; sill: number } {
  let [w, x, y, xx, xy] = [0, 0, 0, 0, 0];
  bins.forEach(({ count, gamma }, index) => {
    w += count;
    x += count * rises[index];
    y += count * gamma;
    xx += count * rises[index] ** 2;
    xy += count * rises[index] * gamma;
  });
  const det = w * xx - x * x;
  const sill = Math.abs(det) < 1e-12 * w * xx ? 0 : (w * xy - x * y) / det;
  const nugget = (y - sill * x) / w;
  if (sill < 0) return { nugget: y / w, sill: 0 };
  return nugget < 0 ? { nugget: 0, sill: xy / xx } : { nugget, sill };
}
