import {
  InputError,
  type Monitor,
  type Phrase,
  phraseText,
  reportProgress,
  requireNumberIfGiven,
  requireObject,
  requireOneOf,
  requireSolver,
  say,
} from '../../core/index.ts';
import {
  acceptedPhrase,
  applyScenario,
  type Carrier,
  type DerivedStates,
  derivedStates,
  deviceCarriers,
  type FingerprintMemo,
  type FloorDemand,
  floorDemands,
  isFailure,
  knownScenarios,
  modemKinds,
  movedPhrase,
  type Operator,
  type Plan,
  planProfile,
  type RequirementProfile,
  requiredScenarios,
  requirePlan,
  type ScenarioId,
  scenarioIds,
  servesPhones,
  sortReasons,
} from '../../plan/index.ts';
import type { AcceptanceWalk } from '../coverage/acceptance-walk.ts';
import { cachedWalk } from '../coverage/acceptance-walk.ts';
import { assessCoverage, type SignalState } from '../coverage/assess-coverage.ts';
import { kindSamples } from '../coverage/assess-kinds.ts';
import {
  assessScenario,
  scenarioOf,
  statesOfScenario,
  withScenarios,
  worstOf,
} from '../coverage/assess-scenario.ts';
import type { Assessment, ScenarioResult, VerdictReason } from '../coverage/assessment.ts';
import { decidingCarriers } from '../coverage/operator-cells.ts';
import { dataCarriers } from '../coverage/point-results.ts';
import { walkCells, walkFloors } from '../coverage/walk-floors.ts';
import { antennaPaths, applyPortPowers, fittingNetwork, withLayers } from '../feeder/apply-port-powers.ts';
import { FieldStack } from '../fields/field-stack.ts';
import type { FieldSolver } from '../kernel/field-kernel.ts';
import { loadPlanModel, planModel, planResiduals } from '../propagation/plan-model.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import { buildGrid, defaultResolutionM } from '../scene/build-grid.ts';
import type { Scene } from '../scene/build-scene.ts';
import type { ObstacleOptions } from '../scene/level-facets.ts';
import { type CarrierMap, mapBytesPerCell } from '../signal/carrier-map.ts';
import {
  type CarrierMapOptions,
  computeCarrierMap,
  computePointSignals,
} from '../signal/compute-carrier-map.ts';
import {
  antennaSources,
  detectableAntennas,
  isDetectable,
  type PlacedAntenna,
} from '../signal/detectable-antennas.ts';
import { radiates } from '../signal/link-budget.ts';
import type { SlopeLocations } from '../signal/power-sums.ts';
import { type FindCorrections, findCorrections } from '../signal/walk-residuals.ts';
import {
  type ModelNote,
  modelReasons,
  planNotes,
  residualNotes,
  unfedNotes,
  uplinkNotes,
} from './model-notes.ts';
import { type CellNoise, raiseNoise, type UplinkNoiseOptions } from './uplink-noise.ts';

/** Looks for reasons why nobody can say whether a plan meets its target; empty where it finds none. */
type FindReasons = (plan: Plan, states: DerivedStates) => readonly Phrase[];

/** Every source of reasons; another one is added here. */
const finders: readonly FindReasons[] = [importDoubts, (_plan, states) => powerReasons(states)];

/** Maps under way at once: workers solve the fields of one while those of another are added up. */
const overlap = 2;

interface StateOptions {
  fields: FieldStack;
  model: PropagationModel;
  /** Corrections by a walk test, in states with other doors and cars too. */
  correctionsOf?: FindCorrections;
  resolutionM: number;
  memoryBytes: number;
  /** The acceptance test: slopes of margins are found at its squares. */
  walk: AcceptanceWalk;
  /** Default: every carrier has its maps. */
  needsMap?: (carrier: Carrier) => boolean;
  /** False: the kinds of floor are not looked at. */
  needsKinds?: boolean;
  /** Default: every carrier has its signals at points. */
  needsPoints?: (carrier: Carrier) => boolean;
  /** True: maps that come out as in the last prediction with these fields are taken from there. */
  retainsMaps?: boolean;
  /** Hears before each piece of work how much is done, 0 to 1, and of what; may throw to stop. */
  report: (doneRatio: number, of: string) => void;
}

