import type { Highs } from 'highs';
import type { LinearProgram, LinearSolution } from '../../../core/index.ts';
import type { BoundProblem } from './bound-problem.ts';
import { openBoundProgram } from './bound-program.ts';
import type { CoverageCuts } from './coverage-cuts.ts';
import { type BoundBudget, type Closed, type Node, NodeProgram, roundingSlack } from './node-program.ts';
import type { ProofResult, ProofState, ProofStep } from './proof-state.ts';
import type { Choice } from './region-bounds.ts';
import { type Doubt, type Region, Regions } from './regions.ts';

// How much is left of a tree, by how much was ruled out: G. Cornuéjols, M. Karamanov, Y. Li, Early estimates of the size of
// branch-and-bound trees, INFORMS J. Comput. 18 (2006).
// Strong branching with a memory: T. Achterberg, T. Koch, A. Martin, Branching rules revisited, Oper. Res. Lett. 33 (2005).
/** Costs of the two sides of a doubt: bounds of the node with at most and with more antennas there. */
interface Branching extends Doubt {
  down: number;
  up: number;
}

/**
 * A number of antennas is given up once so many linear programs have ruled out so little that all of it would take this many
 * times the budget: the estimate is rough, and by far on the safe side.
 */
const hopeless = { linearPrograms: 150, budgetRatio: 20 };

/** Sides that cost less are taken to cost this, so that one good side does not decide alone. */
const minCost = 1e-3;

export interface TreeHooks {
  /** Returns whether a set of candidates passes, as the search has it. */
  passes(candidates: readonly number[]): boolean;
  /** Hears how far it is, and says whether it goes on; default: always. */
  goesOn?(state: ProofState): boolean;
  /** Returns whether to end with the bound so far: the time is over, or it was cancelled. */
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
    steps.return(emptyProof);
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
  if (candidateCount === 0) return emptyProof;
  const costs = new Float64Array(candidateCount).fill(1);
  const { program, layers } = openBoundProgram(highs, problem, costs, isStopped);
  try {
    return yield* new BoundTree(program, problem, layers, budget, isStopped).run();
  } finally {
    program.dispose();
  }
}

const emptyProof: ProofResult = {
  ...{ lowerBound: 0, rootBound: 0, nodes: 0, linearPrograms: 0, iterations: 0, cuts: 0, work: 0 },
  stopped: 'proven',
};

/** The branching whose sides gain most together. */
function bestBranching(branchings: readonly Branching[], bound: number): Branching {
  const worthOf = ({ down, up }: Branching) => productOf(down - bound, up - bound);
  return branchings.reduce((best, branching) => (worthOf(branching) > worthOf(best) ? branching : best));
}

function productOf(down: number, up: number): number {
  return Math.max(minCost, down) * Math.max(minCost, up);
}

function compareKeys(a: Region, b: Region): number {
  return a.key < b.key ? -1 : 1;
}

/** Splits a region into one with at most as many antennas as a solution has there, and one with more. */
function sidesOf(region: Region, value: number): { down: Choice; up: Choice } {
  const lower = Math.floor(value);
  return {
    down: { region, lower: 0, upper: lower },
    up: { region, lower: lower + 1, upper: region.candidates.length },
  };
}

function chosenOf(columns: Float64Array, count: number): number[] {
  return Array.from({ length: count }, (_, candidate) => candidate).filter(
    (candidate) => columns[candidate] > 0.5,
  );
}

/** Remembers what sides of regions cost, by antenna that had to go or come, and ranks doubts by it. */
class BranchMemory {
  readonly #known = new Map<string, { down: number; up: number }>();
  #sums = { down: 0, up: 0, count: 0 };

  learn({ region, value, down, up }: Branching, bound: number, max: number): void {
    const part = value - Math.floor(value);
    const costs = {
      down: Math.min(max, down - bound) / Math.max(0.05, part),
      up: Math.min(max, up - bound) / Math.max(0.05, 1 - part),
    };
    this.#known.set(region.key, costs);
    this.#sums = {
      down: this.#sums.down + costs.down,
      up: this.#sums.up + costs.up,
      count: this.#sums.count + 1,
    };
  }

  /** The doubts, the most promising first. */
  rank(doubts: readonly Doubt[]): Doubt[] {
    const { down, up, count } = this.#sums;
    const usual = count === 0 ? { down: 1, up: 1 } : { down: down / count, up: up / count };
    const worthOf = ({ region, value }: Doubt) => {
      const cost = this.#known.get(region.key) ?? usual;
      const part = value - Math.floor(value);
      return productOf(cost.down * part, cost.up * (1 - part));
    };
    return doubts
      .map((doubt) => ({ doubt, worth: worthOf(doubt) }))
      .sort((a, b) => b.worth - a.worth || compareKeys(a.doubt.region, b.doubt.region))
      .map(({ doubt }) => doubt);
  }
}

