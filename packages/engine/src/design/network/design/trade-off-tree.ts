// Prim–Dijkstra trade-off: C. J. Alpert, T. C. Hu, J. H. Huang, A. B. Kahng, D. Karger, IEEE TCAD 14 (1995).
import { pruneTree } from './closure-tree.ts';
import type { ReducedGraph } from './reduce-graph.ts';
import { PathSearch, pathBack } from './shortest-paths.ts';

/** How much paths to the root count in trees that are tried. */
export const rootRatios: readonly number[] = [0.2, 0.4, 0.6, 0.8, 1];

/**
 * A tree between the lightest (ratio 0) and that of the shortest paths from the root (ratio 1), as edges: the next
 * terminal is the one for which the path to the tree and a fraction of the way on to the root weigh least.
 */
export function tradeOffTree(
  { graph: small, terminals: all, originals }: ReducedGraph,
  rootRatio: number,
): number[] {
  const [root, ...others] = all;
  const depth = new Map([[root, 0]]);
  const edges: number[] = [];
  const left = new Set(others);
  const search = new PathSearch(small);
  search.start({ node: root, weight: 0 }, root);
  while (left.size > 0) {
    let reached = -1;
    search.settle((node) => {
      if (left.has(node)) reached = node;
      return reached >= 0;
    });
    if (reached < 0) break;
    let at = search.paths.origin[reached];
    for (const edge of pathBack(small, search.paths, reached).reverse()) {
      const before = depth.get(at) ?? 0;
      at = small.from[edge] === at ? small.to[edge] : small.from[edge];
      if (!depth.has(at)) depth.set(at, before + small.weight[edge]);
      edges.push(edge);
      left.delete(at);
      search.start({ node: at, weight: rootRatio * (depth.get(at) as number) }, at);
    }
    left.delete(reached);
  }
  return pruneTree(small, edges, all).flatMap((edge) => originals[edge]);
}
