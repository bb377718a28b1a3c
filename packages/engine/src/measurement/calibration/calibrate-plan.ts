import { InputError, provenance, requireList, requireObject, say } from '../../core/index.ts';
import {
  type Calibration,
  type Plan,
  planningBandsMhz,
  planProfile,
  type RequirementProfile,
  requirePlan,
} from '../../plan/index.ts';
import {
  applyPortPowers,
  calibratedModelId,
  calibratedOffsetDb,
  correctionAt,
  correctionLength,
  correctSum,
  findCorrections,
  freeSpaceModel,
  measuredCarriers,
  measuredLevel,
  planResiduals,
} from '../../radio/index.ts';
import { type ErrorStatistics, type GroupedErrors, groupedErrors } from '../walks/error-statistics.ts';
import type { OtherCell, Walk } from '../walks/walk.ts';
import { type CollectedSamples, collectSamples, type WalkSample } from './collect-samples.ts';
import { describeParameters, type ParameterReport } from './describe-parameters.ts';
import { type ErrorModel, predictSample } from './fit-model.ts';
import type { Fit } from './fit-parameters.ts';
import { fitSamples, type SamplesFit } from './fit-samples.ts';
import { type HeldBack, heldBackErrors } from './held-back.ts';
import { type HeldBackSquares, heldBackSquares } from './held-back-squares.ts';
import type { MaterialUse } from './material-uses.ts';
import { type MaterialParameter, materialParameters, type PlanParameters } from './plan-parameters.ts';
import { type AntennaRatios, walkResiduals } from './residual-means.ts';
import { sortSamples } from './sample-blocks.ts';
import type { VariogramBin } from './variogram.ts';

/** Numbers that the verdict takes from a calibration, by the profile's own names. */
interface VerdictNumbers {
  modelBiasSigmaDb: number;
  exponentSigma: number;
  obstacleSigmaRatio: number;
  shadowingSigmaDb: number;
  shadowingSigmaRatio: number;
  decorrelationM: number;
}

/** Findings of a walk test on a plan's model. */
export interface CalibrationReport {
  /** The model that the plan had, and the one that its paths and cap are of. */
  model: string;
  basis: string;
  walk?: string;
  /** Day of the last reading by the file's clock, `2026-05-04`; absent where the file has no dates. */
  walkedOn?: string;
  readings: { used: number; unmatched: number; setAside: number; otherCells: number };
  /** Cells that were received and are not the plan's, by their PCI; absent where there are none. */
  otherCells?: OtherCell[];
  /** Local means that were fitted, and how many of them were below the floor. */
  samples: number;
  censored: number;
  parameters: ParameterReport[];
  /** Materials of the plan that no link of the walk crossed: they stay as they are. */
  notCrossed: string[];
  errors: ErrorModel;
  variogram: VariogramBin[];
  /** Errors of the fit to all samples: smaller than what to expect elsewhere. */
  inSample: { before: GroupedErrors; after: GroupedErrors };
  /** Absent where the walk is too short to hold anything back. */
  heldBack?: HeldBack;
  /** Errors in squares of 10 m, model by model; absent where the walk is too short. */
  squares?: HeldBackSquares;
  /** True when what is left over at each location lowers the errors there: then the plan carries it. */
  hasResiduals: boolean;
  /** True when the errors where the fit had not looked are smaller than before. */
  improved: boolean;
  /** Figures that the verdict of the calibrated plan rests on. */
  verdict: VerdictNumbers;
  converged: boolean;
}

/** Provenance of a fitted number in a plan's profile; the plan's calibration has the walk's name and its local means. */
const walkTestSource = provenance('source.walk-test');

/** Largest loss of the plan's schema. */
const maxLossDb = 200;

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
  const options = { pinned, start: fit.parameters };
  const heldBack = heldBackErrors(fit.samples, parameters, fit.errors, options);
  const freeSpaceDbm = freeSpaceLevels(plan, walk, fit.samples);
  const squares = heldBackSquares(fit.samples, parameters, fit.errors, freeSpaceDbm, options);
  const verdict = verdictNumbers(fit, parameters.exponentIndex, planProfile(plan));
  const report: CalibrationReport = {
    model: model.id,
    basis: plan.propagation?.calibration?.basis ?? model.id,
    ...(walk.fileName === undefined ? {} : { walk: walk.fileName }),
    ...walkDay(walk),
    ...readingCounts(walk, collected),
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
    ...(squares ? { squares } : {}),
    hasResiduals: squares !== undefined && squares.kriged.rmseDb < squares.refitted.rmseDb,
    improved: heldBack !== undefined && heldBack.after.rmseDb < heldBack.before.rmseDb,
    verdict,
    converged: fit.converged,
  };
  const calibrated = calibratedPlan(plan, parameters, fit, report);
  return { plan: report.hasResiduals ? withResiduals(calibrated, walk, fit) : calibrated, report };
}

