import {
  distanceToRing,
  distanceToSegment,
  InputError,
  type LoadHighs,
  type Monitor,
  mmToMetres,
  normalQuantile,
  type Point,
  ringContains,
  say,
  segmentsCross,
  unlessCancelled,
} from '../../core/index.ts';
import { type Antenna, judgesPoint, type Level, type Plan, planProfile } from '../../plan/index.ts';
import {
  commonErrors,
  type FieldSolver,
  FieldStack,
  findCorrections,
  loadPlanModel,
  neededRatio,
  type PropagationModel,
  planModel,
  planResiduals,
} from '../../radio/index.ts';
import { type GarageProblem, problemOfGarage } from './bound/problem-of-garage.ts';
import type { OpenProver } from './bound/proof.ts';
import { boundedLocations, makers } from './candidates/antennas-of-kinds.ts';
import { assignCells } from './candidates/assign-cells.ts';
import type { Candidate, CandidateKind } from './candidates/candidate.ts';
import { antennaCostCny, defaultCosts, kindOf, type PlacementCosts } from './candidates/costs.ts';
import { feedDistanceM } from './candidates/feed-distance.ts';
import { isNear } from './candidates/grid-locations.ts';
import { barsAt, type MountMask, mountBar } from './candidates/mount-bars.ts';
import { mountHeightM } from './candidates/mount-height.ts';
import { buildMountMask } from './candidates/mount-mask.ts';
import { isBarred, type MountRules, mountRules } from './candidates/mount-rules.ts';
import { locationsUpRamps, rampFeet, rampPortals } from './candidates/ramp-locations.ts';
import { roomLocations } from './candidates/room-locations.ts';
import { areSideBySide, hangApart, type SelfPowers, standSideBySide } from './candidates/self-powers.ts';
import { DemandCorrections } from './demand-corrections.ts';
import { type DemandState, demandStates } from './demand-states.ts';
import { type DemandLocations, listDemandLocations } from './demand-walk.ts';
import type { DemandPoint, GarageDemand } from './garage-demand.ts';
import { GarageEvaluator } from './garage-evaluator.ts';
import { locationDemand } from './location-demand.ts';
import type { Objective } from './objectives/search-objective.ts';
import { PassEvaluator, type PassEvaluatorOptions, type Verification } from './pass-evaluator.ts';
import type { Effort } from './placement.ts';
import { lobbyLocations, nearLocations, pointDemand, withNearAntennas } from './point-demand.ts';
import { roomDemand } from './room-demand.ts';
import { RoomEvaluator } from './room-evaluator.ts';
import { firstReserve, maxNeeded } from './search-checked.ts';
import { type Stops, watchStops } from './stops.ts';

/** Kinds of antenna placed where nothing else is specified. */
export const defaultKinds: readonly CandidateKind[] = ['omni', 'directional'];

export interface CandidateOptions {
  /** Default: ceiling antennas, and panels on ramps. */
  kinds?: readonly CandidateKind[];
  costs?: PlacementCosts;
  /** Instead of those that are looked for: antennas as they would stand in the plan, of all levels. */
  custom?: readonly Antenna[];
  /** Antennas that hang already and may stay, of all levels: candidates too. */
  known?: readonly Antenna[];
  /** The level's antennas that stay: `leastDistanceM` counts from them too. */
  fixed?: readonly Antenna[];
  /** Powers of small cells and radiating cables; needed where such may be placed. */
  selfPowers?: SelfPowers;
}

/** A ratio and its slopes. */
const linkBytes = 6;
/** Bytes of what candidates give to locations; for larger garages the candidates stand further apart. */
const maxRatioBytes = 512 * 1024 * 1024;
/** Spacing of candidates where the plan says nothing, metres. */
const usualSpacingM = 3.5;

interface DemandOptions {
  solver: FieldSolver;
  fields: FieldStack;
  model: PropagationModel;
  /** Corrections by a walk test; default none. */
  corrections?: DemandCorrections;
  /** The antennas that stay: as they are, whatever their type, height and powers. */
  fixed: readonly Antenna[];
  candidates?: CandidateOptions;
  monitor?: Monitor;
}

/** Prepared inputs of a placement's search. */
export interface Prepared {
  demand: GarageDemand;
  states: DemandState[];
  /** The antennas that stay. */
  fixed: Antenna[];
  evaluator: GarageEvaluator;
  /** Loss of all margins that the search counts with, dB. */
  biasDb: number;
  garage: GarageProblem;
  /** Options of an evaluator that does not change what it asks. */
  judging: Omit<PassEvaluatorOptions, 'needed'>;
  passEvaluator: PassEvaluator;
  stops: Stops;
}

