// Kou, Markowsky, Berman (1981): least tree of the distances; key nodes one by one: Griffith et al., IEEE TCAD 13 (1994).
import type { WeightedGraph } from './reduce-graph.ts';
import { type Paths, pathBack, shortestPaths } from './shortest-paths.ts';

/** A saved less than this is rounding. */
const minSaved = 1e-7;

/**
 * A tree that connects the terminals, near the least: the least spanning tree of shortest paths between terminals and
 * branch nodes, which are added one by one as long as that makes it lighter.
 * @param maxRounds of adding branch nodes
 */
export function closureTree(graph: WeightedGraph, terminals: readonly number[], maxRounds: number): number[] {
  const paths = terminals.map((node) => shortestPaths(graph, [{ node, weight: 0 }]));
  const keys = [...terminals];
  let links = spanKeys(keys, paths);
  for (let round = 0; round < maxRounds; round += 1) {
    const savings = nodeSavings(graph, keys, paths, links);
    let added = 0;
    let saving = new KeySaving(paths, links);
    for (const { node } of savings) {
      const saved = saving.savedBy(node);
      if (saved <= minSaved) continue;
      keys.push(node);
      paths.push(shortestPaths(graph, [{ node, weight: 0 }]));
      links = spanKeys(keys, paths);
      saving = new KeySaving(paths, links);
      added += 1;
    }
    if (added === 0) break;
  }
  const edges = new Set<number>();
  for (const { a, b } of links) for (const edge of pathBack(graph, paths[a], keys[b])) edges.add(edge);
  return pruneTree(graph, [...edges], terminals);
}

interface KeyLink {
  a: number;
  b: number;
  weight: number;
}

/** Least spanning tree over the keys (Prim): indices in the list of keys. */
function spanKeys(keys: readonly number[], paths: readonly Paths[]): KeyLink[] {
  const links: KeyLink[] = [];
  const nearest = keys.map((node) => paths[0].weight[node]);
  const parent = keys.map(() => 0);
  const isIn = keys.map((_, index) => index === 0);
  for (let count = 1; count < keys.length; count += 1) {
    let next = -1;
    for (let each = 0; each < keys.length; each += 1) {
      if (!isIn[each] && (next < 0 || nearest[each] < nearest[next])) next = each;
    }
    isIn[next] = true;
    links.push({ a: parent[next], b: next, weight: nearest[next] });
    for (let each = 0; each < keys.length; each += 1) {
      const weight = paths[next].weight[keys[each]];
      if (isIn[each] || weight >= nearest[each]) continue;
      nearest[each] = weight;
      parent[each] = next;
    }
  }
  return links;
}

function nodeSavings(
  graph: WeightedGraph,
  keys: readonly number[],
  paths: readonly Paths[],
  links: readonly KeyLink[],
): { node: number; saved: number }[] {
  const isKey = new Set(keys);
  const savings: { node: number; saved: number }[] = [];
  const saving = new KeySaving(paths, links);
  for (let node = 0; node < graph.nodeCount; node += 1) {
    if (isKey.has(node) || graph.firstLink[node + 1] - graph.firstLink[node] < 3) continue;
    const saved = saving.savedBy(node);
    if (saved > minSaved) savings.push({ node, saved });
  }
  return savings.sort((p, q) => q.saved - p.saved || p.node - q.node);
}

/** Weight that the spanning tree of the keys loses with one more node. */
class KeySaving {
  readonly #paths: readonly Paths[];
  /** Links of the tree, the lightest first. */
  readonly #links: readonly KeyLink[];
  readonly #weight: number;
  readonly #group: Int32Array;

  constructor(paths: readonly Paths[], links: readonly KeyLink[]) {
    this.#paths = paths;
    this.#links = [...links].sort((p, q) => p.weight - q.weight);
    this.#weight = links.reduce((sum, { weight }) => sum + weight, 0);
    this.#group = new Int32Array(paths.length + 1);
  }

  /**
   * Links of both kinds in order of weight, joined as long as they close no circle (Kruskal): only the tree's own links and
   * those of the new node can be in the new tree.
   */
  savedBy(node: number): number {
    const count = this.#paths.length;
    const weightTo = (key: number) => this.#paths[key].weight[node];
    const nearest = this.#paths.map((_, key) => key).sort((a, b) => weightTo(a) - weightTo(b));
    for (let each = 0; each <= count; each += 1) this.#group[each] = each;
    let sum = 0;
    let at = 0;
    for (const key of nearest) {
      const weight = weightTo(key);
      for (; at < this.#links.length && this.#links[at].weight <= weight; at += 1) {
        const link = this.#links[at];
        if (this.#join(link.a, link.b)) sum += link.weight;
      }
      if (this.#join(key, count)) sum += weight;
    }
    for (; at < this.#links.length; at += 1) {
      const { a, b, weight } = this.#links[at];
      if (this.#join(a, b)) sum += weight;
    }
    return this.#weight - sum;
  }

  /** False where the two are joined already. */
  #join(a: number, b: number): boolean {
    const [p, q] = [this.#top(a), this.#top(b)];
    if (p === q) return false;
    this.#group[p] = q;
    return true;
  }

  #top(at: number): number {
    let top = at;
    while (this.#group[top] !== top) top = this.#group[top];
    this.#group[at] = top;
    return top;
  }
}

/** The least spanning tree of the edges, without dead ends that are no terminals. */
export function pruneTree(
  graph: WeightedGraph,
  edges: readonly number[],
  terminals: readonly number[],
): number[] {
  const sorted = [...edges].sort((p, q) => graph.weight[p] - graph.weight[q] || p - q);
  const group = new Map<number, number>();
  const find = (node: number): number => {
    let top = node;
    for (let next = group.get(top); next !== undefined && next !== top; next = group.get(top)) top = next;
    group.set(node, top);
    return top;
  };
  const degree = new Map<number, number>();
  const retained = new Set<number>();
  for (const edge of sorted) {
    const [p, q] = [find(graph.from[edge]), find(graph.to[edge])];
    if (p === q) continue;
    group.set(p, q);
    retained.add(edge);
    for (const node of [graph.from[edge], graph.to[edge]]) degree.set(node, (degree.get(node) ?? 0) + 1);
  }
  const isTerminal = new Set(terminals);
  for (let changed = true; changed; ) {
    changed = false;
    for (const edge of retained) {
      const { from, to } = graph;
      const isDead = [from[edge], to[edge]].some((node) => degree.get(node) === 1 && !isTerminal.has(node));
      if (!isDead) continue;
      retained.delete(edge);
      for (const node of [from[edge], to[edge]]) degree.set(node, (degree.get(node) ?? 0) - 1);
      changed = true;
    }
  }
  return [...retained].sort((p, q) => p - q);
}