function readingCounts(
  { setAside, otherCells }: Walk,
  { usedReadings: used, unmatchedReadings: unmatched, otherCellReadings }: CollectedSamples,
): Pick<CalibrationReport, 'readings' | 'otherCells'> {
  const readings = { used, unmatched, setAside: setAside.length, otherCells: otherCellReadings };
  return { readings, ...(otherCells ? { otherCells } : {}) };
}

/** The calibrated plan with what the fit leaves over at each local mean, and what of each level that is of. */
function withResiduals(plan: Plan, walk: Walk, fit: SamplesFit<WalkSample>): Plan {
  const residuals = walkResiduals(fit.samples, fit, fit.errors, antennaRatios(plan, walk));
  const measured = new Set(residuals.series.map(({ level }) => level));
  const powered = applyPortPowers(plan);
  const levels = plan.levels
    .filter(({ id }) => measured.has(id))
    .map((level) => measuredLevel(powered, level, measuredCarriers(residuals, level.id)));
  const calibration = {
    ...(plan.propagation?.calibration as Calibration),
    residuals: { ...residuals, levels },
  };
  return { ...plan, propagation: { ...plan.propagation, calibration } };
}

/** An antenna that gives less than this of the power at a location is left out. */
const minPowerRatio = 0.02;

/** Which antennas the samples of a walk are of, by the calibrated plan: numbers among those of the sample's level. */
function antennaRatios(calibrated: Plan, { readings }: Walk): (sample: WalkSample) => AntennaRatios {
  const numbers = new Map(
    calibrated.levels.flatMap(({ id: levelId }) =>
      calibrated.antennas
        .filter(({ level }) => level === levelId)
        .map(({ id }, index) => [JSON.stringify([levelId, id]), index] as const),
    ),
  );
  const powers = new Map(
    collectSamples(calibrated, readings).samples.map((sample) => [sampleKey(sample), sample.antennas]),
  );
  return (sample) => {
    const antennas = powers.get(sampleKey(sample)) ?? [];
    const sumMw = antennas.reduce((sum, { powerMw }) => sum + powerMw, 0);
    return antennas.flatMap(({ antenna, powerMw }): AntennaRatios => {
      const number = numbers.get(JSON.stringify([sample.level, antenna.id]));
      const ratio = powerMw / sumMw;
      if (number === undefined || antenna.level !== sample.level || !(ratio >= minPowerRatio)) return [];
      return [[number, Math.round(100 * ratio) / 100]];
    });
  };
}

/** A sample's key among those of the same readings. */
function sampleKey({ level, x, y, series, measuredDbm, censored }: WalkSample): string {
  return JSON.stringify([level, x, y, series, measuredDbm, censored]);
}

