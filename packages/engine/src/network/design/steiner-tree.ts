import { closureTree } from './closure-tree.ts';
import { canSolveExactly, dreyfusWagner } from './dreyfus-wagner.ts';
import { dualAscent } from './dual-ascent.ts';
import { exchangeWays } from './exchange-ways.ts';
import { reduceGraph, type WeightedGraph } from './reduce-graph.ts';

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

/** Rounding of sums of weights. */
const slackRatio = 1e-9;

/**
 * A least tree over the terminals, of which the first is the root: exact for few, else near it, always with a bound.
 * @returns undefined where they do not hang together
 */
export function steinerTree(
  graph: Pick<WeightedGraph, 'nodeCount' | 'edgeCount' | 'from' | 'to'>,
  weight: Float64Array,
  terminals: readonly number[],
  { rounds = 8, exact = true }: SteinerOptions = {},
): SteinerTree | undefined {
  const reduced = reduceGraph(graph, weight, terminals);
  if (reduced.terminals.some((node) => node > 0 && !hangsTogether(reduced.graph, node))) return undefined;
  const small = reduced.graph;
  const isExact = exact && canSolveExactly(small, reduced.terminals.length);
  const tree = isExact
    ? dreyfusWagner(small, reduced.terminals)
    : exchangeWays(small, closureTree(small, reduced.terminals, rounds), reduced.terminals, rounds);
  if (!tree) return undefined;
  const edges = tree.flatMap((edge) => reduced.originals[edge]).sort((a, b) => a - b);
  const total = edges.reduce((sum, edge) => sum + weight[edge], 0);
  const bound = isExact ? total : Math.min(total, dualAscent(small, reduced.terminals) * (1 - slackRatio));
  return { edges, weight: total, lowerBound: bound, isExact: isExact || bound >= total * (1 - slackRatio) };
}

/** The reduced graph holds what hangs together with the first terminal: others have no edge. */
function hangsTogether(graph: WeightedGraph, node: number): boolean {
  return graph.firstLink[node + 1] > graph.firstLink[node];
}
