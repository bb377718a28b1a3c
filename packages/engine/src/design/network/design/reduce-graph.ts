/** Nodes and weighted edges for searches of trees. */
export interface WeightedGraph {
  nodeCount: number;
  edgeCount: number;
  /** [edgeCount] */
  from: Int32Array;
  to: Int32Array;
  weight: Float64Array;
  /** Edges at each node: `links[firstLink[node]]` … `links[firstLink[node + 1] − 1]`. */
  firstLink: Int32Array;
  links: Int32Array;
}

export interface ReducedGraph {
  graph: WeightedGraph;
  /** The terminals' nodes in it, in the order given, each once. */
  terminals: number[];
  /** The edges of the larger graph that each edge stands for. */
  originals: number[][];
}

interface Edge {
  from: number;
  to: number;
  weight: number;
  originals: number[];
}

/**
 * The same problem with fewer nodes: what cannot be reached, dead ends and nodes that are only passed through are
 * gone, of parallel edges the lightest stays. Every least tree keeps its weight.
 */
export function reduceGraph(
  graph: Pick<WeightedGraph, 'nodeCount' | 'edgeCount' | 'from' | 'to'>,
  weight: Float64Array,
  terminals: readonly number[],
): ReducedGraph {
  const isTerminal = new Uint8Array(graph.nodeCount);
  for (const terminal of terminals) isTerminal[terminal] = 1;
  const edges: (Edge | undefined)[] = [];
  const at: Set<number>[] = Array.from({ length: graph.nodeCount }, () => new Set<number>());
  const add = (edge: Edge) => {
    if (edge.from === edge.to) return;
    for (const other of at[edge.from]) {
      const known = edges[other] as Edge;
      if (known.from + known.to - edge.from !== edge.to) continue;
      if (known.weight > edge.weight) Object.assign(known, edge);
      return;
    }
    const index = edges.push(edge) - 1;
    at[edge.from].add(index);
    at[edge.to].add(index);
  };
  const remove = (index: number) => {
    const { from, to } = edges[index] as Edge;
    at[from].delete(index);
    at[to].delete(index);
    edges[index] = undefined;
  };
  for (let edge = 0; edge < graph.edgeCount; edge += 1) {
    add({ from: graph.from[edge], to: graph.to[edge], weight: weight[edge], originals: [edge] });
  }
  const waiting = Array.from({ length: graph.nodeCount }, (_, node) => node);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isTerminal[node] === 1 || at[node].size === 0 || at[node].size > 2) continue;
    const [first, second] = [...at[node]];
    const a = edges[first] as Edge;
    const nodeA = a.from + a.to - node;
    if (second === undefined) {
      remove(first);
      waiting.push(nodeA);
      continue;
    }
    const b = edges[second] as Edge;
    const nodeB = b.from + b.to - node;
    remove(first);
    remove(second);
    const originals = [...a.originals, ...b.originals];
    add({ from: nodeA, to: nodeB, weight: a.weight + b.weight, originals });
    waiting.push(nodeA, nodeB);
  }
  return compact(edges, at, terminals);
}

function compact(
  edges: readonly (Edge | undefined)[],
  at: readonly Set<number>[],
  terminals: readonly number[],
): ReducedGraph {
  const start = [...new Set(terminals)];
  const location = new Map<number, number>(start.map((node, index) => [node, index]));
  // Only what hangs together with the first terminal, in the order it is met.
  const queue = start.slice(0, 1);
  const retained: Edge[] = [];
  const seen = new Set<number>();
  const met = new Set<number>(queue);
  for (let head = 0; head < queue.length; head += 1) {
    for (const index of at[queue[head]]) {
      if (seen.has(index)) continue;
      seen.add(index);
      const edge = edges[index] as Edge;
      retained.push(edge);
      for (const node of [edge.from, edge.to]) {
        if (met.has(node)) continue;
        met.add(node);
        queue.push(node);
        if (!location.has(node)) location.set(node, location.size);
      }
    }
  }
  const graph = indexGraph(
    location.size,
    retained.map(({ from, to, weight }) => ({
      from: location.get(from) ?? 0,
      to: location.get(to) ?? 0,
      weight,
    })),
  );
  return {
    graph,
    terminals: start.map((_, index) => index),
    originals: retained.map(({ originals }) => originals),
  };
}

/** A graph from a list of edges. */
export function indexGraph(
  nodeCount: number,
  edges: readonly { from: number; to: number; weight: number }[],
): WeightedGraph {
  const firstLink = new Int32Array(nodeCount + 1);
  for (const { from, to } of edges) {
    firstLink[from + 1] += 1;
    firstLink[to + 1] += 1;
  }
  for (let node = 0; node < nodeCount; node += 1) firstLink[node + 1] += firstLink[node];
  const links = new Int32Array(2 * edges.length);
  const next = firstLink.slice();
  edges.forEach(({ from, to }, edge) => {
    links[next[from]++] = edge;
    links[next[to]++] = edge;
  });
  return {
    ...{ nodeCount, edgeCount: edges.length, firstLink, links },
    from: Int32Array.from(edges, ({ from }) => from),
    to: Int32Array.from(edges, ({ to }) => to),
    weight: Float64Array.from(edges, ({ weight }) => weight),
  };
}