/**
 * Branch and bound on how many antennas regions have. All solutions with at most K antennas are ruled out before K + 1
 * are looked at; what has a bound above K is retained for later. Both sides of a doubt are tried before a node is
 * branched: where one has no solution with K antennas, the other holds without branching.
 */
class BoundTree {
  readonly #problem: BoundProblem;
  readonly #budget: BoundBudget;
  readonly #isStopped: () => boolean;
  readonly #relaxed: NodeProgram;
  readonly #regions: Regions;
  readonly #memory = new BranchMemory();
  readonly #open: number[];
  #least: number;
  #better: number[] | undefined;
  #nodes = 0;
  #rootBound = 0;
  /** Fraction of the solutions with as many antennas as are looked at that is ruled out, and the linear programs before that. */
  #ruledOut = { ratio: 0, solvesBefore: 0 };

  constructor(
    program: LinearProgram,
    problem: BoundProblem,
    layers: readonly CoverageCuts[],
    budget: BoundBudget,
    isStopped: () => boolean,
  ) {
    this.#problem = problem;
    this.#budget = budget;
    this.#isStopped = isStopped;
    this.#least = problem.fixed.length;
    const fixed = new Set(problem.fixed);
    this.#open = [...problem.positions.keys()].filter((candidate) => !fixed.has(candidate));
    this.#relaxed = new NodeProgram(program, problem.positions.length, this.#open, layers, budget, isStopped);
    this.#regions = new Regions(problem.positions, problem.levels, this.#open);
  }

