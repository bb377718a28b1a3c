import { factorCholesky, logDeterminant, solveLower } from '../../core/index.ts';
import { measureBlock, type SampleBlock } from './error-covariance.ts';
import type { ErrorModel, FitParameter, FitSample } from './fit-model.ts';
import { blockFactor, type Fit, type FitOptions, fitParameters } from './fit-parameters.ts';
import { sampleBlocks, sortSamples } from './sample-blocks.ts';
import { fitVariogram, residualVariogram, type VariogramBin } from './variogram.ts';

/**
 * Errors expected before the walk, and the factor by which they may be off (one standard deviation). Indoor
 * shadowing 3–8 dB over 3–10 m; assumption.
 */
const usualErrors: ErrorModel = {
  shadowingSigmaDb: 5,
  decorrelationM: 6,
  noiseSigmaDb: 2,
  seriesCorrelation: 0.5,
};
const usualFactor = 2;
const limits = { sigmaDb: [0.3, 20], decorrelationM: [0.5, 40], correlation: [0.001, 0.98] } as const;

/** Blocks for this estimate: the correlation is learnt from neighbours. */
const blockSize = 80;
const errorRounds = 40;

export interface SamplesFit<Sample extends FitSample = FitSample> extends Fit {
  /** Samples in the order that the fit's arrays have. */
  samples: Sample[];
  errors: ErrorModel;
  /** Variogram of the last residuals of samples with a measured level. */
  variogram: VariogramBin[];
}

export interface FitSamplesOptions extends Omit<FitOptions, 'start'> {
  /** Default: estimated from the residuals. */
  errors?: ErrorModel;
}

const maxRounds = 6;
/** Errors that change by less than this fraction end the rounds. */
const smallChange = 0.01;

/**
 * Parameters and errors together: fit, look at the residuals, fit again. The first guess of the errors is from the
 * variogram of the residuals, the rest their likelihood. The order of the samples does not matter, to the bit.
 */
export function fitSamples<Sample extends FitSample>(
  samples: readonly Sample[],
  parameters: readonly FitParameter[],
  options: FitSamplesOptions = {},
): SamplesFit<Sample> {
  const sorted = sortSamples(samples);
  let errors = options.errors ?? usualErrors;
  let fit = fitParameters(sorted, parameters, errors, options);
  for (let round = 0; round < maxRounds && options.errors === undefined; round += 1) {
    const before = errors;
    const guess = round === 0 ? fitVariogram(residualVariogram(sorted, residualsDb(fit))) : undefined;
    errors = estimateErrors(sorted, parameters, fit, { ...errors, ...guess });
    fit = fitParameters(sorted, parameters, errors, { ...options, start: fit.parameters });
    if (isSame(before, errors)) break;
  }
  return { ...fit, samples: sorted, errors, variogram: residualVariogram(sorted, residualsDb(fit)) };
}

function residualsDb({ levelsDbm, predictedDbm }: Fit): Float64Array {
  return levelsDbm.map((levelDbm, index) => levelDbm - predictedDbm[index]);
}

function isSame(before: ErrorModel, after: ErrorModel): boolean {
  return (Object.keys(before) as (keyof ErrorModel)[]).every(
    (key) => Math.abs(after[key] - before[key]) <= smallChange * Math.abs(before[key]),
  );
}

/**
 * The error model under which a fit's residuals are most probable (restricted maximum likelihood, the fit's parameters
 * integrated out, with wide priors), from a first guess: each of σ, d_c, τ and ρ in turn, in steps that shrink.
 */
