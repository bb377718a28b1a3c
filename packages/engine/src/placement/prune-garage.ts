import { chanceToPass, type SearchWalk } from './chance-to-pass.ts';
import type { LevelEvaluator } from './level-evaluator.ts';

/** How many of the least missed antennas are tried before the garage counts as pruned. */
const mostTries = 3;

/**
 * Takes out antennas one by one, the least missed first, while the whole garage still passes with the chance
 * `needed` and every point stays served: levels share one aim, so one of them may have an antenna to spare.
 */
export function pruneGarage(
  evaluators: readonly LevelEvaluator[],
  sets: readonly number[][],
  walk: SearchWalk,
  needed: number,
): number[][] {
  const shorter = shorterSets(evaluators, sets)
    .slice(0, mostTries)
    .find((candidate) => chanceToPass(walk, evaluators, candidate) >= needed);
  return shorter ? pruneGarage(evaluators, shorter, walk, needed) : sets.map((set) => [...set]);
}

/** The sets with one antenna less that still serve every point, the least missed floor first. */
function shorterSets(evaluators: readonly LevelEvaluator[], sets: readonly number[][]): number[][][] {
  const options: { sets: number[][]; missedCells: number }[] = [];
  sets.forEach((set, level) => {
    const evaluator = evaluators[level];
    for (const candidate of set) {
      if (candidate < evaluator.demand.fixedCount) continue;
      const rest = set.filter((other) => other !== candidate);
      const score = evaluator.score(evaluator.sums(rest), -1, 1);
      if (score.pointsServed < evaluator.reachablePoints.length) continue;
      options.push({
        sets: sets.map((other, index) => (index === level ? rest : [...other])),
        missedCells: (1 - score.coverageRatio) * evaluator.demand.cellIndices.length,
      });
    }
  });
  // What all levels miss together decides; the other levels' share is common to the options of one level only.
  const missedBefore = sets.map((set, level) => {
    const evaluator = evaluators[level];
    const { coverageRatio } = evaluator.score(evaluator.sums(set), -1, 1);
    return (1 - coverageRatio) * evaluator.demand.cellIndices.length;
  });
  const added = (option: (typeof options)[number]) =>
    option.missedCells - missedBefore[option.sets.findIndex((set, level) => set.length < sets[level].length)];
  return options.sort((a, b) => added(a) - added(b)).map((option) => option.sets);
}
