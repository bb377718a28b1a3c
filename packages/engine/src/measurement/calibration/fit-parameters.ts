import {
  factorCholesky,
  invertFactored,
  invertLower,
  normalCdf,
  normalDensity,
  solveBounded,
  solveLower,
} from '../../core/index.ts';
import { errorCovariance, measureBlock, type SampleBlock } from './error-covariance.ts';
import { type ErrorModel, type FitParameter, type FitSample, predictSample } from './fit-model.ts';
import { sampleBlocks } from './sample-blocks.ts';

/** A censored sample as a measurement of its own: what it is worth, dBm, and how much, dB². */
interface CensoredSite {
  valueDbm: number;
  variance: number;
}

/** A site is never worth less than this fraction of what is known without it. */
const minWorth = 1e-8;

/**
 * The most probable parameters (MAP) of sorted samples under an error model: Gauss–Newton over the power sums, least
 * squares with the errors' covariance, Gaussian priors, bounds on each parameter, and expectation propagation for
 * censored samples. With independent errors and no prior that is Tobit regression; without censored samples generalised
 * least squares.
 */
export function fitParameters(
  samples: readonly FitSample[],
  parameters: readonly FitParameter[],
  errors: ErrorModel,
  options: FitOptions = {},
): Fit {
  const count = parameters.length;
  const blockSize = options.blockSize ?? affordableBlock(samples);
  const blocks = sampleBlocks(samples, blockSize).map((indices) => measureBlock(samples, indices));
  const values = options.start?.slice() ?? Float64Array.from(parameters, ({ priorMean }) => priorMean);
  const levelsDbm = Float64Array.from(samples, ({ measuredDbm }) => measuredDbm);
  const extraVariance = new Float64Array(samples.length);
  const predictedDbm = new Float64Array(samples.length);
  const slopes = new Float64Array(samples.length * count);
  const fit: Fit = {
    parameters: values,
    covariance: new Float64Array(0),
    levelsDbm,
    extraVariance,
    predictedDbm,
    slopes,
    converged: false,
  };
  linearise(samples, fit);
  startSites(samples, errors, fit);
  const factors = new Map<SampleBlock, Float64Array>();
  const min = Float64Array.from(parameters, (each, index) =>
    options.pinned?.[index] ? each.priorMean : each.min,
  );
  const max = Float64Array.from(parameters, (each, index) =>
    options.pinned?.[index] ? each.priorMean : each.max,
  );
  let hessian: Float64Array = new Float64Array(0);
  for (let step = 0; step < maxSteps && !fit.converged; step += 1) {
    const system = normalEquations(samples, blocks, parameters, errors, fit, factors);
    hessian = system.hessian;
    const found = solveBounded(hessian, system.gradient, min, max, fit.parameters);
    // Sums of powers and censored sites are not linear: later steps are shorter, so that none swings.
    const fraction = step < 12 ? 1 : 0.5;
    let largest = 0;
    for (let index = 0; index < count; index += 1) {
      const change = fraction * (found[index] - values[index]);
      values[index] += change;
      largest = Math.max(largest, Math.abs(change) * Math.sqrt(hessian[index * count + index]));
    }
    linearise(samples, fit);
    fit.converged = largest < smallStep && system.siteChange < 0.01;
  }
  const factor = hessian.slice();
  factorCholesky(factor, count);
  fit.covariance = invertFactored(factor, count);
  return fit;
}

/**
 * Gaussian measurement equivalent to "below the floor", for a level of which all else says N(mean, variance):
 * it gives the same mean and variance as cutting off all above the floor (expectation propagation).
 */
function censoredSite(meanDbm: number, variance: number, floorDbm: number): CensoredSite {
  const sigma = Math.sqrt(variance);
  const z = (floorDbm - meanDbm) / sigma;
  const hazard = lowerHazard(z);
  const shrinks = Math.min(Math.max(hazard * (hazard + z), minWorth), 1 - minWorth);
  const cutMean = meanDbm - sigma * hazard;
  const cutVariance = variance * (1 - shrinks);
  const worth = 1 / cutVariance - 1 / variance;
  return { valueDbm: (cutMean / cutVariance - meanDbm / variance) / worth, variance: 1 / worth };
}

/** φ(z)/Φ(z); below −30 its expansion, where both are too small. */
function lowerHazard(z: number): number {
  if (z > -30) return normalDensity(z) / normalCdf(z);
  return -z - 1 / z + 2 / z ** 3;
}

export interface Fit {
  /** Most probable values. [parameters] */
  parameters: Float64Array;
  /** Posterior covariance, bounds left aside. [parameters, parameters] */
  covariance: Float64Array;
  /** Level used for each sample: the measured one, or the expectation of a censored one. [samples] */
  levelsDbm: Float64Array;
  /** Variance on top of the error model's: 0 where the level was measured. [samples] */
  extraVariance: Float64Array;
  /** Levels that the parameters predict. [samples] */
  predictedDbm: Float64Array;
  /** Derivatives of the prediction. [samples, parameters] */
  slopes: Float64Array;
  converged: boolean;
}

export interface FitOptions {
  /** Samples whose errors are taken as correlated with each other; neighbours in other blocks count as independent. */
  blockSize?: number;
  /** True: stays at its prior mean, and is as uncertain as the prior says. [parameters] */
  pinned?: readonly boolean[];
  start?: Float64Array;
}

const maxSteps = 60;
/** A step smaller than this fraction of every posterior standard deviation ends the fit. */
const smallStep = 1e-4;
/** Multiplications that one factorisation of all blocks may cost, in samples × block²; with censored samples less. */
const blockBudget = { measured: 3e7, censored: 1e7 };

