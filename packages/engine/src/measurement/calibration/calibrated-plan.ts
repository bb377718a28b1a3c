import { type Calibration, type Plan, planningBandsMhz } from '../../plan/index.ts';
import { calibratedModelId, calibratedOffsetDb } from '../../radio/index.ts';
import type { GroupedErrors } from '../walks/error-statistics.ts';
import type { CalibrationReport } from './calibration-report.ts';
import type { Fit } from './fit-parameters.ts';
import type { MaterialUse } from './material-uses.ts';
import type { MaterialParameter, PlanParameters } from './plan-parameters.ts';

/** The walk that a number was fitted to. */
interface WalkTest {
  walk?: string;
  /** Local means. */
  samples: number;
}

const unnamed = 'no file name';

/** The source that a fitted number has in a plan's profile. */
function walkTestSource({ walk, samples }: WalkTest): string {
  return `fitted to a walk test (${walk ?? unnamed}, ${samples} local means)`;
}

/** The walk of such a source; undefined where a source says something else. */
export function readWalkTestSource(source: string): WalkTest | undefined {
  const [, walk, samples] = /^fitted to a walk test \((.*), (\d+) local means\)$/s.exec(source) ?? [];
  if (samples === undefined) return undefined;
  return { ...(walk === unnamed ? {} : { walk }), samples: Number(samples) };
}

/** Largest loss of the plan's schema. */
const mostLossDb = 200;

/**
 * The plan with what was fitted: the model, the losses of materials that the walk tells of, and in the requirement profile
 * the spreads that the verdict rests on. All else stays.
 */
export function calibratedPlan(
  plan: Plan,
  parameters: PlanParameters,
  fit: Fit,
  report: CalibrationReport,
): Plan {
  const materials = calibratedMaterials(plan, parameters, fit);
  const { requirements } = plan;
  const profileOverrides = {
    ...requirements.profileOverrides,
    ...roundAll({ ...report.verdict }),
    sources: {
      ...(requirements.profileOverrides?.sources as Record<string, string> | undefined),
      ...Object.fromEntries(Object.keys(report.verdict).map((key) => [key, walkTestSource(report)])),
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
  const ownDb = frequenciesMhz.map((frequencyMhz, band): [string, number] => [
    String(frequencyMhz),
    round(earlierDb(frequencyMhz) + parameters[0] + parameters[1 + band]),
  ]);
  const keptDb = Object.entries(before?.offsetDb ?? {}).map(([frequency, offsetDb]): [string, number] => [
    frequency,
    round(offsetDb + parameters[0]),
  ]);
  const { heldBack } = report;
  return {
    basis: report.basis,
    exponent: round(parameters[exponentIndex]),
    offsetDb: Object.fromEntries([...keptDb, ...ownDb]),
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
  };
}

function summary({ samples, meanDb, sigmaDb, rmseDb, censored }: GroupedErrors) {
  return { samples, meanDb, sigmaDb, rmseDb, censored };
}

/** The plan's own materials and those that the fit changed, at every thickness and frequency that the plan needs. */
function calibratedMaterials(
  plan: Plan,
  { materials, exponentIndex }: PlanParameters,
  { parameters }: Fit,
): NonNullable<Plan['materials']> {
  const own = { ...plan.materials };
  for (const [index, parameter] of materials.entries()) {
    const factor = parameters[exponentIndex + 1 + index];
    if (factor === parameter.priorMean) continue;
    own[parameter.material] = { ...own[parameter.material], ...scaledLosses(plan, parameter, factor) };
  }
  return own;
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
        round(Math.min(mostLossDb, factor * use.lossDb(frequencyMhz))),
      ]),
    );
  const usual = uses.reduce((most, use) => (use.count > most.count ? use : most));
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

/** To a ten-thousandth: a plan is read by people too. */
function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
