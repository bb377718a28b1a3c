import type { GarageEvaluator } from '../garage-evaluator.ts';
import { leastBetter, scored } from '../search-moves.ts';
import type { SearchTarget } from '../search-target.ts';

export interface CostSearch {
  evaluator: GarageEvaluator;
  target: SearchTarget;
  /** [candidates] */
  costsCny: Float64Array;
  /** End with nothing found, or with what is there. */
  mustEnd: () => boolean;
}

/** A set with the best gains for the money until it passes; undefined where that costs `mostCny` or nothing helps. */
export function completed(
  { evaluator, target, costsCny, mustEnd }: CostSearch,
  start: readonly number[],
  pool: readonly number[],
  mostCny: number,
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
      if (state.set.includes(candidate) || spentCny + costsCny[candidate] >= mostCny) continue;
      const better = evaluator.scoreWith(state, candidate, target.aimRatio).value - value;
      const worth = better / Math.max(1, costsCny[candidate]);
      if (better > leastBetter && worth > bestWorth) {
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
export function withoutSpare(
  { evaluator, target, costsCny, mustEnd }: CostSearch,
  set: readonly number[],
): number[] {
  let kept = [...set];
  const free = set.filter((candidate) => candidate >= evaluator.demand.fixedCount);
  for (const candidate of free.sort((a, b) => costsCny[b] - costsCny[a] || a - b)) {
    if (mustEnd()) break;
    target.restart();
    const rest = kept.filter((other) => other !== candidate);
    if (target.isReached(scored(evaluator, rest, target.aimRatio))) kept = rest;
  }
  return kept;
}
