import type { Highs } from 'highs';
import type { LoadHighs, Monitor, PlacingProgress } from '../../core/index.ts';
import { type Antenna, isFailure, type Plan, planProfile } from '../../plan/index.ts';
import { boundByMajorants } from './bound/bound-by-majorants.ts';
import { boundGarage, type GarageBound, proofBudgets } from './bound/bound-garage.ts';
import { boundLevels } from './bound/bound-levels.ts';
import type { GarageProblem } from './bound/problem-of-garage.ts';
import { type OpenProver, type Proof, type Prover, resultFor } from './bound/proof.ts';
import type { ProofState } from './bound/proof-state.ts';
import { proveBound } from './bound/prove-bound.ts';
import { assignCells } from './candidates/assign-cells.ts';
import { candidateId } from './candidates/candidate.ts';
import { defaultCosts } from './candidates/costs.ts';
import type { GarageDemand } from './garage-demand.ts';
import { candidateDistanceM } from './objectives/candidate-distance.ts';
import {
  candidateCostsCny,
  knownCandidates,
  objectiveRow,
  searchObjective,
} from './objectives/search-objective.ts';
import { PassEvaluator, type Verification } from './pass-evaluator.ts';
import type { Effort, Placement } from './placement.ts';
import { type PlaceOptions, type Prepared, preparePlacing } from './prepare-placing.ts';
import { type FoundSet, searchChecked } from './search-checked.ts';
import { searchBudgets } from './search-garage.ts';
import { nothingSearched, summariseSearch } from './summarise-search.ts';
import { surviveFailures } from './survive-failures.ts';
import { unreachablePoints, unreachableRooms } from './unserved-locations.ts';

/** Networks that are designed for swaps, besides those of the alternatives. */
const maxSwaps = 8;
/** A swap moves an antenna at most this far, metres. */
const swapReachM = 10;

interface NetworkPricing {
  demand: GarageDemand;
  /** [candidates], estimated: swaps are tried where they promise to be cheaper. */
  costsCny: Float64Array;
  passes: (set: readonly number[]) => boolean;
  /** Cost of a set's whole network, CNY; undefined where none can be designed. */
  price: (set: readonly number[]) => Promise<number | undefined>;
  /** Look at no more sets. */
  stopped: () => boolean;
}

/**
 * Antenna positions for a plan: as few as the search finds so that every operator passes the acceptance walk with the
 * plan's confidence and every charger, gate and payment point is served, in every state that has to pass. Antennas with
 * `fixed: true` stay; the others are replaced.
 * What is cancelled, or out of time, before anything passes ends with the best so far, its status being `unknown`: with the
 * plan as it was where nothing was searched yet.
 */
export async function placeAntennas(
  plan: Plan,
  options: PlaceOptions,
): Promise<{ plan: Plan; placement: Placement }> {
  const { loadHighs } = options;
  // Before there is anything to prove: a thread takes a while to come up.
  const prover = (options.openProver ?? (loadHighs && inThreadProver(loadHighs)))?.();
  try {
    return await placeWith(plan, options, prover);
  } finally {
    prover?.dispose();
  }
}

/**
 * The cheapest of some sets by their whole networks, improved by swaps of single antennas for others nearby; undefined where
 * no network can be designed for any of them.
 */
