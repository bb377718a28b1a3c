import {
  CancelledError,
  InputError,
  type LocalizedProblem,
  type Monitor,
  requireOneOfIfGiven,
  requireSolver,
} from '../../core/index.ts';
import {
  createFingerprintMemo,
  isSelfPowered,
  type Plan,
  planProfile,
  requirePlan,
  withoutNetwork,
} from '../../plan/index.ts';
import {
  type Assessment,
  FieldStack,
  type Prediction,
  type PredictOptions,
  predictPlan,
  raisedTargetDbm,
  storeVerdict,
} from '../../radio/index.ts';
import { neededSectors, splitSectors } from '../capacity/split-sectors.ts';
import type { MendedLane } from '../handover/evaluate-handover.ts';
import { parseCatalogue } from '../network/catalogue/parse-catalogue.ts';
import type { NetworkDesign } from '../network/design/network-design.ts';
import { designNetwork, type NetworkOptions } from '../network/design-network.ts';
import { reworkNetwork } from '../network/existing/rework-network.ts';
import { efforts, type Placement } from '../placement/placement.ts';

/** One try to feed the antennas, and what the prediction with the powers reached says. */
export interface NetworkAttempt {
  /**
   * `as-placed`: ports aim at what the plan says. `raised-targets`: by the reserve above it, no higher than the port power
   * cap. `placed-again`: antennas placed as if every port had the reserve less, ports aim at what the plan says.
   */
  way: 'as-placed' | 'raised-targets' | 'placed-again';
  reserveDb: number;
  antennas: number;
  met: boolean;
  /** The smallest of all operators. */
  passProbability: number;
}

/** Result of designing a garage's feeder network. */
export interface GarageFeed {
  design?: NetworkDesign;
  /** Attempts in their order; the last one that was made, or the best where none meets the target, is the plan's. */
  attempts: NetworkAttempt[];
  /** Why there is no network. */
  problems?: readonly LocalizedProblem[];
}

interface Placed<Kind extends Placement = Placement> {
  plan: Plan;
  placement: Kind;
}

type AttemptKey = Pick<NetworkAttempt, 'way' | 'reserveDb'>;

const strategiesWithoutMoving: readonly AttemptKey[] = [
  { way: 'as-placed', reserveDb: 0 },
  { way: 'raised-targets', reserveDb: 0.5 },
  { way: 'raised-targets', reserveDb: 1 },
  { way: 'raised-targets', reserveDb: 1.5 },
];

const placedAgain: AttemptKey = { way: 'placed-again', reserveDb: 1 };

/** A network, and what was predicted with the powers that it brings. */
interface Tried<Basis, Predicted> extends AttemptKey {
  basis: Basis;
  plan: Plan;
  design: NetworkDesign;
  prediction: Predicted;
}

/** A refusal by the design, as against one by the prediction. */
class Undesigned extends Error {
  readonly refusal: InputError;