/**
 * Candidates, what each gives to the garage, and what evaluates them; undefined where that had to end before it was
 * done.
 */
export async function preparePlacing(plan: Plan, options: PlaceOptions): Promise<Prepared | undefined> {
  const { solver, monitor, candidates } = options;
  const profile = planProfile(plan);
  await loadPlanModel(plan, options.modelId);
  const model = planModel(plan, options.modelId);
  const fixed = plan.antennas.filter(
    (antenna) => options.keepExisting || antenna.fixed === true || antenna.locked === true,
  );
  const built = await unlessCancelled(() =>
    buildGarageDemand(plan, {
      ...{ solver, fields: new FieldStack(solver), model, fixed, candidates, monitor },
      corrections: walkCorrections(plan, model.id, [...fixed, ...(candidates?.known ?? [])]),
    }),
  );
  if (!built) return undefined;
  const { demand, locations, states } = built;
  const { confidence } = plan.requirements;
  // What garages differ by besides is left to the chance itself, which judges what a search finds.
  const { modelSigmaDb, phoneSigmaDb } = commonErrors(profile);
  const biasDb = normalQuantile(confidence) * Math.hypot(modelSigmaDb, phoneSigmaDb);
  const evaluator = new GarageEvaluator(demand, profile, biasDb);
  const { reachable } = evaluator.points;
  const { walk } = locations;
  const test = { locationCount: walk.locationCount, neededRatio: neededRatio(walk), confidence };
  const garage = problemOfGarage(demand, test, profile, reachable, evaluator.rooms.reachable);
  const levelIds = plan.levels.map(({ id }) => id);
  const cellsOf = (set: readonly number[]) => {
    const antennas = set.map((candidate) => demand.candidates[candidate]);
    return assignCells(antennas, levelIds, profile.network.mostUnitsCount).map(({ cell }) => cell);
  };
  const context = { demand, cellsOf, walk, profile };
  // Rooms of its own: what is asked of those that are searched for may grow.
  const plainRooms = new RoomEvaluator(demand, profile);
  const judging = { context, reachable, layers: garage.floorLayers, rooms: plainRooms, confidence };
  const { rooms } = evaluator;
  const passEvaluator = new PassEvaluator({
    ...judging,
    rooms,
    needed: Math.min(maxNeeded, confidence + firstReserve),
  });
  const stops = watchStops(monitor, () => evaluator.work + passEvaluator.work);
  return { demand, states, fixed, evaluator, biasDb, garage, judging, passEvaluator, stops };
}

/** Corrections by the plan's walk test as they are with the antennas that stay. */
function walkCorrections(
  plan: Plan,
  modelId: string,
  staying: readonly Antenna[],
): DemandCorrections | undefined {
  const residuals = planResiduals(plan, modelId);
  if (!residuals) return undefined;
  return new DemandCorrections(findCorrections({ ...plan, antennas: [...staying] }, residuals));
}

export interface PlaceOptions {
  solver: FieldSolver;
  /** Default `normal`. */
  effort?: Effort;
  /** Seed of the search's random choices; default 1. */
  seed?: number;
  /** Cell of the prediction that the placed plan has to pass on, metres; default 0.5. It has to pass on 0.25 m too. */
  resolutionM?: number;
  /** Default: the plan's own, else `saturating-path`. */
  modelId?: string;
  /** Kinds and locations of antennas that may be placed. */
  candidates?: CandidateOptions;
  /** Keeps every antenna of the plan and adds what is missing. */
  keepExisting?: boolean;
  /** Default `antennas`. */
  objective?: Objective;
  /** Cost of the whole network of a placed plan, CNY; undefined where none can be designed. */
  price?: (plan: Plan) => Promise<number | undefined>;
  /** The search ends once (antennas − lower bound) / antennas is no more, 0–1. */
  gapRatio?: number;
  /**
   * How a placed plan fares as the prediction finds it; undefined where it was cancelled meanwhile, or, of one that is looked
   * at beside the best (`isExtra`), the time is over. Given, it decides: what it does not pass is not placed as met, and
   * nothing is infeasible before it has failed all candidates together.
   */
  verify?: (plan: Plan, isExtra: boolean) => Promise<Verification | undefined>;
  /** Starts the solver of linear programs that the lower bound is proved with; without it the bound is weaker. */
  loadHighs?: LoadHighs;
  /** Opens a thread that proves it while the search goes on; default: it is proved on the calling thread after the search. */
  openProver?: OpenProver;
  monitor?: Monitor;
}