/** All maps of a prediction are held at once. */
const maxMapBytes = 2 ** 31;
/** Cells of all fields together: an hour or two of one core. */
const maxFieldCells = 1e12;

/** Options of a prediction. */
export interface PredictOptions {
  solver: FieldSolver;
  /** Cell size, metres; default 0.5. */
  resolutionM?: number;
  /** Default: the plan's own, else `saturating-path`. */
  modelId?: string;
  /** Fields cached between predictions of an edited plan; default: no cache. */
  fields?: FieldStack;
  /**
   * Bytes of fields and sums in flight; default 256 MiB. The maps themselves and the fields that `fields` keeps (256 MiB
   * at most) come on top. The result has the same bits whatever it is.
   */
  memoryBytes?: number;
  /**
   * States of the garage to evaluate besides the plan as it stands; default `required`: none but those that the plan's
   * requirements name. `all` is without failures: each of these takes a prediction for every antenna or radio unit.
   */
  scenarios?: 'required' | 'all' | readonly ScenarioId[];
  /** Fingerprints of records that did not change since the last prediction; default: all are computed. */
  memo?: FingerprintMemo;
  /** Locations of the acceptance test; default: as many as the test has by its rule. */
  locations?: number;
  monitor?: Monitor;
}

const defaultMemoryBytes = 256 * 1024 * 1024;

/** Prediction of a plan: maps, the verdict, and what both rest on. */
export interface Prediction {
  plan: Plan;
  resolutionM: number;
  modelId: string;
  profile: RequirementProfile;
  /** One per level and carrier, levels outermost, in the plan's order. */
  maps: CarrierMap[];
  assessment: Assessment;
  /** How the plan's derived parts stand to the plan. */
  derived: DerivedStates;
  /** Notes on what the result rests on that its sources do not vouch for. */
  notes: ModelNote[];
}

/**
 * Fields, signal and verdict for the antennas that the plan has.
 * @throws InputError where the plan at this resolution is too large for memory or patience
 */
export async function predictPlan(plan: Plan, options: PredictOptions): Promise<Prediction> {
  requirePlan(plan);
  requireSolver(options);
  requireNumberIfGiven('resolutionM', options.resolutionM, { atLeast: 0.05, atMost: 20 });
  requireNumberIfGiven('memoryBytes', options.memoryBytes, { atLeast: 1 });
  requireNumberIfGiven('locations', options.locations, { atLeast: 1, isWhole: true });
  requireScenarios(options.scenarios);
  const { resolutionM = defaultResolutionM, memoryBytes = defaultMemoryBytes, monitor, memo } = options;
  await loadPlanModel(plan, options.modelId);
  const model = planModel(plan, options.modelId);
  checkPredictionSize(plan, resolutionM);
  const fields = options.fields ?? new FieldStack(options.solver);
  const { plan: powered, cells } = await withUplinkNoise(applyPortPowers(plan, memo), { fields, model });
  const residuals = planResiduals(powered, model.id);
  const correctionsOf = residuals && findCorrections(powered, residuals, memo);
  const walk = testOf(powered, { fields, model, resolutionM }, options.locations);
  const stateOptions = { fields, model, correctionsOf, resolutionM, memoryBytes, walk };
  const state = await predictState(powered, {
    ...stateOptions,
    retainsMaps: true,
    report: (doneRatio, of) => reportProgress(monitor, 'predict', doneRatio, of),
  });
  const { profile } = state;
  const maps = [...state.maps];
  reportProgress(monitor, 'check', 0);
  const planned = assessCoverage(state, walk);
  const assessment = await predictScenarios(powered, planned, options.scenarios ?? 'required', {
    ...stateOptions,
    report: (doneRatio, of) => reportProgress(monitor, 'check', doneRatio, of),
  });
  reportProgress(monitor, 'check', 1);
  const derived = derivedStates(plan, memo);
  return {
    plan,
    resolutionM,
    modelId: model.id,
    profile,
    maps,
    assessment: decideVerdict(
      assessment,
      [...verdictReasons(plan, derived), ...modelReasons(model, plan.carriers)],
      acceptedReasons(plan),
    ),
    derived,
    notes: [
      ...unfedNotes(plan, memo),
      ...residualNotes(powered, model.id, memo),
      ...planNotes(plan, model, profile),
      ...uplinkNotes(cells, profile),
    ],
  };
}

