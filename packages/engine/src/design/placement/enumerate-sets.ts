import type { GarageDemand } from './garage-demand.ts';
import type { PassEvaluator } from './pass-evaluator.ts';

/** Sets that are evaluated one by one rather than searched. */
const maxSets = 500;

/**
 * Evaluates every set of `count` candidates that takes in the fixed ones, where they are few; undefined where they are
 * not, or the search is stopped. What passes, if any: then none with fewer was looked for.
 */
export function enumerateSets(
  demand: GarageDemand,
  passEvaluator: PassEvaluator,
  count: number,
  stopped: () => boolean,
): { passing: number[] | undefined } | undefined {
  for (const set of fewSets(demand, count) ?? []) {
    if (stopped()) return undefined;
    if (passEvaluator.passes(set)) return { passing: set };
  }
  return fewSets(demand, count) && { passing: undefined };
}

/**
 * Sets of `count` candidates that the prediction may pass although it was not asked, the likeliest first: those whose
 * estimate misses the confidence by no more than `bandRatio`. Undefined where the sets are too many to look at each.
 */
export function doubtfulSets(
  demand: GarageDemand,
  passEvaluator: PassEvaluator,
  { count, bandRatio, stopped }: { count: number; bandRatio: number; stopped: () => boolean },
): number[][] | undefined {
  const sets = fewSets(demand, count);
  if (!sets) return undefined;
  const found: { set: number[]; chance: number }[] = [];
  for (const set of sets) {
    if (stopped()) break;
    const { chance, hasMean, isChecked } = passEvaluator.evaluate(set);
    const isNear = chance >= passEvaluator.confidence - bandRatio;
    if (isNear && hasMean && isChecked === undefined) found.push({ set, chance });
  }
  return found.sort((a, b) => b.chance - a.chance).map(({ set }) => set);
}

/** Every set of `count` candidates that takes in the fixed ones; undefined where they are many. */
function fewSets({ candidates, fixedCount }: GarageDemand, count: number): Iterable<number[]> | undefined {
  const free = candidates.length - fixedCount;
  const size = count - fixedCount;
  if (size < 0 || choose(free, size) > maxSets) return undefined;
  const fixed = Array.from({ length: fixedCount }, (_, index) => index);
  return subsetsWith(fixed, free, size);
}

function* subsetsWith(fixed: readonly number[], free: number, size: number): Generator<number[]> {
  for (const subset of subsets(free, size)) {
    yield [...fixed, ...subset.map((index) => fixed.length + index)];
  }
}

function choose(count: number, size: number): number {
  let sets = 1;
  for (let taken = 0; taken < size; taken += 1) sets *= (count - taken) / (taken + 1);
  return Math.round(sets);
}

function* subsets(count: number, size: number, first = 0): Generator<number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let index = first; index <= count - size; index += 1) {
    for (const rest of subsets(count, size - 1, index + 1)) yield [index, ...rest];
  }
}
