import type { Highs } from 'highs';
import type { BoundPoint, BoundProblem } from './bound-problem.ts';
import { type BoundBudget, BoundTree, type BoundTreeResult, type TreeHooks } from './bound-tree.ts';
import { CoverageCuts } from './coverage-cuts.ts';
import { LinearProgram, type Row } from './linear-program.ts';
import { majorantsOf } from './majorants.ts';

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
  let columns = candidateCount;
  const layers = problem.layers.map((layer) => {
    const cuts = new CoverageCuts(layer, layer.served.map(majorantsOf), columns, problem.knownCount);
    columns += cuts.weights.length;
    return cuts;
  });
  const costs = new Float64Array(columns).fill(1, 0, candidateCount);
  const lower = new Float64Array(columns);
  for (const candidate of problem.fixed) lower[candidate] = 1;
  const program = new LinearProgram(highs, costs, lower, new Float64Array(columns).fill(1), () =>
    hooks.expired(),
  );
  try {
    program.addRows([...layers.map((layer) => layer.neededRow()), ...problem.points.map(pointRow)], true);
    // Without antennas every block claims all: the cuts from nothing.
    const nothing = new Float64Array(columns).fill(1, candidateCount);
    program.addRows(
      layers.flatMap((layer) => layer.separate(nothing, 0).cuts),
      false,
    );
    return new BoundTree(program, problem, layers, budget, hooks).run();
  } finally {
    program.dispose();
  }
}

const nothingToPlace: BoundTreeResult = {
  ...{ lowerBound: 0, rootBound: 0, nodes: 0, linearPrograms: 0, iterations: 0, cuts: 0 },
  stopped: 'proven',
};

function pointRow({ candidates, shares }: BoundPoint): Row {
  return { columns: candidates, values: shares, lower: 1, upper: Number.POSITIVE_INFINITY };
}
