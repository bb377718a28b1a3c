import { closureTree, pruneTree } from './closure-tree.ts';
import { type ReducedGraph, reduceGraph, type WeightedGraph } from './reduce-graph.ts';
import { type PathStart, pathBack, shortestPaths } from './shortest-paths.ts';
import { treeLinks } from './tree-links.ts';

// S. E. Dreyfus, R. A. Wagner: The Steiner problem in graphs, Networks 1 (1971), with Dijkstra's labels per subset.
/** Budget of a search: pairs of subsets times nodes. */
const maxSteps = 100_000_000;

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
  /** Rounds of adding branch nodes and of exchanging paths; default 8. */
  rounds?: number;
  /** Default true: exact where that is small. */
  exact?: boolean;
}

type Edges = Pick<WeightedGraph, 'nodeCount' | 'edgeCount' | 'from' | 'to'>;

/** Rounding of sums of weights. */
const slackRatio = 1e-9;
/** Bounds from so many terminals as roots, each on the edges that those before leave. */
const maxRoots = 3;
const usualRounds = 8;

/**
 * A least tree over the terminals, of which the first is the root: near it always, with a bound; where that leaves a gap and
 * what a lighter tree can have is little, exact.
 * @returns undefined where they do not hang together
 */
export function steinerTree(
  graph: Edges,
  weight: Float64Array,
  terminals: readonly number[],
  options: SteinerOptions = {},
): SteinerTree | undefined {
  const reduced = reduceGraph(graph, weight, terminals);
  return isConnected(reduced) ? minTree(reduced, weight, options) : undefined;
}

/** The same of a graph that is reduced already; `weight` is that of the edges it stands for. */
export function minTree(
  reduced: ReducedGraph,
  weight: Float64Array,
  { rounds = usualRounds, exact = true }: SteinerOptions = {},
): SteinerTree {
  // Where bounds take most of the graph away the long search is for what they leave.
  const edges = nearTree(reduced, { rounds, branchRounds: exact ? 0 : rounds });
  const found = closeGap(reduced, weight, { edges, weight: weightOf(weight, edges) }, { exact, rounds });
  return { ...found, edges: [...found.edges].sort((a, b) => a - b) };
}

/** A tree near the least one, without a bound: edges that those of the reduced graph stand for. */
export function nearTree(
  { graph, terminals, originals }: ReducedGraph,
  { rounds = usualRounds, branchRounds = rounds }: { rounds?: number; branchRounds?: number } = {},
): number[] {
  const tree = exchangePaths(graph, closureTree(graph, terminals, branchRounds), terminals, rounds);
  return tree.flatMap((edge) => originals[edge]);
}

