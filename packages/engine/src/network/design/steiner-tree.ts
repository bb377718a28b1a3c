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
  /** False: only a tree, with a bound of 0; default true. */
  bound?: boolean;
}

type Edges = Pick<WeightedGraph, 'nodeCount' | 'edgeCount' | 'from' | 'to'>;

/** Rounding of sums of weights. */
const slackRatio = 1e-9;
/** Bounds from so many terminals as roots, each on the edges that those before leave. */
const mostRoots = 4;

/**
 * A least tree over the terminals, of which the first is the root: near it always, with a bound; where that leaves a gap and
 * what a lighter tree can have is little, exact.
 * @returns undefined where they do not hang together
 */
export function steinerTree(
  graph: Edges,
  weight: Float64Array,
  terminals: readonly number[],
  { rounds = 8, exact = true, bound = true }: SteinerOptions = {},
): SteinerTree | undefined {
  const reduced = reduceGraph(graph, weight, terminals);
  if (reduced.terminals.some((node) => node > 0 && !hangsTogether(reduced.graph, node))) return undefined;
  const near = nearTree(reduced, rounds);
  const total = weightOf(weight, near);
  const sorted = (edges: readonly number[]) => [...edges].sort((a, b) => a - b);
  if (!bound) return { edges: sorted(near), weight: total, lowerBound: 0, isExact: false };
  const found = closeGap(reduced, weight, { edges: near, weight: total }, { exact, rounds });
  return { ...found, edges: sorted(found.edges) };
}

/** No tree over the terminals weighs less; Infinity where they do not hang together. */
export function steinerBound(graph: Edges, weight: Float64Array, terminals: readonly number[]): number {
  const reduced = reduceGraph(graph, weight, terminals);
  if (reduced.terminals.some((node) => node > 0 && !hangsTogether(reduced.graph, node))) {
    return Number.POSITIVE_INFINITY;
  }
  return dualAscent(reduced.graph, reduced.terminals).bound * (1 - slackRatio);
}

function nearTree({ graph, terminals, originals }: ReducedGraph, rounds: number): number[] {
  const tree = exchangeWays(graph, closureTree(graph, terminals, rounds), terminals, rounds);
  return tree.flatMap((edge) => originals[edge]);
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
  for (const order of exact ? rootings(start.terminals) : [start.terminals]) {
    const dual = dualAscent(left.graph, order);
    // On what a lighter tree can have, or the known one.
    lowerBound = Math.max(lowerBound, Math.min(best.weight, dual.bound * (1 - slackRatio)));
    if (isClosed()) return proven();
    if (!exact) return { ...best, lowerBound, isExact: false };
    const smaller = keepEdges(left, edgesWithin(left.graph, order, dual, best.weight));
    // Nothing lighter hangs together.
    if (!smaller) return proven();
    left = smaller;
    const again = nearTree(left, rounds);
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
  if (reduced.terminals.some((node) => node > 0 && !hangsTogether(reduced.graph, node))) return undefined;
  return {
    ...reduced,
    originals: reduced.originals.map((edges) => edges.flatMap((edge) => originals[kept[edge]])),
  };
}

/** The reduced graph holds what hangs together with the first terminal: others have no edge. */
function hangsTogether(graph: WeightedGraph, node: number): boolean {
  return graph.firstLink[node + 1] > graph.firstLink[node];
}
