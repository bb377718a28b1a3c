import { InputError, type Monitor, unlessCancelled } from '../core/index.ts';
import {
  adviseUnserved,
  type CandidateKind,
  type CandidateOptions,
  type Catalogue,
  defaultCatalogue,
  defaultKinds,
  designNetwork,
  kindOf,
  type MendedLane,
  type MountsNearby,
  mendLanes,
  networkBill,
  type Placement,
  type PlacementSummary,
  type PlaceOptions,
  placeAntennas,
  placementCosts,
  placementLevels,
  refuseAntennas,
  refuseLockedNetwork,
  type SelfPowers,
  type ShortRoom,
  smallCellBackoffDb,
  summarisePlacement,
  type UnservedLocation,
  type Verification,
} from '../design/index.ts';
import {
  createFingerprintMemo,
  type Plan,
  requirePlan,
  withFeederPaths,
  withoutNetwork,
} from '../plan/index.ts';
import {
  type Assessment,
  antennaSources,
  applyPortPowers,
  buildGrid,
  defaultResolutionM,
  FieldStack,
  type Prediction,
  planModel,
  predictPlan,
  type ResidualNote,
  residualNotes,
} from '../radio/index.ts';
import { applyChoices, type PlacingChoices, requireChoices, withPlanChoices } from './placing-choices.ts';

/** Options of placing antennas. */
export interface PlacePlanOptions extends Omit<PlaceOptions, 'verify' | 'price'>, PlacingChoices {
  /**
   * Prices of parts and rules for routing cables, for estimates and networks; default: the built-in
   * catalogue.
   */
  catalogue?: Catalogue;
  /** Fields cached between the checks and a later prediction of the placed plan; default: its own. */
  fields?: FieldStack;
}

/** A plan with antennas placed in it, and how they were found. */
export interface PlacedPlan {
  plan: Plan;
  /** The verdict on the plan by a prediction with the ports' nominal powers; absent where none was finished before it was cancelled. */
  check?: Assessment;
  /** Present where the plan had a feeder network of other antennas: it has to be designed anew. */
  losesNetwork?: true;
  /** Notes on a walk test that does not count, or not for all antennas. */
  walkNotes?: ResidualNote[];
  placement: Omit<Placement, 'unserved'> &
    PlacementSummary & {
      unserved: (UnservedLocation & { mounts: MountsNearby })[];
      /** Entrances and ramps with an antenna of their own, which `antennas` does not count; absent where that was not asked for. */
      mended?: readonly MendedLane[];
    };
}

/**
 * A placed plan is checked on cells this fine too, metres, where all levels have not more of them than this, and not more links
 * to what radiates: a radiating cable is a line of sources.
 */
const finestM = 0.25;
const maxFineCells = 4e6;
const maxFineLinks = 1e8;

/** Places antennas and checks them on the prediction's own grid, for all carriers: what `place` and `plan` do. */
export async function placePlan(plan: Plan, given: PlacePlanOptions): Promise<PlacedPlan> {
  requireChoices(given);
  requirePlan(plan);
  const options = withPlanChoices(plan, given);
  const { solver, modelId, resolutionM, seed, monitor, fields = new FieldStack(solver) } = options;
  const { catalogue = defaultCatalogue() } = options;
  const chosen = applyChoices(plan, options);
  refuseLockedNetwork(plan);
  // A feeder network of other antennas leads nowhere, and what it brought to their ports is no demand.
  const unfed = withoutNetwork(chosen.plan);
  const start = refuseAntennas(unfed, options.refuse, options.refuseRadiusM);
  const isCancelled = () => monitor?.cancelled?.() === true;
  // Its stages are steps of this one, and what is cancelled shall keep the best plan.
  const quiet = { expired: () => isCancelled() || monitor?.expired?.() === true };
  const costs = placementCosts(catalogue);
  const memo = createFingerprintMemo();
  const selfPowers = selfPowersFor(start, chosen.candidates, catalogue);
  const withPaths = (each: Plan) =>
    options.paths === undefined ? each : withFeederPaths(each, options.paths);
  const known = start === unfed ? undefined : start.antennas.filter(mayMove);
  const predict = (each: Plan, cellM: number | undefined, cancelled: () => boolean, retained?: FieldStack) =>
    unlessCancelled(() => {
      const evaluation = { resolutionM: cellM, fields: retained, memo, monitor: { cancelled } };
      return predictPlan(each, { solver, modelId, ...evaluation });
    });
  let last: Prediction | undefined;
  const placed = await placeAntennas(start, {
    ...options,
    candidates: { ...chosen.candidates, known, costs, selfPowers },
    price: async (placedPlan) => priceNetwork(withPaths(placedPlan), { catalogue, seed, monitor: quiet }),
    verify: async (placedPlan, isExtra) => {
      const found = await predict(placedPlan, resolutionM, isExtra ? quiet.expired : isCancelled, fields);
      if (!found) return undefined;
      last = found;
      const usual = verificationOf(found);
      const isFinest = (resolutionM ?? defaultResolutionM) <= finestM;
      // What fails here needs no other look.
      const hasFailed = usual.chance < start.requirements.confidence;
      if (hasFailed || isFinest || !isFineCheckable(placedPlan)) return usual;
      // Fields of their own: these cells are not asked for again.
      const fine = await predict(placedPlan, finestM, quiet.expired);
      if (fine) return worseOf(usual, verificationOf(fine));
      // Out of time, what the plan's own cells say has to do.
      return isCancelled() ? undefined : usual;
    },
  });
  const isLast = last?.plan === placed.plan;
  const evaluated = isLast ? last : await predict(placed.plan, resolutionM, isCancelled, fields);
  const { result, mended } = await withMendedLanes(placed, plan, options);
  const summary = summarisePlacement(plan, result, costs);
  return {
    ...retainNetwork(plan, withPaths(result), summary),
    ...(evaluated ? { check: evaluated.assessment } : {}),
    walkNotes: residualNotes(applyPortPowers(placed.plan), planModel(plan, modelId).id, memo),
    placement: {
      ...{ ...placed.placement, ...summary, ...(mended ? { mended } : {}) },
      unserved: adviseUnserved(start, placed.placement.unserved),
    },
  };
}