  *run(): Generator<ProofStep, ProofResult, boolean> {
    const none: Closed = new Uint8Array(this.#problem.positions.length);
    const first: Node = { choices: [], closed: none, bound: 0, ratio: 1 };
    const root = this.#relaxed.solve(first, this.#budget.rootRounds, Number.POSITIVE_INFINITY);
    this.#rootBound = root.bound;
    this.#least = Math.max(this.#least, Math.ceil(root.bound - roundingSlack));
    let open: Node[] = [{ ...first, bound: root.bound }];
    let stopped: ProofResult['stopped'] = 'proven';
    while (this.#least < this.#problem.knownCount && !this.#better) {
      const closed = this.#relaxed.close(none, root.solution, this.#least);
      this.#ruledOut = { ratio: 0, solvesBefore: this.#relaxed.effort.solves };
      const later: Node[] = [];
      stopped = yield* this.#ruleOut(
        this.#relaxed,
        open.map((node) => ({ ...node, closed })),
        later,
      );
      if (stopped !== 'proven' || this.#better) break;
      this.#least += 1;
      // What was closed may be in solutions with one antenna more: beyond that the bounds of these nodes say nothing.
      open = later.map((node) => ({ ...node, bound: Math.min(node.bound, this.#least) }));
    }
    return { ...this.#state(), stopped, ...(this.#better ? { better: this.#better } : {}) };
  }

  #state(): ProofState {
    const { solves: linearPrograms, iterations, work } = this.#relaxed.effort;
    const lowerBound = Math.min(this.#least, this.#problem.knownCount);
    const { cuts } = this.#relaxed;
    return {
      lowerBound,
      rootBound: this.#rootBound,
      nodes: this.#nodes,
      linearPrograms,
      iterations,
      cuts,
      work,
    };
  }

  /** Looks at all nodes that may hold a solution with as few antennas as can be; what cannot goes to `later`. */
  *#ruleOut(
    relaxed: NodeProgram,
    open: readonly Node[],
    later: Node[],
  ): Generator<ProofStep, ProofResult['stopped'], boolean> {
    const count = this.#least;
    const stack = [...open].sort((a, b) => b.bound - a.bound);
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (node.bound > count + roundingSlack) {
        this.#ruleOutLater(node, later);
        continue;
      }
      if (relaxed.isSpent() || this.#isHopeless()) return 'budget';
      if (this.#isStopped()) return 'expired';
      if (!(yield { state: this.#state() })) return 'budget';
      this.#nodes += 1;
      const { solution, bound } = relaxed.solve(node, this.#budget.nodeRounds, count);
      if (!solution.isSolved) return this.#isStopped() ? 'expired' : 'unsolved';
      if (bound > count + roundingSlack) {
        this.#ruleOutLater({ ...node, bound }, later);
        continue;
      }
      if (relaxed.isIntegral(solution.columns)) {
        const candidates = chosenOf(solution.columns, this.#problem.positions.length);
        if (yield { question: candidates }) {
          this.#better = candidates;
          return 'proven';
        }
        relaxed.forbid(candidates);
        stack.push({ ...node, bound });
        continue;
      }
      const closed = relaxed.close(node.closed, solution, count);
      const narrow = relaxed.narrowed(closed);
      if (narrow) {
        const stopped = yield* this.#ruleOut(narrow, [{ ...node, closed, bound }], later);
        relaxed.absorb(narrow);
        if (stopped !== 'proven' || this.#better) return stopped;
        continue;
      }
      const children = this.#branch(relaxed, { ...node, closed, bound }, solution, count);
      for (const child of children) {
        if (child.bound > count + roundingSlack) this.#ruleOutLater(child, later);
        else stack.push(child);
      }
    }
    return 'proven';
  }

  /** A node without solutions of as many antennas as are looked at; it may have some with more. */
  #ruleOutLater(node: Node, later: Node[]): void {
    this.#ruledOut.ratio += node.ratio;
    later.push(node);
  }

  /** Returns whether what is left to rule out is by far more than the budget allows. */
  #isHopeless(): boolean {
    const { ratio, solvesBefore } = this.#ruledOut;
    const solves = this.#relaxed.effort.solves - solvesBefore;
    const { linearPrograms } = this.#budget;
    return solves >= hopeless.linearPrograms && solves > ratio * hopeless.budgetRatio * linearPrograms;
  }

  /** Doubts that are tried before a node is branched: most at a root, few where little is missing to `count`. */
  #branchings(bound: number, count: number): number {
    const { rootBranchings, nodeBranchings } = this.#budget;
    const leftRatio = Math.max(0, (count - bound) / Math.max(roundingSlack, count - this.#rootBound));
    return Math.max(nodeBranchings, Math.round(rootBranchings * Math.min(1, leftRatio) ** 3));
  }

  /** The node's children, the likeliest last; only one where the other side of some doubts holds no solution. */
  #branch(relaxed: NodeProgram, node: Node, { columns }: LinearSolution, count: number): Node[] {
    const { choices, bound } = node;
    const doubts = this.#memory
      .rank(this.#regions.undecided(columns))
      .slice(0, this.#branchings(bound, count));
    const branchings: Branching[] = [];
    const forced: Choice[] = [];
    const beyond: Node[] = [];
    const child = (more: readonly Choice[], bound: number): Node => ({
      ...node,
      choices: [...choices, ...more],
      bound,
      ratio: node.ratio / 2 ** more.length,
    });
    for (const { region, value } of doubts) {
      const sides = sidesOf(region, value);
      const branching = {
        ...{ region, value },
        down: relaxed.strongBranch(sides.down, bound),
        up: relaxed.strongBranch(sides.up, bound),
      };
      this.#memory.learn(branching, bound, count + 1 - bound);
      branchings.push(branching);
      const isDownOut = branching.down > count + roundingSlack;
      const isUpOut = branching.up > count + roundingSlack;
      // Retained for a larger count, under what was forced before.
      if (isDownOut) beyond.push(child([...forced, sides.down], branching.down));
      if (isUpOut) beyond.push(child([...forced, sides.up], branching.up));
      if (isDownOut && isUpOut) return beyond;
      if (isDownOut) forced.push(sides.up);
      if (isUpOut) forced.push(sides.down);
      if (relaxed.isSpent() || this.#isStopped()) break;
    }
    if (forced.length > 0) return [...beyond, child(forced, bound)];
    const { region, value, down, up } = bestBranching(branchings, bound);
    const sides = sidesOf(region, value);
    const few = child([sides.down], down);
    const many = child([sides.up], up);
    // The side with fewer solutions last: it is soon done.
    return down > up ? [many, few] : [few, many];
  }
}