/**
 * Candidates of one level: ceilings over lanes, lobbies and corridors clear of walls, columns, beams and
 * bays, feet of ramps, ends of long lanes; not in locked rooms and not where the plan's `placement` forbids
 * it.
 */
export function findCandidates(plan: Plan, level: Level, options: CandidateOptions = {}): Candidate[] {
  const rules = mountRules(plan, level);
  const feedM = feedDistanceM(level);
  const costs = options.costs ?? defaultCosts;
  const mask = buildMountMask(level, rules);
  const locations = options.custom ? [] : boundedLocations(mask, rules.spacingM, rules.leastDistanceM, feedM);
  const rooms = options.custom ? [] : roomLocations(plan, level, mask);
  const context = {
    plan,
    level,
    mask,
    rules,
    feedM,
    points: locations,
    feet: rampFeet(level, mask),
    portals: rampPortals(level, mask),
    upRamps: locationsUpRamps(level, rules),
    rooms,
    selfPowers: options.selfPowers ?? {},
  };
  const found = options.custom
    ? options.custom
        .filter(({ level: levelId, position }) => levelId === level.id && isAllowed(mask, rules, position))
        .flatMap((antenna) => standSideBySide(antenna, context.selfPowers))
    : [...(options.kinds ?? defaultKinds)].sort().flatMap((kind) => makers[kind](context));
  const known = (options.known ?? []).filter(
    ({ level: levelId, position }) => levelId === level.id && isAllowed(mask, rules, position),
  );
  const hanging = new Set(known.map(locationOf));
  const { fixed = [] } = options;
  const cells = hangApart(found, [...fixed, ...known], (antenna, position) =>
    isSameSpace(level, mask, rules, [antenna.position, position]) && !isBarred(rules, position)
      ? {
          ...antenna,
          position,
          heightM: options.custom ? antenna.heightM : mountHeightM(level, position, rules),
        }
      : undefined,
  );
  const apart = farEnough(
    [...known, ...cells.filter((antenna) => !hanging.has(locationOf(antenna)))],
    fixed,
    rules.leastDistanceM,
  );
  return apart.map((antenna) => ({
    kind: kindOf(antenna),
    antenna,
    costCny: antennaCostCny(antenna, feedM(antenna.position), costs),
  }));
}

/**
 * Returns whether the planner's own location may be used: it may be over bays or on a ramp, but not where the
 * planner forbade it.
 */
function isAllowed(mask: MountMask, rules: MountRules, location: Point): boolean {
  return (barsAt(mask, location) & mountBar.barred) === 0 && !isBarred(rules, location);
}

/** Returns whether what may hang at a location may at another: no bar more, in the same zones and behind no wall. */
function isSameSpace(
  { zones = [], walls = [] }: Level,
  mask: MountMask,
  { clearanceM }: MountRules,
  [from, to]: readonly [Point, Point],
): boolean {
  // Bars are known at the middles of cells: all four around a location count.
  const halfM = mmToMetres(mask.grid.cellMm) / 2;
  const around = [-halfM, halfM].flatMap((x) => [-halfM, halfM].map((y) => [to[0] + x, to[1] + y]));
  if (around.some((corner) => (barsAt(mask, corner) & ~barsAt(mask, from)) !== 0)) return false;
  const isInside = zones
    .filter(({ polygon }) => ringContains(polygon, from))
    .every(
      ({ polygon }) =>
        ringContains(polygon, to) &&
        distanceToRing(polygon, to) >= Math.min(inZoneM, distanceToRing(polygon, from)),
    );
  return (
    isInside &&
    walls.every(({ start, end, thicknessM }) => {
      const [fromM, toM] = [from, to].map((at) => distanceToSegment(at, start, end));
      return toM >= Math.min(fromM, clearanceM + thicknessM / 2) && !segmentsCross(from, to, start, end);
    })
  );
}

/** A small cell that is moved in a zone hangs so far from its edge, m. */
const inZoneM = 0.25;

/** Key of what must not hang twice at one location. */
function locationOf({ position, type, feed, azimuthDeg, carriers }: Antenna): string {
  const sent = feed === 'small-cell' ? [...carriers].sort() : [];
  return JSON.stringify([position, type, feed ?? 'network', azimuthDeg ?? 0, sent]);
}

