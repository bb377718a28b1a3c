import type { GarageEvaluator, SetScore, SetState } from './garage-evaluator.ts';

/** Improvements below this are rounding. */
export const minBetter = 1e-9;

/** A set with its state and score. */
export interface Scored {
  state: SetState;
  score: SetScore;
}

export function scored(evaluator: GarageEvaluator, set: readonly number[], aimRatio: number): Scored {
  const state = evaluator.stateOf(set);
  return { state, score: evaluator.score(state, aimRatio) };
}

/** The best of some candidates to add to a set; undefined where none of them is better than `floor`. */
export function bestAddition(
  evaluator: GarageEvaluator,
  base: SetState,
  candidates: Iterable<number>,
  aimRatio: number,
  floor: number,
): { candidate: number; score: SetScore } | undefined {
  const taken = new Set(base.set);
  let best: { candidate: number; score: SetScore } | undefined;
  let value = floor + minBetter;
  for (const candidate of candidates) {
    if (taken.has(candidate)) continue;
    const score = evaluator.scoreAbove(base, candidate, aimRatio, value);
    if (!score) continue;
    value = score.value;
    best = { candidate, score };
  }
  return best;
}

export interface GreedyOptions {
  enough: (scored: Scored) => boolean;
  maxAntennas: number;
  /** Every how many candidates are looked at. */
  stride: () => number;
  /** End with what there is; default: never. */
  mustEnd?: () => boolean;
}

/**
 * Adds candidates one by one, the best first, until `enough` says so, `maxAntennas` are in, or nothing helps. Gains seldom
 * grow, so that old ones are looked at again only while they still lead (lazy greedy).
 */
export function addGreedily(
  evaluator: GarageEvaluator,
  start: Scored,
  aimRatio: number,
  { enough, maxAntennas, stride: strideOf, mustEnd = () => false }: GreedyOptions,
): Scored {
  const { demand } = evaluator;
  let current = start;
  let entries: { candidate: number; better: number }[] = [];
  while (current.state.set.length < maxAntennas && !enough(current) && !mustEnd()) {
    const { state, score } = current;
    const stride = strideOf();
    if (entries.length === 0) {
      for (let candidate = demand.fixedCount; candidate < demand.candidates.length; candidate += stride) {
        entries.push({ candidate, better: Number.POSITIVE_INFINITY });
      }
    }
    let fresh = 0;
    for (; fresh < entries.length; fresh += 1) {
      const entry = entries[fresh];
      if (fresh > 0 && entry.better <= entries[0].better) break;
      if (mustEnd()) return current;
      entry.better = state.set.includes(entry.candidate)
        ? Number.NEGATIVE_INFINITY
        : evaluator.scoreWith(state, entry.candidate, aimRatio).value - score.value;
      if (entry.better > entries[0].better) [entries[0], entries[fresh]] = [entries[fresh], entries[0]];
    }
    const [best] = entries;
    if (!best || best.better <= minBetter) break;
    const next = evaluator.stateWith(state, best.candidate);
    current = { state: next, score: evaluator.score(next, aimRatio) };
    entries = entries
      .filter(({ candidate }) => candidate !== best.candidate)
      .sort((a, b) => b.better - a.better || a.candidate - b.candidate);
  }
  return current;
}

/** The state without each antenna that does not stay, the least missed first; of some only where that has to end. */
export function removals(
  evaluator: GarageEvaluator,
  set: readonly number[],
  aimRatio: number,
  mustEnd: () => boolean,
): Scored[] {
  const found: (Scored & { candidate: number })[] = [];
  for (const candidate of set) {
    if (candidate < evaluator.demand.fixedCount) continue;
    if (mustEnd()) break;
    const rest = set.filter((other) => other !== candidate);
    found.push({ candidate, ...scored(evaluator, rest, aimRatio) });
  }
  return found.sort((a, b) => b.score.value - a.score.value || a.candidate - b.candidate);
}
