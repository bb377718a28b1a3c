// Bound-based tests: C. W. Duin, Steiner's problem in graphs (1993); T. Polzin, S. Vahdati Daneshmand (2001), section 4.
import type { DualSolution } from './dual-ascent.ts';
import type { WeightedGraph } from './reduce-graph.ts';
import { shortestWays } from './shortest-ways.ts';

/**
 * The edges that a tree lighter than a known one can have: through any other the bound and the reduced weights, from the
 * root to it and on to the nearest terminal, come to as much.
 */
export function edgesWithin(
  graph: WeightedGraph,
  terminals: readonly number[],
  { bound, left: [ahead, back] }: DualSolution,
  knownWeight: number,
): number[] {
  const [root, ...others] = terminals;
  const fromRoot = shortestWays({ ...graph, weight: ahead }, [{ node: root, weight: 0 }], undefined, back);
  // Towards the terminals: the same arcs gone the other way.
  const toTerminal = shortestWays(
    { ...graph, weight: back },
    others.map((node) => ({ node, weight: 0 })),
    undefined,
    ahead,
  );
  const spare = knownWeight * (1 - 1e-9) - bound;
  const kept: number[] = [];
  for (let edge = 0; edge < graph.edgeCount; edge += 1) {
    const [a, b] = [graph.from[edge], graph.to[edge]];
    const over = Math.min(
      fromRoot.weight[a] + ahead[edge] + toTerminal.weight[b],
      fromRoot.weight[b] + back[edge] + toTerminal.weight[a],
    );
    if (over < spare) kept.push(edge);
  }
  return kept;
}
