import { neededRatio } from '../coverage/acceptance-walk.ts';
import { CancelledError } from '../errors.ts';
import { FieldStack } from '../fields/field-stack.ts';
import type { FieldSolver } from '../kernel/field-kernel.ts';
import { normalQuantile } from '../normal-distribution.ts';
import { planProfile } from '../plan/plan-profile.ts';
import type { Plan } from '../plan/schema.ts';
import type { Monitor } from '../progress.ts';
import { loadPlanModel, planModel } from '../propagation/plan-model.ts';
import { boundByMajorants } from './bound/bound-by-majorants.ts';
import type { LoadHighs } from './bound/linear-program.ts';
import { problemOfGarage } from './bound/problem-of-garage.ts';
import type { OpenProver, Prover } from './bound/proof.ts';
import { proverHere } from './bound/prover-here.ts';
import { SearchProof } from './bound/search-proof.ts';
import { buildGarageDemand } from './build-garage-demand.ts';
import { defaultCosts } from './candidates/costs.ts';
import type { CandidateOptions } from './candidates/find-candidates.ts';
import { nameAntennas } from './candidates/name-antennas.ts';
import { GarageEvaluator } from './garage-evaluator.ts';
import { cheapestNetwork } from './objectives/price-networks.ts';
import {
  candidateCostsCny,
  knownCandidates,
  type Objective,
  searchObjective,
} from './objectives/search-objective.ts';
import { PassJudge } from './pass-judge.ts';
import type { Effort, Placement } from './placement.ts';
import { createPlacingReport } from './report-placing.ts';
import { searchBudgets } from './search-garage.ts';
import { summariseSearch } from './summarise-search.ts';
import { unreachablePoints } from './unserved-places.ts';

export interface PlaceOptions {
  solver: FieldSolver;
  /** Default `normal`. */
  effort?: Effort;
  /** Seed of the search's random choices; default 1. */
  seed?: number;
  /** Cell of the prediction that the placed plan has to pass on, metres; default 0.5. It has to pass on 0.25 m too. */
  resolutionM?: number;
  /** Default: the plan's own, else `dominant-path`. */
  modelId?: string;
  /** What may be placed, and where. */
  candidates?: CandidateOptions;
  /** Keeps every antenna of the plan and adds what is missing. */
  keepExisting?: boolean;
  /** Default `antennas`. */
  objective?: Objective;
  /** For cost: what the whole network of a placed plan costs, CNY; undefined where none can be designed. */
  price?: (plan: Plan) => Promise<number | undefined>;
  /** The search ends once (antennas − lower bound) / antennas is no more, 0–1. */
  gapRatio?: number;
  /**
   * How a placed plan fares as the prediction finds it; undefined where it was cancelled meanwhile. Given, the search goes on
   * with a larger reserve until the placed plan passes there too.
   */
  verify?: (plan: Plan) => Promise<Verification | undefined>;
  /** Starts the solver of linear programs that the lower bound is proved with; without it the bound is weaker. */
  loadHighs?: LoadHighs;
  /** Opens a thread that proves it while the search goes on; default: it is proved on the calling thread after the search. */
  openProver?: OpenProver;
  monitor?: Monitor;
}

/** A placed plan as the prediction finds it, of the worst operator in its worst required state. */
export interface Verification {
  /** Chance to pass, 0–1. */
  chance: number;
  missingPoints: number;
  /** Rooms that are not served as their kind demands, of all kinds. */
  missingRooms: number;
}

/** The chance found while searching must exceed the confidence by this, for the sake of other grids. */
const firstReserve = 0.001;
const mostVerifications = 8;
/** What is added to it at the second further attempt, twice as much at each after that. */
const againReserve = 0.001;
/** What a room's share must exceed its demand by more, where the prediction finds one short of it. */
const moreRoomReserve = 0.015;
/** Of the budget what a search after a failed check gets. */
const againShare = 0.2;

/**
 * Antenna positions for a plan: as few as the search finds so that every operator passes the acceptance walk with the
 * plan's confidence and every charger, gate and payment point is served, in every state that has to pass. Antennas with
 * `fixed: true` stay; the others are replaced.
 * @throws CancelledError where it is cancelled before anything passes
 */
export async function placeAntennas(
  plan: Plan,
  options: PlaceOptions,
): Promise<{ plan: Plan; placement: Placement }> {
  const { loadHighs } = options;
  // Before there is anything to prove: a thread takes a while to come up.
  const prover = (options.openProver ?? (loadHighs && proverHere(loadHighs)))?.();
  try {
    return await placeWith(plan, options, prover);
  } finally {
    prover?.dispose();
  }
}

