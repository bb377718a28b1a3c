import { createRandom } from '../../../core/index.ts';
import { kindOf } from '../candidates/costs.ts';
import type { GarageEvaluator } from '../garage-evaluator.ts';
import type { PassEvaluator } from '../pass-evaluator.ts';
import type { SearchOptions, SearchResult } from '../search-garage.ts';
import { minBetter, scored } from '../search-moves.ts';
import { SearchTarget } from '../search-target.ts';
import { candidateDistanceM } from './candidate-distance.ts';

/** Most antennas that are taken out at once to be put back more cheaply. */
const maxTakenOut = 4;
/** An antenna that is put back hangs at most this far from one that was taken out, metres. */
const reachM = 40;
/** Tries without a cheaper set before the search gives up, per antenna. */
const idleTriesPerAntenna = 8;
/** Cheap sets that are remembered for a closer look at what they cost. */
const maxAlternatives = 6;

export interface CostOptions extends SearchOptions {
  /** Sets to start from besides nothing. */
  starts: readonly (readonly number[])[];
  /** The coverage to aim at first, as a search that passed found it. */
  aimRatio: number;
}

/** Candidate sets with which the acceptance passes, by what they cost. */
export interface CostResult extends SearchResult {
  /** The cheapest sets that were found, it among them: some of antennas of a network alone, of small cells alone, of both. */
  alternatives: number[][];
}

/**
 * A cheap set of candidates with which the acceptance passes: from each of the starts and from nothing the best gain for the
 * money is added until it passes, what is not needed goes, and then a few antennas at a time are taken out and put back more
 * cheaply. It costs no more than any start that passes. Networks and small cells need different heads, which a price per
 * antenna cannot know: each is searched by itself too.
 * @param costsCny [candidates]; of the fixed ones it does not matter
 */
export function searchCost(
  evaluator: GarageEvaluator,
  passEvaluator: PassEvaluator,
  costsCny: Float64Array,
  options: CostOptions,
): CostResult {
  const { candidates, fixedCount } = evaluator.demand;
  const free = candidates.flatMap((_, candidate) => (candidate < fixedCount ? [] : [candidate]));
  const small = free.filter((candidate) => kindOf(candidates[candidate]) === 'small-cell');
  const passive = free.filter((candidate) => kindOf(candidates[candidate]) !== 'small-cell');
  const pools = small.length > 0 && passive.length > 0 ? [free, small, passive] : [free];
  const target = new SearchTarget(evaluator, passEvaluator, options.aimRatio);
  const search: CostSearch = { evaluator, target, costsCny, mustEnd: options.stopped };
  const budget = { ...options.budget, work: options.budget.work / pools.length };
  const found = pools.map((pool) =>
    searchPool(search, passEvaluator, pool, { ...options, budget, max: maxAlternatives / pools.length }),
  );
  const all = new CheapSets(costsCny, fixedCount, maxAlternatives);
  for (const set of found.flat()) all.add(set);
  const { best } = all;
  if (!best) return { set: [...options.starts[0]], aimRatio: target.aimRatio, met: false, alternatives: [] };
  return { set: [...best], aimRatio: target.aimRatio, met: true, alternatives: all.sets };
}

/** The cheapest sets of some candidates, the best first. */
function searchPool(
  search: CostSearch,
  passEvaluator: PassEvaluator,
  pool: readonly number[],
  options: CostOptions & { max: number },
): number[][] {
  const { evaluator, target, costsCny } = search;
  const { demand } = evaluator;
  const { fixedCount } = demand;
  const allowed = new Set(pool);
  const fixed = Array.from({ length: fixedCount }, (_, index) => index);
  const starts = options.starts.filter((start) =>
    start.every((candidate) => candidate < fixedCount || allowed.has(candidate)),
  );
  const cheap = new CheapSets(costsCny, fixedCount, options.max);
  for (const start of starts) if (passEvaluator.passes(start)) cheap.add(start);
  for (const start of [...starts, fixed]) {
    target.restart();
    const found = completed(search, start, pool, Number.POSITIVE_INFINITY);
    if (found) cheap.add(withoutSpare(search, found));
  }
  const random = createRandom(options.seed);
  const startWork = evaluator.work;
  const used = () => (evaluator.work - startWork) / options.budget.work;
  for (let idle = 0; ; idle += 1) {
    const { best } = cheap;
    const free = best?.filter((candidate) => candidate >= fixedCount) ?? [];
    if (!best || free.length === 0 || idle >= idleTriesPerAntenna * free.length) break;
    if (used() >= 1 || options.stopped()) break;
    const middle = free[Math.floor(random() * free.length)];
    const distanceM = (candidate: number) => candidateDistanceM(demand, candidate, middle);
    const gone = [...free]
      .sort((a, b) => distanceM(a) - distanceM(b) || a - b)
      .slice(0, 1 + Math.floor(random() * maxTakenOut));
    const rest = best.filter((candidate) => !gone.includes(candidate));
    // A random half of what is near: the way back is not always the first to be found.
    const near = pool.filter(
      (candidate) =>
        random() < 0.5 && gone.some((other) => candidateDistanceM(demand, candidate, other) <= reachM),
    );
    target.restart();
    const again = completed(search, rest, near, cheap.costCny(gone));
    if (!again) continue;
    const pruned = withoutSpare(search, again);
    const isCheaper = cheap.costCny(pruned) < cheap.costCny(best);
    cheap.add(pruned);
    if (!isCheaper) continue;
    idle = -1;
    options.report(Math.min(1, used()), pruned);
  }
  return cheap.sets;
}

