import type { BoundProblem } from './bound-problem.ts';
import { chooseBranch } from './choose-branch.ts';
import type { CoverageCuts } from './coverage-cuts.ts';
import type { LinearProgram, LinearSolution } from './linear-program.ts';
import { type Choice, RegionBounds } from './region-bounds.ts';
import { findRegions, type Region } from './regions.ts';

/** How much is done at most: counts, so that results repeat. */
export interface BoundBudget {
  linearPrograms: number;
  /** Simplex iterations times the program's rows and columns. */
  work: number;
  rootRounds: number;
  nodeRounds: number;
}

interface Node {
  choices: readonly Choice[];
  /** No solution of the node has less. */
  bound: number;
}

/** How the search for a bound went. */
export interface BoundTreeResult {
  lowerBound: number;
  /** Bound of the linear program alone, a fraction. */
  rootBound: number;
  nodes: number;
  linearPrograms: number;
  iterations: number;
  cuts: number;
  /** Why it stopped. */
  stopped: 'proven' | 'budget' | 'expired' | 'unsolved';
  /** A set of candidates that passes, smaller than what was known. */
  better?: number[];
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
const roundingSlack = 1e-6;

/**
 * Branch and bound on how many antennas regions have. All solutions with at most K antennas are ruled out before K + 1 are
 * looked at; what has a bound above K is kept for later.
 */
export class BoundTree {
  readonly #problem: BoundProblem;
  readonly #layers: readonly CoverageCuts[];
  readonly #budget: BoundBudget;
  readonly #hooks: TreeHooks;
  readonly #program: LinearProgram;
  readonly #regions: Region[];
  readonly #bounds: RegionBounds;
  /** [candidates]: whether no solution with the count in question has it. */
  readonly #isClosed: Uint8Array;
  #best: number;
  #better: number[] | undefined;
  #nodes = 0;
  #cuts = 0;

  constructor(
    program: LinearProgram,
    problem: BoundProblem,
    layers: readonly CoverageCuts[],
    budget: BoundBudget,
    hooks: TreeHooks,
  ) {
    this.#program = program;
    this.#problem = problem;
    this.#layers = layers;
    this.#budget = budget;
    this.#hooks = hooks;
    this.#best = problem.knownCount;
    this.#isClosed = new Uint8Array(problem.positions.length);
    const fixed = new Set(problem.fixed);
    const open = Int32Array.from([...problem.positions.keys()].filter((candidate) => !fixed.has(candidate)));
    this.#regions = findRegions(problem.positions, problem.levels, open);
    this.#bounds = new RegionBounds(program, this.#regions);
  }

