import { closureTree } from './closure-tree.ts';
import { canSolveExactly, dreyfusWagner } from './dreyfus-wagner.ts';
import { dualAscent } from './dual-ascent.ts';
import { exchangeWays } from './exchange-ways.ts';
import { edgesWithin } from './reduce-by-bound.ts';
import { type ReducedGraph, reduceGraph, type WeightedGraph } from './reduce-graph.ts';

export interface SteinerTree {
  /** Edges of the graph, each once, ascending. */
  edges: number[];
  weight: number;
  /** No tree over the same terminals in the same graph weighs less. */
  lowerBound: number;
  /** True where the tree is proven to be the least. */
  isExact: boolean;
}

export interface SteinerOptions {
  /** Rounds of adding branch nodes and of exchanging ways; default 8. */
  rounds?: number;
  /** Default true: exact where that is small. */
  exact?: boolean;
}

type Edges = Pick<WeightedGraph, 'nodeCount' | 'edgeCount' | 'from' | 'to'>;

/** Rounding of sums of weights. */
const slackRatio = 1e-9;
/** Bounds from so many terminals as roots, each on the edges that those before leave. */
const mostRoots = 3;
const usualRounds = 8;

/**
 * A least tree over the terminals, of which the first is the root: near it always, with a bound; where that leaves a gap and
 * what a lighter tree can have is little, exact.
 * @returns undefined where they do not hang together
 */
export function steinerTree(
  graph: Edges,
  weight: Float64Array,
  terminals: readonly number[],
  options: SteinerOptions = {},
): SteinerTree | undefined {
  const reduced = reduceGraph(graph, weight, terminals);
  return isConnected(reduced) ? leastTree(reduced, weight, options) : undefined;
}

/** The same of a graph that is reduced already; `weight` is that of the edges it stands for. */
export function leastTree(
  reduced: ReducedGraph,
  weight: Float64Array,
  { rounds = usualRounds, exact = true }: SteinerOptions = {},
): SteinerTree {
  // Where bounds take most of the graph away the long search is for what they leave.
  const edges = nearTree(reduced, { rounds, branchRounds: exact ? 0 : rounds });
  const found = closeGap(reduced, weight, { edges, weight: weightOf(weight, edges) }, { exact, rounds });
  return { ...found, edges: [...found.edges].sort((a, b) => a - b) };
}

/** A tree near the least one, without a bound: edges that those of the reduced graph stand for. */
export function nearTree(
  { graph, terminals, originals }: ReducedGraph,
  { rounds = usualRounds, branchRounds = rounds }: { rounds?: number; branchRounds?: number } = {},
): number[] {
  const tree = exchangeWays(graph, closureTree(graph, terminals, branchRounds), terminals, rounds);
  return tree.flatMap((edge) => originals[edge]);
}

/** No tree over the terminals weighs less; Infinity where they do not hang together. */
export function steinerBound(graph: Edges, weight: Float64Array, terminals: readonly number[]): number {
  const reduced = reduceGraph(graph, weight, terminals);
  if (!isConnected(reduced)) return Number.POSITIVE_INFINITY;
  return dualAscent(reduced.graph, reduced.terminals).bound * (1 - slackRatio);
}

/** Bounds from several roots; between them what no lighter tree can have goes, and at last all subsets are solved. */
function closeGap(
  start: ReducedGraph,
  originalWeight: Float64Array,
  known: Pick<SteinerTree, 'edges' | 'weight'>,
  { exact, rounds }: { exact: boolean; rounds: number },
): SteinerTree {
  let best = known;
  let lowerBound = 0;
  let left = start;
  const isClosed = () => lowerBound >= best.weight * (1 - 2 * slackRatio);
  const proven = (): SteinerTree => ({ ...best, lowerBound: best.weight, isExact: true });
  const orders = exact ? rootings(start.terminals) : [start.terminals];
  for (const order of orders) {
    const dual = dualAscent(left.graph, order);
    // On what a lighter tree can have, or the known one.
    lowerBound = Math.max(lowerBound, Math.min(best.weight, dual.bound * (1 - slackRatio)));
    if (isClosed()) return proven();
    if (!exact) return { ...best, lowerBound, isExact: false };
    const smaller = keepEdges(left, edgesWithin(left.graph, order, dual, best.weight));
    // Nothing lighter hangs together.
    if (!smaller) return proven();
    left = smaller;
    if (order !== orders[0]) continue;
    const again = nearTree(left, { rounds });
    const weight = weightOf(originalWeight, again);
    if (weight < best.weight * (1 - slackRatio)) best = { edges: again, weight };
  }
  if (!canSolveExactly(left.graph, left.terminals.length)) return { ...best, lowerBound, isExact: false };
  const tree = dreyfusWagner(left.graph, left.terminals);
  const edges = tree?.flatMap((edge) => left.originals[edge]);
  const weight = edges ? weightOf(originalWeight, edges) : Number.POSITIVE_INFINITY;
  if (edges && weight < best.weight) best = { edges, weight };
  return proven();
}

/** The terminals, each of a few of them first. */
function rootings(terminals: readonly number[]): number[][] {
  const count = Math.min(mostRoots, terminals.length);
  return Array.from({ length: count }, (_, index) => {
    const root = terminals[Math.floor((index * terminals.length) / count)];
    return [root, ...terminals.filter((node) => node !== root)];
  });
}

function weightOf(weight: Float64Array, edges: readonly number[]): number {
  return edges.reduce((sum, edge) => sum + weight[edge], 0);
}

/** The graph with these edges only; undefined where the terminals no longer hang together. */
function keepEdges(
  { graph, terminals, originals }: ReducedGraph,
  kept: readonly number[],
): ReducedGraph | undefined {
  const reduced = reduceGraph(
    {
      ...{ nodeCount: graph.nodeCount, edgeCount: kept.length },
      from: Int32Array.from(kept, (edge) => graph.from[edge]),
      to: Int32Array.from(kept, (edge) => graph.to[edge]),
    },
    Float64Array.from(kept, (edge) => graph.weight[edge]),
    terminals,
  );
  if (!isConnected(reduced)) return undefined;
  return {
    ...reduced,
    originals: reduced.originals.map((edges) => edges.flatMap((edge) => originals[kept[edge]])),
  };
}

/** The reduced graph holds what hangs together with the first terminal: others have no edge. */
export function isConnected({ graph, terminals }: ReducedGraph): boolean {
  return terminals.every((node) => node === 0 || graph.firstLink[node + 1] > graph.firstLink[node]);
}
