import {
  dbToRatio,
  type EstimateField,
  type FieldParts,
  type FieldSamples,
  krigeField,
  ratioToDb,
} from '../../core/index.ts';
import {
  type Antenna,
  antennaLocationInput,
  type Calibration,
  type Carrier,
  type FingerprintMemo,
  type Level,
  noMemo,
  openingKindRow,
  type Plan,
  shortFingerprint,
  type WalkResiduals,
} from '../../plan/index.ts';
import { isOutdoor } from './detectable-antennas.ts';
import { elementPowerDbm, radiates } from './link-budget.ts';
import { correctionAt } from './service-signal.ts';

/** Part of the field of residuals that tells of an antenna's paths. */
export interface KnownPart {
  /** Number of the part of the field: 0 of all antennas that hang as measured, else of one that no longer does. */
  part: number;
  /** Correlation of what the antenna's paths leave over with that part, 0–1. */
  ratio: number;
}

/** Corrections of one carrier's levels on one level of the garage by a walk test. */
export interface LevelCorrection {
  /** True where every antenna hangs as it was measured: then one correction holds for their sum. */
  readonly isWhole: boolean;
  /** Finds the part that tells of an antenna; undefined where none does. */
  partOf(antenna: Antenna): KnownPart | undefined;
  /**
   * Writes the correction of one part.
   * @param cell serving cell there; undefined where nobody knows
   * @param into [correctionLength] receives the correction at `correctionAt`
   */
  correct(x: number, y: number, cell: string | undefined, part: number, into: Float64Array): void;
}

/** The corrections of a plan by level and carrier; undefined where nothing was measured that still holds. */
export type FindCorrections = (levelId: string, carrier: Carrier) => LevelCorrection | undefined;

/** An antenna as it hung during the walk. */
type MeasuredAntenna = NonNullable<WalkResiduals['levels'][number]['antennas']>[number];

/** Changes of a level since it was measured. */
export interface LevelChanges {
  level: string;
  /** True where what stands there or what was fitted changed, so that nothing holds. */
  isStale: boolean;
  /** Measured antennas that are no longer there as they were. */
  gone: MeasuredAntenna[];
  /** Antennas there that were not measured as they are. */
  added: Antenna[];
  /** Returns whether an antenna hangs as it was measured; absent: every one does. */
  isHeld?(antenna: Antenna): boolean;
}

/**
 * Distance between two antennas over which what their paths leave over at one location is no longer alike, metres: by
 * measured buildings, docs/measured.md.
 */
const antennaDecorrelationM = 3;
/** An antenna less alike than this to a measured one is a new one. */
const minAlikeRatio = 0.05;

/**
 * Fingerprint of what residuals of one level are of: its antennas with their powers, what stands there, and the fitted numbers.
 * @param plan with its port powers applied
 */
export function residualBasis(
  { antennas, antennaTypes, carriers, materials, propagation }: Plan,
  level: Level,
  memo: FingerprintMemo = noMemo,
): string {
  const radiating = antennas
    .filter((antenna) => antenna.level === level.id)
    .map((antenna) => {
      const { type, cell, azimuthDeg, downtiltDeg, pattern, cable } = antenna;
      const powers = carriers
        .filter((carrier) => radiates(antenna, carrier))
        .map((carrier) => [carrier.id, carrier.frequencyMhz, elementPowerDbm(antenna, carrier).toFixed(3)]);
      const bands = antennaTypes?.[type]?.bands;
      return [
        antennaLocationInput(antenna),
        type,
        cell,
        azimuthDeg,
        downtiltDeg,
        pattern,
        cable,
        bands,
        powers,
      ];
    });
  return shortFingerprint([radiating, standing(level, memo), materials, fittedNumbers(propagation)]);
}

function fittedNumbers(propagation: Plan['propagation']): Partial<Calibration> {
  const fitted: Partial<Calibration> = { ...propagation?.calibration };
  delete fitted.residuals;
  return fitted;
}

function standing(level: Level, memo: FingerprintMemo): string {
  return memo.of(level, 'standing', () => {
    const { outline, holes, walls, columns, openings, beams, bays, slabThicknessM, slabOpenings } = level;
    return shortFingerprint([
      ...[outline, holes, walls, columns, openings, beams, bays, slabThicknessM, slabOpenings],
      ...[level.elevationM, level.clearHeightM],
    ]);
  });
}

