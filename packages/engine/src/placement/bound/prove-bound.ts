import type { Highs } from 'highs';
import type { BoundProblem } from './bound-problem.ts';
import { openBoundProgram } from './bound-program.ts';
import { BoundTree, type BoundTreeResult } from './bound-tree.ts';
import type { BoundBudget, TreeHooks } from './node-program.ts';

/**
 * The fewest candidates that may satisfy a problem: linear program over all layers and points at once, then branch and
 * bound. Holds for every set of the candidates with at most `knownCount` antennas.
 */
export function proveBound(
  highs: Highs,
  problem: BoundProblem,
  budget: BoundBudget,
  hooks: TreeHooks,
): BoundTreeResult {
  const candidateCount = problem.positions.length;
  if (candidateCount === 0) return nothingToPlace;
  const costs = new Float64Array(candidateCount).fill(1);
  const { program, layers } = openBoundProgram(highs, problem, costs, () => hooks.expired());
  try {
    return new BoundTree(program, problem, layers, budget, hooks).run();
  } finally {
    program.dispose();
  }
}

const nothingToPlace: BoundTreeResult = {
  ...{ lowerBound: 0, rootBound: 0, nodes: 0, linearPrograms: 0, iterations: 0, cuts: 0 },
  stopped: 'proven',
};
