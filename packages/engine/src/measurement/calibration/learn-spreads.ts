import { InputError, isRecord, requireList, requireObject, say } from '../../core/index.ts';
import type { Plan, RequirementProfile } from '../../plan/index.ts';

/** Spreads of a profile that calibrated garages tell of. */
const learnedKeys = ['modelBiasSigmaDb', 'exponentSigma', 'obstacleSigmaRatio'] as const;
type LearnedKey = (typeof learnedKeys)[number];

/** How far one garage's walk found it from its plan, with the error of that; absent where the walk did not tell. */
export type GarageDeviation = Partial<Record<LearnedKey, { value: number; error: number }>>;

/** A spread before and after. */
export interface LearnedSpread {
  key: LearnedKey;
  before: number;
  after: number;
  /** Garages that tell of it. */
  garages: number;
  /** Mean deviation of these garages, each by its weight: what the spread is not about. */
  mean: number;
  /** Fraction of them that lie within twice the spread that all others teach, their own error included. */
  withinTwoRatio: number;
}

/** Findings of a programme's calibrated garages. */
export interface LearnedSpreads {
  garages: { name: string; deviation: GarageDeviation }[];
  spreads: LearnedSpread[];
  /** Keys of a profile: what `--profile` takes. */
  profileOverrides: Partial<Record<LearnedKey, number>>;
}

/** The profile's spread weighs as much as so many garages. An assumption. */
const priorGarages = 5;
const maxGarages = 10_000;
const rounds = 200;
/** Distance at which bias and exponent are told apart, as a decade: 10 m. */
const referenceDecades = 1;

/**
 * Spreads between garages from those that were calibrated by a walk test: each tells how far its level at 10 m, its exponent
 * and its obstacles are from the plan, and how surely; the fit's own priors are taken off again. The spread is about the
 * plan, a mean deviation of all garages is in it; with few garages it stays near the profile's.
 * @param garages plans that `calibratePlan` wrote, with a name each
 * @throws InputError where a plan was never calibrated, or there is none
 */
export function learnSpreads(
  garages: readonly { name: string; plan: Plan }[],
  profile: RequirementProfile,
): LearnedSpreads {
  requireList('garages', garages);
  requireObject('profile', profile, [...learnedKeys]);
  if (garages.length === 0 || garages.length > maxGarages) {
    const expected = say('at-most', { most: maxGarages });
    throw new InputError([{ at: 'garages', found: String(garages.length), expected }]);
  }
  const found = garages.map(({ name, plan }) => ({ name, deviation: deviationOf(name, plan) }));
  const spreads = learnedKeys.map((key): LearnedSpread => {
    const told = found.flatMap(({ deviation }) => deviation[key] ?? []);
    const before = profile[key];
    const weights = told.map(({ error }) => 1 / (error ** 2 + before ** 2));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const within = told.filter(({ value, error }, index) => {
      const others = spreadOf(
        told.filter((_, other) => other !== index),
        before,
      );
      return Math.abs(value) <= 2 * Math.hypot(others, error);
    });
    return {
      key,
      before,
      after: spreadOf(told, before),
      garages: told.length,
      mean: sum > 0 ? told.reduce((total, { value }, index) => total + weights[index] * value, 0) / sum : 0,
      withinTwoRatio: told.length === 0 ? 1 : within.length / told.length,
    };
  });
  const profileOverrides = Object.fromEntries(
    spreads.map(({ key, after }) => [key, Math.round(1000 * after) / 1000]),
  );
  return { garages: found, spreads, profileOverrides };
}

/** Spread about 0 of deviations known with errors, by expectation and maximisation; the profile's counts as some garages. */
function spreadOf(told: readonly { value: number; error: number }[], before: number): number {
  let variance = before ** 2;
  for (let round = 0; round < rounds && variance > 0; round += 1) {
    const square = told.reduce(
      (sum, { value, error }) => {
        const left = 1 / (1 / error ** 2 + 1 / variance);
        return sum + ((left * value) / error ** 2) ** 2 + left;
      },
      priorGarages * before ** 2,
    );
    variance = square / (priorGarages + told.length);
  }
  return Math.sqrt(variance);
}

/** A row of the fitted numbers that a calibrated plan carries. */
interface FittedRow {
  kind: string;
  before: number;
  beforeSd: number;
  after: number;
  afterSd: number;
  identified: string;
}

function deviationOf(name: string, plan: Plan): GarageDeviation {
  const { calibration } = plan.propagation ?? {};
  const rows = (Array.isArray(calibration?.parameters) ? calibration.parameters : []).filter(isFittedRow);
  const verdict = calibration?.verdict;
  const levelError = isRecord(verdict) ? Number(verdict.modelBiasSigmaDb) : Number.NaN;
  if (rows.length === 0 || !(levelError > 0)) {
    throw new InputError([
      {
        at: `${name}: propagation.calibration`,
        found: say('nothing-there'),
        expected: say('no-calibration'),
      },
    ]);
  }
  const exponent = rows.find(({ kind }) => kind === 'exponent');
  const offsets = rows.filter(({ kind, identified }) => kind === 'offset' && identified !== 'no');
  const offsetDb = offsets.reduce((sum, { before, after }) => sum + after - before, 0) / offsets.length;
  const exponentMoved = exponent ? exponent.after - exponent.before : 0;
  const materials = rows.filter(({ kind, before }) => kind === 'material' && before > 0);
  const ofMaterials = materials.flatMap((row) => withoutPrior(row, row.before));
  const weight = ofMaterials.reduce((sum, { error }) => sum + 1 / error ** 2, 0);
  const obstacles = ofMaterials.reduce((sum, { value, error }) => sum + value / error ** 2, 0) / weight;
  const [ofExponent] = exponent ? withoutPrior(exponent, 1) : [];
  return {
    ...(offsets.length > 0
      ? {
          modelBiasSigmaDb: { value: offsetDb + 10 * exponentMoved * referenceDecades, error: levelError },
        }
      : {}),
    ...(ofExponent ? { exponentSigma: ofExponent } : {}),
    ...(weight > 0 ? { obstacleSigmaRatio: { value: obstacles, error: Math.sqrt(1 / weight) } } : {}),
  };
}

/** Number that a walk alone says, as a fraction of `unit`: the fit's prior taken off; nothing where it did not tell. */
function withoutPrior(
  { before, beforeSd, after, afterSd, identified }: FittedRow,
  unit: number,
): { value: number; error: number }[] {
  const information = 1 / afterSd ** 2 - 1 / beforeSd ** 2;
  if (identified === 'no' || !(information > 0)) return [];
  const value = (after - before) / afterSd ** 2 / information;
  return [{ value: value / unit, error: Math.sqrt(1 / information) / unit }];
}

function isFittedRow(row: unknown): row is FittedRow {
  return (
    isRecord(row) &&
    typeof row.kind === 'string' &&
    typeof row.identified === 'string' &&
    ['before', 'beforeSd', 'after', 'afterSd'].every((key) => Number.isFinite(row[key])) &&
    Number(row.afterSd) > 0 &&
    Number(row.beforeSd) > 0
  );
}
