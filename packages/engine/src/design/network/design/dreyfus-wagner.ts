// S. E. Dreyfus, R. A. Wagner: The Steiner problem in graphs, Networks 1 (1971), with Dijkstra's labels per subset.
import type { WeightedGraph } from './reduce-graph.ts';
import { shortestWays, type WayStart, wayBack } from './shortest-ways.ts';

/** What a search may cost: pairs of subsets times nodes. */
const mostSteps = 100_000_000;

/** Whether the exact search of a tree over so many terminals stays small. */
export function canSolveExactly(graph: WeightedGraph, terminalCount: number): boolean {
  return terminalCount <= 12 && 3 ** (terminalCount - 1) * graph.nodeCount <= mostSteps;
}

/**
 * The least tree that connects the terminals, as edges. Exact.
 * @returns undefined where they do not hang together
 */
export function dreyfusWagner(graph: WeightedGraph, terminals: readonly number[]): number[] | undefined {
  const [root, ...others] = terminals;
  if (others.length === 0) return [];
  const full = 2 ** others.length - 1;
  const { nodeCount } = graph;
  const labels: { weight: Float64Array; via: Int32Array; origin: Int32Array; split: Int32Array }[] = [];
  for (let subset = 1; subset <= full; subset += 1) {
    const split = new Int32Array(nodeCount);
    const starts: WayStart[] = [];
    if ((subset & (subset - 1)) === 0) {
      starts.push({ node: others[Math.log2(subset)], weight: 0 });
    } else {
      const joined = new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY);
      // Each pair of halves once: the one with the lowest terminal first.
      const lowest = subset & -subset;
      for (let half = (subset - 1) & subset; half > 0; half = (half - 1) & subset) {
        if ((half & lowest) === 0) continue;
        const a = labels[half].weight;
        const b = labels[subset ^ half].weight;
        for (let node = 0; node < nodeCount; node += 1) {
          const weight = a[node] + b[node];
          if (weight >= joined[node]) continue;
          joined[node] = weight;
          split[node] = half;
        }
      }
      for (let node = 0; node < nodeCount; node += 1) {
        if (joined[node] < Number.POSITIVE_INFINITY) starts.push({ node, weight: joined[node] });
      }
    }
    labels[subset] = { ...shortestWays(graph, starts), split };
  }
  if (labels[full].weight[root] === Number.POSITIVE_INFINITY) return undefined;
  const edges = new Set<number>();
  const collect = (subset: number, node: number) => {
    const { via, weight, origin, split } = labels[subset];
    const way = wayBack(graph, { via, weight, origin }, node);
    let at = node;
    for (const edge of way) {
      edges.add(edge);
      at = graph.from[edge] === at ? graph.to[edge] : graph.from[edge];
    }
    if ((subset & (subset - 1)) === 0) return;
    collect(split[at], at);
    collect(subset ^ split[at], at);
  };
  collect(full, root);
  return [...edges];
}