function estimateErrors(
  samples: readonly FitSample[],
  parameters: readonly FitParameter[],
  fit: Fit,
  guess: ErrorModel,
): ErrorModel {
  const blocks = sampleBlocks(samples, blockSize).map((indices) => measureBlock(samples, indices));
  const isOneSeries = samples.every(({ series }) => series === samples[0].series);
  const cost = (point: readonly number[]) => likelihoodCost(blocks, parameters, fit, point);
  let point = clampPoint(toPoint(guess));
  let best = cost(point);
  const steps = point.map(() => 0.5);
  for (let round = 0; round < errorRounds && Math.max(...steps) > 0.02; round += 1) {
    for (let axis = 0; axis < (isOneSeries ? 3 : 4); axis += 1) {
      const tries = [1, -1].map((sign) =>
        clampPoint(point.map((value, index) => value + (index === axis ? sign * steps[axis] : 0))),
      );
      const moved = tries.find((each) => {
        const found = cost(each);
        if (!(found < best - 1e-9)) return false;
        best = found;
        return true;
      });
      if (moved) point = moved;
      else steps[axis] /= 2.5;
    }
    if (isOneSeries) steps[3] = 0;
  }
  return fromPoint(point);
}

/** Logarithms, and the logit of ρ. */
function toPoint({
  shadowingSigmaDb,
  decorrelationM,
  noiseSigmaDb,
  seriesCorrelation,
}: ErrorModel): number[] {
  const { correlation } = limits;
  const fraction = Math.min(correlation[1], Math.max(correlation[0], seriesCorrelation));
  return [
    Math.log(Math.max(shadowingSigmaDb, limits.sigmaDb[0])),
    Math.log(decorrelationM),
    Math.log(Math.max(noiseSigmaDb, limits.sigmaDb[0])),
    Math.log(fraction / (1 - fraction)),
  ];
}

function fromPoint([shadowing, decorrelation, noise, logit]: readonly number[]): ErrorModel {
  return {
    shadowingSigmaDb: Math.exp(shadowing),
    decorrelationM: Math.exp(decorrelation),
    noiseSigmaDb: Math.exp(noise),
    seriesCorrelation: 1 / (1 + Math.exp(-logit)),
  };
}

function clampPoint([shadowing, decorrelation, noise, logit]: readonly number[]): number[] {
  const clamp = (value: number, [min, max]: readonly [number, number], map: (each: number) => number) =>
    Math.min(map(max), Math.max(map(min), value));
  return [
    clamp(shadowing, limits.sigmaDb, Math.log),
    clamp(decorrelation, limits.decorrelationM, Math.log),
    clamp(noise, limits.sigmaDb, Math.log),
    clamp(logit, limits.correlation, (fraction) => Math.log(fraction / (1 - fraction))),
  ];
}

/** Twice the negative logarithm of the restricted likelihood and of the priors, up to a constant. */
function likelihoodCost(
  blocks: readonly SampleBlock[],
  parameters: readonly FitParameter[],
  fit: Fit,
  point: readonly number[],
): number {
  const count = parameters.length;
  const columns = count + 1;
  const errors = fromPoint(point);
  const hessian = new Float64Array(count * count);
  for (const [index, { priorSd }] of parameters.entries()) hessian[index * count + index] = 1 / priorSd ** 2;
  let cost = 0;
  for (const block of blocks) {
    const n = block.indices.length;
    const factor = blockFactor(block, errors, fit.extraVariance);
    cost += logDeterminant(factor, n);
    const sides = new Float64Array(n * columns);
    for (const [row, index] of block.indices.entries()) {
      sides.set(fit.slopes.subarray(index * count, (index + 1) * count), row * columns);
      sides[row * columns + count] = fit.levelsDbm[index] - fit.predictedDbm[index];
    }
    solveLower(factor, n, sides, columns);
    for (let row = 0; row < n; row += 1) {
      cost += sides[row * columns + count] ** 2;
      for (let a = 0; a < count; a += 1) {
        const slope = sides[row * columns + a];
        if (slope === 0) continue;
        for (let b = 0; b <= a; b += 1) hessian[a * count + b] += slope * sides[row * columns + b];
      }
    }
  }
  if (!factorCholesky(hessian, count)) return Number.POSITIVE_INFINITY;
  cost += logDeterminant(hessian, count);
  const usual = toPoint(usualErrors);
  for (let axis = 0; axis < 3; axis += 1) cost += ((point[axis] - usual[axis]) / Math.log(usualFactor)) ** 2;
  return cost + ((point[3] - usual[3]) / 2) ** 2;
}
