import { invertFactored } from '../../core/index.ts';
import type { WalkResiduals } from '../../plan/index.ts';
import type { WalkSample } from './collect-samples.ts';
import { measureBlock } from './error-covariance.ts';
import type { ErrorModel, FitSample } from './fit-model.ts';
import { blockFactor, type Fit } from './fit-parameters.ts';
import { sampleBlocks } from './sample-blocks.ts';

/** Neighbours that a local mean is held against. */
const blockSize = 80;
/** Standard deviations from what its neighbours say beyond which a local mean counts less and less. */
const usualSds = 2.5;
const outlierRounds = 5;
/** A local mean whose own error is so many times the shadowing says nothing of it. */
const silentSds = 10;

/** Residuals of a fit at each local mean, and the errors that each has by itself. [samples] each */
export interface ResidualMeans {
  residualsDb: Float64Array;
  noiseDb: Float64Array;
}

/**
 * Residuals of a fit, measured less fitted. A censored sample is what the fit takes it for. What is further from all that its
 * neighbours say than shadowing ever is (a wrong carrier, a phone in a bag) is taken as noisier: its pull falls with the cube
 * of that distance.
 * @param samples those of the fit, in its order
 */
export function residualMeans(samples: readonly FitSample[], fit: Fit, errors: ErrorModel): ResidualMeans {
  const residualsDb = fit.levelsDbm.map((levelDbm, index) => levelDbm - fit.predictedDbm[index]);
  const blocks = sampleBlocks(samples, blockSize).map((indices) => measureBlock(samples, indices));
  const addedDb2 = new Float64Array(samples.length);
  for (let round = 0; round < outlierRounds; round += 1) {
    const extraDb2 = fit.extraVariance.map((variance, index) => variance + addedDb2[index]);
    for (const block of blocks) {
      const { indices } = block;
      const n = indices.length;
      const inverse = invertFactored(blockFactor(block, errors, extraDb2), n);
      indices.forEach((index, row) => {
        if (samples[index].censored) return;
        let weighted = 0;
        indices.forEach((other, column) => {
          weighted += inverse[row * n + column] * residualsDb[other];
        });
        // Against what all others of the block say of it.
        const precision = inverse[row * n + row];
        const apartDb = weighted / precision;
        const varianceDb2 = 1 / precision - addedDb2[index];
        const sds = Math.abs(apartDb) / Math.sqrt(varianceDb2) / usualSds;
        addedDb2[index] = sds > 1 ? varianceDb2 * (sds ** 4 - 1) : 0;
      });
    }
  }
  return {
    residualsDb,
    noiseDb: addedDb2.map((variance, index) =>
      Math.sqrt(errors.noiseSigmaDb ** 2 + fit.extraVariance[index] + variance),
    ),
  };
}

/** Numbers of antennas in the list of their level, and fractions of the power at a sample, 0–1. */
export type AntennaRatios = [antenna: number, ratio: number][];

/**
 * The residuals as a plan carries them; what each level was measured with is still to be told.
 * @param ratiosOf which antennas each sample is of; default: nothing is said of that
 */
export function walkResiduals(
  samples: readonly WalkSample[],
  fit: Fit,
  errors: ErrorModel,
  ratiosOf?: (sample: WalkSample) => AntennaRatios,
): WalkResiduals {
  const { residualsDb, noiseDb } = residualMeans(samples, fit, errors);
  const series = new Map<string, WalkResiduals['series'][number]>();
  for (const [index, sample] of samples.entries()) {
    const { level, carrierId, cell, x, y } = sample;
    if (noiseDb[index] > silentSds * errors.shadowingSigmaDb) continue;
    const key = JSON.stringify([level, carrierId, cell]);
    const known = series.get(key) ?? {
      level,
      carrier: carrierId,
      ...(cell === undefined ? {} : { cell }),
      means: [],
    };
    series.set(key, known);
    if (ratiosOf) known.antennaRatios = [...(known.antennaRatios ?? []), ratiosOf(sample)];
    known.means.push([round(x), round(y), round(residualsDb[index]), Math.max(0.01, round(noiseDb[index]))]);
  }
  const { shadowingSigmaDb, decorrelationM, noiseSigmaDb, seriesCorrelation } = errors;
  return {
    shadowingSigmaDb: round(shadowingSigmaDb),
    decorrelationM: round(decorrelationM),
    noiseSigmaDb: round(noiseSigmaDb),
    seriesCorrelation: round(seriesCorrelation),
    levels: [],
    series: [...series.values()],
  };
}

/** Rounds to a hundredth: a centimetre, or less than a phone tells apart. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
