import type { Highs } from 'highs';
import { LinearProgram, type Row } from '../../../core/index.ts';
import type { BoundPoint, BoundProblem } from './bound-problem.ts';
import { majorantsOf } from './cached-majorants.ts';
import { CoverageCuts } from './coverage-cuts.ts';

/** A problem as a linear program, and its layers, which give cuts. */
export interface BoundProgram {
  program: LinearProgram;
  layers: CoverageCuts[];
}

/**
 * The linear program of a problem with the cuts of no antennas at all; it holds for sets of at most `knownCount` candidates.
 * @param costs [candidates]: what is to be least
 * @param more rows that stay
 */
export function openBoundProgram(
  highs: Highs,
  problem: BoundProblem,
  costs: ArrayLike<number>,
  isStopped: () => boolean,
  more: readonly Row[] = [],
): BoundProgram {
  const candidateCount = problem.positions.length;
  let columns = candidateCount;
  const layers = problem.layers.map((layer) => {
    const majorants = layer.served.map((served) => majorantsOf(served, highs));
    const cuts = new CoverageCuts(layer, majorants, columns, problem.knownCount);
    columns += cuts.weights.length;
    return cuts;
  });
  const allCosts = new Float64Array(columns);
  allCosts.set(costs);
  const lower = new Float64Array(columns);
  for (const candidate of problem.fixed) lower[candidate] = 1;
  const program = new LinearProgram(highs, allCosts, lower, new Float64Array(columns).fill(1), isStopped);
  const needed = layers.map((layer) => layer.neededRow());
  program.addRows([...needed, ...problem.points.map(pointRow), ...more], true);
  // Without antennas every block claims all: the cuts from nothing.
  const nothing = new Float64Array(columns).fill(1, candidateCount);
  program.addRows(
    layers.flatMap((layer) => layer.separate(nothing, 0).cuts),
    false,
  );
  return { program, layers };
}

function pointRow({ candidates, fractions }: BoundPoint): Row {
  return { columns: candidates, values: fractions, lower: 1, upper: Number.POSITIVE_INFINITY };
}
