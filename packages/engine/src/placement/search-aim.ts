import type { Plan } from '../plan/schema.ts';
import { type Monitor, reportProgress } from '../progress.ts';
import { chanceToPass, type SearchWalk } from './chance-to-pass.ts';
import type { LevelEvaluator } from './level-evaluator.ts';
import { pruneGarage } from './prune-garage.ts';
import { type SearchBudget, searchLevel } from './search-level.ts';

/** Aims tried from the lowest: expected coverage per level that lets the walk pass with the confidence. */
const aimStep = 0.004;
const highestAim = 0.998;
/** Candidate sets per level, the coverage they were searched for, and whether they pass. */
export interface SearchResult {
  sets: number[][];
  aimRatio: number;
  met: boolean;
}

/** The smallest sets over a rising aim whose chance to pass reaches the confidence. */
export function searchAim(
  plan: Plan,
  evaluators: readonly LevelEvaluator[],
  walk: SearchWalk,
  budget: SearchBudget,
  chanceReserve: number,
  monitor: Monitor | undefined,
): SearchResult {
  const { coverageRatio, confidence } = plan.requirements;
  const needed = Math.min(0.9999, confidence + chanceReserve);
  const everything = evaluators.map(({ demand }) => demand.candidates.map((_, candidate) => candidate));
  if (chanceToPass(walk, evaluators, everything) < needed) {
    return { sets: bestEffort(evaluators, everything, budget), aimRatio: highestAim, met: false };
  }
  let sets: number[][] = evaluators.map(() => []);
  let low = coverageRatio;
  let high = highestAim;
  let found: SearchResult | undefined;
  const tries = Math.ceil(Math.log2((high - low) / aimStep));
  for (let attempt = 0; attempt <= tries; attempt += 1) {
    const aimRatio = attempt === tries && !found ? highestAim : (low + high) / 2;
    sets = evaluators.map((evaluator, index) => {
      reportProgress(
        monitor,
        'place',
        (attempt + index / evaluators.length) / (tries + 1),
        `${plan.levels[index].id}: coverage ${(100 * aimRatio).toFixed(1)} %`,
      );
      return searchLevel(evaluator, aimRatio, budget);
    });
    const met = chanceToPass(walk, evaluators, sets) >= needed;
    if (met && (!found || count(sets) <= count(found.sets))) found = { sets, aimRatio, met };
    // Out of time with nothing found yet, the attempts that are left are greedy ones, which are quick.
    if (found && budget.expired?.()) break;
    if (met) high = aimRatio;
    else low = aimRatio;
  }
  if (!found) return { sets, aimRatio: highestAim, met: false };
  return { ...found, sets: pruneGarage(evaluators, found.sets, walk, needed) };
}

/** Share of what all candidates together cover that an unreachable target is still planned for. */
const bestEffortShare = 0.95;

/** Sets for a target that even all candidates together miss: most of what can be had, level by level. */
function bestEffort(
  evaluators: readonly LevelEvaluator[],
  everything: readonly number[][],
  budget: SearchBudget,
): number[][] {
  return evaluators.map((evaluator, level) => {
    const all = evaluator.score(evaluator.sums(everything[level]), -1, 1);
    return searchLevel(evaluator, bestEffortShare * all.coverageRatio, { ...budget, swapPasses: 0 });
  });
}

function count(sets: readonly number[][]): number {
  return sets.reduce((sum, set) => sum + set.length, 0);
}