/** The placed plan, with antennas for entrances and ramps where that is asked for, the placement passes and nobody cancelled. */
async function withMendedLanes(
  { plan, placement: { status } }: { plan: Plan; placement: Pick<Placement, 'status'> },
  given: Plan,
  { entrances = given.placement?.entrances, modelId, monitor }: PlacePlanOptions,
): Promise<{ result: Plan; mended?: readonly MendedLane[] }> {
  const isPlaced = status === 'feasible' || status === 'optimal';
  if (entrances !== 'mended' || !isPlaced || monitor?.cancelled?.()) return { result: plan };
  const { plan: result, mended } = await mendLanes(plan, modelId);
  return { result, mended };
}

function mayMove({ fixed, locked }: Plan['antennas'][number]): boolean {
  return fixed !== true && locked !== true;
}

/** The placed plan with the network that the plan had where all antennas are still those that it was designed for. */
function retainNetwork(
  before: Plan,
  placed: Plan,
  { changes }: PlacementSummary,
): Pick<PlacedPlan, 'plan' | 'losesNetwork'> {
  const { network, derived } = before;
  if (!network) return { plan: placed };
  const isSame = changes?.kept.length === before.antennas.length && changes.added.length === 0;
  if (!isSame) return { plan: placed, losesNetwork: true };
  const known = new Map(before.antennas.map((antenna) => [antenna.id, antenna]));
  const antennas = placed.antennas.map((antenna) => known.get(antenna.id) ?? antenna);
  return { plan: { ...placed, antennas, network, ...(derived ? { derived } : {}) } };
}

/** The worst operator in its worst required state. */
function verificationOf({ assessment }: Prediction): Verification {
  const required = (assessment.scenarios ?? []).filter((scenario) => scenario.required);
  const results = [...assessment.operators, ...required.flatMap(({ operators }) => operators)];
  return {
    chance: Math.min(...results.map(({ passProbability }) => passProbability)),
    missingPoints: Math.max(...results.map((result) => result.pointsRequired - result.pointsServed)),
    shortRooms: assessment.kinds.flatMap(({ met, short }) =>
      met
        ? []
        : short.map(({ level, zone, expectedCoverageRatio }) => ({
            ...{ level, servedRatio: expectedCoverageRatio },
            ...(zone === undefined ? {} : { zone }),
          })),
    ),
  };
}

function worseOf(first: Verification, second: Verification): Verification {
  return {
    chance: Math.min(first.chance, second.chance),
    missingPoints: Math.max(first.missingPoints, second.missingPoints),
    shortRooms: minOfEach([...first.shortRooms, ...second.shortRooms]),
  };
}

/** The less served of two results of the same room on two grids. */
function minOfEach(rooms: readonly ShortRoom[]): ShortRoom[] {
  return rooms.filter((room, index) =>
    rooms.every((other, order) => {
      if (order === index || other.level !== room.level || other.zone !== room.zone) return true;
      return (
        other.servedRatio > room.servedRatio || (other.servedRatio === room.servedRatio && order > index)
      );
    }),
  );
}

function isFineCheckable(plan: Plan): boolean {
  const cells = predictionCells(plan, finestM);
  const [{ frequencyMhz }] = plan.carriers;
  const sources = plan.antennas.reduce((sum, each) => sum + antennaSources(each, frequencyMhz).length, 0);
  return cells <= maxFineCells && cells * sources <= maxFineLinks;
}

function predictionCells(plan: Plan, resolutionM: number): number {
  return plan.levels.reduce((sum, level) => {
    const { rows, columns } = buildGrid(level, resolutionM);
    return sum + rows * columns;
  }, 0);
}

/**
 * Cost of the whole network of a plan, CNY, designed with a small budget: good enough to compare plans.
 * Undefined where none can be designed: no equipment room, antennas that no cable reaches, parts that the
 * catalogue lacks.
 */
function priceNetwork(
  plan: Plan,
  options: { catalogue?: Catalogue; seed?: number; monitor?: Monitor },
): number | undefined {
  try {
    return networkBill(designNetwork(plan, { ...options, effort: 'low' }).plan).costCny;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/**
 * Powers with which small cells and radiating cables are placed in a plan that allows them at all: what the
 * network will bring to them, and for small cells no more than heads under them may get.
 * @throws InputError naming carriers for which the catalogue has none
 */
export function selfPowersFor(
  plan: Plan,
  { kinds = defaultKinds, custom }: Pick<CandidateOptions, 'kinds' | 'custom'>,
  catalogue: Pick<Catalogue, 'parts'> = defaultCatalogue(),
): SelfPowers {
  const isPlaced = (kind: CandidateKind) =>
    custom ? custom.some((each) => kindOf(each) === kind) : kinds.includes(kind);
  return placementLevels(plan, catalogue, {
    ...{ smallCells: isPlaced('small-cell'), cable: isPlaced('cable') },
    backoffDb: (units, mount) => smallCellBackoffDb(plan, units, mount),
  });
}