async function placeWith(
  plan: Plan,
  options: PlaceOptions,
  prover: Prover | undefined,
): Promise<{ plan: Plan; placement: Placement }> {
  const { solver, monitor, seed = 1, effort = 'normal' } = options;
  const profile = planProfile(plan);
  await loadPlanModel(plan, options.modelId);
  const model = planModel(plan, options.modelId);
  const fixed = plan.antennas.filter(
    (antenna) => options.keepExisting || antenna.fixed === true || antenna.locked === true,
  );
  const fields = new FieldStack(solver);
  const { candidates } = options;
  const demandOptions = { solver, fields, model, fixed, candidates, monitor };
  const { demand, places, states } = await buildGarageDemand(plan, demandOptions);
  const { confidence } = plan.requirements;
  const biasDb = normalQuantile(confidence) * Math.hypot(profile.modelBiasSigmaDb, profile.phoneBiasSigmaDb);
  const evaluator = new GarageEvaluator(demand, profile, biasDb);
  const { reachable } = evaluator.points;
  const test = {
    locationCount: places.walk.locationCount,
    neededRatio: neededRatio(places.walk),
    confidence,
  };
  const garage = problemOfGarage(demand, test, profile, reachable, evaluator.rooms.reachable);
  const { problem } = garage;
  const judgeFor = (chance: number) =>
    new PassJudge({ demand, walk: places.walk, profile }, reachable, problem.layers, chance, evaluator.rooms);
  const judge = judgeFor(enough(confidence + firstReserve));
  // What passes with the confidence, without a reserve for other grids and whatever predictions find.
  const plainJudge = judgeFor(confidence);
  const proof = new SearchProof(garage, {
    ...{ prover, effort, levelCount: demand.levels.length, monitor },
    passes: (set) => plainJudge.passes(set),
  });
  const budget = searchBudgets[effort];
  const isCancelled = () => monitor?.cancelled?.() === true;
  const stopped = () => isCancelled() || monitor?.expired?.() === true;
  const levelIds = plan.levels.map(({ id }) => id);
  const fixedIds = fixed.map(({ id }) => id);
  const planWith = (set: readonly number[]): Plan => {
    const free = set.filter((candidate) => candidate >= demand.fixedCount);
    const chosen = free.map((candidate) => demand.candidates[candidate]);
    return { ...plan, antennas: [...fixed, ...nameAntennas(chosen, levelIds, fixedIds)] };
  };
  const reportStep = createPlacingReport(monitor, (set) => planWith(set).antennas);
  const report = (doneRatio: number, best: readonly number[]) => {
    proof.begin(best.length);
    reportStep('search', doneRatio, best);
  };
  const costsCny = candidateCostsCny(plan, demand, candidates?.costs ?? defaultCosts);
  const common = { objective: options.objective ?? 'antennas', costsCny, stopped, report };
  let least: number | undefined;
  const leastCount = (set: readonly number[]) => {
    least ??= boundByMajorants({ ...problem, knownCount: set.length }, set);
    return least;
  };
  const isEnough = (set: readonly number[]) =>
    options.gapRatio !== undefined && set.length - leastCount(set) <= options.gapRatio * set.length;
  const known = knownCandidates(demand);
  const start = known.length > 0 ? [...fixed.keys(), ...known] : undefined;
  let search = searchObjective(evaluator, judge, {
    ...common,
    ...{ budget, seed, start, isEnough, alsoAnew: true },
  });
  const cheapest = async (sets: readonly number[][]) => {
    const { price } = options;
    if (!price || sets.length === 0 || isCancelled()) return undefined;
    reportStep('price', 0, sets[0]);
    const passes = (set: readonly number[]) => judge.passes(set);
    return cheapestNetwork(sets, { demand, costsCny, passes, price: (set) => price(planWith(set)) });
  };
  const unserved = await unreachablePoints(plan, evaluator, states);
  for (let attempt = 1; ; attempt += 1) {
    if (isCancelled() && !search.met) throw new CancelledError();
    const priced = await cheapest(search.alternatives);
    if (priced) search = { ...search, set: priced.set };
    const placed = planWith(search.set);
    const wasStopped = stopped();
    const unchecked = !options.verify || !search.met || attempt === mostVerifications || isCancelled();
    if (!unchecked) reportStep('check', 0, search.set);
    const found = unchecked ? undefined : await options.verify?.(placed);
    if (!found || isMet(found, confidence)) {
      const { set: known } = search;
      const reportBound = (lowerBound: number) =>
        reportStep('bound', lowerBound / Math.max(1, known.length), known, lowerBound);
      const bound = search.met && !isCancelled() ? await proof.bound(known, reportBound) : undefined;
      const better = common.objective === 'antennas' ? bound?.better : undefined;
      const smaller = better && planWith(better);
      const checked = smaller && (await options.verify?.(smaller));
      const isBetter = smaller && (checked ? isMet(checked, confidence) : !options.verify);
      const set = isBetter ? better : search.set;
      const placement = summariseSearch(plan, evaluator, judge, { ...search, set }, unserved, bound);
      if (priced) placement.networkCostCny = priced.costCny;
      if (isCancelled()) placement.ended = 'cancelled';
      else if (wasStopped || stopped()) {
        placement.ended = 'time-limit';
        placement.timeLimitStruck = true;
      }
      return { plan: isBetter ? smaller : placed, placement };
    }
    judge.correct(search.set, found.chance);
    if (found.missingRooms > 0) {
      evaluator.rooms.reserveRatio += moreRoomReserve;
      judge.forget();
    }
    if (attempt > 1) judge.needed = enough(judge.needed + againReserve * 2 ** (attempt - 2));
    search = searchObjective(evaluator, judge, {
      ...common,
      budget: { ...budget, work: budget.work * againShare },
      seed: seed + attempt,
      start: search.set,
      isEnough,
    });
  }
}

function isMet({ chance, missingPoints, missingRooms }: Verification, confidence: number): boolean {
  return chance >= confidence && missingPoints === 0 && missingRooms === 0;
}

/** No chance found from a few hundred draws is certain. */
function enough(chance: number): number {
  return Math.min(0.9999, chance);
}