/** Fingerprint of what stands on a level, of what was fitted, and of the carriers that were measured. */
function standingBasis(
  { carriers, materials, propagation }: Plan,
  level: Level,
  measured: readonly string[],
  memo: FingerprintMemo,
): string {
  const bands = carriers
    .filter(({ id }) => measured.includes(id))
    .map(({ id, frequencyMhz }) => [id, frequencyMhz]);
  const levelPart = memo.of(level, 'standing-measured', () => {
    // Shutters are open at one time and closed at another: what the walk tells of holds in every state.
    const openings = level.openings?.map((opening) =>
      openingKindRow(opening.kind).isShutter ? { ...opening, state: 'open' as const } : opening,
    );
    return standing({ ...level, openings }, noMemo);
  });
  return shortFingerprint([levelPart, materials, fittedNumbers(propagation), bands]);
}

/** Fingerprint of all that an antenna's paths depend on, its powers left out: what a path leaves over is no matter of them. */
function antennaBasis(
  { antennaTypes }: Pick<Plan, 'antennaTypes'>,
  antenna: Antenna,
  memo: FingerprintMemo,
): string {
  const paths = memo.of(antenna, 'paths', () => {
    const { type, cell, azimuthDeg, downtiltDeg, pattern, cable } = antenna;
    return shortFingerprint([
      antennaLocationInput(antenna),
      type,
      cell,
      azimuthDeg,
      downtiltDeg,
      pattern,
      cable,
    ]);
  });
  const bands = antennaTypes?.[antenna.type]?.bands;
  return bands ? shortFingerprint([paths, bands]) : paths;
}

/**
 * A level as it is measured now: what residuals of it hold for.
 * @param plan with its port powers applied
 * @param carriers those that were measured
 */
export function measuredLevel(
  plan: Plan,
  level: Level,
  carriers: readonly string[],
): WalkResiduals['levels'][number] {
  return {
    level: level.id,
    basis: residualBasis(plan, level),
    standing: standingBasis(plan, level, carriers, noMemo),
    antennas: plan.antennas
      .filter((antenna) => antenna.level === level.id)
      .map((antenna) => {
        const { id, position, heightM } = antenna;
        return { id, basis: antennaBasis(plan, antenna, noMemo), position, heightM };
      }),
  };
}

/**
 * Finds what changed on the levels that were measured. Plans that name no antennas hold as a whole or not at all.
 * @param plan with its port powers applied
 */
export function levelChanges(plan: Plan, residuals: WalkResiduals, memo = noMemo): LevelChanges[] {
  return residuals.levels.map(({ level: id, basis, standing: stood, antennas: measured }) => {
    const unchanged: LevelChanges = { level: id, isStale: false, gone: [], added: [] };
    const stale = { ...unchanged, isStale: true };
    const level = plan.levels.find((each) => each.id === id);
    if (!level) return stale;
    if (stood === undefined || !measured)
      return residualBasis(plan, level, memo) === basis ? unchanged : stale;
    const carriers = measuredCarriers(residuals, id);
    if (standingBasis(plan, level, carriers, memo) !== stood) return stale;
    const left = new Map<string, MeasuredAntenna[]>();
    for (const each of measured) left.set(each.basis, [...(left.get(each.basis) ?? []), each]);
    const held = new Set<string>();
    const added: Antenna[] = [];
    for (const antenna of plan.antennas) {
      if (antenna.level !== id) continue;
      const paths = antennaBasis(plan, antenna, memo);
      if (left.get(paths)?.shift()) held.add(paths);
      else added.push(antenna);
    }
    const gone = measured.filter((each) => left.get(each.basis)?.includes(each));
    const isHeld = (antenna: Antenna) => held.has(antennaBasis(plan, antenna, memo));
    return { ...unchanged, gone, added, isHeld };
  });
}

/** Carriers with residuals on a level. */
export function measuredCarriers({ series }: Pick<WalkResiduals, 'series'>, levelId: string): string[] {
  return [...new Set(series.filter(({ level }) => level === levelId).map(({ carrier }) => carrier))];
}

/**
 * The corrections that a walk test makes. They hold for what was measured: not with another wall, and of an antenna that
 * moved only as far as the distance leaves its paths alike.
 * @param plan with its port powers applied
 */
