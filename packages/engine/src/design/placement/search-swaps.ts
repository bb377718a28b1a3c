import type { GarageEvaluator } from './garage-evaluator.ts';
import { bestAddition, minBetter, type Scored, scored } from './search-moves.ts';
import type { SearchTarget } from './search-target.ts';

/** A replacement hangs at most this far from what it replaces, metres; moves across the garage come with kicks. */
const swapReachM = 22;

/** A changed antenna makes others worth another look within this distance, metres. */
const stirredM = 60;

/** Most antennas that a kick takes out. */
const maxKicked = 3;

/** Chance that what a kick puts back may hang anywhere, rather than near what was taken out. */
const anywhereRatio = 0.3;

/** Radius within which a kick puts antennas back, metres. */
const kickReachM = 45;

/** A kick may lose so much of the value and still be followed. */
const maxLost = 0.002;

export interface SwapOptions {
  random: () => number;
  /** True once nothing more is tried. */
  stopped: () => boolean;
  /** Kicks without a better set before the search gives up. */
  maxKicks: number;
}

/** Distance that one level apart counts as, metres. */
const otherLevelM = 20;

/**
 * Swaps antennas of a set, the number staying the same, until the target is reached: best swaps nearby, then kicks, which
 * take out a few neighbours and put as many back, anywhere in the garage. Undefined where it is not reached.
 */
export function searchSwaps(
  evaluator: GarageEvaluator,
  start: readonly number[],
  target: SearchTarget,
  options: SwapOptions,
): Scored | undefined {
  const near = nearLists(evaluator);
  let best = descend(evaluator, scored(evaluator, start, target.aimRatio), target, near, options, start);
  let current = best;
  let idle = 0;
  while (!target.isReached(best)) {
    if (options.stopped() || idle >= options.maxKicks) return undefined;
    const aimRatio = target.aimRatio;
    const kicked = kick(evaluator, current, target, near, options);
    if (target.aimRatio !== aimRatio) {
      // The aim has moved: values of before do not compare.
      best = scored(evaluator, best.state.set, target.aimRatio);
      current = scored(evaluator, current.state.set, target.aimRatio);
    }
    const value = kicked.score.value;
    if (value > best.score.value + minBetter) {
      best = kicked;
      idle = 0;
    } else idle += 1;
    if (value > current.score.value - maxLost * options.random() ** 2) current = kicked;
    // Too far from the best: back to it.
    if (current.score.value < best.score.value - 4 * maxLost) current = best;
  }
  return best;
}

/** Best swaps until none helps, from the antennas in `stirred` on. */
function descend(
  evaluator: GarageEvaluator,
  start: Scored,
  target: SearchTarget,
  near: (candidate: number, reachM: number) => readonly number[],
  { random, stopped }: SwapOptions,
  stirred: readonly number[],
): Scored {
  let current = start;
  const waiting = [...stirred].filter((candidate) => candidate >= evaluator.demand.fixedCount);
  while (waiting.length > 0 && !stopped() && !target.isReached(current)) {
    const [taken] = waiting.splice(Math.floor(random() * waiting.length), 1);
    const { set } = current.state;
    if (!set.includes(taken)) continue;
    const rest = evaluator.stateOf(set.filter((candidate) => candidate !== taken));
    const score = evaluator.score(current.state, target.aimRatio);
    if (current.score.value !== score.value) current = { ...current, score };
    const others = near(taken, swapReachM).filter((candidate) => candidate !== taken);
    const found = bestAddition(evaluator, rest, others, target.aimRatio, current.score.value);
    if (!found) continue;
    const swapped = scored(evaluator, [...rest.set, found.candidate], target.aimRatio);
    // What looked better by the locations that a candidate reaches may not be by all of them: sets would go round.
    if (swapped.score.value <= current.score.value + minBetter) continue;
    current = swapped;
    for (const candidate of current.state.set) {
      const isNear = distanceM(evaluator, candidate, taken) <= stirredM;
      if (isNear && candidate >= evaluator.demand.fixedCount && !waiting.includes(candidate)) {
        waiting.push(candidate);
      }
    }
  }
  return current;
}

/** Takes out an antenna and some neighbours, puts as many back, and swaps around there. */
function kick(
  evaluator: GarageEvaluator,
  current: Scored,
  target: SearchTarget,
  near: (candidate: number, reachM: number) => readonly number[],
  options: SwapOptions,
): Scored {
  const { random } = options;
  const { set } = current.state;
  const free = set.filter((candidate) => candidate >= evaluator.demand.fixedCount);
  if (free.length === 0) return current;
  const middle = free[Math.floor(random() * free.length)];
  const count = Math.min(free.length, 1 + Math.floor(random() * maxKicked));
  const removed = [...free]
    .sort((a, b) => distanceM(evaluator, a, middle) - distanceM(evaluator, b, middle) || a - b)
    .slice(0, count);
  let state = evaluator.stateOf(set.filter((candidate) => !removed.includes(candidate)));
  const added: number[] = [];
  for (const gone of removed) {
    const everywhere = random() < anywhereRatio;
    const pool = everywhere ? allFree(evaluator) : near(gone, kickReachM);
    // A random half: the way back is not always the first to be found.
    const half = pool.filter((candidate) => !removed.includes(candidate) && random() < 0.5);
    const found = bestAddition(evaluator, state, half, target.aimRatio, Number.NEGATIVE_INFINITY);
    const candidate = found?.candidate ?? gone;
    state = evaluator.stateWith(state, candidate);
    added.push(candidate);
  }
  const kicked = { state, score: evaluator.score(state, target.aimRatio) };
  const stirred = state.set.filter((candidate) =>
    [...added, ...removed].some((other) => distanceM(evaluator, candidate, other) <= stirredM),
  );
  return descend(evaluator, kicked, target, near, options, stirred);
}

function allFree({ demand }: GarageEvaluator): number[] {
  const { candidates, fixedCount } = demand;
  return Array.from({ length: candidates.length - fixedCount }, (_, index) => fixedCount + index);
}

/**
 * Returns the distance between antennas in the plan's frame; levels further apart than any can be received from another
 * count as far.
 */
function distanceM({ demand }: GarageEvaluator, a: number, b: number): number {
  const [one, other] = [demand.candidates[a].position, demand.candidates[b].position];
  const apartM = Math.hypot(one[0] - other[0], one[1] - other[1]);
  return demand.candidateLevels[a] === demand.candidateLevels[b] ? apartM : apartM + otherLevelM;
}

function nearLists(evaluator: GarageEvaluator): (candidate: number, reachM: number) => readonly number[] {
  const known = new Map<string, number[]>();
  const all = allFree(evaluator);
  return (candidate, reachM) => {
    const key = `${candidate} ${reachM}`;
    const list = known.get(key) ?? all.filter((other) => distanceM(evaluator, other, candidate) <= reachM);
    known.set(key, list);
    return list;
  };
}
