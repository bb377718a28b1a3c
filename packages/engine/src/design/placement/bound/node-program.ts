import type { LinearEffort, LinearProgram, LinearSolution, Row } from '../../../core/index.ts';
import type { CoverageCuts } from './coverage-cuts.ts';
import { type Choice, RegionBounds } from './region-bounds.ts';

/** Limits on the effort: counts, so that results repeat. */
export interface BoundBudget {
  linearPrograms: number;
  /** Simplex iterations times the nonzeros of the program. */
  work: number;
  rootRounds: number;
  nodeRounds: number;
  /** Doubts whose two sides are tried before a root is branched, and any other node at least. */
  rootBranchings: number;
  nodeBranchings: number;
}

/** Coverage that a cut must miss to be worth adding, fraction of its block. */
const cutTolerance = 1e-3;
/** Bounds this much above an integer count for the next one. */
export const roundingSlack = 1e-6;

/** The next doubt brings more once a round of cuts gains less than this fraction of what is missing to the count. */
const littleGainRatio = 0.3;

/** A program is made anew without its closed candidates once this fraction of them is left. */
const narrowRatio = 0.8;

/** [candidates]: 1 where none is placed. */
export type Closed = Uint8Array;

/** Some of the solutions. */
export interface Node {
  choices: readonly Choice[];
  closed: Closed;
  /** No solution of the node has less. */
  bound: number;
  /** Fraction of all solutions that it stands for where every choice halves them, 0–1. */
  ratio: number;
}

/** A node's linear program, solved. */
export interface Solved {
  solution: LinearSolution;
  bound: number;
}

/** The linear program of one node of the search after another: bounds of its regions, and cuts as its solutions ask for them. */
export class NodeProgram {
  /** Cuts that were added. */
  cuts = 0;
  readonly #program: LinearProgram;
  readonly #candidateCount: number;
  readonly #layers: readonly CoverageCuts[];
  readonly #budget: BoundBudget;
  readonly #isStopped: () => boolean;
  readonly #bounds: RegionBounds;
  /** Candidates that may be placed and that the program has. */
  readonly #open: readonly number[];

  /**
   * @param open candidates that may be placed
   * @param isStopped whether to end with what is proved
   */
  constructor(
    program: LinearProgram,
    candidateCount: number,
    open: readonly number[],
    layers: readonly CoverageCuts[],
    budget: BoundBudget,
    isStopped: () => boolean,
    bounds = new RegionBounds(program),
  ) {
    this.#program = program;
    this.#candidateCount = candidateCount;
    this.#open = open;
    this.#layers = layers;
    this.#budget = budget;
    this.#isStopped = isStopped;
    this.#bounds = bounds;
  }

  get effort(): LinearEffort {
    return this.#program.effort;
  }

  /** Solves a node, adding cuts for so many rounds or until its bound is above `count`. */
  solve({ choices, bound: min, closed }: Node, rounds: number, count: number): Solved {
    this.#setClosed(closed);
    this.#bounds.enter(choices);
    let solution = this.#program.solve();
    let bound = min;
    for (let round = 0; ; round += 1) {
      const before = bound;
      bound = Math.max(bound, solution.bound);
      if (!solution.isSolved || bound > count + roundingSlack) break;
      const isLittle =
        round > 0 && Number.isFinite(count) && bound - before < littleGainRatio * (count - bound);
      if ((round >= rounds || isLittle) && !this.isIntegral(solution.columns)) break;
      const added = this.#separate(solution.columns);
      if (added === 0 || this.isSpent() || this.#isStopped()) break;
      solution = this.#program.solve();
    }
    if (solution.isSolved && Number.isFinite(solution.bound)) this.#program.purge();
    this.#program.remember();
    return { solution, bound };
  }

  #setClosed(closed: Closed): void {
    for (const candidate of this.#open) this.#program.setColumn(candidate, 0, closed[candidate] ? 0 : 1);
  }

  /**
   * Closes what would cost more than `count` by the reduced costs of a node's solution, besides what was closed there: it is
   * in no solution of the node with so many antennas.
   */
  close(before: Closed, { bound, isSolved, reducedCosts }: LinearSolution, count: number): Closed {
    if (!isSolved || !Number.isFinite(bound)) return before;
    const closed = before.slice();
    for (const candidate of this.#open) {
      const reduced = reducedCosts[candidate];
      if (reduced > 0 && bound + reduced > count + 10 * roundingSlack) closed[candidate] = 1;
    }
    this.#setClosed(closed);
    return closed;
  }

  /** Rules out one set of candidates, and no other. */
  forbid(candidates: readonly number[]): void {
    this.#program.addRows([forbidRow(candidates, this.#candidateCount)], true);
  }

  /** A program without the closed candidates where that makes it much smaller. */
  narrowed(closed: Closed): NodeProgram | undefined {
    const open = this.#open.filter((candidate) => closed[candidate] === 0);
    if (open.length > narrowRatio * this.#open.length) return undefined;
    const program = this.#program.narrowed();
    const bounds = this.#bounds.narrowed(program);
    return new NodeProgram(
      ...([program, this.#candidateCount, open, this.#layers, this.#budget, this.#isStopped] as const),
      bounds,
    );
  }

  /** Takes over what a narrower one found, and ends it. */
  absorb(narrow: NodeProgram): void {
    this.cuts += narrow.cuts;
    this.#program.learn(narrow.#program);
    narrow.dispose();
  }

  dispose(): void {
    this.#program.dispose();
  }

  /** The bound of the node that was solved last with one choice more, by the cuts that are there. */
  strongBranch(side: Choice, bound: number): number {
    const solution = this.#bounds.with(side, () => {
      this.#program.recall();
      return this.#program.solve();
    });
    return solution.isSolved ? Math.max(bound, solution.bound) : bound;
  }

  isSpent(): boolean {
    const { linearPrograms, work } = this.#budget;
    return this.effort.solves >= linearPrograms || this.effort.work >= work;
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
      const { servedLocations, cuts } = layer.separate(columns, cutTolerance);
      if (servedLocations >= layer.neededLocations - 1e-6) continue;
      this.#program.addRows(cuts, false);
      added += cuts.length;
    }
    this.cuts += added;
    return added;
  }
}

/** Rules out one set of candidates, and no other. */
function forbidRow(candidates: readonly number[], count: number): Row {
  const chosen = new Set(candidates);
  const columns = Int32Array.from({ length: count }, (_, candidate) => candidate);
  return {
    columns,
    values: Float64Array.from(columns, (candidate) => (chosen.has(candidate) ? -1 : 1)),
    lower: 1 - candidates.length,
    upper: Number.POSITIVE_INFINITY,
  };
}
