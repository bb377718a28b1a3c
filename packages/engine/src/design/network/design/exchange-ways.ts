// Key-path exchange: M. G. A. Verhoeven, M. E. M. Severens, E. H. L. Aarts, Local search for Steiner trees in graphs (1996).
import { pruneTree } from './closure-tree.ts';
import type { WeightedGraph } from './reduce-graph.ts';
import { shortestWays, wayBack } from './shortest-ways.ts';
import { treeLinks } from './tree-links.ts';

/**
 * The tree with each way between two of its branch nodes or terminals replaced by the shortest between the two parts that
 * it held together, as long as that makes it lighter.
 */
export function exchangeWays(
  graph: WeightedGraph,
  start: readonly number[],
  terminals: readonly number[],
  mostRounds: number,
): number[] {
  let tree = [...start];
  for (let round = 0; round < mostRounds; round += 1) {
    const better = exchangeOnce(graph, tree, terminals);
    if (!better) break;
    tree = better;
  }
  return tree;
}

function exchangeOnce(
  graph: WeightedGraph,
  tree: readonly number[],
  terminals: readonly number[],
): number[] | undefined {
  let current = [...tree];
  let hasChanged = false;
  const tried = new Set<number>();
  for (;;) {
    const way = keyWays(graph, current, terminals).find((edges) => !edges.some((edge) => tried.has(edge)));
    if (!way) break;
    for (const edge of way) tried.add(edge);
    const removed = new Set(way);
    const rest = current.filter((edge) => !removed.has(edge));
    const weight = way.reduce((sum, edge) => sum + graph.weight[edge], 0);
    const side = partOf(graph, rest, terminals[0]);
    const others = nodesOf(graph, rest, terminals).filter((node) => !side.has(node));
    const isOther = new Set(others);
    let end = -1;
    const ways = shortestWays(
      graph,
      [...side].map((node) => ({ node, weight: 0 })),
      (node, reached) => {
        if (isOther.has(node)) end = node;
        return end >= 0 || reached >= weight - 1e-9;
      },
    );
    if (end < 0 || ways.weight[end] >= weight - 1e-9) continue;
    current = pruneTree(graph, [...rest, ...wayBack(graph, ways, end)], terminals);
    hasChanged = true;
  }
  return hasChanged ? current : undefined;
}

/** Ways between terminals and branch nodes of a tree, as edges. */
function keyWays(graph: WeightedGraph, tree: readonly number[], terminals: readonly number[]): number[][] {
  const at = treeLinks(graph, tree);
  const isKey = new Set(terminals);
  for (const [node, edges] of at) if (edges.length !== 2) isKey.add(node);
  const done = new Set<number>();
  const ways: number[][] = [];
  for (const key of [...isKey].sort((p, q) => p - q)) {
    for (const first of at.get(key) ?? []) {
      if (done.has(first)) continue;
      const way: number[] = [];
      let node = key;
      for (let edge: number | undefined = first; edge !== undefined; ) {
        way.push(edge);
        done.add(edge);
        node = graph.from[edge] === node ? graph.to[edge] : graph.from[edge];
        const before: number = edge;
        edge = isKey.has(node) ? undefined : at.get(node)?.find((each) => each !== before);
      }
      ways.push(way);
    }
  }
  return ways;
}

function partOf(graph: WeightedGraph, tree: readonly number[], start: number): Set<number> {
  const at = treeLinks(graph, tree);
  const part = new Set([start]);
  for (const node of part) {
    for (const edge of at.get(node) ?? [])
      part.add(graph.from[edge] === node ? graph.to[edge] : graph.from[edge]);
  }
  return part;
}

function nodesOf(graph: WeightedGraph, tree: readonly number[], terminals: readonly number[]): number[] {
  return [...new Set([...terminals, ...tree.flatMap((edge) => [graph.from[edge], graph.to[edge]])])];
}
