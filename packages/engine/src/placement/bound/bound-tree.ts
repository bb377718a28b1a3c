import type { BoundProblem } from './bound-problem.ts';
import { BranchMemory, bestTrial, type Trial } from './choose-branch.ts';
import type { CoverageCuts } from './coverage-cuts.ts';
import type { LinearProgram, LinearSolution, Row } from './linear-program.ts';
import { type BoundBudget, NodeProgram, roundingSlack, type TreeHooks } from './node-program.ts';
import type { Choice } from './region-bounds.ts';
import { Regions } from './regions.ts';

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

/**
 * Branch and bound on how many antennas regions have. All solutions with at most K antennas are ruled out before K + 1 are
 * looked at; what has a bound above K is kept for later. Both sides of a doubt are tried before a node is branched: where one
 * has no solution with K antennas, the other holds without branching.
 */
export class BoundTree {
  readonly #problem: BoundProblem;
  readonly #budget: BoundBudget;
  readonly #hooks: TreeHooks;
  readonly #program: LinearProgram;
  readonly #relaxed: NodeProgram;
  readonly #regions: Regions;
  readonly #memory = new BranchMemory();
  readonly #open: number[];
  #best: number;
  #better: number[] | undefined;
  #nodes = 0;

  constructor(
    program: LinearProgram,
    problem: BoundProblem,
    layers: readonly CoverageCuts[],
    budget: BoundBudget,
    hooks: TreeHooks,
  ) {
    this.#program = program;
    this.#problem = problem;
    this.#relaxed = new NodeProgram(program, problem.positions.length, layers, budget, hooks);
    this.#budget = budget;
    this.#hooks = hooks;
    this.#best = problem.knownCount;
    const fixed = new Set(problem.fixed);
    this.#open = [...problem.positions.keys()].filter((candidate) => !fixed.has(candidate));
    this.#regions = new Regions(problem.positions, problem.levels, this.#open);
  }

  run(): BoundTreeResult {
    const root = this.#relaxed.solve([], 0, this.#budget.rootRounds, Number.POSITIVE_INFINITY);
    const rootBound = root.bound;
    let least = Math.max(this.#problem.fixed.length, Math.ceil(rootBound - roundingSlack));
    let open: Node[] = [{ choices: [], bound: rootBound }];
    let stopped: BoundTreeResult['stopped'] = 'proven';
    while (least < this.#best && stopped === 'proven') {
      this.#close(root.solution, least);
      const later: Node[] = [];
      stopped = this.#ruleOut(least, open, later);
      if (stopped !== 'proven' || least >= this.#best) break;
      least += 1;
      // What was closed may be in solutions with one antenna more: beyond that the bounds of these nodes say nothing.
      open = later.map((node) => ({ ...node, bound: Math.min(node.bound, least) }));
    }
    return {
      lowerBound: Math.min(least, this.#best),
      rootBound,
      nodes: this.#nodes,
      linearPrograms: this.#program.solves,
      iterations: this.#program.iterations,
      cuts: this.#relaxed.cuts,
      stopped,
      ...(this.#better ? { better: this.#better } : {}),
    };
  }

  /** Closes candidates that would cost more than `count` by the reduced costs of the root's program. */
  #close(solution: LinearSolution, count: number): void {
    if (!solution.isSolved || !Number.isFinite(solution.bound)) return;
    for (const candidate of this.#open) {
      const reduced = solution.reducedCosts[candidate];
      const isClosed = reduced > 0 && solution.bound + reduced > count + 10 * roundingSlack;
      this.#program.setColumn(candidate, 0, isClosed ? 0 : 1);
    }
  }

  /** Looks at all nodes that may hold a solution with `count` antennas; what cannot goes to `later`. */
  #ruleOut(count: number, open: readonly Node[], later: Node[]): BoundTreeResult['stopped'] {
    const stack = [...open].sort((a, b) => b.bound - a.bound);
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (node.bound > count + roundingSlack) {
        later.push(node);
        continue;
      }
      if (this.#relaxed.isSpent(this.#best - count)) return 'budget';
      if (this.#hooks.expired()) return 'expired';
      this.#hooks.report(count, this.#best);
      this.#nodes += 1;
      const isRoot = node.choices.length === 0;
      const { solution, bound } = this.#relaxed.solve(
        node.choices,
        node.bound,
        this.#budget.nodeRounds,
        count,
      );
      if (!solution.isSolved) return this.#hooks.expired() ? 'expired' : 'unsolved';
      if (bound > count + roundingSlack) {
        later.push({ choices: node.choices, bound });
        continue;
      }
      if (this.#relaxed.isIntegral(solution.columns)) {
        const candidates = chosenOf(solution.columns, this.#problem.positions.length);
        if (this.#hooks.passes(candidates)) {
          this.#best = candidates.length;
          this.#better = candidates;
          return 'proven';
        }
        this.#program.addRows([forbidRow(candidates, this.#problem.positions.length)], true);
        stack.push({ ...node, bound });
        continue;
      }
      const most = isRoot ? this.#budget.rootTrials : this.#budget.nodeTrials;
      const children = this.#branch(node.choices, solution, bound, count, most);
      for (const child of children) (child.bound > count + roundingSlack ? later : stack).push(child);
    }
    return 'proven';
  }

  /** The node's children, the likeliest last; only one where the other side of some doubts holds no solution. */
  #branch(
    choices: readonly Choice[],
    { columns }: LinearSolution,
    bound: number,
    count: number,
    mostTrials: number,
  ): Node[] {
    const doubts = this.#memory.rank(this.#regions.undecided(columns)).slice(0, mostTrials);
    const trials: Trial[] = [];
    const forced: Choice[] = [];
    const beyond: Node[] = [];
    for (const { region, value } of doubts) {
      const lower = Math.floor(value);
      const sides = {
        down: { region, lower: 0, upper: lower },
        up: { region, lower: lower + 1, upper: region.candidates.length },
      };
      const trial = {
        ...{ region, value },
        down: this.#relaxed.tryOut(sides.down, bound),
        up: this.#relaxed.tryOut(sides.up, bound),
      };
      this.#memory.learn(trial, bound, count + 1 - bound);
      trials.push(trial);
      const isDownOut = trial.down > count + roundingSlack;
      const isUpOut = trial.up > count + roundingSlack;
      // Kept for a larger count, under what was forced before.
      if (isDownOut) beyond.push({ choices: [...choices, ...forced, sides.down], bound: trial.down });
      if (isUpOut) beyond.push({ choices: [...choices, ...forced, sides.up], bound: trial.up });
      if (isDownOut && isUpOut) return beyond;
      if (isDownOut) forced.push(sides.up);
      if (isUpOut) forced.push(sides.down);
      if (this.#relaxed.isSpent(this.#best - count) || this.#hooks.expired()) break;
    }
    if (forced.length > 0) return [...beyond, { choices: [...choices, ...forced], bound }];
    const { region, value, down, up } = bestTrial(trials, bound);
    const lower = Math.floor(value);
    const few = { choices: [...choices, { region, lower: 0, upper: lower }], bound: down };
    const many = {
      choices: [...choices, { region, lower: lower + 1, upper: region.candidates.length }],
      bound: up,
    };
    // The side with fewer solutions last: it is soon done.
    return down > up ? [many, few] : [few, many];
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

function chosenOf(columns: Float64Array, count: number): number[] {
  return Array.from({ length: count }, (_, candidate) => candidate).filter(
    (candidate) => columns[candidate] > 0.5,
  );
}
