import { correctionAt, correctionLength, correctionsOf } from '../../radio/index.ts';
import { type ErrorStatistics, groupedErrors } from '../walks/error-statistics.ts';
import type { WalkSample } from './collect-samples.ts';
import { type ErrorModel, predictSample } from './fit-model.ts';
import { type FitOptions, fitParameters } from './fit-parameters.ts';
import type { PlanParameters } from './plan-parameters.ts';
import { walkResiduals } from './residual-means.ts';

/** Errors in squares that neither the fit nor its residual field has seen, up to their edges. */
export interface HeldBackSquares {
  squares: number;
  /** Side of a square, metres. */
  squareM: number;
  /** The plan as it was, without residuals of an earlier walk. */
  before: ErrorStatistics;
  /** The same with the mean error of all else taken off. */
  offset: ErrorStatistics;
  /** Free space with the mean error of all else taken off: what no model has to be beaten by. Of samples on an antenna's level. */
  freeSpace: ErrorStatistics;
  refitted: ErrorStatistics;
  /** Refitted, and what is left over interpolated. */
  kriged: ErrorStatistics;
  /** Fractions of the measured levels within one and two of the standard deviations that are stated for them. */
  withinOneSdRatio: number;
  withinTwoSdRatio: number;
}

const squareM = 10;
/** Squares of one of so many groups are held back together; no two of a group touch. */
const groupCount = 8;
const fewestForFit = 15;

/** One sample with what each of the models says of it, dBm. */
interface Predicted {
  sample: WalkSample;
  before: number;
  offset: number;
  freeSpace: number;
  refitted: number;
  kriged: number;
  /** Standard deviation of the measured level about the kriged one, dB. */
  sdDb: number;
}

/**
 * Errors in squares of 10 m of which nothing was fitted. Undefined where too little would be left to fit.
 * @param samples sorted
 * @param freeSpaceDbm level in free space of each sample, NaN where it is not known. [samples]
 */
export function heldBackSquares(
  samples: readonly WalkSample[],
  parameters: PlanParameters,
  errors: ErrorModel,
  freeSpaceDbm: Float64Array,
  options: Pick<FitOptions, 'pinned' | 'start'>,
): HeldBackSquares | undefined {
  const groups = groupSquares(samples);
  const prior = Float64Array.from(parameters.all, ({ priorMean }) => priorMean);
  const beforeDbm = Float64Array.from(samples, (sample) => predictSample(sample, prior));
  const predicted: Predicted[] = [];
  for (const { indices } of groups) {
    const inside = new Set(indices);
    const others = [...samples.keys()].filter((index) => !inside.has(index));
    const measured = others.filter((index) => !samples[index].censored);
    if (measured.length < fewestForFit) continue;
    const beforeOffsetDb = meanErrorDb(samples, beforeDbm, measured);
    const freeSpaceOffsetDb = meanErrorDb(samples, freeSpaceDbm, measured);
    const fitted = fittedOthers(
      others.map((index) => samples[index]),
      parameters,
      errors,
      options,
    );
    for (const index of indices) {
      predicted.push({
        sample: samples[index],
        before: beforeDbm[index],
        offset: beforeDbm[index] - beforeOffsetDb,
        freeSpace: freeSpaceDbm[index] - freeSpaceOffsetDb,
        ...fitted(samples[index]),
      });
    }
  }
  if (predicted.length === 0) return undefined;
  return summarise(
    predicted,
    groups.reduce((sum, { squares }) => sum + squares, 0),
  );
}

/** The samples by squares of their level, and these in groups of squares that do not touch. */
function groupSquares(samples: readonly WalkSample[]): { indices: number[]; squares: number }[] {
  const levels = [...new Set(samples.map(({ level }) => level))];
  const groups = Array.from({ length: groupCount }, () => ({
    indices: [] as number[],
    squares: new Set<string>(),
  }));
  for (const [index, { x, y, level }] of samples.entries()) {
    const [column, row, floor] = [Math.floor(x / squareM), Math.floor(y / squareM), levels.indexOf(level)];
    const group = (((column + 3 * row + floor) % groupCount) + groupCount) % groupCount;
    groups[group].indices.push(index);
    groups[group].squares.add(`${column} ${row} ${floor}`);
  }
  return groups
    .filter(({ indices }) => indices.length > 0)
    .map(({ indices, squares }) => ({ indices, squares: squares.size }));
}

/** Mean of predicted less measured over those of the samples that have both, dB. */
function meanErrorDb(samples: readonly WalkSample[], dbm: Float64Array, indices: readonly number[]): number {
  const errorsDb = indices.map((index) => dbm[index] - samples[index].measuredDbm).filter(Number.isFinite);
  return errorsDb.length === 0 ? 0 : errorsDb.reduce((sum, errorDb) => sum + errorDb, 0) / errorsDb.length;
}

/** A fit to some samples as a prediction of others. */
function fittedOthers(
  others: readonly WalkSample[],
  parameters: PlanParameters,
  errors: ErrorModel,
  options: Pick<FitOptions, 'pinned' | 'start'>,
): (sample: WalkSample) => Pick<Predicted, 'refitted' | 'kriged' | 'sdDb'> {
  const fit = fitParameters(others, parameters.all, errors, options);
  const residuals = walkResiduals(others, fit, errors);
  const totalDb = Math.hypot(errors.shadowingSigmaDb, errors.noiseSigmaDb);
  const correction = new Float64Array(correctionLength);
  const known = new Map<string, ReturnType<typeof correctionsOf>>();
  return (sample) => {
    const { level, carrierId, cell, x, y } = sample;
    const key = JSON.stringify([level, carrierId]);
    if (!known.has(key)) known.set(key, correctionsOf(residuals, level, carrierId));
    correction.set([0, 1]);
    known.get(key)?.correct(x, y, cell, 0, correction);
    const refitted = predictSample(sample, fit.parameters);
    return {
      refitted,
      kriged: refitted + correction[correctionAt.levelDb],
      sdDb: totalDb * Math.sqrt(correction[correctionAt.remainingRatio]),
    };
  };
}

function summarise(predicted: readonly Predicted[], squares: number): HeldBackSquares {
  const errorsOf = (model: 'before' | 'offset' | 'freeSpace' | 'refitted' | 'kriged'): ErrorStatistics => {
    const { samples, meanDb, sigmaDb, rmseDb, censored, censoredAsPredicted } = groupedErrors(
      predicted
        .filter((each) => Number.isFinite(each[model]))
        .map((each) => ({ ...each.sample, predictedDbm: each[model] })),
    );
    return { samples, meanDb, sigmaDb, rmseDb, censored, censoredAsPredicted };
  };
  const measured = predicted.filter(({ sample }) => !sample.censored);
  const within = (sds: number) =>
    measured.filter(({ sample, kriged, sdDb }) => Math.abs(sample.measuredDbm - kriged) <= sds * sdDb)
      .length / Math.max(1, measured.length);
  return {
    squares,
    squareM,
    before: errorsOf('before'),
    offset: errorsOf('offset'),
    freeSpace: errorsOf('freeSpace'),
    refitted: errorsOf('refitted'),
    kriged: errorsOf('kriged'),
    withinOneSdRatio: within(1),
    withinTwoSdRatio: within(2),
  };
}