  constructor(refusal: InputError) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Options of designing a feeder network. */
export interface DesignFeederOptions
  extends NetworkOptions,
    Pick<PredictOptions, 'solver' | 'resolutionM' | 'modelId'> {
  /**
   * How far the ports aim above what the plan says, dB, no higher than the port power cap; then nothing is predicted.
   * `auto`: not at all, and by 0.5 and 1 dB where the target is met with the ports' nominal powers and missed with
   * those that the network brings. Default `auto`.
   */
  reserve?: 'auto' | number;
  /**
   * Sectors that the antennas are shared out among first; `auto`: as many as they take by their number and the traffic of the busy
   * hour. Default: the cells that the plan's antennas name.
   */
  sectors?: number | 'auto';
  /** Parts of the network before stay as far as they can, but those that `without` names. Default: only what is locked. */
  reuse?: { without: readonly string[] };
}

/** Choice of a network's port targets, and the verdict with it. */
export interface FeederReserve {
  way: Exclude<NetworkAttempt['way'], 'placed-again'>;
  reserveDb: number;
  /**
   * True when no port of the plan that was handed in aimed at another power than its carrier's: the reserve
   * is one above nominal.
   */
  isOverNominal: boolean;
  /** Everything is a small cell or a radiating cable: no target could be raised. */
  isSelfPowered: boolean;
  /** No port could aim higher than it does. */
  isAtCap: boolean;
  /** Attempts in their order; empty where nothing was predicted. */
  attempts: NetworkAttempt[];
  /** True when the target is met with nominal powers; absent where that did not have to be known. */
  nominalMet?: boolean;
  /** Why nothing was predicted: nobody asked, the time limit was over, or what a prediction refuses. */
  unpredicted?: 'not-asked' | 'time-limit' | readonly LocalizedProblem[];
}

/** A network that was designed, what its ports aim at and, where it was predicted, the verdict with it. */
export interface DesignedFeeder {
  /** A verdict that the plan handed in had stored is that of the network now, where it was predicted. */
  plan: Plan;
  design: NetworkDesign;
  reserve: FeederReserve;
  /** Verdict with the powers that the network brings. */
  assessment?: Assessment;
}

/**
 * The feeder network of antennas that stay where they are, with port targets high enough that the plan meets its target,
 * where a reserve of 1 dB makes it do so. Where none does it is the network with the best chance.
 * @throws InputError where no network can be designed
 */
export async function designFeeder(given: Plan, asked: DesignFeederOptions): Promise<DesignedFeeder> {
  requirePlan(given);
  requireSolver(asked);
  const options = withPlanChoices(given, asked);
  requireOneOfIfGiven('effort', options.effort, efforts);
  const { sectors, ...cellOptions } = options;
  if (sectors !== undefined) {
    const { solver, resolutionM, modelId, monitor } = options;
    const count =
      sectors === 'auto'
        ? neededSectors(await predictPlan(withoutNetwork(given), { solver, resolutionM, modelId, monitor }))
        : sectors;
    return designCells(splitSectors(given, count), cellOptions);
  }
  return designCells(given, cellOptions);
}

/** Options with what the plan carries where nothing else was asked for. */
function withPlanChoices({ choices = {} }: Plan, asked: DesignFeederOptions): DesignFeederOptions {
  const { effort, seed, sectors, reserve, catalogue } = choices;
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  return {
    ...{ effort, seed, sectors, reserve },
    ...(catalogue && !asked.catalogue ? { catalogue: parseCatalogue(catalogue) } : {}),
    ...(Object.fromEntries(given) as unknown as DesignFeederOptions),
  };
}

/** The network of antennas whose cells are settled. */
async function designCells(
  plan: Plan,
  options: Omit<DesignFeederOptions, 'sectors'>,
): Promise<DesignedFeeder> {
  const { solver, resolutionM, modelId, reserve = 'auto', reuse, ...network } = options;
  const designWith: typeof designNetwork = reuse
    ? (each, more) => reworkNetwork(each, { ...more, unknown: reuse.without })
    : designNetwork;
  const isSelfPowered = sendsSelfPowered(plan);
  const isAtCap = !isSelfPowered && !raisesMore(plan, 0.5);
  const facts = { isOverNominal: asksNominalPowers(plan), isSelfPowered, isAtCap };
  if (reserve !== 'auto') {
    const designed = designWith(plan, { ...network, portReserveDb: reserve });
    const strategy = reserve === 0 || isSelfPowered || isAtCap ? 'as-placed' : 'raised-targets';
    const reserveDb = strategy === 'as-placed' ? 0 : reserve;
    return {
      ...designed,
      reserve: { way: strategy, reserveDb, ...facts, attempts: [], unpredicted: 'not-asked' },
    };
  }
  const { monitor } = network;
  const fields = new FieldStack(solver);
  const memo = createFingerprintMemo();
  let unpredicted: FeederReserve['unpredicted'];
  let nominalMet: boolean | undefined;
  const predict = async (each: Plan): Promise<Prediction | undefined> => {
    if (monitor?.expired?.() === true) {
      unpredicted = 'time-limit';
      return undefined;
    }
    try {
      return await predictPlan(each, { solver, resolutionM, modelId, fields, memo, monitor });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      unpredicted = error.said;
      return undefined;
    }
  };
  const isMetNominally = async () => {
    if (!isSelfPowered) nominalMet = (await predict(withoutNetwork(plan)))?.assessment.target.figuresMet;
    return nominalMet === true;
  };
  const { best, attempts, refusal } = await tryStrategies(
    { plan },
    { network, design: async (work) => work(), designWith, predict, isMetNominally },
  );
  if (!best) throw refusal ?? new Error('no network was tried');
  const { prediction, design, way: strategy, reserveDb } = best;
  return {
    plan: prediction && plan.derived?.verdict ? storeVerdict(best.plan, prediction) : best.plan,
    design,
    reserve: {
      way: strategy === 'placed-again' ? 'as-placed' : strategy,
      ...{ reserveDb, ...facts, attempts },
      ...(nominalMet === undefined ? {} : { nominalMet }),
      ...(prediction || unpredicted === undefined ? {} : { unpredicted }),
    },
    ...(prediction ? { assessment: prediction.assessment } : {}),
  };
}

/** Returns whether no port of a passive antenna is asked for another power than its carrier has. */
function asksNominalPowers({ antennas, carriers }: Plan): boolean {
  return antennas.every(
    (antenna) =>
      isSelfPowered(antenna) ||
      carriers.every(
        ({ id, portPowerDbm }) => (antenna.targetPowerDbm?.[id] ?? portPowerDbm) === portPowerDbm,
      ),
  );
}

/** A placement that may have antennas of lanes. */
type LanePlacement = Placement & { mended?: readonly MendedLane[] };

interface FeedTools<Kind extends LanePlacement> {
  network: NetworkOptions;
  design<Result>(work: () => Result): Promise<Result>;
  place(source: Plan): Promise<Placed<Kind>>;
  predict(plan: Plan): Promise<Prediction>;
}

type Fed<Kind extends LanePlacement> = Placed<Kind> & { prediction: Prediction; feed: GarageFeed };

/**
 * Feeds placed antennas and predicts with what their ports really get. Where that misses the target although the placement
 * meets it with the ports' nominal powers, it is tried again with a reserve. A garage that no network reaches is predicted
 * as it was placed, and the problems say why. Antennas that were added for entrances and ramps and that nothing feeds are
 * withdrawn: nobody hangs a dead antenna. Plan (`network.withdrawn`) and placement name them.
 */
export async function feedGarage<Kind extends LanePlacement>(
  placed: Placed<Kind>,
  tools: FeedTools<Kind>,
): Promise<Fed<Kind>> {
  const withdrawn = new Map<string, Withdrawn>();
  for (;;) {
    const fed = await feedOnce(withoutLanes(placed, withdrawn), {
      ...tools,
      place: async (source) => withoutLanes(await tools.place(source), withdrawn),
      predict: (plan) => tools.predict(withWithdrawn(plan, withdrawn)),
    });
    const { network, antennas } = fed.plan;
    const unfed = new Set(network?.unfed);
    const dead = (fed.placement.mended ?? []).filter((each) => !each.withdrawn && unfed.has(each.antenna));
    if (dead.length === 0) return { ...fed, plan: withWithdrawn(fed.plan, withdrawn) };
    for (const { lane, antenna } of dead) {
      const hung = antennas.find(({ id }) => id === antenna);
      if (hung) withdrawn.set(lane, { lane, antenna, level: hung.level, position: hung.position });
    }
  }
}

type Withdrawn = NonNullable<NonNullable<Plan['network']>['withdrawn']>[number];

function withWithdrawn(plan: Plan, withdrawn: ReadonlyMap<string, Withdrawn>): Plan {
  if (withdrawn.size === 0 || !plan.network) return plan;
  return { ...plan, network: { ...plan.network, withdrawn: [...withdrawn.values()] } };
}

/** The placed plan without the antennas that were added for these lanes. */
function withoutLanes<Kind extends LanePlacement>(
  { plan, placement }: Placed<Kind>,
  lanes: ReadonlyMap<string, Withdrawn>,
): Placed<Kind> {
  const mended = (placement.mended ?? []).map((each) =>
    lanes.has(each.lane) ? { ...each, withdrawn: true as const } : each,
  );
  const dropped = new Set(mended.flatMap(({ antenna, withdrawn }) => (withdrawn ? antenna : [])));
  if (dropped.size === 0) return { plan, placement };
  const antennas = plan.antennas.filter(({ id }) => !dropped.has(id));
  return { plan: { ...plan, antennas }, placement: { ...placement, mended } };
}

async function feedOnce<Kind extends LanePlacement>(
  placed: Placed<Kind>,
  tools: FeedTools<Kind>,
): Promise<Fed<Kind>> {
  const { status } = placed.placement;
  const { best, attempts, refusal } = await tryStrategies(placed, {
    ...tools,
    network: { ...tools.network, partial: true },
    isMetNominally: async () => status !== 'infeasible' && status !== 'unknown',
    placeAgain: (reserveDb) => placeAgain(placed, reserveDb, tools.place),
  });
  if (!best) {
    const prediction = await tools.predict(placed.plan);
    return { ...placed, prediction, feed: { attempts, problems: refusal?.said } };
  }
  const { basis, plan, prediction, design } = best;
  return { plan, placement: basis.placement, prediction, feed: { design, attempts } };
}

/**
 * Designs the network of antennas as they are and, where that misses a target that nominal powers meet, with port targets
 * raised, then of antennas placed again where these may move. The first network that meets the target is the best one, else
 * the one with the best chance. No best one where the design refuses the first.
 * @param tools `predict` gives undefined where nothing can be predicted: then the first network stands
 */
async function tryStrategies<Basis extends { plan: Plan }, Predicted extends Prediction | undefined>(
  given: Basis,
  tools: {
    network: NetworkOptions;
    design<Result>(work: () => Result): Promise<Result>;
    /** Default `designNetwork`. */
    designWith?: typeof designNetwork;
    predict(plan: Plan): Promise<Predicted>;
    /** Asked once, where the first network misses the target. */
    isMetNominally(): Promise<boolean>;
    /** Default: antennas stay where they are. */
    placeAgain?(reserveDb: number): Promise<Basis>;
  },
): Promise<{
  best?: Tried<Basis, Predicted>;
  attempts: NetworkAttempt[];
  refusal?: InputError;
}> {
  const { network, placeAgain, designWith = designNetwork } = tools;
  const attempts: NetworkAttempt[] = [];
  let best: (Tried<Basis, Predicted> & { chance: number }) | undefined;
  const strategies = placeAgain ? [...strategiesWithoutMoving, placedAgain] : strategiesWithoutMoving;
  // No target moves what small cells send and cables are fed with: trying again would find the same.
  for (const { way: strategy, reserveDb } of sendsSelfPowered(given.plan)
    ? strategies.slice(0, 1)
    : strategies) {
    if (best && network.monitor?.expired?.() === true) break;
    if (strategy === 'raised-targets' && !raisesMore(given.plan, reserveDb)) continue;
    try {
      const basis = strategy === 'placed-again' && placeAgain ? await placeAgain(reserveDb) : given;
      const portReserveDb = strategy === 'raised-targets' ? reserveDb : 0;
      const { plan, design } = await designed(() =>
        tools.design(() =>
          designWith(basis.plan, {
            ...{ ...network, portReserveDb },
            monitor: monitorOf(network.monitor, strategy, reserveDb),
          }),
        ),
      );
      const prediction = await tools.predict(plan);
      const tried = { way: strategy, reserveDb, basis, plan, design, prediction };
      if (!prediction) return { best: best ?? tried, attempts };
      const { operators, target } = prediction.assessment;
      const chance = Math.min(...operators.map(({ passProbability }) => passProbability));
      const { figuresMet: met } = target;
      attempts.push({
        ...{ way: strategy, reserveDb, met },
        ...{ antennas: plan.antennas.length, passProbability: chance },
      });
      if (!best || met || chance > best.chance) best = { ...tried, chance };
      if (met || (attempts.length === 1 && !(await tools.isMetNominally()))) break;
    } catch (error) {
      if (error instanceof Undesigned) return { best, attempts, refusal: error.refusal };
      if (!best || !(error instanceof InputError || error instanceof CancelledError)) throw error;
      break;
    }
  }
  return { best, attempts };
}

/** Says by how much ports are raised, in what any language writes alike. */
function monitorOf(
  monitor: Monitor | undefined,
  strategy: NetworkAttempt['way'],
  reserveDb: number,
): Monitor | undefined {
  if (!monitor || strategy !== 'raised-targets') return monitor;
  return {
    ...monitor,
    report: (progress) => monitor.report?.({ detail: `+${reserveDb} dB`, ...progress }),
  };
}

async function designed<Result>(design: () => Promise<Result>): Promise<Result> {
  try {
    return await design();
  } catch (error) {
    throw error instanceof InputError ? new Undesigned(error) : error;
  }
}

/** Returns whether nothing of a plan aims at a port power that could be raised. */
function sendsSelfPowered({ antennas }: Plan): boolean {
  return antennas.every(isSelfPowered);
}

/** Placed for weaker ports; the bound stays that of the ports as they are, for which it was proved. */
async function placeAgain<Kind extends Placement>(
  { plan, placement: first }: Placed<Kind>,
  reserveDb: number,
  location: (source: Plan) => Promise<Placed<Kind>>,
): Promise<Placed<Kind>> {
  const weaker = plan.carriers.map((carrier) => ({
    ...carrier,
    portPowerDbm: carrier.portPowerDbm - reserveDb,
  }));
  const placed = await location({ ...plan, carriers: weaker });
  const { antennas, status } = placed.placement;
  const lowerBound = Math.min(first.lowerBound, antennas);
  const placement = {
    ...placed.placement,
    lowerBound,
    // What is proved of weaker ports says nothing of these.
    levels: (placed.placement.levels ?? []).map(({ lowerBound: _, ...level }) => level),
    gapRatio: antennas === 0 ? 0 : (antennas - lowerBound) / antennas,
    status: status === 'optimal' && lowerBound < antennas ? 'feasible' : status,
    certificate: first.certificate,
  };
  return { placement, plan: { ...placed.plan, carriers: plan.carriers } };
}

/** Returns whether some port aims below the cap on port powers by more than the step before this reserve. */
function raisesMore(plan: Plan, reserveDb: number): boolean {
  const { portPowerCapDbm: capDbm } = planProfile(plan).network;
  return plan.antennas.some((antenna) =>
    plan.carriers.some((carrier) => {
      // What has a level of its own, which its part decides, is raised by nothing.
      const raisedDbm = (reserve: number) =>
        raisedTargetDbm(antenna, carrier, { part: undefined, reserveDb: reserve, capDbm });
      return raisedDbm(reserveDb) !== raisedDbm(reserveDb - 0.5);
    }),
  );
}
