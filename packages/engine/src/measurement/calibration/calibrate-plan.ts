import { InputError, requireList, requireObject, say } from '../../core/index.ts';
import { type Plan, planProfile, requirePlan } from '../../plan/index.ts';
import { type GroupedErrors, groupedErrors } from '../walks/error-statistics.ts';
import type { Walk } from '../walks/walk.ts';
import { calibratedPlan } from './calibrated-plan.ts';
import type { CalibrationReport } from './calibration-report.ts';
import { type CollectedSamples, collectSamples, type WalkSample } from './collect-samples.ts';
import { describeParameters } from './describe-parameters.ts';
import { predictSample } from './fit-model.ts';
import { fitSamples } from './fit-samples.ts';
import { heldBackErrors } from './held-back.ts';
import { materialParameters } from './plan-parameters.ts';
import { sortSamples } from './sample-blocks.ts';
import { verdictNumbers } from './verdict-numbers.ts';

/** A plan with a fitted model, and how the fit was made. */
export interface CalibrationResult {
  /** The plan with the model `calibrated`, also where it is no improvement. */
  plan: Plan;
  report: CalibrationReport;
}

/** Fewer local means than this are no walk test. */
const fewestSamples = 20;

/**
 * Fits the plan's model to a walk test in it: an offset per band, the distance exponent, and a factor on the loss of each
 * material, column, floor and row of cars, with the catalogue's losses and spreads as priors, readings below the floor as
 * such, and errors correlated along the walk. The order of the readings does not matter, to the bit.
 * @throws InputError where the walk has too little of the plan's carriers in the plan's garage
 */
export function calibratePlan(plan: Plan, walk: Walk): CalibrationResult {
  requirePlan(plan);
  requireObject('walk', walk, ['readings']);
  requireList('walk.readings', walk.readings);
  const collected = collectSamples(plan, walk.readings);
  checkSamples(plan, walk, collected);
  const { samples, parameters, model } = collected;
  const free = fitSamples(samples, parameters.all);
  // What the walk does not tell stays at its prior.
  const pinned = describeParameters(parameters, free).pinned;
  const fit = pinned.some(Boolean)
    ? fitSamples(samples, parameters.all, { errors: free.errors, pinned })
    : free;
  const heldBack = heldBackErrors(fit.samples, parameters, fit.errors, { pinned, start: fit.parameters });
  const verdict = verdictNumbers(fit, planProfile(plan));
  const report: CalibrationReport = {
    model: model.id,
    basis: plan.propagation?.calibration?.basis ?? model.id,
    ...(walk.fileName === undefined ? {} : { walk: walk.fileName }),
    ...walkDay(walk),
    readings: {
      used: collected.usedReadings,
      unmatched: collected.unmatchedReadings,
      setAside: walk.setAside.length,
    },
    samples: samples.length,
    censored: samples.filter(({ censored }) => censored).length,
    parameters: describeParameters(parameters, fit, pinned).rows,
    notCrossed: notCrossed(plan, collected),
    errors: fit.errors,
    variogram: fit.variogram,
    inSample: {
      before: predictedErrors(fit.samples, priorValues(collected)),
      after: predictedErrors(fit.samples, fit.parameters),
    },
    ...(heldBack ? { heldBack } : {}),
    improved: heldBack !== undefined && heldBack.after.rmseDb < heldBack.before.rmseDb,
    verdict,
    converged: fit.converged,
  };
  return { plan: calibratedPlan(plan, parameters, fit, report), report };
}

function checkSamples(plan: Plan, walk: Walk, { samples, unmatchedReadings }: CollectedSamples): void {
  const expected = say('calibrate-samples', { least: fewestSamples });
  const refuse = (found: ReturnType<typeof say>) => {
    throw new InputError([{ at: say('walk-test'), found, expected }]);
  };
  if (plan.antennas.length === 0) {
    throw new InputError([
      { at: 'antennas', found: say('nothing-there'), expected: say('calibrate-antennas') },
    ]);
  }
  if (!walk.readings.some(({ rsrpDbm }) => rsrpDbm !== undefined)) refuse(say('calibrate-no-levels'));
  if (samples.length === 0) refuse(say('calibrate-no-match', { count: unmatchedReadings }));
  const measured = samples.filter(({ censored }) => !censored).length;
  if (measured < fewestSamples) refuse(say('calibrate-few', { count: measured }));
}

function notCrossed(plan: Plan, { parameters }: CollectedSamples): string[] {
  const crossed = new Set(parameters.materials.map(({ material }) => material));
  return materialParameters(plan)
    .map(({ material }) => material)
    .filter((material) => !crossed.has(material));
}

/**
 * Errors of a plan's own model against a walk, local mean by local mean.
 * @throws InputError as `calibratePlan`
 */
export function walkErrors(plan: Plan, walk: Walk): GroupedErrors {
  const collected = collectSamples(plan, walk.readings);
  checkSamples(plan, walk, collected);
  return predictedErrors(sortSamples(collected.samples), priorValues(collected));
}

function priorValues({ parameters }: CollectedSamples): Float64Array {
  return Float64Array.from(parameters.all, ({ priorMean }) => priorMean);
}

function predictedErrors(samples: readonly WalkSample[], values: Float64Array): GroupedErrors {
  return groupedErrors(samples.map((sample) => ({ ...sample, predictedDbm: predictSample(sample, values) })));
}

/** Times without a date are seconds since midnight and name no day; what no clock of a phone shows neither. */
function walkDay({ readings }: Walk): Pick<CalibrationReport, 'walkedOn'> {
  const [fromS, toS] = [Date.UTC(1990) / 1000, Date.UTC(2200) / 1000];
  const timesS = readings.flatMap(({ timeS = 0 }) => (timeS > fromS && timeS < toS ? [timeS] : []));
  if (timesS.length === 0) return {};
  const lastS = timesS.reduce((last, timeS) => Math.max(last, timeS));
  return { walkedOn: new Date(lastS * 1000).toISOString().slice(0, 10) };
}