interface CostSearch {
  evaluator: GarageEvaluator;
  target: SearchTarget;
  /** [candidates] */
  costsCny: Float64Array;
  /** End with nothing found, or with what is there. */
  mustEnd: () => boolean;
}

/** A set with the best gains for the money until it passes; undefined where that costs `maxCny` or nothing helps. */
function completed(
  { evaluator, target, costsCny, mustEnd }: CostSearch,
  start: readonly number[],
  pool: readonly number[],
  maxCny: number,
): number[] | undefined {
  let current = scored(evaluator, start, target.aimRatio);
  let spentCny = 0;
  while (!target.isReached(current)) {
    const { state } = current;
    // The aim may have moved since.
    const { value } = evaluator.score(state, target.aimRatio);
    let best = -1;
    let bestWorth = 0;
    for (const candidate of pool) {
      if (mustEnd()) return undefined;
      if (state.set.includes(candidate) || spentCny + costsCny[candidate] >= maxCny) continue;
      const better = evaluator.scoreWith(state, candidate, target.aimRatio).value - value;
      const worth = better / Math.max(1, costsCny[candidate]);
      if (better > minBetter && worth > bestWorth) {
        best = candidate;
        bestWorth = worth;
      }
    }
    if (best < 0) return undefined;
    const next = evaluator.stateWith(state, best);
    current = { state: next, score: evaluator.score(next, target.aimRatio) };
    spentCny += costsCny[best];
  }
  return [...current.state.set];
}

/** Takes out what is not needed, the most expensive first. */
function withoutSpare(
  { evaluator, target, costsCny, mustEnd }: CostSearch,
  set: readonly number[],
): number[] {
  let retained = [...set];
  const free = set.filter((candidate) => candidate >= evaluator.demand.fixedCount);
  for (const candidate of free.sort((a, b) => costsCny[b] - costsCny[a] || a - b)) {
    if (mustEnd()) break;
    target.restart();
    const rest = retained.filter((other) => other !== candidate);
    if (target.isReached(scored(evaluator, rest, target.aimRatio))) retained = rest;
  }
  return retained;
}

/** The cheapest different sets of those that were added, ordered by cost. */
class CheapSets {
  readonly #costsCny: Float64Array;
  readonly #fixedCount: number;
  readonly #most: number;
  sets: number[][] = [];

  /** @param costsCny [candidates]; the first `fixedCount` cost nothing */
  constructor(costsCny: Float64Array, fixedCount: number, max: number) {
    this.#costsCny = costsCny;
    this.#fixedCount = fixedCount;
    this.#most = max;
  }

  get best(): number[] | undefined {
    return this.sets[0];
  }

  /** Cost of a set, CNY. */
  costCny(set: readonly number[]): number {
    return set.reduce(
      (sum, candidate) => sum + (candidate < this.#fixedCount ? 0 : this.#costsCny[candidate]),
      0,
    );
  }

  add(set: readonly number[]): void {
    const ordered = [...set].sort((a, b) => a - b);
    if (this.sets.some((other) => other.join() === ordered.join())) return;
    this.sets = [...this.sets, ordered]
      .sort((a, b) => this.costCny(a) - this.costCny(b))
      .slice(0, this.#most);
  }
}