/** Antennas that are not nearer to a fixed one, or to one of their kind before them, than is allowed. */
function farEnough(antennas: readonly Antenna[], fixed: readonly Antenna[], minM: number): Antenna[] {
  if (minM === 0) return [...antennas];
  const retained: Antenna[] = [];
  for (const antenna of antennas) {
    const near = (other: Antenna) =>
      !areSideBySide(antenna, other) && isNear(antenna.position, other.position, minM);
    if (!fixed.some(near) && !retained.some(near)) retained.push(antenna);
  }
  return retained;
}

/**
 * Candidates of a garage and what each gives to every location of the walk and every point, in every state that has to
 * pass.
 */
export async function buildGarageDemand(
  plan: Plan,
  options: DemandOptions,
): Promise<{ demand: GarageDemand; locations: DemandLocations; states: DemandState[] }> {
  const states = demandStates(plan, options);
  const profile = planProfile(plan);
  const locations = listDemandLocations(plan);
  const points = plan.levels.flatMap((level, index): DemandPoint[] =>
    (level.points ?? [])
      .filter(({ kind }) => judgesPoint(plan, kind, profile))
      .map((point) => ({ level: index, point })),
  );
  for (let wider = 1; ; wider *= 1.25) {
    const candidatesOf = plan.levels.map((level) =>
      findCandidates(widened(plan, wider), level, { ...options.candidates, fixed: options.fixed }).map(
        ({ antenna }) => antenna,
      ),
    );
    const antennas = [...options.fixed, ...candidatesOf.flat()];
    const maxLayers = Math.floor(
      maxRatioBytes / linkBytes / Math.max(1, antennas.length * locations.kinds.length),
    );
    const placed = await locationDemand(plan, antennas, locations, states, maxLayers, options.monitor);
    if (!placed && options.candidates?.custom) throw tooMany(options.candidates.custom.length);
    if (!placed) continue;
    const demand: GarageDemand = {
      candidates: antennas,
      candidateLevels: Int32Array.from(antennas, ({ level }) =>
        plan.levels.findIndex(({ id }) => id === level),
      ),
      fixedCount: options.fixed.length,
      levels: plan.levels.map(({ id }, index) => ({
        levelId: id,
        ...levelLocations(locations, index),
        firstCandidate: options.fixed.length + candidatesOf.slice(0, index).flat().length,
        candidateCount: candidatesOf[index].length,
      })),
      locationCount: locations.kinds.length,
      locationKinds: locations.kinds,
      eastM: locations.eastM,
      northM: locations.northM,
      ...placed,
      ...nearDemand(
        plan,
        await pointDemand(plan, antennas, points, states, options.monitor),
        antennas,
        locations,
      ),
      ...(await roomDemand(plan, antennas, states, options.monitor)),
    };
    const { corrections } = options;
    const minSigmaRatio =
      corrections && corrections.minSigmaRatio < 1 ? corrections.minSigmaRatio : undefined;
    return { demand: { ...demand, minSigmaRatio }, locations, states };
  }
}

/** The demand at points, with the locations of the test that have to have an antenna near, and lobbies one inside, where the plan asks for that. */
function nearDemand(
  plan: Plan,
  demand: Awaited<ReturnType<typeof pointDemand>>,
  antennas: readonly Antenna[],
  { levels, eastM, northM }: DemandLocations,
) {
  const { serviceDistanceM, lobbies } = plan.placement ?? {};
  if (serviceDistanceM === undefined && lobbies !== 'with-antenna') return demand;
  const all = levels.flatMap(({ locations }, level) =>
    Array.from(locations, (location) => ({
      level,
      position: [eastM[location], northM[location]] satisfies Point,
    })),
  );
  return withNearAntennas(plan, demand, antennas, [
    ...(serviceDistanceM === undefined ? [] : nearLocations(plan, antennas, all, serviceDistanceM)),
    ...(lobbies === 'with-antenna' ? lobbyLocations(plan, antennas) : []),
  ]);
}

/** Those that are looked for can be further apart; the planner's own cannot. */
function tooMany(count: number): InputError {
  return new InputError([{ at: 'candidates', found: String(count), expected: say('fewer-candidates') }]);
}

/** The plan with its candidates further apart. */
function widened(plan: Plan, ratio: number): Plan {
  if (ratio === 1) return plan;
  const spacingM = ratio * (plan.placement?.spacingM ?? usualSpacingM);
  return { ...plan, placement: { ...plan.placement, spacingM } };
}

/** The locations of a level. */
function levelLocations({ walk }: DemandLocations, level: number) {
  const counts = walk.levelCells.map((cells) => cells.length);
  const firstLocation = counts.slice(0, level).reduce((sum, count) => sum + count, 0);
  return { firstLocation: firstLocation, locationCount: counts[level] };
}
