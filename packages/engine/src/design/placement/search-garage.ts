import { createRandom } from '../../core/index.ts';
import { neededRatio } from '../../radio/index.ts';
import { enumerateSets } from './enumerate-sets.ts';
import type { GarageEvaluator } from './garage-evaluator.ts';
import type { PassEvaluator } from './pass-evaluator.ts';
import type { Effort } from './placement.ts';
import {
  addGreedily,
  bestAddition,
  type GreedyOptions,
  minBetter,
  removals,
  type Scored,
  scored,
} from './search-moves.ts';
import { coveragePerChance, SearchTarget } from './search-target.ts';

/** A replacement hangs at most this far from what it replaces, metres; moves across the garage come with kicks. */
const swapReachM = 22;

/** A changed antenna makes others worth another look within this distance, metres. */
const stirredM = 60;

/** Most antennas that a kick takes out. */
const maxKicked = 3;

/** Chance that what a kick puts back may hang anywhere, rather than near what was taken out. */
const anywhereRatio = 0.3;

/** Where a kick puts back near, metres. */
const kickReachM = 45;

/** A kick may lose so much of the value and still be followed. */
const maxLost = 0.002;

interface SwapOptions {
  random: () => number;
  /** True once nothing more is tried. */
  stopped: () => boolean;
  /** Kicks without a better set before the search gives up. */
  maxKicks: number;
}

/** What a level apart counts as a distance, metres. */
const otherLevelM = 20;

/** Bounds of a search, counted, never timed. */
export interface SearchBudget {
  /** Locations looked at, over all candidates. */
  work: number;
  /** Kicks without a better set before a number of antennas counts as too few, per antenna. */
  kicksPerAntenna: number;
}

export const searchBudgets: Record<Effort, SearchBudget> = {
  low: { work: 1.5e8, kicksPerAntenna: 0 },
  normal: { work: 2.5e9, kicksPerAntenna: 40 },
  high: { work: 2.5e10, kicksPerAntenna: 60 },
};

export interface SearchOptions {
  budget: SearchBudget;
  seed: number;
  /** Stop improving: the time limit is over, or the search was cancelled. */
  stopped: () => boolean;
  /** End with whatever there is, even if it does not pass; default: never. */
  mustEnd?: () => boolean;
  /** A set to start from, which may no longer pass; default: the fixed candidates. */
  start?: readonly number[];
  /** Whether a set that passes is good enough to end with; default never. */
  isEnough?: (set: readonly number[]) => boolean;
  /** Hears of the best set so far; how much of the budget is used, 0 to 1. */
  report: (doneRatio: number, best: readonly number[]) => void;
}

export interface SearchResult {
  set: number[];
  /** Coverage at the aim's bias that the search held to be enough. */
  aimRatio: number;
  met: boolean;
  /** It had to end before it could know whether anything passes. */
  isCut?: true;
}

/** Out of time, greedy looks at every sixteenth candidate only. */
const hurriedStride = 16;
/** How often more is asked for where other cells disturb. */
const maxRounds = 24;
/** Stops a search that cannot reach its target. */
const maxAntennas = 1000;
/** Fraction of what all candidates together cover that an unreachable target is still planned for. */
const bestEffortShare = 0.97;

/**
 * A small set of candidates with which the acceptance passes, over the whole garage: greedy, pruning, then repeatedly
 * one antenna fewer, repaired by swaps and kicks, each evaluated by the chance to pass itself. The fixed candidates
 * are always in.
 */
export function searchGarage(
  evaluator: GarageEvaluator,
  judge: PassEvaluator,
  options: SearchOptions,
): SearchResult {
  const { demand } = evaluator;
  const fixed = Array.from({ length: demand.fixedCount }, (_, index) => index);
  const everything = demand.candidates.map((_, candidate) => candidate);
  const target = new SearchTarget(evaluator, judge, neededRatio(judge.context.walk));
  const stride = () => (options.stopped() ? hurriedStride : 1);
  const mustEnd = options.mustEnd ?? (() => false);
  const cut = (set: readonly number[]): SearchResult => {
    return { set: [...set], aimRatio: target.aimRatio, met: false, isCut: true };
  };
  if (mustEnd()) return cut(options.start ?? fixed);
  if (!judge.couldPass(everything)) {
    const all = scored(evaluator, everything, 1).score.coverageRatio;
    target.aimRatio = bestEffortShare * all;
    const enough = ({ score }: Scored) => evaluator.meets(score, target.aimRatio);
    const { state } = greedySet(evaluator, fixed, target, { enough, maxAntennas, stride, mustEnd });
    return { set: [...state.set], aimRatio: target.aimRatio, met: false };
  }
  const random = createRandom(options.seed);
  const again = options.start && repaired(evaluator, options.start, target, { ...options, random });
  const first = again
    ? { set: again, passes: true }
    : firstPassing(evaluator, judge, options.start ?? fixed, everything, target, { stride, mustEnd });
  if (!first.passes) return cut(first.set);
  let best = first.set;
  target.aimRatio = aimAt(evaluator, judge, best);
  best = prune(evaluator, best, target, mustEnd);
  const start = evaluator.work;
  const used = () => (evaluator.work - start) / options.budget.work;
  const stopped = () => used() >= 1 || options.stopped();
  options.report(0, best);
  while (best.length > demand.fixedCount && !stopped() && !options.isEnough?.(best)) {
    const fewer = oneFewer(evaluator, judge, best, target, { ...options, stopped, random });
    if (!fewer) break;
    best = prune(evaluator, fewer, target, mustEnd);
    options.report(Math.min(1, used()), best);
  }
  return { set: [...best], aimRatio: target.aimRatio, met: true };
}