export function findCorrections(
  plan: Plan,
  residuals: WalkResiduals,
  memo?: FingerprintMemo,
): FindCorrections {
  const levels = new Map(
    levelChanges(plan, residuals, memo)
      .filter(({ isStale }) => !isStale)
      .map((changes) => [changes.level, changes]),
  );
  const found = new Map<string, LevelCorrection | undefined>();
  return (levelId, carrier) => {
    const changes = levels.get(levelId);
    if (!changes) return undefined;
    const key = JSON.stringify([levelId, carrier.id]);
    if (!found.has(key)) found.set(key, correctionsOf(residuals, levelId, carrier.id, changes));
    return found.get(key);
  };
}

/**
 * The corrections of one level and carrier of a plan that changes again and again: those of the same antennas gone are found
 * once. A plan has its port powers applied.
 */
export function followCorrections(
  residuals: WalkResiduals,
  levelId: string,
  carrierId: string,
): (plan: Plan, memo?: FingerprintMemo) => LevelCorrection | undefined {
  const found = new Map<string, LevelCorrection | undefined>();
  return (plan, memo) => {
    const changes = levelChanges(plan, residuals, memo).find(({ level }) => level === levelId);
    if (!changes || changes.isStale) return undefined;
    const { gone, added } = changes;
    const key = JSON.stringify([gone.map(({ basis }) => basis), added.length > 0]);
    if (!found.has(key)) found.set(key, correctionsOf(residuals, levelId, carrierId, changes));
    return found.get(key);
  };
}

/**
 * The corrections of one level and carrier; undefined where nothing was measured on the level.
 * @param changes of its antennas since; default none
 */
export function correctionsOf(
  residuals: WalkResiduals,
  levelId: string,
  carrierId: string,
  { gone, added, isHeld = () => true }: Pick<LevelChanges, 'gone' | 'added' | 'isHeld'> = {
    gone: [],
    added: [],
  },
): LevelCorrection | undefined {
  const series = residuals.series.filter(({ level }) => level === levelId);
  if (series.length === 0) return undefined;
  const samples = fieldSamples(series, partsOf(residuals, levelId, gone));
  const { shadowingSigmaDb, decorrelationM, noiseSigmaDb, seriesCorrelation } = residuals;
  const variance = shadowingSigmaDb ** 2;
  const noiseVariance = noiseSigmaDb ** 2;
  const covariance = { variance, decorrelationM, seriesCorrelation };
  const fields = new Map<string | undefined, EstimateField[]>();
  return {
    isWhole: gone.length === 0 && added.length === 0,
    // Those of other levels, and the network outside, are taken as they were.
    partOf: (antenna) =>
      antenna.level !== levelId || isOutdoor(antenna) || isHeld(antenna)
        ? heldPart
        : nearestGone(antenna, gone),
    correct: (x, y, cell, part, into) => {
      const parts = fields.get(cell) ?? [];
      fields.set(cell, parts);
      let estimate = parts[part];
      if (!estimate) {
        const serving = servingSeries(series, carrierId, cell);
        const toSeries = Float64Array.from(series, (_, index) => (index === serving ? 1 : seriesCorrelation));
        estimate = krigeField(samples, covariance, toSeries, part);
        parts[part] = estimate;
      }
      estimate(x, y, into);
      into[correctionAt.remainingRatio] = (into[1] + noiseVariance) / (variance + noiseVariance);
    },
  };
}

const heldPart: KnownPart = { part: 0, ratio: 1 };

/** The measured antenna nearest to one that was not measured as it is, and how alike what both leave over is. */
function nearestGone(antenna: Antenna, gone: readonly MeasuredAntenna[]): KnownPart | undefined {
  let nearest: KnownPart | undefined;
  gone.forEach(({ position, heightM }, index) => {
    const [east, north] = [antenna.position[0] - position[0], antenna.position[1] - position[1]];
    const ratio = Math.exp(-Math.hypot(east, north, antenna.heightM - heightM) / antennaDecorrelationM);
    if (ratio >= minAlikeRatio && ratio > (nearest?.ratio ?? 0)) nearest = { part: index + 1, ratio };
  });
  return nearest;
}

/** Power of an antenna at a location, or of several, and what is known of their paths. */
export interface PartPower {
  known: KnownPart | undefined;
  powerMw: number;
}

/**
 * Writes the correction of what antennas give together at a location: each part of the power moves by itself.
 * @param powers of the antennas of the serving cell
 */
