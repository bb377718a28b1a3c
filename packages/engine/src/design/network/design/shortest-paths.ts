// E. W. Dijkstra, Numer. Math. 1 (1959), with a binary heap.
import type { WeightedGraph } from './reduce-graph.ts';

/** Shortest paths from one or several nodes. */
export interface Paths {
  /** [nodeCount] Infinity where nothing leads. */
  weight: Float64Array;
  /** [nodeCount] edge by which a node is reached; −1 at the starts and where nothing leads. */
  via: Int32Array;
  /** [nodeCount] which of the starts, by its index in the list; −1 where nothing leads. */
  origin: Int32Array;
}

export interface PathStart {
  node: number;
  weight: number;
}

/**
 * Least weights from the starts to all nodes, of equal ones the path found first.
 * @param isDone stops the search once it is true of a settled node
 * @param weightBack weights of edges gone from `to` to `from`; default the same as the other way
 */
export function shortestPaths(
  graph: WeightedGraph,
  starts: readonly PathStart[],
  isDone?: (node: number, weight: number) => boolean,
  weightBack: Float64Array = graph.weight,
): Paths {
  const { nodeCount, firstLink, links, from, to, weight: weights } = graph;
  const weight = new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY);
  const via = new Int32Array(nodeCount).fill(-1);
  const origin = new Int32Array(nodeCount).fill(-1);
  const heap = new PathHeap();
  starts.forEach((start, index) => {
    if (start.weight >= weight[start.node]) return;
    weight[start.node] = start.weight;
    origin[start.node] = index;
    via[start.node] = -1;
    heap.push(start.weight, start.node);
  });
  for (let node = heap.pop(); node >= 0; node = heap.pop()) {
    if (heap.poppedWeight > weight[node]) continue;
    if (isDone?.(node, weight[node])) break;
    for (let link = firstLink[node]; link < firstLink[node + 1]; link += 1) {
      const edge = links[link];
      const isAhead = from[edge] === node;
      const next = isAhead ? to[edge] : from[edge];
      const reached = weight[node] + (isAhead ? weights[edge] : weightBack[edge]);
      if (reached >= weight[next]) continue;
      weight[next] = reached;
      via[next] = edge;
      origin[next] = origin[node];
      heap.push(reached, next);
    }
  }
  return { weight, via, origin };
}

/** Edges of the path to a node, from it back to where it starts. */
export function pathBack(graph: WeightedGraph, paths: Paths, node: number): number[] {
  const edges: number[] = [];
  for (let at = node; paths.via[at] >= 0; ) {
    const edge = paths.via[at];
    edges.push(edge);
    at = graph.from[edge] === at ? graph.to[edge] : graph.from[edge];
  }
  return edges;
}

/** Binary heap of nodes by weight. */
class PathHeap {
  poppedWeight = 0;
  readonly #weights: number[] = [];
  readonly #nodes: number[] = [];

  push(weight: number, node: number): void {
    const weights = this.#weights;
    const nodes = this.#nodes;
    let at = weights.length;
    weights.push(weight);
    nodes.push(node);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (weights[parent] <= weight) break;
      weights[at] = weights[parent];
      nodes[at] = nodes[parent];
      at = parent;
    }
    weights[at] = weight;
    nodes[at] = node;
  }

  /** The node with the least weight, −1 when empty. */
  pop(): number {
    const weights = this.#weights;
    const nodes = this.#nodes;
    const count = weights.length;
    if (count === 0) return -1;
    const node = nodes[0];
    this.poppedWeight = weights[0];
    const lastWeight = weights.pop() as number;
    const lastNode = nodes.pop() as number;
    if (count === 1) return node;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= count - 1) break;
      if (child + 1 < count - 1 && weights[child + 1] < weights[child]) child += 1;
      if (weights[child] >= lastWeight) break;
      weights[at] = weights[child];
      nodes[at] = nodes[child];
      at = child;
    }
    weights[at] = lastWeight;
    nodes[at] = lastNode;
    return node;
  }
}
