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
  const search = new PathSearch(graph, weightBack);
  starts.forEach((start, index) => {
    search.start(start, index);
  });
  search.settle(isDone);
  return search.paths;
}

/** A search of shortest paths that goes on from more starts where it stopped. */
export class PathSearch {
  readonly paths: Paths;
  readonly #graph: WeightedGraph;
  readonly #weightBack: Float64Array;
  readonly #heap = new PathHeap();

  constructor(graph: WeightedGraph, weightBack: Float64Array = graph.weight) {
    this.#graph = graph;
    this.#weightBack = weightBack;
    this.paths = {
      weight: new Float64Array(graph.nodeCount).fill(Number.POSITIVE_INFINITY),
      via: new Int32Array(graph.nodeCount).fill(-1),
      origin: new Int32Array(graph.nodeCount).fill(-1),
    };
  }

  /** Paths may start here too, unless one that was found comes here with less. */
  start({ node, weight }: PathStart, origin: number): void {
    const { paths } = this;
    if (weight >= paths.weight[node]) return;
    paths.weight[node] = weight;
    paths.origin[node] = origin;
    paths.via[node] = -1;
    this.#heap.push(weight, node);
  }

  /**
   * Goes on until all is settled, or until `isDone` is true of a settled node: that one is next where it goes on. No path leads on
   * from where `isEnd` is true.
   */
  settle(isDone?: (node: number, weight: number) => boolean, isEnd?: (node: number) => boolean): void {
    const { firstLink, links, from, to, weight: weights } = this.#graph;
    const { weight, via, origin } = this.paths;
    const weightBack = this.#weightBack;
    const heap = this.#heap;
    for (let node = heap.pop(); node >= 0; node = heap.pop()) {
      if (heap.poppedWeight > weight[node]) continue;
      if (isDone?.(node, weight[node])) {
        heap.push(weight[node], node);
        return;
      }
      if (isEnd?.(node)) continue;
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
  }
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
