import { type Phrase, requireObject, say } from '../../core/index.ts';
import {
  type Antenna,
  type Carrier,
  type FingerprintMemo,
  type Plan,
  planningBandsMhz,
  type RequirementProfile,
  requirePlan,
} from '../../plan/index.ts';
import { unfedAntennas } from '../feeder/apply-port-powers.ts';
import { lawLossDb } from '../kernel/path-loss-law.ts';
import { obliqueRange } from '../materials/oblique-excess.ts';
import { findCatalogueEntry, type MaterialOverrides, overridePoints } from '../materials/obstacle-loss.ts';
import { formulaModelId } from '../propagation/formula-model.ts';
import { freeSpaceLossDb } from '../propagation/free-space.ts';
import { longestLinkM, planResiduals } from '../propagation/plan-model.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import { levelChanges } from '../signal/walk-residuals.ts';
import type { CellNoise } from './uplink-noise.ts';

/** Gain over free space that no garage gives, dB: what walls and ceilings guide is a few decibels. */
const maxGuidedDb = 10;
/** A loss that rises less from 3 to 100 m hangs on no distance; one so much over free space at 10 m lets nothing through, dB. */
const minRiseDb = 8;
const maxAddedDb = 50;
const lookedAtM = [1, 3, 10, 30, 100] as const;

/** Why a model of the planner's own cannot decide: it loses less than free space does, or less the farther away. */
export function modelReasons(model: PropagationModel, carriers: readonly Carrier[]): Phrase[] {
  if (model.id !== formulaModelId) return [];
  const found = carriers.flatMap(({ frequencyMhz }) => {
    const law = model.distanceLaw(frequencyMhz);
    const atM = lookedAtM.find(
      (distanceM) => lawLossDb(law, distanceM) < freeSpaceLossDb(frequencyMhz, distanceM) - maxGuidedDb,
    );
    return atM === undefined ? [] : [{ frequencyMhz, atM, lossDb: lawLossDb(law, atM) }];
  });
  const louder = carriers.find(({ frequencyMhz }) => {
    const law = model.distanceLaw(frequencyMhz);
    return lawLossDb(law, 100) < lawLossDb(law, 1);
  });
  const flat = carriers.find(({ frequencyMhz }) => {
    const law = model.distanceLaw(frequencyMhz);
    return Math.abs(lawLossDb(law, 100) - lawLossDb(law, 3)) < minRiseDb;
  });
  const deaf = carriers.find(
    ({ frequencyMhz }) =>
      lawLossDb(model.distanceLaw(frequencyMhz), 10) > freeSpaceLossDb(frequencyMhz, 10) + maxAddedDb,
  );
  const reasons = [
    ...(louder ? [say('model-louder-farther', { frequency: louder.frequencyMhz })] : []),
    ...(flat && !louder ? [say('model-flat', { frequency: flat.frequencyMhz })] : []),
    ...(deaf ? [say('model-deaf', { frequency: deaf.frequencyMhz, most: maxAddedDb })] : []),
  ];
  if (found.length === 0) return reasons;
  const [{ frequencyMhz: frequency, atM: distance, lossDb }] = found;
  const free = freeSpaceLossDb(frequency, distance).toFixed(1);
  return [say('model-below-free-space', { frequency, distance, loss: lossDb.toFixed(1), free }), ...reasons];
}

/** A loss per crossing that is used outside the frequencies its source holds for. */
interface LossExtrapolation {
  material: string;
  frequencyMhz: number;
  /** Closed range of the source. */
  rangeMhz: readonly [number, number];
  /** `formula`: followed on beyond its range; `table`: the value at the nearer end is held. */
  way: 'formula' | 'table';
  source: string;
}

/** A material whose loss at some carriers is used outside the range of its source. */
export interface ExtrapolatedLoss {
  code: 'loss-extrapolated';
  material: string;
  /** Closed range of the source. */
  rangeMhz: readonly [number, number];
  /** `formula`: followed on beyond its range; `table`: the value at the nearer end is held. */
  way: 'formula' | 'table';
  source: string;
  frequenciesMhz: number[];
  carriers: string[];
  /** Message in English. */
  message: string;
}

/** Antennas that the plan's network leaves unfed, and what they count with: nothing, or in a link of one their nominal power. */
export interface UnfedNote {
  code: 'antennas-unfed';
  antennas: string[];
  counted: 'silent' | 'nominal';
  /** Message in English. */
  message: string;
}

