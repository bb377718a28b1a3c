import { normalCdf, normalDensity } from '../normal-distribution.ts';

/** Margins counted in bins of 1/16 dB, one histogram per spread. */
export interface MarginHistogram {
  sigmaDb: number;
  /** Lowest bin's margin, dB. */
  firstDb: number;
  counts: Float64Array;
}

const binDb = 1 / 16;
const firstDb = -100;
const binCount = 3200;

export function createMarginHistogram(sigmaDb: number): MarginHistogram {
  return { sigmaDb, firstDb, counts: new Float64Array(binCount) };
}

/** Counts one cell; margins beyond ±100 dB go to the outermost bins. */
export function addMargin(histogram: MarginHistogram, marginDb: number): void {
  const bin = Math.round((marginDb - histogram.firstDb) / binDb);
  histogram.counts[Math.max(0, Math.min(binCount - 1, Number.isNaN(bin) ? 0 : bin))] += 1;
}

/** Expected share of cells served when the model is off by `biasDb` everywhere. */
export function expectedCoverage(histograms: readonly MarginHistogram[], biasDb: number): number {
  let served = 0;
  let total = 0;
  for (const histogram of histograms) {
    for (let bin = 0; bin < binCount; bin += 1) {
      const count = histogram.counts[bin];
      if (count === 0) continue;
      total += count;
      served += count * normalCdf((histogram.firstDb + bin * binDb + biasDb) / histogram.sigmaDb);
    }
  }
  return total === 0 ? 0 : served / total;
}

const biasSteps = 40;
const widestBiasSigmas = 4;

/**
 * Chance that an acceptance walk finds at least `coverageRatio` of its samples served:
 * E over the model's common bias of Φ((C(bias) − ratio)/sd), with sd² = C(1 − C)/effectiveSamples.
 */
export function passProbability(options: {
  histograms: readonly MarginHistogram[];
  coverageRatio: number;
  biasSigmaDb: number;
  /** Independent samples that the walk is worth, from `walkVariance`. */
  effectiveSamples: number;
}): number {
  const { histograms, coverageRatio, biasSigmaDb, effectiveSamples } = options;
  if (biasSigmaDb === 0) return passAt(histograms, 0, coverageRatio, effectiveSamples);
  let sum = 0;
  let weightSum = 0;
  for (let step = -biasSteps; step <= biasSteps; step += 1) {
    const z = (step * widestBiasSigmas) / biasSteps;
    const weight = normalDensity(z);
    weightSum += weight;
    sum += weight * passAt(histograms, z * biasSigmaDb, coverageRatio, effectiveSamples);
  }
  return sum / weightSum;
}

function passAt(
  histograms: readonly MarginHistogram[],
  biasDb: number,
  coverageRatio: number,
  effectiveSamples: number,
): number {
  const coverage = expectedCoverage(histograms, biasDb);
  const deviation = Math.sqrt((coverage * (1 - coverage)) / Math.max(1, effectiveSamples));
  if (deviation < 1e-12) return coverage >= coverageRatio ? 1 : 0;
  return normalCdf((coverage - coverageRatio) / deviation);
}
