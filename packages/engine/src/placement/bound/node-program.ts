import type { CoverageCuts } from './coverage-cuts.ts';
import type { LinearProgram, LinearSolution } from './linear-program.ts';
import { type Choice, RegionBounds } from './region-bounds.ts';

/** How much is done at most: counts, so that results repeat. */
export interface BoundBudget {
  linearPrograms: number;
  /** Simplex iterations times the program's rows and columns; while more than `tolerable` antennas are in doubt, `mostWork`. */
  work: number;
  mostWork: number;
  tolerable: number;
  rootRounds: number;
  nodeRounds: number;
  /** Doubts whose two sides are tried before a root is branched, and any other node. */
  rootTrials: number;
  nodeTrials: number;
}

export interface TreeHooks {
  /** Whether a set of candidates passes, as the search has it. */
  passes(candidates: readonly number[]): boolean;
  /** Hears the bound. */
  report(lowerBound: number, best: number): void;
  /** Whether to end with what is proved: the time is over, or it was cancelled. */
  expired(): boolean;
}

/** Coverage that a cut must miss to be worth adding, share of its block. */
const cutTolerance = 1e-3;
/** Bounds this much above an integer count for the next one. */
export const roundingSlack = 1e-6;

/** The linear program of one node of the search after another: bounds of its regions, and cuts as its solutions ask for them. */
export class NodeProgram {
  /** Cuts that were added. */
  cuts = 0;
  readonly #program: LinearProgram;
  readonly #candidateCount: number;
  readonly #layers: readonly CoverageCuts[];
  readonly #budget: BoundBudget;
  readonly #hooks: TreeHooks;
  readonly #bounds: RegionBounds;

  constructor(
    program: LinearProgram,
    candidateCount: number,
    layers: readonly CoverageCuts[],
    budget: BoundBudget,
    hooks: TreeHooks,
  ) {
    this.#program = program;
    this.#candidateCount = candidateCount;
    this.#layers = layers;
    this.#budget = budget;
    this.#hooks = hooks;
    this.#bounds = new RegionBounds(program);
  }

  /** Solves a node, adding cuts for so many rounds or until its bound is above `count`. */
  solve(
    choices: readonly Choice[],
    least: number,
    rounds: number,
    count: number,
  ): { solution: LinearSolution; bound: number } {
    this.#bounds.enter(choices);
    let solution = this.#program.solve();
    let bound = least;
    for (let round = 0; ; round += 1) {
      bound = Math.max(bound, solution.bound);
      if (!solution.isSolved || bound > count + roundingSlack) break;
      if (round >= rounds && !this.isIntegral(solution.columns)) break;
      const added = this.#separate(solution.columns);
      if (added === 0 || this.isSpent(Number.POSITIVE_INFINITY) || this.#hooks.expired()) break;
      solution = this.#program.solve();
    }
    if (solution.isSolved && Number.isFinite(solution.bound)) this.#program.purge();
    return { solution, bound };
  }

  /** The bound of the node that was solved last with one choice more, by the cuts that are there. */
  tryOut(side: Choice, bound: number): number {
    const solution = this.#bounds.with(side, () => this.#program.solve());
    return solution.isSolved ? Math.max(bound, solution.bound) : bound;
  }

  /** @param doubtful antennas of the best set known beyond those that are proved */
  isSpent(doubtful: number): boolean {
    const { linearPrograms, work, mostWork, tolerable } = this.#budget;
    const most = doubtful > tolerable ? mostWork : work;
    return this.#program.solves >= linearPrograms || this.#program.work >= most;
  }

  isIntegral(columns: Float64Array): boolean {
    for (let candidate = 0; candidate < this.#candidateCount; candidate += 1) {
      if (Math.abs(columns[candidate] - Math.round(columns[candidate])) > 1e-6) return false;
    }
    return true;
  }

  /** Cuts of the layers that claim more than they have at x; 0 where none does. */
  #separate(columns: Float64Array): number {
    let added = 0;
    for (const layer of this.#layers) {
      const { servedPlaces, cuts } = layer.separate(columns, cutTolerance);
      if (servedPlaces >= layer.neededPlaces - 1e-6) continue;
      this.#program.addRows(cuts, false);
      added += cuts.length;
    }
    this.cuts += added;
    return added;
  }
}