export function correctSum(
  correction: LevelCorrection,
  { x, y }: { x: number; y: number },
  cell: string | undefined,
  powers: readonly PartPower[],
  into: Float64Array,
): void {
  if (correction.isWhole) {
    correction.correct(x, y, cell, 0, into);
    return;
  }
  const sums = new CorrectionSums();
  for (const { known, powerMw } of mergeParts(powers)) {
    if (known) correction.correct(x, y, cell, known.part, into);
    sums.add(known, powerMw, into);
  }
  sums.write(into);
}

/** Powers of what is known alike together. */
function mergeParts(powers: readonly PartPower[]): PartPower[] {
  const merged: PartPower[] = [];
  for (const { known, powerMw } of powers) {
    const found = merged.find(
      (each) => each.known?.part === known?.part && each.known?.ratio === known?.ratio,
    );
    if (found) found.powerMw += powerMw;
    else merged.push({ known, powerMw });
  }
  return merged;
}

/** Adds up the parts of the power at one location, each with its correction. */
export class CorrectionSums {
  #plainMw = 0;
  #correctedMw = 0;
  #squareMw2 = 0;
  #remainingMw2 = 0;

  clear(): void {
    this.#plainMw = 0;
    this.#correctedMw = 0;
    this.#squareMw2 = 0;
    this.#remainingMw2 = 0;
  }

  /** @param correction of the part that is known; not read where nothing is */
  add(known: KnownPart | undefined, powerMw: number, correction: Float64Array): void {
    if (!(powerMw > 0)) return;
    const ratio = known?.ratio ?? 0;
    const levelDb = known ? ratio * correction[correctionAt.levelDb] : 0;
    const explainedRatio = known ? 1 - correction[correctionAt.remainingRatio] : 0;
    const correctedMw = powerMw * dbToRatio(levelDb);
    this.#plainMw += powerMw;
    this.#correctedMw += correctedMw;
    this.#squareMw2 += correctedMw ** 2;
    this.#remainingMw2 += correctedMw ** 2 * (1 - ratio ** 2 * explainedRatio);
  }

  write(into: Float64Array): void {
    const isNothing = this.#plainMw === 0;
    into[correctionAt.levelDb] = isNothing ? 0 : ratioToDb(this.#correctedMw / this.#plainMw);
    into[correctionAt.remainingRatio] = isNothing ? 1 : this.#remainingMw2 / this.#squareMw2;
  }
}

/** Number of the series of the cell that serves: readings that name no cell are of whichever does. −1 where none is. */
function servingSeries(series: WalkResiduals['series'], carrierId: string, cell: string | undefined): number {
  const ofCarrier = (of: string | undefined) =>
    series.findIndex((each) => each.carrier === carrierId && each.cell === of);
  const named = ofCarrier(cell);
  return named >= 0 ? named : ofCarrier(undefined);
}

/** Weights of the antennas that are gone in a local mean: the rest of it is of those that hang as measured. */
type PartWeights = (series: WalkResiduals['series'][number], mean: number) => number[];

function partsOf(
  { levels }: WalkResiduals,
  levelId: string,
  gone: readonly MeasuredAntenna[],
): PartWeights | undefined {
  if (gone.length === 0) return undefined;
  const measured = levels.find(({ level }) => level === levelId)?.antennas ?? [];
  const numbers = gone.map((each) => measured.indexOf(each));
  return ({ antennaRatios }, mean) => {
    const ratios = new Map(antennaRatios?.[mean]);
    const ofGone = numbers.map((number) => ratios.get(number) ?? 0);
    return [Math.max(0, 1 - ofGone.reduce((sum, ratio) => sum + ratio, 0)), ...ofGone];
  };
}

function fieldSamples(series: WalkResiduals['series'], partWeights?: PartWeights): FieldSamples {
  const means = series.flatMap((each, index) =>
    each.means.map((mean, order) => ({ mean, index, weights: partWeights?.(each, order) })),
  );
  const parts: FieldParts | undefined = partWeights && {
    count: means[0].weights?.length ?? 1,
    weights: Float64Array.from(means.flatMap(({ weights = [] }) => weights)),
  };
  return {
    x: Float64Array.from(means, ({ mean }) => mean[0]),
    y: Float64Array.from(means, ({ mean }) => mean[1]),
    values: Float64Array.from(means, ({ mean }) => mean[2]),
    noiseVariances: Float64Array.from(means, ({ mean }) => mean[3] ** 2),
    series: Int32Array.from(means, ({ index }) => index),
    ...(parts ? { parts } : {}),
  };
}