async function cheapestNetwork(
  sets: readonly number[][],
  { demand, costsCny, passes, price, stopped }: NetworkPricing,
): Promise<{ set: number[]; costCny: number } | undefined> {
  let best: { set: number[]; costCny: number } | undefined;
  for (const set of sets) {
    if (best && stopped()) break;
    const costCny = await price(set);
    if (costCny !== undefined && (!best || costCny < best.costCny)) best = { set, costCny };
  }
  if (!best) return undefined;
  let swaps = 0;
  const dearest = [...best.set].filter((candidate) => candidate >= demand.fixedCount);
  dearest.sort((a, b) => costsCny[b] - costsCny[a] || a - b);
  for (const candidate of dearest) {
    if (swaps === maxSwaps || stopped()) break;
    const { set, costCny: maxCny }: { set: number[]; costCny: number } = best;
    const cheaper = demand.candidates
      .map((_, other) => other)
      .filter(
        (other) =>
          other >= demand.fixedCount &&
          !set.includes(other) &&
          costsCny[other] < costsCny[candidate] &&
          candidateDistanceM(demand, other, candidate) <= swapReachM,
      )
      .sort((a, b) => costsCny[a] - costsCny[b] || a - b)
      .map((other) => set.map((each) => (each === candidate ? other : each)))
      .find((swapped) => stopped() || passes(swapped));
    if (!cheaper || stopped()) continue;
    swaps += 1;
    const costCny = await price(cheaper);
    if (costCny !== undefined && costCny < maxCny) best = { set: cheaper, costCny };
  }
  return best;
}

interface SearchProofOptions {
  /** The bound does without linear programs where there is no prover. */
  prover: Prover | undefined;
  effort: Effort;
  levelCount: number;
  /** Returns whether a set passes: the same answer whenever it is asked. */
  passes(set: readonly number[]): boolean;
  monitor: Monitor | undefined;
}

/** The lower bound of what a search looks for: its proof begins with the first set that passes, and ends by the last one. */
class SearchProof {
  readonly #garage: GarageProblem;
  readonly #options: SearchProofOptions;
  #proof: Proof | undefined;

  constructor(garage: GarageProblem, options: SearchProofOptions) {
    this.#garage = garage;
    this.#options = options;
  }