/** Levels where nothing of a walk test's residuals is applied: what stands there, or what was fitted, is not what was measured. */
export interface ResidualsNote {
  code: 'residuals-dropped';
  levels: string[];
  /** Message in English. */
  message: string;
}

/** Antennas of which a walk test's residuals say little or nothing: moved, changed or new since; those of all others hold. */
export interface PartialResidualsNote {
  code: 'residuals-partial';
  levels: string[];
  /** Antennas of the plan that did not hang so during the walk. */
  antennas: string[];
  /** Antennas of the walk that are no longer in the plan. */
  removed: string[];
  /** Message in English. */
  message: string;
}

/** A walk test of the plan does not count at all: the model is not the one that was fitted to it. */
export interface OtherModelNote {
  code: 'residuals-other-model';
  model: string;
  /** Message in English. */
  message: string;
}

/** Notes on residuals of a walk test that do not count, and why. */
export type ResidualNote = ResidualsNote | PartialResidualsNote | OtherModelNote;

/** Noise that phones of a plan's other cells make, where it has several; what it rests on stands in the profile. */
export interface UplinkNote {
  code: 'uplink-interference';
  cells: CellNoise[];
  /** Rise that is reckoned with where none of a carrier's cells has more, dB. */
  assumedDb: number;
  /** Fraction of the time that a phone sends on a resource block of each other cell. */
  loadRatio: number;
  /** Level that it brings to its own receiver in 180 kHz, and how much of the path loss it makes up for. */
  targetDbm: number;
  compensationRatio: number;
  /** Message in English. */
  message: string;
}

/** Properties of a model that the notes depend on. */
type NotedModel = Pick<PropagationModel, 'id' | 'usesObstacles' | 'obliqueStepDb' | 'rangeM' | 'doubt'>;

/** Basis of the result that its sources do not vouch for. */
export type ModelNote =
  | ExtrapolatedLoss
  | UnfedNote
  | ResidualNote
  | UplinkNote
  | { code: 'model-range'; model: string; rangeM: readonly [number, number]; message: string }
  | { code: 'model-doubt'; model: string; message: string };

/** Notes on a plan predicted with a model: its materials at its carriers, its distances. */
export function planNotes(plan: Plan, model: NotedModel, profile: RequirementProfile): ModelNote[] {
  requirePlan(plan);
  requireObject('model', model, ['id']);
  requireObject('profile', profile, ['voice', 'data']);
  const materials = model.usesObstacles ? planMaterials(plan, profile) : [];
  return [
    ...modelNotes(model, longestLinkM({ levels: plan.levels }, 0)),
    ...extrapolatedLosses(materials, plan.carriers, plan.materials, model),
  ];
}

/** The note on antennas that the plan's network leaves unfed, as a prediction counts them; none where all are fed. */
export function unfedNotes(plan: Plan, memo?: FingerprintMemo): UnfedNote[] {
  requirePlan(plan);
  const antennas = unfedAntennas(plan, memo);
  if (antennas.length === 0) return [];
  const message = `unfed: ${antennas.join(', ')}: nothing of the network leads there, counted without any power`;
  return [{ code: 'antennas-unfed', antennas, counted: 'silent', message }];
}

/**
 * The notes on levels whose residuals of a walk test are left out, on antennas that they do not hold for, and on a model that
 * is not the one fitted to the walk; none where all hold.
 * @param powered the plan with its port powers applied
 */
export function residualNotes(powered: Plan, modelId: string, memo?: FingerprintMemo): ResidualNote[] {
  requirePlan(powered);
  const carried = powered.propagation?.calibration?.residuals;
  if (!carried) return [];
  if (!planResiduals(powered, modelId)) {
    const message = `nothing of the walk test counts: the model is ${modelId}, not the one that was fitted to it`;
    return [{ code: 'residuals-other-model', model: modelId, message }];
  }
  const changes = levelChanges(powered, carried, memo);
  const partial = changes.filter(({ gone, added }) => gone.length > 0 || added.length > 0);
  const antennas = partial.flatMap(({ added }) => added.map(({ id }) => id));
  const removed = partial.flatMap(({ gone }) => gone.map(({ id }) => id));
  return [
    ...droppedNotes(changes.filter(({ isStale }) => isStale).map(({ level }) => level)),
    ...partialNotes(
      partial.map(({ level }) => level),
      antennas,
      removed.filter((id) => !antennas.includes(id)),
    ),
  ];
}

