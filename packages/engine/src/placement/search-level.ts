import type { LevelEvaluator } from './level-evaluator.ts';

/** Bounds of one level's search, counted, never timed. */
export interface SearchBudget {
  /** Swap passes without improvement of the count before the search gives up. */
  swapPasses: number;
  /** Largest distance between a removed antenna and its replacement, metres. */
  swapReachM: number;
  /** True once the emergency time limit is over: no further improvement is tried. */
  expired?: () => boolean;
}

/** Out of time, greedy looks at every sixteenth candidate only, at others in each step. */
const hurriedStride = 16;
/** Stops a search that cannot reach its target. */
const mostAntennas = 400;

/**
 * A small set of candidates that meets the target on one level: greedy, pruning, then repeatedly one antenna
 * fewer repaired by best-improvement swaps. Always contains the fixed candidates. Where the target is out of
 * reach, the set that greedy ends with.
 */
export function searchLevel(evaluator: LevelEvaluator, targetRatio: number, budget: SearchBudget): number[] {
  let best = prune(evaluator, greedy(evaluator, targetRatio, budget), targetRatio);
  if (!meetsSet(evaluator, best, targetRatio)) return best;
  for (;;) {
    if (budget.expired?.()) return best;
    const fewer = repairWithOneFewer(evaluator, best, targetRatio, budget);
    if (!fewer) return best;
    best = prune(evaluator, fewer, targetRatio);
  }
}

function greedy(evaluator: LevelEvaluator, targetRatio: number, budget: SearchBudget): number[] {
  const { demand } = evaluator;
  const set = Array.from({ length: demand.fixedCount }, (_, index) => index);
  let base = evaluator.sums(set);
  while (set.length < mostAntennas) {
    const now = evaluator.score(base, -1, targetRatio);
    if (evaluator.meets(now, targetRatio)) break;
    let value = now.value;
    let best = -1;
    const stride = budget.expired?.() ? hurriedStride : 1;
    for (let candidate = set.length % stride; candidate < demand.candidates.length; candidate += stride) {
      if (set.includes(candidate)) continue;
      const score = evaluator.score(base, candidate, targetRatio);
      if (score.value > value + 1e-9) {
        value = score.value;
        best = candidate;
      }
    }
    if (best < 0) break;
    set.push(best);
    base = evaluator.sumsWith(base, best);
  }
  return set;
}

function prune(evaluator: LevelEvaluator, set: number[], targetRatio: number): number[] {
  if (!meetsSet(evaluator, set, targetRatio)) return set;
  const base = evaluator.sums(set);
  const spare = set
    .filter((candidate) => candidate >= evaluator.demand.fixedCount)
    .map((candidate) => ({ candidate, score: evaluator.scoreWithout(base, candidate, targetRatio) }))
    .filter(({ score }) => evaluator.meets(score, targetRatio))
    .sort((a, b) => b.score.value - a.score.value || a.candidate - b.candidate);
  for (const { candidate } of spare) {
    const without = set.filter((other) => other !== candidate);
    // The quick score is up to rounding; what counts is the set's own sum.
    if (meetsSet(evaluator, without, targetRatio)) return prune(evaluator, without, targetRatio);
  }
  return set;
}

function repairWithOneFewer(
  evaluator: LevelEvaluator,
  set: readonly number[],
  targetRatio: number,
  budget: SearchBudget,
): number[] | undefined {
  const start = withoutLeastUseful(evaluator, set, targetRatio);
  if (!start) return undefined;
  let current: number[] = start;
  let sums = evaluator.sums(current);
  let score = evaluator.score(sums, -1, targetRatio);
  for (let pass = 0; pass < budget.swapPasses; pass += 1) {
    if (evaluator.meets(score, targetRatio)) return current;
    if (budget.expired?.()) return undefined;
    let improved = false;
    for (let position = evaluator.demand.fixedCount; position < current.length; position += 1) {
      const base = evaluator.sumsWithout(sums, current[position]);
      let best: number = current[position];
      let bestScore = score;
      for (const candidate of neighbours(evaluator, current[position], budget.swapReachM)) {
        if (current.includes(candidate)) continue;
        const swapped = evaluator.score(base, candidate, targetRatio);
        if (swapped.value > bestScore.value + 1e-9) {
          best = candidate;
          bestScore = swapped;
        }
      }
      if (best !== current[position]) {
        // Replaced in place: the order of a set never depends on how often it was swapped.
        current = current.map((candidate, index) => (index === position ? best : candidate));
        sums = evaluator.sums(current);
        score = evaluator.score(sums, -1, targetRatio);
        improved = true;
        if (evaluator.meets(score, targetRatio)) return current;
      }
    }
    if (!improved) return undefined;
  }
  return undefined;
}

function withoutLeastUseful(
  evaluator: LevelEvaluator,
  set: readonly number[],
  targetRatio: number,
): number[] | undefined {
  const base = evaluator.sums(set);
  let best = -1;
  let bestValue = Number.NEGATIVE_INFINITY;
  for (const candidate of set) {
    if (candidate < evaluator.demand.fixedCount) continue;
    const { value } = evaluator.scoreWithout(base, candidate, targetRatio);
    if (value > bestValue) {
      best = candidate;
      bestValue = value;
    }
  }
  return best < 0 ? undefined : set.filter((other) => other !== best);
}

function neighbours(evaluator: LevelEvaluator, candidate: number, reachM: number): number[] {
  const { candidates, fixedCount } = evaluator.demand;
  const [x, y] = candidates[candidate];
  return candidates.flatMap((other, index) =>
    index >= fixedCount && index !== candidate && Math.hypot(other[0] - x, other[1] - y) <= reachM
      ? [index]
      : [],
  );
}

function meetsSet(evaluator: LevelEvaluator, set: readonly number[], targetRatio: number): boolean {
  return evaluator.meets(evaluator.score(evaluator.sums(set), -1, targetRatio), targetRatio);
}