/**
 * The plan with the noise that phones of other cells make at its receivers, in the state that it stands in; as it is where no
 * carrier has several cells.
 * @param powered with its port powers applied
 */
export async function withUplinkNoise(
  powered: Plan,
  options: Omit<UplinkNoiseOptions, 'obstacles'>,
): Promise<{ plan: Plan; cells: CellNoise[] }> {
  if (powered.carriers.every((carrier) => !hasSeveralCells(powered, carrier)))
    return { plan: powered, cells: [] };
  const obstacles = obstacleOptions(powered, planProfile(powered), options.model);
  return raiseNoise(powered, { ...options, obstacles });
}

function hasSeveralCells({ antennas }: Plan, carrier: Carrier): boolean {
  const sending = antennas.filter((antenna) => radiates(antenna, carrier));
  return sending.some(({ cell }) => cell !== sending[0].cell);
}

/** @throws InputError where it is neither one of the two words nor a list of scenarios */
function requireScenarios(wanted: unknown): void {
  if (wanted === undefined) return;
  for (const each of Array.isArray(wanted) ? wanted : [wanted]) {
    const known = Array.isArray(wanted) ? scenarioIds : ['required', 'all'];
    requireOneOf('scenarios', each, known);
  }
}

/**
 * A verdict with the scenarios that are asked for and those that are required. States change openings and rows of cars;
 * floors, antennas and the drawn walks stay, and of the fields what no change shadows.
 * @param planned the verdict of the plan as it stands
 */
async function predictScenarios(
  plan: Plan,
  planned: Assessment,
  wanted: 'required' | 'all' | readonly ScenarioId[],
  options: Omit<StateOptions, 'needsMap' | 'needsPoints'>,
): Promise<Assessment> {
  const required = requiredScenarios(plan);
  const [first, ...others] = knownScenarios(plan).filter(
    ({ id }) =>
      id === 'planned' ||
      required.includes(id) ||
      (wanted === 'all' && !isFailure(id)) ||
      (Array.isArray(wanted) && wanted.includes(id)),
  );
  if (others.length === 0 && wanted === 'required') return planned;
  const cases = others.map((scenario) => statesOfScenario(applyScenario(plan, scenario), scenario));
  const count = cases.flat().length;
  const results: ScenarioResult[] = [scenarioOf(planned, first, true)];
  let done = 0;
  for (const states of cases) {
    const found: ScenarioResult[] = [];
    for (const { plan: changed, scenario } of states) {
      const state = await predictState(changed, {
        ...options,
        needsMap: isAmong(plan, decidingCarriers),
        needsPoints: isAmong(plan, dataCarriers),
        needsKinds: false,
        report: (doneRatio, of) => options.report((done + doneRatio) / count, `${scenario.id} ${of}`),
      });
      found.push(assessScenario(state, scenario, required.includes(scenario.id), options.walk));
      done += 1;
    }
    const worst = worstOf(found);
    if (worst) results.push(worst.failed === undefined ? worst : { ...worst, examined: found.length });
  }
  return withScenarios(planned, results);
}

/** Returns whether a carrier is one of those that count for its operator. */
function isAmong(
  plan: Plan,
  countedOf: (plan: Plan, operator: Operator) => Carrier[],
): (carrier: Carrier) => boolean {
  const counted = plan.carriers.flatMap(({ operator }) => countedOf(plan, operator));
  // States of the garage have carriers of their own, of the same ids.
  const ids = new Set(counted.map(({ id }) => id));
  return ({ id }) => ids.has(id);
}

