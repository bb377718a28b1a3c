import type { FitSample } from './fit-model.ts';

/** Half the mean squared difference of the residuals of one series a distance apart. */
export interface VariogramBin {
  apartM: number;
  /** dB² */
  semivariance: number;
  pairs: number;
}

const binM = 1;
const furthestM = 30;
const fewestPairs = 20;

/** The residuals' variogram over sorted samples with a measured level, in bins of a metre up to 30 m. */
export function residualVariogram(samples: readonly FitSample[], residualsDb: Float64Array): VariogramBin[] {
  const bins = Array.from({ length: furthestM / binM }, () => ({ sum: 0, apart: 0, pairs: 0 }));
  for (let later = 0; later < samples.length; later += 1) {
    const a = samples[later];
    if (a.censored) continue;
    // Sorted by level and x: what is further back in x than the furthest lag ends the search.
    for (let earlier = later - 1; earlier >= 0; earlier -= 1) {
      const b = samples[earlier];
      if (b.level !== a.level || a.x - b.x >= furthestM) break;
      if (b.censored || b.series !== a.series) continue;
      const apartM = Math.hypot(a.x - b.x, a.y - b.y);
      if (apartM >= furthestM) continue;
      const bin = bins[Math.floor(apartM / binM)];
      bin.sum += (residualsDb[later] - residualsDb[earlier]) ** 2 / 2;
      bin.apart += apartM;
      bin.pairs += 1;
    }
  }
  return bins
    .filter(({ pairs }) => pairs >= fewestPairs)
    .map(({ sum, apart, pairs }) => ({ apartM: apart / pairs, semivariance: sum / pairs, pairs }));
}

/**
 * Sill, range and nugget of `τ² + σ²(1 − e^(−Δ/d_c))` by least squares over the bins, each with the weight of its pairs;
 * undefined where there are fewer than four bins.
 */
export function fitVariogram(
  bins: readonly VariogramBin[],
): { shadowingSigmaDb: number; decorrelationM: number; noiseSigmaDb: number } | undefined {
  if (bins.length < 4) return undefined;
  let best: { error: number; sill: number; nugget: number; decorrelationM: number } | undefined;
  for (let decorrelationM = 1; decorrelationM <= 20; decorrelationM *= 1.15) {
    const [sill, nugget] = solveSillNugget(bins, decorrelationM);
    let error = 0;
    for (const { apartM, semivariance, pairs } of bins) {
      error += pairs * (semivariance - nugget - sill * (1 - Math.exp(-apartM / decorrelationM))) ** 2;
    }
    if (!best || error < best.error) best = { error, sill, nugget, decorrelationM };
  }
  if (!best) return undefined;
  return {
    shadowingSigmaDb: Math.sqrt(best.sill),
    decorrelationM: best.decorrelationM,
    noiseSigmaDb: Math.sqrt(best.nugget),
  };
}

/** Both not negative. */
function solveSillNugget(bins: readonly VariogramBin[], decorrelationM: number): [number, number] {
  let [all, rise, rise2, value, riseValue] = [0, 0, 0, 0, 0];
  for (const { apartM, semivariance, pairs } of bins) {
    const fraction = 1 - Math.exp(-apartM / decorrelationM);
    all += pairs;
    rise += pairs * fraction;
    rise2 += pairs * fraction * fraction;
    value += pairs * semivariance;
    riseValue += pairs * fraction * semivariance;
  }
  const determinant = all * rise2 - rise * rise;
  const sill = determinant > 0 ? (all * riseValue - rise * value) / determinant : 0;
  const nugget = (value - sill * rise) / all;
  if (sill <= 0) return [0, value / all];
  if (nugget < 0) return [riseValue / rise2, 0];
  return [sill, nugget];
}