/** The same for one link: of its level and antenna alone. */
export function residualLinkNotes(
  powered: Plan,
  modelId: string,
  antenna: Antenna,
  levelId: string,
  memo?: FingerprintMemo,
): ResidualNote[] {
  const residuals = planResiduals(powered, modelId);
  if (!residuals) return residualNotes(powered, modelId, memo);
  const changes = levelChanges(powered, residuals, memo).find(({ level }) => level === levelId);
  if (!changes) return [];
  if (changes.isStale) return droppedNotes([levelId]);
  const isHeld = antenna.level !== levelId || changes.isHeld?.(antenna) !== false;
  return isHeld ? [] : partialNotes([levelId], [antenna.id], []);
}

function droppedNotes(levels: string[]): ResidualNote[] {
  if (levels.length === 0) return [];
  const message = `residuals of the walk test left out on ${levels.join(', ')}: antennas, powers or walls there are not those measured`;
  return [{ code: 'residuals-dropped', levels, message }];
}

function partialNotes(levels: string[], antennas: string[], removed: string[]): ResidualNote[] {
  if (levels.length === 0) return [];
  const parts = [
    ...(antennas.length > 0
      ? [
          `${antennas.join(', ')} did not hang so: by the distance from where one was measured less of them, or none`,
        ]
      : []),
    ...(removed.length > 0 ? [`no longer there: ${removed.join(', ')}`] : []),
  ];
  const message = `residuals of the walk test on ${levels.join(', ')} hold for the antennas that hang as measured; ${parts.join('; ')}`;
  return [{ code: 'residuals-partial', levels, antennas, removed, message }];
}

/** The note on the noise that phones of other cells make; none for a plan whose carriers have one cell each. */
export function uplinkNotes(cells: CellNoise[], profile: RequirementProfile): UplinkNote[] {
  if (cells.length === 0) return [];
  const { interferenceLoadRatio: loadRatio, powerControl, uplink } = profile;
  const { targetDbm, compensationRatio } = powerControl;
  const assumedDb = uplink.noiseRiseDb;
  const phones = `one phone a resource block of each cell, ${Math.round(100 * loadRatio)} % of the time, at ${targetDbm} dBm in 180 kHz of its own receiver with α ${compensationRatio}`;
  const message = `phones of other cells raise the uplink's noise: ${rangesOf(cells)} (${phones}); reckoned with where it is more than ${assumedDb} dB`;
  return [
    { code: 'uplink-interference', cells, assumedDb, loadRatio, targetDbm, compensationRatio, message },
  ];
}

/** `S1 0.4–1.2 dB, S2 2.1 dB`: each cell over its carriers. */
export function rangesOf(cells: readonly CellNoise[]): string {
  const risesDb = new Map<string, number[]>();
  for (const { cell, riseDb } of cells) risesDb.set(cell, [...(risesDb.get(cell) ?? []), riseDb]);
  return [...risesDb]
    .map(([cell, each]) => {
      const ends = [Math.min(...each).toFixed(1), Math.max(...each).toFixed(1)];
      return `${cell} ${[...new Set(ends)].join('–')} dB`;
    })
    .join(', ');
}

/** The note on a link of one of them, which is reckoned with a power that the antenna does not have. */
export function unfedLinkNotes(plan: Plan, antenna: string, memo?: FingerprintMemo): UnfedNote[] {
  if (!unfedAntennas(plan, memo).includes(antenna)) return [];
  const message = `unfed: ${antenna}: nothing of the network leads there; this is what it would give at its nominal power`;
  return [{ code: 'antennas-unfed', antennas: [antenna], counted: 'nominal', message }];
}

/** Notes on one link: the materials it crosses at its carrier, its distance. */
export function linkNotes(
  plan: Plan,
  model: NotedModel,
  carrier: Carrier,
  crossedMaterials: readonly string[],
  distanceM: number,
): ModelNote[] {
  return [
    ...modelNotes(model, distanceM),
    ...extrapolatedLosses([...new Set(crossedMaterials)], [carrier], plan.materials, model),
  ];
}