/** Levels in free space at samples of a fit, dBm; NaN where no antenna is on the level. [samples] */
function freeSpaceLevels(plan: Plan, { readings }: Walk, samples: readonly WalkSample[]): Float64Array {
  const bare = collectSamples({ ...plan, propagation: { model: freeSpaceModel.id } }, readings);
  const levels = new Map(
    bare.samples.map((sample) => [sampleKey(sample), predictSample(sample, priorValues(bare))]),
  );
  return Float64Array.from(samples, (sample) => levels.get(sampleKey(sample)) ?? Number.NaN);
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
 * Errors of a plan's prediction against a walk, local mean by local mean: of its own model, with the residuals of an earlier
 * walk where they hold.
 * @throws InputError as `calibratePlan`
 */
export function walkErrors(plan: Plan, walk: Walk): GroupedErrors {
  const collected = collectSamples(plan, walk.readings);
  checkSamples(plan, walk, collected);
  const prior = priorValues(collected);
  const residuals = planResiduals(plan, collected.model.id);
  const correctionsOf = residuals && findCorrections(applyPortPowers(plan), residuals);
  const correction = new Float64Array(correctionLength);
  return groupedErrors(
    sortSamples(collected.samples).map((sample) => {
      const carrier = plan.carriers.find(({ id }) => id === sample.carrierId);
      correction[correctionAt.levelDb] = 0;
      const correct = carrier && correctionsOf?.(sample.level, carrier);
      if (correct) {
        const powers = sample.antennas.map(({ antenna, powerMw }) => ({
          known: correct.partOf(antenna),
          powerMw,
        }));
        correctSum(correct, sample, sample.cell, powers, correction);
      }
      return { ...sample, predictedDbm: predictSample(sample, prior) + correction[correctionAt.levelDb] };
    }),
  );
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

/**
 * The plan with what was fitted: the model, the losses of materials that the walk tells of, and in the requirement profile
 * the spreads that the verdict rests on. All else stays.
 */
function calibratedPlan(plan: Plan, parameters: PlanParameters, fit: Fit, report: CalibrationReport): Plan {
  const materials = calibratedMaterials(plan, parameters, fit);
  const { requirements } = plan;
  const profileOverrides = {
    ...requirements.profileOverrides,
    ...roundAll({ ...report.verdict }),
    sources: {
      ...(requirements.profileOverrides?.sources as Record<string, string> | undefined),
      ...Object.fromEntries(Object.keys(report.verdict).map((key) => [key, walkTestSource])),
    },
  };
  return {
    ...plan,
    ...(Object.keys(materials).length > 0 ? { materials } : {}),
    propagation: {
      ...plan.propagation,
      model: calibratedModelId,
      calibration: calibrationRecord(plan, parameters, fit, report),
    },
    requirements: { ...requirements, profileOverrides },
  };
}

function calibrationRecord(
  plan: Plan,
  { frequenciesMhz, exponentIndex }: PlanParameters,
  { parameters }: Fit,
  report: CalibrationReport,
): Calibration {
  const before = plan.propagation?.model === calibratedModelId ? plan.propagation.calibration : undefined;
  const earlierDb = (frequencyMhz: number) => (before ? calibratedOffsetDb(before, frequencyMhz) : 0);
  const bandLosses = frequenciesMhz.map((frequencyMhz, band): [string, number] => [
    String(frequencyMhz),
    round(earlierDb(frequencyMhz) + parameters[0] + parameters[1 + band]),
  ]);
  const previousDb = Object.entries(before?.offsetDb ?? {}).map(([frequency, offsetDb]): [string, number] => [
    frequency,
    round(offsetDb + parameters[0]),
  ]);
  const { heldBack, squares } = report;
  return {
    basis: report.basis,
    exponent: round(parameters[exponentIndex]),
    offsetDb: Object.fromEntries([...previousDb, ...bandLosses]),
    otherOffsetDb: round((before?.otherOffsetDb ?? 0) + parameters[0]),
    ...(before?.capDb === undefined ? {} : { capDb: before.capDb }),
    ...(report.walk === undefined ? {} : { walk: report.walk }),
    ...(report.walkedOn === undefined ? {} : { walkedOn: report.walkedOn }),
    samples: report.samples,
    censored: report.censored,
    parameters: report.parameters.map((row) => roundAll({ ...row })),
    errors: roundAll({ ...report.errors }),
    verdict: roundAll({ ...report.verdict }),
    ...(heldBack
      ? {
          heldBack: {
            areas: heldBack.areas,
            marginM: round(heldBack.marginM),
            before: roundAll(summary(heldBack.before)),
            after: roundAll(summary(heldBack.after)),
          },
        }
      : {}),
    ...(squares
      ? {
          heldBackSquares: {
            squares: squares.squares,
            squareM: squares.squareM,
            refitted: roundAll(summary(squares.refitted)),
            kriged: roundAll(summary(squares.kriged)),
          },
        }
      : {}),
  };
}

function summary({ samples, meanDb, sigmaDb, rmseDb, censored }: ErrorStatistics) {
  return { samples, meanDb, sigmaDb, rmseDb, censored };
}

/** The plan's own materials and those that the fit changed, at every thickness and frequency that the plan needs. */
function calibratedMaterials(
  plan: Plan,
  { materials, exponentIndex }: PlanParameters,
  { parameters }: Fit,
): NonNullable<Plan['materials']> {
  const custom = { ...plan.materials };
  for (const [index, parameter] of materials.entries()) {
    const factor = parameters[exponentIndex + 1 + index];
    if (factor === parameter.priorMean) continue;
    custom[parameter.material] = { ...custom[parameter.material], ...scaledLosses(plan, parameter, factor) };
  }
  return custom;
}

function scaledLosses(plan: Plan, { material, uses }: MaterialParameter, factor: number) {
  const frequenciesMhz = [
    ...planningBandsMhz,
    ...plan.carriers.map(({ frequencyMhz }) => frequencyMhz),
    ...Object.keys(plan.materials?.[material]?.lossDb ?? {}).map(Number),
  ];
  const sorted = [...new Set(frequenciesMhz)].sort((a, b) => a - b);
  const table = (use: MaterialUse) =>
    Object.fromEntries(
      sorted.map((frequencyMhz) => [
        String(frequencyMhz),
        round(Math.min(maxLossDb, factor * use.lossDb(frequencyMhz))),
      ]),
    );
  const usual = uses.reduce((max, use) => (use.count > max.count ? use : max));
  const byThickness = uses.flatMap((use) =>
    use.thicknessM === undefined ? [] : [{ thicknessM: use.thicknessM, lossDb: table(use) }],
  );
  return { lossDb: table(usual), ...(byThickness.length > 1 ? { byThickness } : {}) };
}

function roundAll<Values extends object>(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, typeof value === 'number' ? round(value) : value]),
  ) as Values;
}

