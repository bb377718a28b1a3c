import type { Antenna, objectives, Plan } from '../../../plan/index.ts';
import { candidateId } from '../candidates/candidate.ts';
import { antennaCostCny, type PlacementCosts } from '../candidates/costs.ts';
import { feedDistanceM } from '../candidates/feed-distance.ts';
import type { GarageDemand } from '../garage-demand.ts';
import type { GarageEvaluator } from '../garage-evaluator.ts';
import type { PassEvaluator } from '../pass-evaluator.ts';
import { type SearchOptions, type SearchResult, searchGarage } from '../search-garage.ts';
import { searchCost } from './search-cost.ts';

/** How far from a new antenna one that hangs already may take its place, metres. */
const reachM = 30;

/**
 * A set of candidates with which the acceptance passes and that has the least of what is asked for, as far as was searched.
 * Of antennas that hang already as many stay as the number of antennas allows. For cost it costs no more than the set with
 * the fewest antennas that the same search finds.
 */
export function searchObjective(
  evaluator: GarageEvaluator,
  passEvaluator: PassEvaluator,
  options: ObjectiveOptions,
): ObjectiveResult {
  let fewest = searchGarage(evaluator, passEvaluator, options);
  if (fewest.met && options.start && options.alsoAnew && !options.stopped()) {
    const anew = searchGarage(evaluator, passEvaluator, { ...options, start: undefined });
    if (anew.met && anew.set.length < fewest.set.length) fewest = anew;
  }
  if (!fewest.met) return { ...fewest, alternatives: [] };
  return objectiveRow(options.objective).improve(fewest, evaluator, passEvaluator, options);
}

/**
 * A passing set of as many candidates with as many as possible of those that hang already: new ones give way to the nearest
 * old ones while the set passes. The set's other candidates stay where they are.
 * @param isKnown whether a candidate hangs already
 */
function retainKnown(
  set: readonly number[],
  candidates: readonly Antenna[],
  isKnown: (candidate: number) => boolean,
  { passes, stopped }: { passes: (set: readonly number[]) => boolean; stopped: () => boolean },
): number[] {
  let retained = [...set];
  const known = candidates.flatMap((_, candidate) => (isKnown(candidate) ? [candidate] : []));
  for (const fresh of set) {
    if (isKnown(fresh)) continue;
    const nearest = known
      .filter((old) => !retained.includes(old) && candidates[old].level === candidates[fresh].level)
      .map((old) => ({ old, farM: distanceM(candidates[old], candidates[fresh]) }))
      .filter(({ farM }) => farM <= reachM)
      .sort((a, b) => a.farM - b.farM);
    for (const { old } of nearest) {
      if (stopped()) return retained;
      const swapped = retained.map((candidate) => (candidate === fresh ? old : candidate));
      if (!passes(swapped)) continue;
      retained = swapped;
      break;
    }
  }
  return retained;
}

function distanceM({ position: a }: Antenna, { position: b }: Antenna): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/**
 * An objective to be minimised by a placement. A row decides all that the program does differently for one.
 */
export interface ObjectiveRow {
  id: string;
  /** A lower bound is proved of it: where a smaller set turns up in the proof, that is taken. */
  isCount?: true;
  /** Whoever reads the result is told what the network costs. */
  saysCost?: true;
  /**
   * Worth of a set; less is better.
   * @param costCny what the set costs, worked out when asked
   */
  worth(set: readonly number[], costCny: () => number): number;
  /** The set that has least of it, from the one with the fewest antennas that the same search found. */
  improve(
    fewest: SearchResult,
    evaluator: GarageEvaluator,
    passEvaluator: PassEvaluator,
    options: ObjectiveOptions,
  ): ObjectiveResult;
}

const rows = [
  {
    id: 'antennas',
    isCount: true,
    worth: (set) => set.length,
    improve: (fewest, { demand: { candidates, fixedCount } }, passEvaluator, { stopped }) => {
      const isKnown = (candidate: number) =>
        candidate < fixedCount || candidates[candidate].id !== candidateId;
      const passes = (other: readonly number[]) => passEvaluator.passes(other);
      const set = retainKnown(fewest.set, candidates, isKnown, { passes, stopped });
      return { ...fewest, set, alternatives: [] };
    },
  },
  {
    id: 'cost',
    saysCost: true,
    worth: (_, costCny) => costCny(),
    improve: ({ set, aimRatio }, evaluator, passEvaluator, options) =>
      searchCost(evaluator, passEvaluator, options.costsCny, { ...options, starts: [set], aimRatio }),
  },
] as const satisfies readonly (ObjectiveRow & { id: Objective })[];

/** Id of an objective. */
export type Objective = (typeof objectives)[number];

/** The objectives of a placement, the usual one first. */
export const objectiveRows: readonly (ObjectiveRow & { id: Objective })[] = rows;

/** The row of an objective, of the usual one where none is named. */
export function objectiveRow(id: Objective = rows[0].id): ObjectiveRow {
  return objectiveRows.find((row) => row.id === id) ?? rows[0];
}

export interface ObjectiveOptions extends SearchOptions {
  objective?: Objective;
  /** [candidates] */
  costsCny: Float64Array;
  /** Searches from nothing too where there is a start, which may be a bad one: the fewer antennas win. */
  alsoAnew?: boolean;
}

export interface ObjectiveResult extends SearchResult {
  /** Sets that pass too and cost little more, for cost: the set itself first. */
  alternatives: number[][];
}

/** Candidates that hang already and need not stay. */
export function knownCandidates({ candidates, fixedCount }: GarageDemand): number[] {
  return candidates.flatMap(({ id }, index) => (index >= fixedCount && id !== candidateId ? [index] : []));
}

/** Cost of each candidate with the cable to the nearest tray or room, estimated, CNY. [candidates] */
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