/** Options by which a plan's levels become obstacles for a model. */
export function obstacleOptions(
  plan: Plan,
  profile: RequirementProfile,
  model: PropagationModel,
): ObstacleOptions {
  return {
    materials: plan.materials,
    parkedCars: profile.parkedCars,
    columnRatio: model.columnRatio,
    beamDb: model.beamDb,
    addsSquares: model.addsSquares,
    obliqueStepDb: model.obliqueStepDb,
  };
}

/**
 * Why the verdict on a plan cannot be decided, each as a phrase. With any of them no target counts as met, whatever the
 * figures say.
 */
export function verdictReasons(plan: Plan, states: DerivedStates): Phrase[] {
  requirePlan(plan);
  requireObject('states', states, ['network', 'portPowers']);
  return finders.flatMap((find) => find(plan, states));
}

/** The verdict with the reasons why it cannot be decided, and those that a person has accepted: a target is met only without any open. */
function decideVerdict(
  assessment: Assessment,
  reasons: readonly Phrase[],
  accepted: readonly Phrase[] = [],
): Assessment {
  const decidable = reasons.length === 0;
  const { target } = assessment;
  return {
    ...assessment,
    target: { ...target, met: target.met && decidable, figuresMet: target.met },
    decidable,
    reasons: reasons.map(inEnglish),
    accepted: accepted.map(inEnglish),
  };
}

function inEnglish(reason: Phrase): VerdictReason {
  return { ...reason, message: phraseText(reason, 'en') };
}

/** Reasons that a person accepted, each with by whom and when. */
function acceptedReasons(plan: Plan): Phrase[] {
  return sortReasons(plan).accepted.map(acceptedPhrase);
}

/** Doubts about how the plan was read that nobody has accepted yet. */
function importDoubts(plan: Plan): readonly Phrase[] {
  return sortReasons(plan).open.map(({ said: stated }) => stated);
}

/**
 * Powers that came from a network of other antennas are not known. What has no network is evaluated by its ports'
 * nominal powers.
 */
export function powerReasons(states: DerivedStates): readonly Phrase[] {
  requireObject('states', states, ['network', 'portPowers']);
  const { network, portPowers } = states;
  if (network.state === 'stale') return [say('network-stale', { moved: movedPhrase(network.moved) })];
  if (portPowers.state === 'stale')
    return [say('port-powers-stale', { moved: movedPhrase(portPowers.moved) })];
  return [];
}

/** The acceptance test of a plan, over floors that its maps are of. */
function testOf(
  plan: Plan,
  options: Pick<StateOptions, 'fields' | 'model' | 'resolutionM'>,
  locations: number | undefined,
): AcceptanceWalk {
  const scenes = levelScenes(plan, options);
  const floors = plan.levels.map(({ bays, zones }, index) => ({ ...scenes[index], bays, zones }));
  return cachedWalk(walkFloors(plan.levels, floors), plan, locations);
}

/** A scene of each level: grid, counted cells and rooms are those of every carrier. */
function levelScenes(
  plan: Plan,
  { fields, model, resolutionM }: Pick<StateOptions, 'fields' | 'model' | 'resolutionM'>,
): Scene[] {
  const obstacles = obstacleOptions(plan, planProfile(plan), model);
  const { frequencyMhz } = plan.carriers[0];
  return plan.levels.map((level) => fields.scene(level, frequencyMhz, resolutionM, obstacles));
}

/** Locations of the slopes: squares of the test, and samples of demanded kinds of floor. [levels] */
function slopeLocations(
  plan: Plan,
  options: StateOptions,
  demands: readonly FloorDemand[],
): SlopeLocations[] {
  const scenes = levelScenes(plan, options);
  const floors = scenes.map(({ levelId, grid, floor }) => ({ levelId, grid, ...floor }));
  const samples = kindSamples(plan, floors, demands);
  return scenes.map(({ grid, cells }, level) => ({
    cells: walkCells(options.walk, level, grid, cells),
    samples: samples[level],
  }));
}