/** No tree over the terminals weighs less; Infinity where they do not hang together. */
export function steinerBound(graph: Edges, weight: Float64Array, terminals: readonly number[]): number {
  const reduced = reduceGraph(graph, weight, terminals);
  if (!isConnected(reduced)) return Number.POSITIVE_INFINITY;
  return dualAscent(reduced.graph, reduced.terminals).bound * (1 - slackRatio);
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
  const orders = exact ? rootings(start.terminals) : [start.terminals];
  for (const order of orders) {
    const dual = dualAscent(left.graph, order);
    // On what a lighter tree can have, or the known one.
    lowerBound = Math.max(lowerBound, Math.min(best.weight, dual.bound * (1 - slackRatio)));
    if (isClosed()) return proven();
    if (!exact) return { ...best, lowerBound, isExact: false };
    const smaller = retainEdges(left, edgesWithin(left.graph, order, dual, best.weight));
    // Nothing lighter hangs together.
    if (!smaller) return proven();
    left = smaller;
    if (order !== orders[0]) continue;
    const again = nearTree(left, { rounds });
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
  const count = Math.min(maxRoots, terminals.length);
  return Array.from({ length: count }, (_, index) => {
    const root = terminals[Math.floor((index * terminals.length) / count)];
    return [root, ...terminals.filter((node) => node !== root)];
  });
}

function weightOf(weight: Float64Array, edges: readonly number[]): number {
  return edges.reduce((sum, edge) => sum + weight[edge], 0);
}

/** The graph with these edges only; undefined where the terminals no longer hang together. */
function retainEdges(
  { graph, terminals, originals }: ReducedGraph,
  retained: readonly number[],
): ReducedGraph | undefined {
  const reduced = reduceGraph(
    {
      ...{ nodeCount: graph.nodeCount, edgeCount: retained.length },
      from: Int32Array.from(retained, (edge) => graph.from[edge]),
      to: Int32Array.from(retained, (edge) => graph.to[edge]),
    },
    Float64Array.from(retained, (edge) => graph.weight[edge]),
    terminals,
  );
  if (!isConnected(reduced)) return undefined;
  return {
    ...reduced,
    originals: reduced.originals.map((edges) => edges.flatMap((edge) => originals[retained[edge]])),
  };
}

/** The reduced graph holds what hangs together with the first terminal: others have no edge. */
export function isConnected({ graph, terminals }: ReducedGraph): boolean {
  return terminals.every((node) => node === 0 || graph.firstLink[node + 1] > graph.firstLink[node]);
}

// Bound-based tests: C. W. Duin, Steiner's problem in graphs (1993); T. Polzin, S. Vahdati Daneshmand (2001), section 4.
/**
 * The edges that a tree lighter than a known one can have: through any other the bound and the reduced weights, from the
 * root to it and on to the nearest terminal, come to as much.
 */
function edgesWithin(
  graph: WeightedGraph,
  terminals: readonly number[],
  { bound, left: [ahead, back] }: DualSolution,
  knownWeight: number,
): number[] {
  const [root, ...others] = terminals;
  const fromRoot = shortestPaths({ ...graph, weight: ahead }, [{ node: root, weight: 0 }], undefined, back);
  // Towards the terminals: the same arcs gone the other way.
  const toTerminal = shortestPaths(
    { ...graph, weight: back },
    others.map((node) => ({ node, weight: 0 })),
    undefined,
    ahead,
  );
  const spare = knownWeight * (1 - 1e-9) - bound;
  const retained: number[] = [];
  for (let edge = 0; edge < graph.edgeCount; edge += 1) {
    const [a, b] = [graph.from[edge], graph.to[edge]];
    const over = Math.min(
      fromRoot.weight[a] + ahead[edge] + toTerminal.weight[b],
      fromRoot.weight[b] + back[edge] + toTerminal.weight[a],
    );
    if (over < spare) retained.push(edge);
  }
  return retained;
}

// R. T. Wong: A dual ascent approach for Steiner tree problems on a directed graph, Math. Programming 28 (1984).
/** A feasible solution of the dual of the directed cut formulation with the first terminal as root. */
interface DualSolution {
  /** No tree that connects the terminals weighs less. */
  bound: number;
  /** Left of an edge's weight for the arc from → to and for the arc to → from. */
  left: [Float64Array, Float64Array];
}

/** A lower bound on the weight of every tree that connects the terminals. */
function dualAscent(graph: WeightedGraph, terminals: readonly number[]): DualSolution {
  const { nodeCount, edgeCount, from, to, weight, firstLink, links } = graph;
  const [root, ...others] = terminals;
  const left: DualSolution['left'] = [weight.slice(), weight.slice()];
  const stamp = new Int32Array(nodeCount);
  let mark = 0;
  let bound = 0;
  const active = others.map((terminal) => ({ terminal, size: 1 }));
  const cut = new Int32Array(2 * edgeCount);
  while (active.length > 0) {
    const index = smallestOf(active);
    const entry = active[index];
    mark += 1;
    const inside = [entry.terminal];
    stamp[entry.terminal] = mark;
    let reachesRoot = entry.terminal === root;
    let cutCount = 0;
    for (let head = 0; head < inside.length && !reachesRoot; head += 1) {
      const node = inside[head];
      for (let link = firstLink[node]; link < firstLink[node + 1]; link += 1) {
        const edge = links[link];
        const other = from[edge] === node ? to[edge] : from[edge];
        if (stamp[other] === mark) continue;
        const path = from[edge] === other ? 0 : 1;
        if (left[path][edge] > 0) {
          cut[cutCount++] = 2 * edge + path;
          continue;
        }
        if (other === root) {
          reachesRoot = true;
          break;
        }
        stamp[other] = mark;
        inside.push(other);
      }
    }
    if (reachesRoot) {
      active.splice(index, 1);
      continue;
    }
    // Arcs found before their tail came in are no longer of the cut.
    let min = Number.POSITIVE_INFINITY;
    let retained = 0;
    for (let each = 0; each < cutCount; each += 1) {
      const edge = cut[each] >> 1;
      const path = cut[each] & 1;
      if (stamp[path === 0 ? from[edge] : to[edge]] === mark) continue;
      cut[retained++] = cut[each];
      min = Math.min(min, left[path][edge]);
    }
    if (retained === 0) return { bound: Number.POSITIVE_INFINITY, left };
    lowerArcs(left, cut, retained, min);
    bound += min;
    entry.size = inside.length + 1;
  }
  return { bound, left };
}

/** The first of the least size. */
function smallestOf(components: readonly { size: number }[]): number {
  let index = 0;
  for (let each = 1; each < components.length; each += 1)
    if (components[each].size < components[index].size) index = each;
  return index;
}

/** Takes so much off the first `count` arcs of a cut, each twice its edge, plus 1 against the edge's direction. */
function lowerArcs(left: DualSolution['left'], cut: Int32Array, count: number, by: number): void {
  for (let each = 0; each < count; each += 1) {
    const edge = cut[each] >> 1;
    const path = cut[each] & 1;
    left[path][edge] = left[path][edge] <= by ? 0 : left[path][edge] - by;
  }
}

// Key-path exchange: M. G. A. Verhoeven, M. E. M. Severens, E. H. L. Aarts, Local search for Steiner trees in graphs (1996).
/**
 * The tree with each way between two of its branch nodes or terminals replaced by the shortest between the two parts that
 * it held together, as long as that makes it lighter.
 */
function exchangePaths(
  graph: WeightedGraph,
  start: readonly number[],
  terminals: readonly number[],
  maxRounds: number,
): number[] {
  let tree = [...start];
  for (let round = 0; round < maxRounds; round += 1) {
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
    const path = keyPaths(graph, current, terminals).find((edges) => !edges.some((edge) => tried.has(edge)));
    if (!path) break;
    for (const edge of path) tried.add(edge);
    const removed = new Set(path);
    const rest = current.filter((edge) => !removed.has(edge));
    const weight = path.reduce((sum, edge) => sum + graph.weight[edge], 0);
    const side = partOf(graph, rest, terminals[0]);
    const others = nodesOf(graph, rest, terminals).filter((node) => !side.has(node));
    const isOther = new Set(others);
    let end = -1;
    const paths = shortestPaths(
      graph,
      [...side].map((node) => ({ node, weight: 0 })),
      (node, reached) => {
        if (isOther.has(node)) end = node;
        return end >= 0 || reached >= weight - 1e-9;
      },
    );
    if (end < 0 || paths.weight[end] >= weight - 1e-9) continue;
    current = pruneTree(graph, [...rest, ...pathBack(graph, paths, end)], terminals);
    hasChanged = true;
  }
  return hasChanged ? current : undefined;
}

/** Paths between terminals and branch nodes of a tree, as edges. */
function keyPaths(graph: WeightedGraph, tree: readonly number[], terminals: readonly number[]): number[][] {
  const at = treeLinks(graph, tree);
  const isKey = new Set(terminals);
  for (const [node, edges] of at) if (edges.length !== 2) isKey.add(node);
  const done = new Set<number>();
  const paths: number[][] = [];
  for (const key of [...isKey].sort((p, q) => p - q)) {
    for (const first of at.get(key) ?? []) {
      if (done.has(first)) continue;
      const path: number[] = [];
      let node = key;
      for (let edge: number | undefined = first; edge !== undefined; ) {
        path.push(edge);
        done.add(edge);
        node = graph.from[edge] === node ? graph.to[edge] : graph.from[edge];
        const before: number = edge;
        edge = isKey.has(node) ? undefined : at.get(node)?.find((each) => each !== before);
      }
      paths.push(path);
    }
  }
  return paths;
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

/** Returns whether the exact search of a tree over so many terminals stays small. */
function canSolveExactly(graph: WeightedGraph, terminalCount: number): boolean {
  return terminalCount <= 12 && 3 ** (terminalCount - 1) * graph.nodeCount <= maxSteps;
}

/**
 * The least tree that connects the terminals, as edges. Exact.
 * @returns undefined where they do not hang together
 */
function dreyfusWagner(graph: WeightedGraph, terminals: readonly number[]): number[] | undefined {
  const [root, ...others] = terminals;
  if (others.length === 0) return [];
  const full = 2 ** others.length - 1;
  const { nodeCount } = graph;
  const labels: { weight: Float64Array; via: Int32Array; origin: Int32Array; split: Int32Array }[] = [];
  for (let subset = 1; subset <= full; subset += 1) {
    const split = new Int32Array(nodeCount);
    const starts: PathStart[] = [];
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
    labels[subset] = { ...shortestPaths(graph, starts), split };
  }
  if (labels[full].weight[root] === Number.POSITIVE_INFINITY) return undefined;
  const edges = new Set<number>();
  const collect = (subset: number, node: number) => {
    const { via, weight, origin, split } = labels[subset];
    const path = pathBack(graph, { via, weight, origin }, node);
    let at = node;
    for (const edge of path) {
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
