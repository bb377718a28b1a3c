import type { Highs } from 'highs';
import type { Row } from '../../../core/index.ts';
import type { BoundProblem } from './bound-problem.ts';
import { openBoundProgram } from './bound-program.ts';

/** Rounds of cuts for each level. */
const rounds = 12;
/**
 * A fraction of the whole: a cut must miss this fraction of its block, and bounds this much above an integer count for
 * the next one.
 */
const cutTolerance = 1e-3;
const roundingSlack = 1e-6;

/**
 * The fewest antennas that each level has in whatever set of at most `knownCount` candidates satisfies a problem, by a linear
 * program each; they need not add up to the bound of the whole.
 * @returns [levels]; 0 where nothing is known
 */
export function boundLevels(
  highs: Highs,
  problem: BoundProblem,
  levelCount: number,
  isStopped: () => boolean,
): number[] {
  return Array.from({ length: levelCount }, (_, level) => boundLevel(highs, problem, level, isStopped));
}

function boundLevel(highs: Highs, problem: BoundProblem, level: number, isStopped: () => boolean): number {
  const candidates = Int32Array.from(problem.positions.keys());
  const costs = Float64Array.from(candidates, (candidate) => (problem.levels[candidate] === level ? 1 : 0));
  if (!costs.includes(1)) return 0;
  // The other levels have no more than what is known leaves to them.
  const few: Row = {
    columns: candidates,
    values: new Float64Array(candidates.length).fill(1),
    lower: 0,
    upper: problem.knownCount,
  };
  const { program, layers } = openBoundProgram(highs, problem, costs, isStopped, [few]);
  try {
    let bound = 0;
    for (let round = 0; round <= rounds && !isStopped(); round += 1) {
      const solution = program.solve();
      if (!solution.isSolved || !Number.isFinite(solution.bound)) break;
      bound = Math.max(bound, solution.bound);
      let added = 0;
      for (const layer of layers) {
        const { servedLocations, cuts } = layer.separate(solution.columns, cutTolerance);
        if (servedLocations >= layer.neededLocations - 1e-6) continue;
        program.addRows(cuts, false);
        added += cuts.length;
      }
      if (added === 0) break;
    }
    return Math.ceil(bound - roundingSlack);
  } finally {
    program.dispose();
  }
}
