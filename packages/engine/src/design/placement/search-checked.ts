import { doubtfulSets } from './enumerate-sets.ts';
import type { GarageEvaluator } from './garage-evaluator.ts';
import type { PassEvaluator, Verification } from './pass-evaluator.ts';
import type { SearchResult } from './search-garage.ts';
import { addGreedily, scored } from './search-moves.ts';
import type { Stops } from './stops.ts';

/** Set found by a search, with the cost of its whole network where that was asked for. */
export interface FoundSet extends SearchResult {
  networkCostCny?: number;
}

export interface CheckedSearchTools {
  evaluator: GarageEvaluator;
  passEvaluator: PassEvaluator;
  stops: Stops;
  /** Searches for what the evaluator asks by now; the first time with all of the effort, later from a set on. */
  search(attempt: number, start?: readonly number[]): Promise<FoundSet>;
  /**
   * Checks a set by the prediction; undefined where it was cancelled meanwhile, or, for one that is examined
   * beside the best, the time was over. Default: estimates decide.
   */
  check?(set: readonly number[], isExtra: boolean): Promise<Verification | undefined>;
  /** Quantity to minimise: antennas, or cost. */
  worth(found: FoundSet): number;
  /** True when that is the number of antennas. */
  isOfAntennas: boolean;
}

export interface CheckedSearch {
  found: FoundSet;
  /** `fails`: the prediction fails all candidates together. `unknown`: it had to end before that was known. */
  outcome: 'passes' | 'fails' | 'unknown';
}

const maxAttempts = 8;
/** No chance found from a few hundred draws is certain. */
export const maxNeeded = 0.9999;
/** How far the estimate that is asked for exceeds the confidence, for the sake of other grids. */
export const firstReserve = 0.001;
/** Reserve added to the required estimate at the second attempt that fails, doubled at each one after it. */
const againReserve = 0.001;
/** Estimates that are asked for are not told apart more finely than this. */
const minStep = 0.001;
/**
 * Sets with one antenna fewer are checked too, where they are few: those whose estimates miss by this much, up to
 * the number below.
 */
const minBandRatio = 0.05;
const maxDoubtful = 32;
/** Every set of so few candidates is looked at before nothing is said to pass. */
const fewCandidates = 8;

/**
 * Runs a search and checks its finds by the prediction. Where its estimate misled, the search goes on with a
 * larger reserve, and, where that costs antennas, with less again; the prediction of a set decides on that
 * set alone. Nothing is called impossible before the prediction has failed all candidates together.
 */
export async function searchChecked(tools: CheckedSearchTools): Promise<CheckedSearch> {
  const { passEvaluator, stops } = tools;
  const first = await tools.search(1);
  if (!tools.check) {
    return { found: first, outcome: first.met ? 'passes' : first.isCut ? 'unknown' : 'fails' };
  }
  const aimed = await searchByReserve(tools, first);
  if (aimed.outcome === 'passes') {
    const found = tools.isOfAntennas ? await withFewer(tools, aimed.found) : aimed.found;
    return { found, outcome: 'passes' };
  }
  if (stops.stopped()) return aimed;
  const few = await ofFewSets(tools, first);
  if (few) return { found: few, outcome: 'passes' };
  const everything = tools.evaluator.demand.candidates.map((_, candidate) => candidate);
  // All of several cells together disturb each other: fewer may pass where they do not.
  if (passEvaluator.isDivided(everything)) return { ...aimed, outcome: 'unknown' };
  const passesAll = await passes(tools, everything, true);
  if (!passesAll) return { ...aimed, outcome: passesAll === undefined ? 'unknown' : 'fails' };
  const shorter = await shortened(tools, { ...aimed.found, set: everything, met: true });
  // As much above the estimate as this set is: a search from there on finds others that are as good.
  const known = passEvaluator.checked(shorter.set);
  if (known)
    passEvaluator.needed =
      passEvaluator.confidence + passEvaluator.evaluate(shorter.set).chance - known.chance;
  const again = await searchByReserve(tools, await tools.search(maxAttempts + 1, shorter.set));
  const isBetter = again.outcome === 'passes' && tools.worth(again.found) < tools.worth(shorter);
  const best = isBetter ? again.found : shorter;
  return { found: tools.isOfAntennas ? await withFewer(tools, best) : best, outcome: 'passes' };
}

/**
 * Raises what the estimate has to be until the prediction passes what is found, then halves the way back while fewer
 * antennas failed there; the best that passed.
 */