/** The signal of a plan as it stands: maps of levels and carriers, and what points receive. */
async function predictState(plan: Plan, options: StateOptions): Promise<SignalState> {
  const { fields, model, needsMap = () => true, needsPoints = servesPhones } = options;
  const profile = planProfile(plan);
  const obstacles = obstacleOptions(plan, profile, model);
  const demands = options.needsKinds === false ? undefined : floorDemands(plan, profile);
  const forDevices = new Set(modemKinds(plan).flatMap((kind) => deviceCarriers(plan, kind, profile)));
  const isForDevices = (carrier: Carrier) => forDevices.has(carrier);
  const parts = plan.levels.flatMap((level) =>
    plan.carriers
      .filter((carrier) => needsMap(carrier) || needsPoints(carrier) || isForDevices(carrier))
      .map((carrier) => ({ level, carrier })),
  );
  const pathsOf = antennaPaths(plan, fittingNetwork(plan));
  const slopesAt = slopeLocations(plan, options, demands ?? []);
  const maps = new RetainedMaps(plan, { ...options, profile, demands });
  const doneRatios = parts.map(() => 0);
  const results = await runOverlapped(
    parts.map(({ level, carrier }, index) => async () => {
      const report = (doneRatio: number) => {
        doneRatios[index] = doneRatio;
        const done = doneRatios.reduce((sum, ratio) => sum + ratio, 0);
        options.report(done / parts.length, `${level.id} ${carrier.id}`);
      };
      report(0);
      const scene = fields.scene(level, carrier.frequencyMhz, options.resolutionM, obstacles);
      const antennas = detectableAntennas(plan, level, carrier, { model, fields, obstacles, profile });
      const correct = options.correctionsOf?.(level.id, carrier);
      const mapOptions = {
        ...{ model, profile, fields, demands, correct, report },
        slopesAt: slopesAt[plan.levels.indexOf(level)],
        memoryBytes: options.memoryBytes / overlap,
      };
      const services = [
        ...(needsPoints(carrier) ? (['data'] as const) : []),
        ...(isForDevices(carrier) ? (['iot'] as const) : []),
      ];
      const [map, points] = await Promise.all([
        needsMap(carrier)
          ? maps
              .mapOf(scene, carrier, antennas, mapOptions)
              .then((each) => withLayers(each, plan.antennas, carrier, profile, pathsOf))
          : undefined,
        // While workers solve the fields.
        services.map((service) => ({
          ...{ levelId: level.id, carrierId: carrier.id, service },
          ...computePointSignals(scene, carrier, service, level.points ?? [], {
            ...{ antennas, model, profile, correct },
          }),
        })),
      ]);
      return { map, points };
    }),
    overlap,
  );
  const pointSignals = results.flatMap(({ points }) => points);
  return { plan, profile, maps: results.flatMap(({ map }) => map ?? []), pointSignals };
}

/** Maps that stay beside the fields that they came from; those of a larger plan do not, bytes. */
const maxRetainedBytes = 128 * 1024 * 1024;

interface RetainedMap {
  /** Inputs of the map, by value and by identity. */
  key: string;
  same: readonly unknown[];
  slopesAt: SlopeLocations;
  map: CarrierMap;
}

const retainedMaps = new WeakMap<FieldStack, Map<string, RetainedMap>>();

/**
 * Maps of the last prediction with the same fields, by level and carrier: one that nothing of an edit reaches is the same object again.
 * Levels are compared by identity, as the fields compare them. Levels that a walk test corrects have their maps anew.
 */
class RetainedMaps {
  readonly #known: Map<string, RetainedMap> | undefined;
  readonly #key: string;
  readonly #same: readonly unknown[];

