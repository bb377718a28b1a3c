import { createRandom } from '../../core/index.ts';
import { neededRatio } from '../../radio/index.ts';
import { enumerateSets } from './enumerate-sets.ts';
import type { GarageEvaluator } from './garage-evaluator.ts';
import type { PassEvaluator } from './pass-evaluator.ts';
import type { Effort } from './placement.ts';
import { addGreedily, type GreedyOptions, removals, type Scored, scored } from './search-moves.ts';
import { searchSwaps } from './search-swaps.ts';
import { coveragePerChance, SearchTarget } from './search-target.ts';
import { searchByWeights } from './search-weights.ts';

/** Bounds of a search, counted, never timed. */
export interface SearchBudget {
  /** Locations looked at, over all candidates. */
  work: number;
  /** Antennas that are moved one by one before others are tried, per antenna. */
  movesPerAntenna: number;
  /** Kicks without a better set before a number of antennas counts as too few, per antenna. */
  kicksPerAntenna: number;
}

export const searchBudgets: Record<Effort, SearchBudget> = {
  low: { work: 1.5e8, movesPerAntenna: 100, kicksPerAntenna: 0 },
  normal: { work: 2.5e9, movesPerAntenna: 300, kicksPerAntenna: 40 },
  high: { work: 2.5e10, movesPerAntenna: 4000, kicksPerAntenna: 60 },
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
  /** Tells whether a set that passes is good enough to end with; default never. */
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

/** The greedy search looks at every sixteenth candidate only once it is out of time. */
const hurriedStride = 16;
/** How often more is asked for where other cells disturb. */
const maxRounds = 24;
/** Stops a search that cannot reach its target. */
const maxAntennas = 1000;
/** Fraction of what all candidates together cover that an unreachable target is still planned for. */
const bestEffortRatio = 0.97;

/**
 * A small set of candidates with which the acceptance passes, over the whole garage: greedy, pruning, then repeatedly
 * one antenna fewer, repaired by swaps and kicks, each evaluated by the chance to pass itself. The fixed candidates
 * are always in.
 */
export function searchGarage(
  evaluator: GarageEvaluator,
  passEvaluator: PassEvaluator,
  options: SearchOptions,
): SearchResult {
  const { demand } = evaluator;
  const fixed = Array.from({ length: demand.fixedCount }, (_, index) => index);
  const everything = demand.candidates.map((_, candidate) => candidate);
  const target = new SearchTarget(evaluator, passEvaluator, neededRatio(passEvaluator.context.walk));
  const stride = () => (options.stopped() ? hurriedStride : 1);
  const mustEnd = options.mustEnd ?? (() => false);
  const cut = (set: readonly number[]): SearchResult => {
    return { set: [...set], aimRatio: target.aimRatio, met: false, isCut: true };
  };
  if (mustEnd()) return cut(options.start ?? fixed);
  if (!passEvaluator.couldPass(everything)) {
    const all = scored(evaluator, everything, 1).score.coverageRatio;
    target.aimRatio = bestEffortRatio * all;
    const enough = ({ score }: Scored) => evaluator.meets(score, target.aimRatio);
    const { state } = greedySet(evaluator, fixed, target, { enough, maxAntennas, stride, mustEnd });
    return { set: [...state.set], aimRatio: target.aimRatio, met: false };
  }
  const random = createRandom(options.seed);
  const again = options.start && repaired(evaluator, options.start, target, { ...options, random });
  const first = again
    ? { set: again, passes: true }
    : firstPassing(evaluator, passEvaluator, options.start ?? fixed, everything, target, { stride, mustEnd });
  if (!first.passes) return cut(first.set);
  let best = first.set;
  target.aimRatio = aimAt(evaluator, passEvaluator, best);
  best = prune(evaluator, best, target, mustEnd);
  const start = evaluator.work;
  const used = () => (evaluator.work - start) / options.budget.work;
  const stopped = () => used() >= 1 || options.stopped();
  options.report(0, best);
  while (best.length > demand.fixedCount && !stopped() && !options.isEnough?.(best)) {
    const fewer = oneFewer(evaluator, passEvaluator, best, target, { ...options, stopped, random });
    if (!fewer) break;
    best = prune(evaluator, fewer, target, mustEnd);
    options.report(Math.min(1, used()), best);
  }
  return { set: [...best], aimRatio: target.aimRatio, met: true };
}

/** The coverage that goes with the chance that is needed, estimating by a set nearby. */
function aimAt(evaluator: GarageEvaluator, passEvaluator: PassEvaluator, set: readonly number[]): number {
  const { coverageRatio } = scored(evaluator, set, 1).score;
  return coverageRatio + coveragePerChance * (passEvaluator.needed - passEvaluator.evaluate(set).chance);
}

/** A set of as many antennas as before that passes what is needed now. */
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
  passEvaluator: PassEvaluator,
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
    if (target.evaluateState(found)) return { set: found.state.set, passes: true };
    if (isDisturbed(passEvaluator, found)) {
      // What other cells disturb gets more of its own; more antennas all over would disturb more.
      disturbed ??= found.state.set;
      rounds += 1;
      const isAsked = rounds <= maxRounds && askForMore(evaluator, passEvaluator, found);
      if (!isAsked) return { set: disturbed, passes: false };
      set = found.state.set;
      continue;
    }
    // Nothing more to add by the quick score, or no aim that is higher.
    if (found.state.set.length === set.length && target.aimRatio >= 1) {
      const passes = passEvaluator.passes(everything);
      return { set: passes ? everything : set, passes };
    }
    if (found.state.set.length === set.length) target.aimRatio = Math.min(1, target.aimRatio + 0.002);
    set = found.state.set;
  }
}

/**
 * Returns whether a set of several cells leaves points or rooms short: where only its chance is too low, more antennas
 * help.
 */
function isDisturbed(passEvaluator: PassEvaluator, { state: { set } }: Scored): boolean {
  if (!passEvaluator.isDivided(set)) return false;
  const { missingPoints, missingRooms } = passEvaluator.evaluate(set);
  return missingPoints > 0 || missingRooms > 0;
}

/** Returns whether more can be asked for where points and rooms are served but for what disturbs them. */
function askForMore(
  { points, rooms }: GarageEvaluator,
  passEvaluator: PassEvaluator,
  { state }: Scored,
): boolean {
  const { set } = state;
  const disturbed = [
    ...passEvaluator.missingPoints(set).map((point) => points.askForMore(point)),
    ...passEvaluator.missingRooms(set).map((room) => rooms.askForMore(room)),
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
  passEvaluator: PassEvaluator,
  best: readonly number[],
  target: SearchTarget,
  options: SearchOptions & { random: () => number },
): number[] | undefined {
  const { demand } = evaluator;
  const count = best.length - 1;
  const enumerated = enumerateSets(demand, passEvaluator, count, options.stopped);
  if (enumerated) return enumerated.passing;
  target.restart();
  const [without] = removals(evaluator, best, target.aimRatio, options.stopped);
  if (!without) return undefined;
  const moved = searchByWeights(evaluator, without.state.set, target, {
    random: options.random,
    stopped: options.stopped,
    maxMoves: options.budget.movesPerAntenna * (count + 1),
  });
  if (moved) return [...moved.state.set];
  target.restart();
  const found = searchSwaps(evaluator, without.state.set, target, {
    random: options.random,
    stopped: options.stopped,
    maxKicks: options.budget.kicksPerAntenna * (count + 1),
  });
  return found && [...found.state.set];
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
