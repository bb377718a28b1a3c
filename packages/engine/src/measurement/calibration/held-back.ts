import { type GroupedErrors, groupedErrors, type PredictedSample } from '../walks/error-statistics.ts';
import type { WalkSample } from './collect-samples.ts';
import { type ErrorModel, predictSample } from './fit-model.ts';
import { type FitOptions, fitParameters } from './fit-parameters.ts';
import type { PlanParameters } from './plan-parameters.ts';
import { sampleBlocks } from './sample-blocks.ts';

export interface HeldBack {
  /** Compact areas that were held back, one after the other. */
  areas: number;
  /** Width of the strip around an area that its fit did not see either, metres. */
  marginM: number;
  before: GroupedErrors;
  after: GroupedErrors;
  /** Means of the errors after, area by area, dB: how far off a whole aisle may be. */
  areaMeansDb: number[];
}

/** Areas that the walk is cut into; fewer are left where the rest would be too little to fit. */
const wantedAreas = 8;
const fewestForFit = 15;

/**
 * Errors where the fit has not looked: the walk is cut into compact areas (stretches of aisle, all carriers and passes
 * of a location together), and each is predicted by a fit to the others, less a strip of one decorrelation distance
 * around it. Undefined where too little would be left to fit.
 * @param samples sorted
 * @param start where the fits begin; where they end does not depend on it
 */
export function heldBackErrors(
  samples: readonly WalkSample[],
  parameters: PlanParameters,
  errors: ErrorModel,
  { pinned, start }: Pick<FitOptions, 'pinned' | 'start'>,
): HeldBack | undefined {
  const prior = Float64Array.from(parameters.all, ({ priorMean }) => priorMean);
  const before: PredictedSample[] = [];
  const after: PredictedSample[] = [];
  const areaMeansDb: number[] = [];
  const areas = sampleBlocks(samples, Math.ceil(samples.length / wantedAreas));
  for (const area of areas) {
    const areaSamples = area.map((index) => samples[index]);
    const inside = new Set(area);
    const others = samples.filter((sample, index) => {
      return !inside.has(index) && !areaSamples.some((each) => isNear(each, sample, errors.decorrelationM));
    });
    if (others.filter(({ censored }) => !censored).length < fewestForFit) continue;
    const { parameters: fitted } = fitParameters(others, parameters.all, errors, { pinned, start });
    const predicted = areaSamples.map((sample) => ({
      ...sample,
      predictedDbm: predictSample(sample, fitted),
    }));
    before.push(...areaSamples.map((sample) => ({ ...sample, predictedDbm: predictSample(sample, prior) })));
    after.push(...predicted);
    const errorsDb = predicted.filter(({ censored }) => !censored);
    if (errorsDb.length === 0) continue;
    areaMeansDb.push(
      errorsDb.reduce((sum, { predictedDbm, measuredDbm }) => sum + predictedDbm - measuredDbm, 0) /
        errorsDb.length,
    );
  }
  if (areaMeansDb.length < 2) return undefined;
  return {
    areas: areaMeansDb.length,
    marginM: errors.decorrelationM,
    before: groupedErrors(before),
    after: groupedErrors(after),
    areaMeansDb,
  };
}

function isNear(a: WalkSample, b: WalkSample, withinM: number): boolean {
  return a.level === b.level && Math.hypot(a.x - b.x, a.y - b.y) < withinM;
}
