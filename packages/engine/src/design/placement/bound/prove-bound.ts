import type { Highs } from 'highs';
import type { BoundProblem } from './bound-problem.ts';
import { openBoundProgram } from './bound-program.ts';
import { BoundTree } from './bound-tree.ts';
import type { BoundBudget } from './node-program.ts';
import type { ProofResult, ProofState, ProofStep } from './proof-state.ts';

export interface TreeHooks {
  /** Whether a set of candidates passes, as the search has it. */
  passes(candidates: readonly number[]): boolean;
  /** Hears how far it is, and says whether it goes on; default: always. */
  goesOn?(state: ProofState): boolean;
  /** Whether to end with what is proved: the time is over, or it was cancelled. */
  expired(): boolean;
}

/**
 * The fewest candidates that may satisfy a problem: linear program over all layers and points at once, then branch and
 * bound. Holds for every set of the candidates with at most `knownCount` antennas.
 */
export function proveBound(
  highs: Highs,
  problem: BoundProblem,
  budget: BoundBudget,
  { passes, goesOn = () => true, expired }: TreeHooks,
): ProofResult {
  const steps = proofSteps(highs, problem, budget, expired);
  try {
    let { done, value } = steps.next();
    while (!done) {
      const step = value as ProofStep;
      ({ done, value } = steps.next('state' in step ? goesOn(step.state) : passes(step.question)));
    }
    return value as ProofResult;
  } finally {
    steps.return(nothingToPlace);
  }
}

/** The same step by step, for a thread that has to listen in between. */
export function* proofSteps(
  highs: Highs,
  problem: BoundProblem,
  budget: BoundBudget,
  isStopped: () => boolean,
): Generator<ProofStep, ProofResult, boolean> {
  const candidateCount = problem.positions.length;
  if (candidateCount === 0) return nothingToPlace;
  const costs = new Float64Array(candidateCount).fill(1);
  const { program, layers } = openBoundProgram(highs, problem, costs, isStopped);
  try {
    return yield* new BoundTree(program, problem, layers, budget, isStopped).run();
  } finally {
    program.dispose();
  }
}

const nothingToPlace: ProofResult = {
  ...{ lowerBound: 0, rootBound: 0, nodes: 0, linearPrograms: 0, iterations: 0, cuts: 0, work: 0 },
  stopped: 'proven',
};