/** Rounds to a ten-thousandth: a plan is read by people too. */
function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/**
 * The spread that is left. Of the whole garage: what is not known of the mean level along the walk (which has the
 * shadowing of so few independent locations in it), and what the phone that walked reads wrongly; the phone that
 * accepts errs by itself. Of a location: all that the fit does not explain, as the spread of one antenna, since the
 * verdict makes that of several smaller, as it was where the walk received several.
 */
function verdictNumbers(
  fit: SamplesFit<WalkSample>,
  exponentIndex: number,
  { phoneBiasSigmaDb, exponentSigma, obstacleSigmaRatio, shadowingSigmaRatio }: RequirementProfile,
): VerdictNumbers {
  const { samples, slopes, covariance, parameters, errors } = fit;
  const count = parameters.length;
  const mean = new Float64Array(count);
  for (let index = 0; index < samples.length; index += 1) {
    for (let column = 0; column < count; column += 1) {
      mean[column] += slopes[index * count + column] / samples.length;
    }
  }
  let variance = 0;
  for (let a = 0; a < count; a += 1) {
    for (let b = 0; b < count; b += 1) variance += mean[a] * covariance[a * count + b] * mean[b];
  }
  const spread2 = samples.reduce((sum, { spreadRatio }) => sum + spreadRatio ** 2, 0) / samples.length;
  return {
    modelBiasSigmaDb: Math.hypot(Math.sqrt(variance), phoneBiasSigmaDb),
    exponentSigma: Math.min(exponentSigma, Math.sqrt(covariance[exponentIndex * (count + 1)])),
    obstacleSigmaRatio: Math.min(obstacleSigmaRatio, obstacleSpreadRatio(fit, exponentIndex + 1)),
    shadowingSigmaDb: Math.hypot(errors.shadowingSigmaDb, errors.noiseSigmaDb) / Math.sqrt(spread2),
    shadowingSigmaRatio: Math.min(shadowingSigmaRatio, shadowingErrorRatio(samples, errors)),
    decorrelationM: errors.decorrelationM,
  };
}

/**
 * Error of the standard deviation of what the fit leaves, as a fraction of it: a variance found of n values with the correlations ρ
 * has the relative variance 2·Σρ²/n² (Gaussian values), its root half the relative error.
 */
function shadowingErrorRatio(
  samples: readonly WalkSample[],
  { shadowingSigmaDb, noiseSigmaDb, decorrelationM, seriesCorrelation }: ErrorModel,
): number {
  const spatial = shadowingSigmaDb ** 2 / Math.max(1e-9, shadowingSigmaDb ** 2 + noiseSigmaDb ** 2);
  let squares = samples.length;
  for (let row = 1; row < samples.length; row += 1) {
    for (let column = 0; column < row; column += 1) {
      const [a, b] = [samples[row], samples[column]];
      if (a.level !== b.level) continue;
      const ofSeries = a.series === b.series ? 1 : seriesCorrelation;
      const correlation = spatial * ofSeries * Math.exp(-Math.hypot(a.x - b.x, a.y - b.y) / decorrelationM);
      squares += 2 * correlation ** 2;
    }
  }
  return Math.sqrt(squares / 2) / samples.length;
}

/**
 * Spread that is left of what obstacles cost along the walk, over what they cost there, both as root mean squares;
 * Infinity where they cost nothing.
 * @param firstMaterial index of the first of the materials' factors, which are the last parameters
 */
function obstacleSpreadRatio(
  { samples, slopes, covariance, parameters }: SamplesFit<WalkSample>,
  firstMaterial: number,
): number {
  const count = parameters.length;
  let variance = 0;
  let square = 0;
  for (let index = 0; index < samples.length; index += 1) {
    const slopeOf = (column: number) => slopes[index * count + column];
    let lossDb = 0;
    for (let a = firstMaterial; a < count; a += 1) {
      lossDb += slopeOf(a) * parameters[a];
      for (let b = firstMaterial; b < count; b += 1) {
        variance += slopeOf(a) * covariance[a * count + b] * slopeOf(b);
      }
    }
    square += lossDb ** 2;
  }
  return square > 0 ? Math.sqrt(variance / square) : Infinity;
}
