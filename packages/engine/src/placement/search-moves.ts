import type { GarageEvaluator, SetScore, SetState } from './garage-evaluator.ts';

/** Improvements below this are rounding. */
export const leastGain = 1e-9;

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
  let value = floor + leastGain;
  for (const candidate of candidates) {
    if (taken.has(candidate)) continue;
    const score = evaluator.scoreWith(base, candidate, aimRatio);
    if (score.value > value) {
      value = score.value;
      best = { candidate, score };
    }
  }
  return best;
}

/**
 * Adds candidates one by one, the best first, until `enough` says so, `mostAntennas` are in, or nothing helps. Gains seldom
 * grow, so that old ones are looked at again only while they still lead (lazy greedy).
 */
export function addGreedily(
  evaluator: GarageEvaluator,
  start: Scored,
  aimRatio: number,
  options: { enough: (scored: Scored) => boolean; mostAntennas: number; stride: () => number },
): Scored {
  const { demand } = evaluator;
  let current = start;
  let gains: { candidate: number; gain: number }[] = [];
  while (current.state.set.length < options.mostAntennas && !options.enough(current)) {
    const { state, score } = current;
    const stride = options.stride();
    if (gains.length === 0) {
      for (let candidate = demand.fixedCount; candidate < demand.candidates.length; candidate += stride) {
        gains.push({ candidate, gain: Number.POSITIVE_INFINITY });
      }
    }
    let fresh = 0;
    for (; fresh < gains.length; fresh += 1) {
      const entry = gains[fresh];
      if (fresh > 0 && entry.gain <= gains[0].gain) break;
      entry.gain = state.set.includes(entry.candidate)
        ? Number.NEGATIVE_INFINITY
        : evaluator.scoreWith(state, entry.candidate, aimRatio).value - score.value;
      if (entry.gain > gains[0].gain) [gains[0], gains[fresh]] = [gains[fresh], gains[0]];
    }
    const [best] = gains;
    if (!best || best.gain <= leastGain) break;
    const next = evaluator.stateWith(state, best.candidate);
    current = { state: next, score: evaluator.score(next, aimRatio) };
    gains = gains
      .filter(({ candidate }) => candidate !== best.candidate)
      .sort((a, b) => b.gain - a.gain || a.candidate - b.candidate);
  }
  return current;
}

/** The state without each antenna that does not stay, the least missed first. */
export function removals(evaluator: GarageEvaluator, set: readonly number[], aimRatio: number): Scored[] {
  return set
    .filter((candidate) => candidate >= evaluator.demand.fixedCount)
    .map((candidate) => ({
      candidate,
      ...scored(
        evaluator,
        set.filter((other) => other !== candidate),
        aimRatio,
      ),
    }))
    .sort((a, b) => b.score.value - a.score.value || a.candidate - b.candidate);
}