  /** Begins with a set of so many antennas that passes; only the first one counts. */
  begin(knownCount: number): void {
    if (this.#proof) return;
    const { prover, effort, passes } = this.#options;
    const { problem, services } = this.#garage;
    const order = { problem: { ...problem, knownCount }, services, budget: proofBudgets[effort] };
    this.#proof = prover?.start(order, { passes, expired: () => this.#isExpired() });
  }

  /** Once the search has found what it finds; hears the bound on its way. */
  async bound(known: readonly number[], report: (lowerBound: number) => void): Promise<GarageBound> {
    this.begin(known.length);
    const { levelCount } = this.#options;
    const cancelled = () => this.#options.monitor?.cancelled?.() === true;
    const expired = () => this.#isExpired();
    const searchOptions = { proof: this.#proof, levelCount, known, cancelled, expired, report };
    return boundGarage(this.#garage, searchOptions);
  }

  #isExpired(): boolean {
    const { monitor } = this.#options;
    return monitor?.cancelled?.() === true || monitor?.expired?.() === true;
  }
}

/** Fraction of the budget that a search after a failed check gets. */
const againRatio = 0.2;

async function placeWith(
  given: Plan,
  options: PlaceOptions,
  prover: Prover | undefined,
): Promise<{ plan: Plan; placement: Placement }> {
  const plan = withoutFailures(given);
  const { monitor, effort = 'normal', verify } = options;
  const objective = objectiveRow(options.objective);
  const prepared = await preparePlacing(plan, options);
  if (!prepared) return { plan: given, placement: nothingSearched(given, monitor) };
  const { demand, passEvaluator, evaluator, garage, judging, states, stops } = prepared;
  // What passes with the confidence, without a reserve for other grids and whatever predictions find.
  const plainEvaluator = new PassEvaluator(judging);
  const proof = new SearchProof(garage, {
    ...{ prover, effort, levelCount: demand.levels.length, monitor },
    passes: (set) => plainEvaluator.passes(set),
  });
  const planWith = planWithSet(plan, prepared);
  const reportStep = createPlacingReport(monitor, (set) => planWith(set).antennas);
  const costsCny = candidateCostsCny(plan, demand, options.candidates?.costs ?? defaultCosts);
  const unservedPoints = stops.mustEnd() ? [] : await unreachablePoints(plan, evaluator, states);
  const check = async (set: readonly number[], isExtra: boolean) => {
    if (stops.isCancelled()) return undefined;
    reportStep('check', 0, set);
    return withNear(prepared, set, await verify?.(planWith(set), isExtra));
  };
  const { found, outcome } = await searchChecked({
    ...{ evaluator, passEvaluator, stops, isOfAntennas: objective.isCount === true },
    search: searchWith({ prepared, options, costsCny, proof, reportStep, planWith }),
    ...(verify ? { check } : {}),
    worth: ({ set, networkCostCny }) =>
      objective.worth(set, () => networkCostCny ?? sumOver(set, costsCny, demand.fixedCount)),
  });
  const reportBound = (lowerBound: number) =>
    reportStep('bound', lowerBound / Math.max(1, found.set.length), found.set, lowerBound);
  const isProvable = outcome === 'passes' && !stops.isCancelled();
  const bound = isProvable ? await proof.bound(found.set, reportBound) : undefined;
  const smaller = objective.isCount ? bound?.better : undefined;
  const verified = smaller && (await check(smaller, true));
  const isSmaller = smaller && (verify ? verified && passEvaluator.isMet(verified) : true);
  const set = isSmaller ? smaller : found.set;
  const unserved = [...unservedPoints, ...unreachableRooms(plan, evaluator)];
  if (given === plan || outcome !== 'passes') {
    const placement = summariseSearch(plan, prepared, { ...found, set }, { outcome, unserved, bound });
    return { plan: planWithSet(given, prepared)(set), placement };
  }
  return withFailures(given, { prepared, options, found: { ...found, set }, bound, unserved, reportStep });
}

/** The plan without failures among what it has to pass with: antennas are placed for these afterwards. */
function withoutFailures(plan: Plan): Plan {
  const { requiredScenarios } = plan.requirements;
  if (!requiredScenarios?.some(isFailure)) return plan;
  const left = requiredScenarios.filter((id) => !isFailure(id));
  return { ...plan, requirements: { ...plan.requirements, requiredScenarios: left } };
}

interface FoundPlacement {
  prepared: Prepared;
  options: PlaceOptions;
  found: FoundSet;
  bound: GarageBound | undefined;
  unserved: Placement['unserved'];
  reportStep: ReportPlacing;
}

/** A placement that passes with what fails, from one that passes as the plan stands. */
async function withFailures(
  plan: Plan,
  { prepared, options, found, bound, unserved, reportStep }: FoundPlacement,
): Promise<{ plan: Plan; placement: Placement }> {
  const { effort = 'normal', verify } = options;
  const { passEvaluator, stops } = prepared;
  const required = plan.requirements.requiredScenarios ?? [];
  const hasAntennas = required.includes('antenna-failed');
  // Radio units are not made up for by antennas: these are evaluated at the end.
  const ofAntennas = required.filter((id) => id !== 'unit-failed');
  const asked: Plan = { ...plan, requirements: { ...plan.requirements, requiredScenarios: ofAntennas } };
  const verifyAs = (basis: Plan) => {
    const planWith = planWithSet(basis, prepared);
    return async (set: readonly number[]) => {
      if (stops.isCancelled()) return undefined;
      reportStep('check', 0, set);
      return withNear(prepared, set, verify ? await verify(planWith(set), false) : passing);
    };
  };
  const survived = hasAntennas
    ? await surviveFailures(found.set, {
        ...{ prepared, effort, check: verifyAs(asked) },
        report: (set) => reportStep('search', 1, set),
      })
    : { set: found.set, outcome: 'passes' as const };
  const { set } = survived;
  const isLast = survived.outcome === 'passes' && required.length > ofAntennas.length;
  const checked = isLast ? await verifyAs(plan)(set) : undefined;
  const isMet = isLast
    ? checked !== undefined && passEvaluator.isMet(checked)
    : survived.outcome === 'passes';
  const outcome = isMet ? 'passes' : 'unknown';
  const raised = hasAntennas && bound ? boundOfSurvivors(bound) : bound;
  const placed = { ...found, set: [...set], ...(hasAntennas ? { networkCostCny: undefined } : {}) };
  const placement = summariseSearch(plan, prepared, placed, { outcome, unserved, bound: raised });
  return { plan: planWithSet(plan, prepared)(set), placement };
}

/** Estimates decide where nothing predicts. */
const passing: Verification = { chance: 1, missingPoints: 0, shortRooms: [] };

/** The verification with locations that have no antenna near among the points that are missing: predictions know nothing of these. */
function withNear(
  { evaluator }: Prepared,
  set: readonly number[],
  found: Verification | undefined,
): Verification | undefined {
  return found && { ...found, missingPoints: found.missingPoints + evaluator.points.missingNear(set) };
}

/** A set that bears a failure passes by what is left of it: it needs one antenna more than the fewest without. */
function boundOfSurvivors({ certificate, lowerBound }: GarageBound): GarageBound {
  return {
    lowerBound: lowerBound + 1,
    certificate: { ...certificate, assumes: [...certificate.assumes, 'one-failed'] },
  };
}

/** A set of candidates as it would stand in the plan. */
function planWithSet(plan: Plan, { demand, fixed }: Prepared): (set: readonly number[]) => Plan {
  const levelIds = plan.levels.map(({ id }) => id);
  const fixedIds = fixed.map(({ id }) => id);
  const { mostUnitsCount } = planProfile(plan).network;
  const known = new Map<string, Plan>();
  return (set) => {
    const key = set.join();
    const placed = known.get(key);
    if (placed) return placed;
    const free = set.filter((candidate) => candidate >= demand.fixedCount);
    const chosen = free.map((candidate) => demand.candidates[candidate]);
    const named = [...fixed, ...nameAntennas(chosen, levelIds, fixedIds)];
    const fresh = { ...plan, antennas: assignCells(named, levelIds, mostUnitsCount) };
    known.set(key, fresh);
    return fresh;
  };
}

interface SearchContext {
  prepared: Prepared;
  options: PlaceOptions;
  /** [candidates] */
  costsCny: Float64Array;
  proof: SearchProof;
  reportStep: ReportPlacing;
  planWith: (set: readonly number[]) => Plan;
}

/**
 * Searches for what the evaluator asks by then: the first time with all of the budget, then from a set on with less.
 */
function searchWith({ prepared, options, costsCny, proof, reportStep, planWith }: SearchContext) {
  const { demand, passEvaluator, evaluator, garage, stops } = prepared;
  const { seed = 1, effort = 'normal', objective, gapRatio, price } = options;
  const budget = searchBudgets[effort];
  const { stopped, mustEnd } = stops;
  let min: number | undefined;
  const minCount = (set: readonly number[]) => {
    min ??= boundByMajorants({ ...garage.problem, knownCount: set.length }, set, stopped);
    return min;
  };
  const isEnough = (set: readonly number[]) =>
    gapRatio !== undefined && set.length - minCount(set) <= gapRatio * set.length;
  const report = (doneRatio: number, best: readonly number[]) => {
    proof.begin(best.length);
    reportStep('search', doneRatio, best);
  };
  const known = knownCandidates(demand);
  const hanging = known.length > 0 ? [...Array(demand.fixedCount).keys(), ...known] : undefined;
  const passes = (set: readonly number[]) => passEvaluator.passes(set);
  return async (attempt: number, start: readonly number[] | undefined = hanging): Promise<FoundSet> => {
    const isFirst = attempt === 1;
    const { alternatives, ...found } = searchObjective(evaluator, passEvaluator, {
      ...{ objective, costsCny, stopped, mustEnd, report, isEnough, start, alsoAnew: isFirst },
      seed: seed + attempt - 1,
      budget: isFirst ? budget : { ...budget, work: budget.work * againRatio },
    });
    if (!price || alternatives.length === 0 || stops.isCancelled()) return found;
    reportStep('price', 0, alternatives[0]);
    const priced = await cheapestNetwork(alternatives, {
      ...{ demand, costsCny, passes, stopped },
      price: (set) => price(planWith(set)),
    });
    return priced ? { ...found, set: priced.set, networkCostCny: priced.costCny } : found;
  };
}

/** Sums over the candidates that do not stay. */
function sumOver(set: readonly number[], values: Float64Array, fixedCount: number): number {
  return set.reduce((sum, candidate) => sum + (candidate < fixedCount ? 0 : values[candidate]), 0);
}

/** Reports a step of placing, how far it is, the best set so far, and what is proved of the least number. */
type ReportPlacing = (
  step: PlacingProgress['step'],
  doneRatio: number,
  best: readonly number[],
  lowerBound?: number,
) => void;

/**
 * Progress report of a placement while it works.
 * @param antennasOf a set of candidates as antennas of the plan
 */
function createPlacingReport(
  monitor: Monitor | undefined,
  antennasOf: (set: readonly number[]) => readonly Antenna[],
): ReportPlacing {
  return (step, doneRatio, best, lowerBound) => {
    if (!monitor?.report) return;
    const proved = lowerBound === undefined ? {} : { lowerBound };
    const placing: PlacingProgress<Antenna> = { step, antennas: antennasOf(best), ...proved };
    monitor.report({ stage: 'place', doneRatio, placing });
  };
}

/**
 * Chosen candidates as antennas of a plan: `ANT1-B1` and so on, small cells `PRRU2-B1`, numbered as a fitter walks, in bands of 10 m from the top,
 * left to right. Those that hang already keep all that they are.
 * @param taken ids that are used besides
 */
function nameAntennas(
  chosen: readonly Antenna[],
  levelIds: readonly string[],
  taken: Iterable<string>,
): Antenna[] {
  const ids = new Set([...taken, ...chosen.map(({ id }) => id)]);
  return levelIds.flatMap((levelId) => {
    const matching = chosen.filter(({ level }) => level === levelId).sort(byLocation);
    let number = 0;
    return matching.map((antenna): Antenna => {
      if (antenna.id !== candidateId) return antenna;
      // A small cell is its unit: both have one number on every document.
      const prefix = antenna.feed === 'small-cell' ? 'PRRU' : 'ANT';
      do number += 1;
      while (ids.has(`${prefix}${number}-${levelId}`));
      return { ...antenna, id: `${prefix}${number}-${levelId}` };
    });
  });
}

function byLocation({ position: a, type: typeA }: Antenna, { position: b, type: typeB }: Antenna): number {
  const bands = Math.floor(b[1] / 10) - Math.floor(a[1] / 10);
  return bands || a[0] - b[0] || b[1] - a[1] || (typeA < typeB ? -1 : Number(typeA > typeB));
}

/** Proves on the calling thread, once a result is asked for. */
export function inThreadProver(loadHighs: LoadHighs): OpenProver {
  return (): Prover => ({
    start({ problem, budget }, { passes, expired }) {
      let loaded: Promise<Highs> | undefined;
      const load = () => {
        loaded ??= loadHighs();
        return loaded;
      };
      return {
        async until(knownCount, report) {
          const goesOn = (state: ProofState) => {
            if (state.lowerBound >= knownCount) return false;
            report(state);
            return true;
          };
          const result = proveBound(await load(), problem, budget, { passes, expired, goesOn });
          return resultFor(result, knownCount);
        },
        levelBounds: async (knownCount, levelCount) =>
          boundLevels(await load(), { ...problem, knownCount }, levelCount, expired),
      };
    },
    dispose() {},
  });
}