/** The coverage that goes with the chance that is needed, estimating by a set nearby. */
function aimAt(evaluator: GarageEvaluator, judge: PassEvaluator, set: readonly number[]): number {
  const { coverageRatio } = scored(evaluator, set, 1).score;
  return coverageRatio + coveragePerChance * (judge.needed - judge.judge(set).chance);
}

/** As many antennas as before that pass what is needed now. */
function repaired(
  evaluator: GarageEvaluator,
  start: readonly number[],
  target: SearchTarget,
  options: SearchOptions & { random: () => number },
): readonly number[] | undefined {
  const first = evaluator.work;
  const { work, kicksPerAntenna } = options.budget;
  return searchSwaps(evaluator, start, target, {
    random: options.random,
    stopped: () => options.stopped() || evaluator.work - first > work / 2,
    maxKicks: kicksPerAntenna * start.length,
  })?.state.set;
}

/** Greedy until the set passes; the aim rises until it does, or the search has to end. */
function firstPassing(
  evaluator: GarageEvaluator,
  judge: PassEvaluator,
  fixed: readonly number[],
  everything: readonly number[],
  target: SearchTarget,
  { stride, mustEnd }: { stride: () => number; mustEnd: () => boolean },
): { set: readonly number[]; passes: boolean } {
  let set: readonly number[] = fixed;
  let disturbed: readonly number[] | undefined;
  let rounds = 0;
  for (;;) {
    const found = greedySet(evaluator, set, target, {
      enough: ({ score }) => evaluator.meets(score, target.aimRatio),
      maxAntennas,
      stride,
      mustEnd,
    });
    if (mustEnd()) return { set: found.state.set, passes: false };
    if (target.judge(found)) return { set: found.state.set, passes: true };
    if (isDisturbed(judge, found)) {
      // What other cells disturb gets more of its own; more antennas all over would disturb more.
      disturbed ??= found.state.set;
      rounds += 1;
      const isAsked = rounds <= maxRounds && askForMore(evaluator, judge, found);
      if (!isAsked) return { set: disturbed, passes: false };
      set = found.state.set;
      continue;
    }
    // Nothing more to add by the quick score, or no aim that is higher.
    if (found.state.set.length === set.length && target.aimRatio >= 1) {
      const passes = judge.passes(everything);
      return { set: passes ? everything : set, passes };
    }
    if (found.state.set.length === set.length) target.aimRatio = Math.min(1, target.aimRatio + 0.002);
    set = found.state.set;
  }
}

/** Whether a set of several cells leaves points or rooms short: where only its chance is too low, more antennas help. */
function isDisturbed(judge: PassEvaluator, { state: { set } }: Scored): boolean {
  if (!judge.isDivided(set)) return false;
  const { missingPoints, missingRooms } = judge.judge(set);
  return missingPoints > 0 || missingRooms > 0;
}

/** Whether more can be asked for where points and rooms are served but for what disturbs them. */
function askForMore({ points, rooms }: GarageEvaluator, judge: PassEvaluator, { state }: Scored): boolean {
  const { set } = state;
  const disturbed = [
    ...judge.missingPoints(set).map((point) => points.askForMore(point)),
    ...judge.missingRooms(set).map((room) => rooms.askForMore(room)),
  ];
  return disturbed.includes(true);
}

/** Takes out antennas that are not needed, the least missed first. */
function prune(
  evaluator: GarageEvaluator,
  set: readonly number[],
  target: SearchTarget,
  mustEnd: () => boolean,
): readonly number[] {
  target.restart();
  const spare = removals(evaluator, set, target.aimRatio, mustEnd).find((without) => {
    return !mustEnd() && target.isReached(without);
  });
  return spare ? prune(evaluator, spare.state.set, target, mustEnd) : set;
}

function oneFewer(
  evaluator: GarageEvaluator,
  judge: PassEvaluator,
  best: readonly number[],
  target: SearchTarget,
  options: SearchOptions & { random: () => number },
): number[] | undefined {
  const { demand } = evaluator;
  const count = best.length - 1;
  const enumerated = enumerateSets(demand, judge, count, options.stopped);
  if (enumerated) return enumerated.passing;
  target.restart();
  const [without] = removals(evaluator, best, target.aimRatio, options.stopped);
  if (!without) return undefined;
  const found = searchSwaps(evaluator, without.state.set, target, {
    random: options.random,
    stopped: options.stopped,
    maxKicks: options.budget.kicksPerAntenna * (count + 1),
  });
  return found && [...found.state.set];
}

/**
 * Swaps antennas of a set, the number staying the same, until the target is reached: best swaps nearby, then kicks, which
 * take out a few neighbours and put as many back, anywhere in the garage. Undefined where it is not reached.
 */
function searchSwaps(
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
    if (current.score.value !== evaluator.score(current.state, target.aimRatio).value) {
      current = { ...current, score: evaluator.score(current.state, target.aimRatio) };
    }
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

/** Between antennas in the plan's frame; levels further apart than any hears another count as far. */
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

/** The best that can be had with `count` antennas, greedily. */
function greedySet(
  evaluator: GarageEvaluator,
  start: readonly number[],
  target: SearchTarget,
  options: GreedyOptions,
): Scored {
  return addGreedily(evaluator, scored(evaluator, start, target.aimRatio), target.aimRatio, options);
}