function modelNotes({ id, rangeM, doubt }: NotedModel, longestM: number): ModelNote[] {
  const notes: ModelNote[] = [];
  if (rangeM && longestM > rangeM[1]) {
    const message = `${id}: links up to ${longestM.toFixed(0)} m, published for ${rangeM[0]}–${rangeM[1]} m: extrapolated`;
    notes.push({ code: 'model-range', model: id, rangeM, message });
  }
  if (doubt !== undefined) notes.push({ code: 'model-doubt', model: id, message: `${id}: doubt: ${doubt}` });
  return notes;
}

/** Everything of a plan that costs a loss, by the name its loss is known by. */
function planMaterials({ levels }: Plan, { parkedCars }: RequirementProfile): string[] {
  const names = new Set<string>();
  for (const { walls = [], beams = [], columns = [], openings = [], bays = [] } of levels) {
    for (const { material } of [...walls, ...beams]) names.add(material);
    for (const { kind, state } of openings) if (state !== 'open') names.add(kind);
    if (columns.length > 0) names.add('column');
    if (bays.length > 0 && parkedCars.occupancyRatio > 0) names.add('cars');
  }
  if (new Set(levels.map(({ elevationM }) => elevationM)).size > 1) names.add('slab');
  return [...names];
}

function extrapolatedLosses(
  materials: readonly string[],
  carriers: readonly Carrier[],
  overrides: Plan['materials'],
  model: NotedModel,
): ExtrapolatedLoss[] {
  const isOblique = model.obliqueStepDb !== undefined;
  const byRange = new Map<string, ExtrapolatedLoss>();
  for (const material of materials) {
    for (const { id, frequencyMhz } of carriers) {
      const found = lossExtrapolation(material, frequencyMhz, overrides, isOblique);
      if (!found) continue;
      const { rangeMhz, way: path, source } = found;
      const key = JSON.stringify([material, rangeMhz, path]);
      const note = byRange.get(key) ?? {
        ...{ code: 'loss-extrapolated' as const, material, rangeMhz, way: path, source },
        ...{ frequenciesMhz: [], carriers: [], message: '' },
      };
      byRange.set(key, note);
      if (!note.frequenciesMhz.includes(frequencyMhz)) note.frequenciesMhz.push(frequencyMhz);
      note.carriers.push(id);
    }
  }
  return [...byRange.values()].map((note) => ({ ...note, message: describe(note) }));
}

function describe({ material, frequenciesMhz, rangeMhz, way: path, source }: ExtrapolatedLoss): string {
  const at = `${material} at ${frequenciesMhz.join(', ')} MHz`;
  const range = `${source}, ${rangeMhz[0]}–${rangeMhz[1]} MHz`;
  return path === 'formula'
    ? `${at}: extrapolated beyond the range of ${range}`
    : `${at}: outside the frequencies of ${range}: the value at the nearer end is held`;
}

/**
 * Returns whether a material's or obstacle's loss at a frequency rests on an extrapolation, and on which; undefined
 * where not.
 * @param isOblique whether walls cost more at flat incidence, by P.2040
 */
function lossExtrapolation(
  material: string,
  frequencyMhz: number,
  overrides?: MaterialOverrides,
  isOblique = false,
): LossExtrapolation | undefined {
  const outside = (
    rangeMhz: readonly [number, number],
    path: LossExtrapolation['way'],
    source: string,
  ): LossExtrapolation | undefined =>
    frequencyMhz < rangeMhz[0] || frequencyMhz > rangeMhz[1]
      ? { material, frequencyMhz, rangeMhz, way: path, source }
      : undefined;
  const oblique = isOblique ? obliqueRange(material) : undefined;
  const byAngle = oblique && outside(oblique.rangeMhz, 'formula', oblique.source);
  const custom = overridePoints(material, overrides);
  if (custom !== undefined) {
    return (
      outside([custom[0].frequencyMhz, custom[custom.length - 1].frequencyMhz], 'table', 'the plan') ??
      byAngle
    );
  }
  const formula = findCatalogueEntry(material)?.formula;
  return (
    (formula && outside(formula.rangeMhz, 'formula', formula.source)) ??
    outside(
      [planningBandsMhz[0], planningBandsMhz[planningBandsMhz.length - 1]],
      'table',
      'planning bands',
    ) ??
    byAngle
  );
}