  run(): BoundTreeResult {
    const root = this.#solveNode(
      { choices: [], bound: 0 },
      this.#budget.rootRounds,
      Number.POSITIVE_INFINITY,
    );
    const rootBound = root.bound;
    let least = Math.max(this.#problem.fixed.length, Math.ceil(rootBound - roundingSlack));
    let open: Node[] = [{ choices: [], bound: rootBound }];
    let stopped: BoundTreeResult['stopped'] = 'proven';
    while (least < this.#best && stopped === 'proven') {
      this.#close(root, least);
      const later: Node[] = [];
      stopped = this.#ruleOut(least, open, later);
      if (stopped !== 'proven' || least >= this.#best) break;
      open = later;
      const next = Math.min(...later.map(({ bound }) => Math.ceil(bound - roundingSlack)));
      least = Math.min(this.#best, Math.max(least + 1, next));
    }
    return {
      lowerBound: Math.min(least, this.#best),
      rootBound,
      nodes: this.#nodes,
      linearPrograms: this.#program.solves,
      iterations: this.#program.iterations,
      cuts: this.#cuts,
      stopped,
      ...(this.#better ? { better: this.#better } : {}),
    };
  }

  /** Closes candidates that would cost more than `count` by the reduced costs of the root's program. */
  #close({ solution }: { solution: LinearSolution }, count: number): void {
    if (!solution.isSolved || !Number.isFinite(solution.bound)) return;
    for (let candidate = 0; candidate < this.#isClosed.length; candidate += 1) {
      const reduced = solution.reducedCosts[candidate];
      this.#isClosed[candidate] =
        reduced > 0 && solution.bound + reduced > count + 10 * roundingSlack ? 1 : 0;
    }
    for (const candidate of this.#problem.fixed) this.#isClosed[candidate] = 0;
  }

  /** Looks at all nodes that may hold a solution with `count` antennas; what cannot goes to `later`. */
  #ruleOut(count: number, open: readonly Node[], later: Node[]): BoundTreeResult['stopped'] {
    const stack = [...open].sort((a, b) => b.bound - a.bound);
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (node.bound > count + roundingSlack) {
        later.push(node);
        continue;
      }
      if (this.#isSpent()) return 'budget';
      if (this.#hooks.expired()) return 'expired';
      this.#hooks.report(count, this.#best);
      this.#nodes += 1;
      const { solution, bound } = this.#solveNode(node, this.#budget.nodeRounds, count);
      if (!solution.isSolved) return this.#hooks.expired() ? 'expired' : 'unsolved';
      if (bound > count + roundingSlack) {
        later.push({ choices: node.choices, bound });
        continue;
      }
      const branch = chooseBranch(this.#regions, solution.columns);
      if (!branch) {
        const candidates = chosenOf(solution.columns, this.#problem.positions.length);
        if (this.#hooks.passes(candidates)) {
          this.#best = candidates.length;
          this.#better = candidates;
          return 'proven';
        }
        this.#forbid(candidates);
        stack.push(node);
        continue;
      }
      const { region, value } = branch;
      const low = Math.floor(value);
      const down = { choices: [...node.choices, { region, lower: 0, upper: low }], bound };
      const up = {
        choices: [
          ...node.choices,
          { region, lower: low + 1, upper: this.#regions[region].candidates.length },
        ],
        bound,
      };
      // The likelier side first: its solutions are near.
      if (value - low > 0.5) stack.push(down, up);
      else stack.push(up, down);
    }
    return 'proven';
  }

  /** Solves a node, adding cuts for so many rounds or until its bound is above `count`. */
  #solveNode(node: Node, rounds: number, count: number): { solution: LinearSolution; bound: number } {
    this.#bounds.enter(node.choices, this.#isClosed);
    let solution = this.#program.solve();
    let bound = node.bound;
    for (let round = 0; ; round += 1) {
      bound = Math.max(bound, solution.bound);
      if (!solution.isSolved || bound > count + roundingSlack) break;
      const isIntegral = this.#isIntegral(solution.columns);
      if (round >= rounds && !isIntegral) break;
      const added = this.#separate(solution.columns);
      if (added === 0 || this.#isSpent() || this.#hooks.expired()) break;
      solution = this.#program.solve();
    }
    if (solution.isSolved && Number.isFinite(solution.bound)) this.#program.purge();
    return { solution, bound };
  }

  #isSpent(): boolean {
    return this.#program.solves >= this.#budget.linearPrograms || this.#program.work >= this.#budget.work;
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
    this.#cuts += added;
    return added;
  }

  #isIntegral(columns: Float64Array): boolean {
    for (let candidate = 0; candidate < this.#problem.positions.length; candidate += 1) {
      if (Math.abs(columns[candidate] - Math.round(columns[candidate])) > 1e-6) return false;
    }
    return true;
  }

  /** Rules out one set of candidates, and no other. */
  #forbid(candidates: readonly number[]): void {
    const chosen = new Set(candidates);
    const columns = Int32Array.from(this.#problem.positions.keys());
    this.#program.addRows(
      [
        {
          columns,
          values: Float64Array.from(columns, (candidate) => (chosen.has(candidate) ? -1 : 1)),
          lower: 1 - candidates.length,
          upper: Number.POSITIVE_INFINITY,
        },
      ],
      true,
    );
  }
}

function chosenOf(columns: Float64Array, count: number): number[] {
  return Array.from({ length: count }, (_, candidate) => candidate).filter(
    (candidate) => columns[candidate] > 0.5,
  );
}