/** Blocks as large as the budget allows: all samples in one up to 310 (215 where some are censored), 122 of 2,000 (70). */
function affordableBlock(samples: readonly FitSample[]): number {
  const budget = samples.some(({ censored }) => censored) ? blockBudget.censored : blockBudget.measured;
  return Math.max(60, Math.floor(Math.sqrt(budget / Math.max(1, samples.length))));
}

function linearise(samples: readonly FitSample[], { parameters, predictedDbm, slopes }: Fit): void {
  const count = parameters.length;
  for (let index = 0; index < samples.length; index += 1) {
    const row = slopes.subarray(index * count, (index + 1) * count);
    predictedDbm[index] = predictSample(samples[index], parameters, row);
  }
}

function startSites(samples: readonly FitSample[], errors: ErrorModel, fit: Fit): void {
  const variance = errors.shadowingSigmaDb ** 2 + errors.noiseSigmaDb ** 2;
  for (let index = 0; index < samples.length; index += 1) {
    const { censored, measuredDbm } = samples[index];
    if (censored) setSite(fit, index, censoredSite(fit.predictedDbm[index], variance, measuredDbm));
  }
}

function setSite(fit: Fit, index: number, site: CensoredSite): void {
  fit.levelsDbm[index] = site.valueDbm;
  fit.extraVariance[index] = site.variance;
}

/**
 * H and g of the least squares at the current point, and the next sites of the censored samples; `siteChange` is how
 * far they moved, as a fraction of their standard deviations.
 */
function normalEquations(
  samples: readonly FitSample[],
  blocks: readonly SampleBlock[],
  parameters: readonly FitParameter[],
  errors: ErrorModel,
  fit: Fit,
  factors: Map<SampleBlock, Float64Array>,
): { hessian: Float64Array; gradient: Float64Array; siteChange: number } {
  const count = parameters.length;
  const hessian = new Float64Array(count * count);
  const gradient = new Float64Array(count);
  for (const [index, { priorMean, priorSd }] of parameters.entries()) {
    hessian[index * count + index] = 1 / priorSd ** 2;
    gradient[index] = priorMean / priorSd ** 2;
  }
  let siteChange = 0;
  for (const block of blocks) {
    const { indices } = block;
    const n = indices.length;
    const isCensored = indices.some((index) => samples[index].censored);
    const factor = factors.get(block) ?? blockFactor(block, errors, fit.extraVariance);
    if (!isCensored) factors.set(block, factor);
    // [n, parameters + 1]: the slopes, and what would be measured of a linear model.
    const columns = count + 1;
    const sides = new Float64Array(n * columns);
    for (const [row, index] of indices.entries()) {
      let response = fit.levelsDbm[index] - fit.predictedDbm[index];
      for (let column = 0; column < count; column += 1) {
        const slope = fit.slopes[index * count + column];
        sides[row * columns + column] = slope;
        response += slope * fit.parameters[column];
      }
      sides[row * columns + count] = response;
    }
    solveLower(factor, n, sides, columns);
    for (let row = 0; row < n; row += 1) {
      for (let a = 0; a < count; a += 1) {
        const slope = sides[row * columns + a];
        if (slope === 0) continue;
        gradient[a] += slope * sides[row * columns + count];
        for (let b = 0; b < count; b += 1) hessian[a * count + b] += slope * sides[row * columns + b];
      }
    }
    if (isCensored) siteChange = Math.max(siteChange, nextSites(samples, indices, factor, fit));
  }
  return { hessian, gradient, siteChange };
}

/** Cholesky factor of the errors of a block, the censored sites' variances in it. */
export function blockFactor(
  block: SampleBlock,
  errors: ErrorModel,
  extraVariance: Float64Array,
): Float64Array {
  const covariance = errorCovariance(block, errors, extraVariance);
  factorCholesky(covariance, block.indices.length);
  return covariance;
}

/** Each censored sample's site from what all others of its block say of it (leave one out by the inverse's diagonal). */
function nextSites(
  samples: readonly FitSample[],
  block: readonly number[],
  factor: Float64Array,
  fit: Fit,
): number {
  const n = block.length;
  const lower = invertLower(factor, n);
  // L⁻¹ times the residuals; the inverse is L⁻ᵀ·L⁻¹.
  const whitened = new Float64Array(n);
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const index = block[column];
      whitened[row] += lower[row * n + column] * (fit.levelsDbm[index] - fit.predictedDbm[index]);
    }
  }
  let largest = 0;
  for (const [row, index] of block.entries()) {
    const { censored, measuredDbm } = samples[index];
    if (!censored) continue;
    let weighted = 0;
    let diagonal = 0;
    for (let k = row; k < n; k += 1) {
      weighted += lower[k * n + row] * whitened[k];
      diagonal += lower[k * n + row] ** 2;
    }
    const meanDbm = fit.levelsDbm[index] - weighted / diagonal;
    const variance = 1 / diagonal - fit.extraVariance[index];
    if (!(variance > 1e-9)) continue;
    const site = censoredSite(meanDbm, variance, measuredDbm);
    // Precisions and weighted levels are what adds up, and what is damped.
    const before = 1 / fit.extraVariance[index];
    const after = 1 / site.variance;
    const precision = before + 0.7 * (after - before);
    const pull = 0.3 * before * fit.levelsDbm[index] + 0.7 * after * site.valueDbm;
    setSite(fit, index, { valueDbm: pull / precision, variance: 1 / precision });
    largest = Math.max(largest, Math.abs(after - before) / Math.max(after, before, 1 / variance));
  }
  return largest;
}