async function searchByReserve(tools: CheckedSearchTools, first: FoundSet): Promise<CheckedSearch> {
  const { passEvaluator, stops } = tools;
  let found = first;
  let best: FoundSet | undefined;
  /** The largest that was too low with what it found, and the smallest that was enough. */
  let low: { needed: number; worth: number } | undefined;
  let high: number | undefined;
  let minOff = 1;
  for (let attempt = 1; found.met; attempt += 1) {
    const { needed } = passEvaluator;
    const hasPassed = await passes(tools, found.set, false);
    let isByRooms = false;
    let isEased = false;
    // Cancelled: no prediction has checked it.
    if (hasPassed === undefined) return { found: best ?? found, outcome: 'passes' };
    if (hasPassed) {
      high = needed;
      if (!best || tools.worth(found) < tools.worth(best)) best = found;
    } else {
      const checked = passEvaluator.checked(found.set) as Verification;
      isByRooms = passEvaluator.failsByRooms(checked);
      const unreachable = passEvaluator.unreachableRooms;
      passEvaluator.demandMoreOfRooms(found.set, checked);
      isEased = passEvaluator.unreachableRooms > unreachable;
      if (!isByRooms) {
        low = { needed, worth: tools.worth(found) };
        minOff = Math.min(minOff, passEvaluator.evaluate(found.set).chance - checked.chance);
      }
    }
    if (stops.stopped() || attempt === maxAttempts) break;
    if (isByRooms) {
      // The chance was enough: rooms are asked for more. Without one that is out of reach another set may have fewer.
      found = await tools.search(attempt + 1, isEased ? undefined : found.set);
      continue;
    }
    const isMin = !low || (best && low.worth >= tools.worth(best));
    if (hasPassed && isMin) break;
    const next =
      low && high !== undefined ? (low.needed + high) / 2 : raised(tools, { needed, minOff, attempt });
    if (high !== undefined ? high - next < minStep : next <= needed && attempt > 1) break;
    passEvaluator.needed = next;
    found = await tools.search(attempt + 1, found.set);
  }
  return { found: best ?? found, outcome: best ? 'passes' : 'unknown' };
}

/**
 * Estimate required after a set failed. At the first failure it stays: another set may do. Then it rises by
 * the error of all estimates that were checked, but to no more than all candidates have.
 */
function raised(
  { passEvaluator, evaluator }: CheckedSearchTools,
  { needed, minOff, attempt }: { needed: number; minOff: number; attempt: number },
): number {
  if (attempt === 1) return needed;
  const reserve = firstReserve + againReserve * (2 ** (attempt - 2) - 1);
  const everything = evaluator.demand.candidates.map((_, candidate) => candidate);
  const max = Math.min(maxNeeded, passEvaluator.evaluate(everything).chance);
  return Math.max(needed, Math.min(max, Math.max(passEvaluator.confidence + minOff, needed) + reserve));
}

/** Returns whether the prediction passes a set; undefined where it was stopped. */
async function passes(
  { passEvaluator, check }: CheckedSearchTools,
  set: readonly number[],
  isExtra: boolean,
): Promise<boolean | undefined> {
  const found = passEvaluator.checked(set) ?? (await check?.(set, isExtra));
  if (!found) return undefined;
  passEvaluator.record(set, found);
  return passEvaluator.isMet(found);
}

/** The fewest first antennas of a passing set that still pass, in the order in which they gain most. */
async function shortened(tools: CheckedSearchTools, whole: FoundSet): Promise<FoundSet> {
  const { evaluator, stops } = tools;
  const { fixedCount } = evaluator.demand;
  const fixed = Array.from({ length: fixedCount }, (_, index) => index);
  const { state } = addGreedily(evaluator, scored(evaluator, fixed, 1), 1, {
    ...{ enough: () => false, maxAntennas: whole.set.length, stride: () => 1, mustEnd: stops.mustEnd },
  });
  const order = [...state.set, ...whole.set.filter((candidate) => !state.set.includes(candidate))];
  let [fails, enough] = [fixedCount - 1, order.length];
  while (enough - fails > 1 && !stops.stopped()) {
    const middle = Math.floor((fails + enough) / 2);
    const hasPassed = await passes(tools, order.slice(0, middle), true);
    if (hasPassed === undefined) break;
    if (hasPassed) enough = middle;
    else fails = middle;
  }
  return { ...whole, set: order.slice(0, enough) };
}

/**
 * The smallest set that the prediction passes of those whose estimates come near, where all sets together are
 * few.
 */
async function ofFewSets(tools: CheckedSearchTools, first: FoundSet): Promise<FoundSet | undefined> {
  const { candidates, fixedCount } = tools.evaluator.demand;
  if (candidates.length - fixedCount > fewCandidates) return undefined;
  for (let count = Math.max(1, fixedCount); count < candidates.length; count += 1) {
    const set = await transientAmong(tools, doubtfulOf(tools, count) ?? []);
    if (set) return { ...first, set, met: true };
  }
  return undefined;
}

/**
 * A set with fewer antennas that the prediction passes although its estimate says no, if there is one, where
 * such sets are few.
 */
async function withFewer(tools: CheckedSearchTools, start: FoundSet): Promise<FoundSet> {
  let best = start;
  for (let count = start.set.length - 1; ; count -= 1) {
    const doubtful = doubtfulOf(tools, count);
    if (!doubtful || doubtful.length === 0) return best;
    const set = await transientAmong(tools, doubtful);
    if (set) best = { ...best, set };
  }
}

function doubtfulOf(
  { evaluator, passEvaluator, stops }: CheckedSearchTools,
  count: number,
): number[][] | undefined {
  const bandRatio = Math.max(minBandRatio, 2 * passEvaluator.largestError);
  return doubtfulSets(evaluator.demand, passEvaluator, { count, bandRatio, stopped: stops.stopped });
}

/** The first that the prediction passes. */
async function transientAmong(
  tools: CheckedSearchTools,
  sets: readonly number[][],
): Promise<number[] | undefined> {
  for (const set of sets.slice(0, maxDoubtful)) {
    if (tools.stops.stopped()) return undefined;
    if (await passes(tools, set, true)) return set;
  }
  return undefined;
}