  constructor(
    plan: Plan,
    {
      fields,
      retainsMaps,
      profile,
      demands,
      model,
    }: Pick<StateOptions, 'fields' | 'retainsMaps' | 'model'> & {
      profile: RequirementProfile;
      demands: readonly FloorDemand[] | undefined;
    },
  ) {
    this.#key = JSON.stringify([profile, demands, model.id]);
    this.#same = [...plan.levels, plan.materials, plan.antennaTypes, plan.propagation];
    if (retainsMaps !== true) return;
    this.#known = retainedMaps.get(fields) ?? new Map<string, RetainedMap>();
    retainedMaps.set(fields, this.#known);
  }

  async mapOf(
    scene: Scene,
    carrier: Carrier,
    antennas: readonly PlacedAntenna[],
    options: CarrierMapOptions & { slopesAt: SlopeLocations },
  ): Promise<CarrierMap> {
    const known = this.#known;
    const compute = () => computeCarrierMap(scene, carrier, antennas, options);
    if (!known) return compute();
    const slot = `${scene.levelId}|${carrier.id}`;
    const { correct, slopesAt } = options;
    if (correct) {
      known.delete(slot);
      return compute();
    }
    const sending = antennas.map(({ antenna, index }) => [index, antenna]);
    const key = JSON.stringify([this.#key, carrier, sending]);
    const same = [scene, ...this.#same];
    const last = known.get(slot);
    if (
      last?.key === key &&
      last.same.length === same.length &&
      last.same.every((each, index) => each === same[index]) &&
      hasSameNumbers(last.slopesAt.cells, slopesAt.cells) &&
      hasSameNumbers(last.slopesAt.samples, slopesAt.samples)
    )
      return last.map;
    const map = await compute();
    known.delete(slot);
    const isSmall = this.#bytes() + mapBytesPerCell * map.cells.length <= maxRetainedBytes;
    if (isSmall) known.set(slot, { key, same, slopesAt, map });
    return map;
  }

  #bytes(): number {
    return [...(this.#known?.values() ?? [])].reduce(
      (sum, { map }) => sum + mapBytesPerCell * map.cells.length,
      0,
    );
  }
}

function hasSameNumbers(one: Int32Array, other: Int32Array): boolean {
  return (
    one === other || (one.length === other.length && one.every((value, index) => value === other[index]))
  );
}

/**
 * Runs tasks in their order, at most `max` under way at once, so that one can compute while another waits for workers.
 * After a failure no more are started; it is thrown when those under way have ended. [tasks] results, in order
 */
async function runOverlapped<Result>(
  tasks: readonly (() => Promise<Result>)[],
  max: number,
): Promise<Result[]> {
  const results: Result[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const lane = async () => {
    while (next < tasks.length && failures.length === 0) {
      const index = next;
      next += 1;
      try {
        results[index] = await tasks[index]();
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: max }, lane));
  if (failures.length > 0) throw failures[0];
  return results;
}

/** @throws InputError where the maps would not fit into memory, or the fields would take hours */
function checkPredictionSize(plan: Plan, resolutionM: number): void {
  let mapCells = 0;
  let fieldCells = 0;
  for (const level of plan.levels) {
    const { rows, columns } = buildGrid(level, resolutionM);
    const detectableIds = new Set(
      plan.levels.filter((source) => isDetectable(plan.levels, source, level)).map(({ id }) => id),
    );
    mapCells += rows * columns * plan.carriers.length;
    for (const antenna of plan.antennas) {
      if (!detectableIds.has(antenna.level)) continue;
      const carriers = plan.carriers.filter((carrier) => radiates(antenna, carrier));
      if (carriers.length === 0) continue;
      const sources = antennaSources(antenna, carriers[0].frequencyMhz).length;
      fieldCells += rows * columns * carriers.length * sources;
    }
  }
  refuse(mapCells * mapBytesPerCell, maxMapBytes, (bytes) =>
    say('maps-size', { size: (bytes / 1e9).toFixed(1) }),
  );
  refuse(fieldCells, maxFieldCells, (cells) => say('fields-size', { size: cells.toPrecision(3) }));

  function refuse(found: number, max: number, describe: (size: number) => Phrase): void {
    if (found <= max) return;
    throw new InputError([
      {
        at: 'resolution',
        found: say('resolution-of', { resolution: resolutionM, size: describe(found) }),
        expected: say('prediction-most', { most: describe(max) }),
      },
    ]);
  }
}
