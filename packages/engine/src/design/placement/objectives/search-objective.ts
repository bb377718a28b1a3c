import type { Plan } from '../../../plan/index.ts';
import { candidateId } from '../candidates/candidate.ts';
import { antennaCostCny, type PlacementCosts } from '../candidates/costs.ts';
import { feedDistanceM } from '../candidates/feed-distance.ts';
import type { GarageDemand } from '../garage-demand.ts';
import type { GarageEvaluator } from '../garage-evaluator.ts';
import type { PassJudge } from '../pass-judge.ts';
import { type SearchOptions, type SearchResult, searchGarage } from '../search-garage.ts';
import { keepKnown } from './keep-known.ts';
import { searchCost } from './search-cost.ts';

/** What a placement is to have least of. */
export type Objective = 'antennas' | 'cost';

export interface ObjectiveOptions extends SearchOptions {
  objective: Objective;
  /** [candidates] */
  costsCny: Float64Array;
  /** Searches from nothing too where there is a start, which may be a bad one: the fewer antennas win. */
  alsoAnew?: boolean;
}

export interface ObjectiveResult extends SearchResult {
  /** Sets that pass too and cost little more, for cost: the set itself first. */
  alternatives: number[][];
}

/**
 * A set of candidates with which the acceptance passes and that has the least of what is asked for, as far as was searched.
 * Of antennas that hang already as many stay as the number of antennas allows. For cost it costs no more than the set with
 * the fewest antennas that the same search finds.
 */
export function searchObjective(
  evaluator: GarageEvaluator,
  judge: PassJudge,
  options: ObjectiveOptions,
): ObjectiveResult {
  let fewest = searchGarage(evaluator, judge, options);
  if (fewest.met && options.start && options.alsoAnew && !options.stopped()) {
    const anew = searchGarage(evaluator, judge, { ...options, start: undefined });
    if (anew.met && anew.set.length < fewest.set.length) fewest = anew;
  }
  if (!fewest.met) return { ...fewest, alternatives: [] };
  if (options.objective === 'cost') {
    const { aimRatio } = fewest;
    return searchCost(evaluator, judge, options.costsCny, { ...options, starts: [fewest.set], aimRatio });
  }
  const { candidates, fixedCount } = evaluator.demand;
  const isKnown = (candidate: number) => candidate < fixedCount || candidates[candidate].id !== candidateId;
  const passes = (other: readonly number[]) => judge.passes(other);
  const set = keepKnown(fewest.set, candidates, isKnown, { passes, stopped: options.stopped });
  return { ...fewest, set, alternatives: [] };
}

/** Candidates that hang already and need not stay. */
export function knownCandidates({ candidates, fixedCount }: GarageDemand): number[] {
  return candidates.flatMap(({ id }, index) => (index >= fixedCount && id !== candidateId ? [index] : []));
}

/** What each candidate costs with the cable to the nearest tray or room, estimated, CNY. [candidates] */
export function candidateCostsCny(
  plan: Plan,
  { candidates }: GarageDemand,
  costs: PlacementCosts,
): Float64Array {
  const feeds = new Map(plan.levels.map((level) => [level.id, feedDistanceM(level)]));
  return Float64Array.from(candidates, (antenna) =>
    antennaCostCny(antenna, feeds.get(antenna.level)?.(antenna.position) ?? 0, costs),
  );
}
