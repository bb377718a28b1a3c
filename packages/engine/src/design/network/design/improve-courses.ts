import type { Routing } from './build-routing.ts';
import type { RoutingGraph } from './routing-graph.ts';
import { PathSearch, pathBack } from './shortest-paths.ts';
import { treeLinks } from './tree-links.ts';

/** A tree of courses from a site of the routing's list. */
export interface SiteCourses {
  site: number;
  edges: readonly number[];
}

/** A course of a tree from one branch, antenna or the root to the next. */
export interface Segment {
  ends: [number, number];
  edges: number[];
}

/** Inputs of the improvement of trees. */
export interface CoursesTask {
  routing: Routing;
  /** Terminals of the plan that the tree connects. */
  antennas: readonly number[];
  /** Sites that the root may move to, besides all places for remote radio units. */
  rooms: readonly number[];
  /** Cost of a tree, or what stands for it, CNY; Infinity where it is of no use. */
  costOf(courses: SiteCourses): number;
  /** So many trees are compared at most. */
  maxTrees: number;
  random(): number;
  isExpired(): boolean;
}

/** A course that is led elsewhere may weigh so many times what it weighed, and so much more, CNY. */
const longerRatio = 1.6;
const longerCny = 500;
/** So many other courses of the tree are tried for each, those that it reaches with least. */
const maxJunctions = 6;
/** The root may move so far from the tree, CNY of the path there, and to so many places, so far from each other, metres. */
const maxRootCny = 450;
const maxRoots = 40;
const rootsApartM = 5;
/** Sites besides that of the first tree from which the search starts. */
const maxStarts = 3;
/** So many courses are led elsewhere at once to leave a tree that none of them makes cheaper. */
const kicked = 3;

/**
 * Trees that cost less and less, each from the one before or from another start: a course is led to another junction, or the root moves.
 * Where no such change helps, a few at once are made at random, and what they lead to is taken where it costs less.
 * @param others further trees to start from: the cheapest of each site, of the most promising sites
 */
export function improveCourses(
  task: CoursesTask,
  start: SiteCourses,
  others: readonly SiteCourses[] = [],
): SiteCourses[] {
  const search = new CoursesSearch(task);
  let best = { ...start, cost: search.costOf(start) };
  const found: SiteCourses[] = [];
  const take = (tree: CostedCourses) => {
    if (!(tree.cost < best.cost - 1e-6)) return;
    best = tree;
    found.push(tree);
  };
  for (const each of [best, ...search.promising(others, best.site)]) take(search.descend(each));
  // Not every kick finds a course that can be led elsewhere.
  for (let left = task.maxTrees; left > 0 && !search.isSpent; left -= 1) {
    const near = search.descendNear(best, search.kick(best));
    if (near.cost < best.cost - 1e-6) take(search.descend(near));
  }
  return found;
}

interface CostedCourses extends SiteCourses {
  cost: number;
}

class CoursesSearch {
  trees = 0;
  readonly #task: CoursesTask;
  readonly #graph: RoutingGraph;
  readonly #siteAt: ReadonlyMap<number, number>;
  readonly #antennaNodes: readonly number[];

  constructor(task: CoursesTask) {
    this.#task = task;
    const { graph, sites, antennaNodes } = task.routing;
    this.#graph = graph;
    this.#antennaNodes = task.antennas.map((antenna) => antennaNodes[antenna]);
    const rooms = new Set(task.rooms);
    this.#siteAt = new Map(
      sites.flatMap(({ node, remoteFibreM }, site) =>
        remoteFibreM !== undefined || rooms.has(site) ? [[node, site] as const] : [],
      ),
    );
  }

  get isSpent(): boolean {
    return this.trees >= this.#task.maxTrees || this.#task.isExpired();
  }

  costOf(courses: SiteCourses): number {
    this.trees += 1;
    return this.#task.costOf(courses);
  }

  /** The cheapest tree of each other site, of the few from which it costs least. */
  promising(all: readonly SiteCourses[], besides: number): CostedCourses[] {
    const bySite = new Map<number, CostedCourses>();
    for (const each of all) {
      if (each.site === besides) continue;
      const cost = this.costOf(each);
      const known = bySite.get(each.site);
      if (cost < (known?.cost ?? Number.POSITIVE_INFINITY)) bySite.set(each.site, { ...each, cost });
    }
    return [...bySite.values()].sort((a, b) => a.cost - b.cost).slice(0, maxStarts);
  }

  /** A tree of which no single change costs less, or the last one when the trees are used up. */
  descend(start: CostedCourses): CostedCourses {
    let best = start;
    for (;;) {
      const before = best;
      best = this.#moveSegments(this.#moveRoot(best), new Set());
      if (best === before || this.isSpent) return best;
    }
  }

  /** The same with the root where it is, and courses led elsewhere only near what another tree has not. */
  descendNear(other: SiteCourses, start: CostedCourses): CostedCourses {
    return this.#moveSegments(start, new Set(this.#unchanged(other.edges, start)));
  }

  /** Edges of a tree in the courses that another tree has too, from end to end, and that meet none which it has not. */
  #unchanged(before: readonly number[], tree: SiteCourses): number[] {
    const known = new Set(before);
    const segments = this.#segments(tree);
    const touched = new Set(
      segments.flatMap(({ ends, edges }) => (edges.every((edge) => known.has(edge)) ? [] : ends)),
    );
    return segments.flatMap(({ ends, edges }) => (ends.some((end) => touched.has(end)) ? [] : edges));
  }

  /** A tree with a few courses led elsewhere at random. */
  kick(start: CostedCourses): CostedCourses {
    let edges = start.edges;
    for (let each = 0; each < kicked; each += 1) {
      const segments = this.#segments({ ...start, edges });
      const segment = segments[Math.floor(this.#task.random() * segments.length)];
      const others = segment ? this.#ledElsewhere({ ...start, edges }, segment) : [];
      if (others.length === 0) continue;
      edges = others[Math.floor(this.#task.random() * others.length)];
    }
    if (edges === start.edges) return start;
    const tree = { site: start.site, edges };
    return { ...tree, cost: this.costOf(tree) };
  }

  #terminals(site: number): number[] {
    return [this.#task.routing.sites[site].node, ...this.#antennaNodes];
  }

  #segments({ site, edges }: SiteCourses): Segment[] {
    return segmentsOf(this.#graph, edges, new Set(this.#terminals(site)));
  }

  /** Each course of the tree is led to another junction where that costs less, but for those that are tried already. */
  #moveSegments(start: CostedCourses, tried: Set<number>): CostedCourses {
    let best = start;
    while (!this.isSpent) {
      const next = this.#segments(best).find(({ edges }) => !edges.every((edge) => tried.has(edge)));
      if (!next) break;
      for (const edge of next.edges) tried.add(edge);
      const before = best;
      for (const edges of this.#ledElsewhere(best, next)) {
        const tree = { site: best.site, edges };
        const cost = this.costOf(tree);
        if (cost < best.cost - 1e-6) best = { ...tree, cost };
      }
      if (best === before) continue;
      const unchanged = new Set(this.#unchanged(before.edges, best));
      for (const edge of best.edges) if (!unchanged.has(edge)) tried.delete(edge);
    }
    return best;
  }

  /** Trees in which what hangs on a course hangs elsewhere on the tree. */
  #ledElsewhere({ site, edges }: SiteCourses, segment: Segment): number[][] {
    const graph = this.#graph;
    const terminals = this.#terminals(site);
    const passed = new Set(segment.edges);
    const rest = edges.filter((edge) => !passed.has(edge));
    const side = nodesFrom(graph, rest, terminals[0]);
    const others = nodesOf(graph, rest, terminals).filter((node) => !side.has(node));
    const weight = segment.edges.reduce((sum, edge) => sum + graph.weight[edge], 0);
    const limit = weight * longerRatio + longerCny;
    const search = new PathSearch(graph);
    for (const node of others) search.start({ node, weight: 0 }, node);
    search.settle(
      (_, reached) => reached > limit,
      (node) => side.has(node),
    );
    const { paths } = search;
    const atSegments = segmentsOf(graph, rest, new Set(terminals))
      .filter(({ ends: [end] }) => side.has(end))
      .flatMap(({ ends, edges: run }) => {
        let best = -1;
        for (const node of [...ends, ...run.flatMap((edge) => [graph.from[edge], graph.to[edge]])]) {
          if (best < 0 || paths.weight[node] < paths.weight[best]) best = node;
        }
        return paths.weight[best] <= limit ? [best] : [];
      });
    const alone = paths.weight[terminals[0]] <= limit ? [terminals[0]] : [];
    const known = new Set(segment.edges);
    return [...new Set([...atSegments, ...alone])]
      .sort((a, b) => paths.weight[a] - paths.weight[b] || a - b)
      .slice(0, maxJunctions)
      .flatMap((node) => {
        const path = pathBack(graph, paths, node);
        if (path.length === known.size && path.every((edge) => known.has(edge))) return [];
        return [withoutDeadEnds(graph, [...rest, ...path], terminals)];
      });
  }

  /** The root at another place on the tree or near it where that costs less. */
  #moveRoot(start: CostedCourses): CostedCourses {
    let best = start;
    const graph = this.#graph;
    const search = new PathSearch(graph);
    for (const node of nodesOf(graph, start.edges, this.#terminals(start.site))) {
      search.start({ node, weight: 0 }, node);
    }
    search.settle((_, reached) => reached > maxRootCny);
    const { weight } = search.paths;
    const near = [...this.#siteAt]
      .filter(([node, site]) => site !== start.site && weight[node] <= maxRootCny)
      .sort(([a], [b]) => weight[a] - weight[b] || a - b);
    const taken: number[] = [];
    for (const [node, site] of near) {
      if (taken.length >= maxRoots || this.isSpent) break;
      if (taken.some((other) => this.#isNear(node, other))) continue;
      taken.push(node);
      const led = [...start.edges, ...pathBack(graph, search.paths, node)];
      const tree = { site, edges: withoutDeadEnds(graph, led, this.#terminals(site)) };
      const cost = this.costOf(tree);
      if (cost < best.cost - 1e-6) best = { ...tree, cost };
    }
    return best;
  }

  #isNear(a: number, b: number): boolean {
    const { x, y, levelIndex } = this.#graph;
    return levelIndex[a] === levelIndex[b] && Math.hypot(x[a] - x[b], y[a] - y[b]) < rootsApartM;
  }
}

/** The edges of a tree that lead to terminals, ascending. */
function withoutDeadEnds(
  { from, to }: RoutingGraph,
  edges: readonly number[],
  terminals: readonly number[],
): number[] {
  const linksAt = treeLinks({ from, to }, edges);
  const isTerminal = new Set(terminals);
  const dead = new Set<number>();
  for (const start of linksAt.keys()) {
    for (let node = start; !isTerminal.has(node); ) {
      const left = (linksAt.get(node) ?? []).filter((edge) => !dead.has(edge));
      if (left.length !== 1) break;
      dead.add(left[0]);
      node = from[left[0]] === node ? to[left[0]] : from[left[0]];
    }
  }
  return edges.filter((edge) => !dead.has(edge)).sort((a, b) => a - b);
}

function nodesFrom(graph: RoutingGraph, edges: readonly number[], start: number): Set<number> {
  const linksAt = treeLinks(graph, edges);
  const found = new Set([start]);
  for (const node of found) {
    for (const edge of linksAt.get(node) ?? []) {
      found.add(graph.from[edge] === node ? graph.to[edge] : graph.from[edge]);
    }
  }
  return found;
}

function nodesOf(graph: RoutingGraph, edges: readonly number[], terminals: readonly number[]): number[] {
  return [...new Set([...terminals, ...edges.flatMap((edge) => [graph.from[edge], graph.to[edge]])])];
}

/** Courses of a tree between its branches and terminals. */
export function segmentsOf(
  graph: { from: Int32Array; to: Int32Array },
  edges: readonly number[],
  terminals: ReadonlySet<number>,
): Segment[] {
  const linksAt = treeLinks(graph, edges);
  const isEnd = (node: number) => terminals.has(node) || (linksAt.get(node) ?? []).length !== 2;
  const seen = new Set<number>();
  return [...linksAt.keys()].filter(isEnd).flatMap((start) =>
    (linksAt.get(start) ?? []).flatMap((first): Segment[] => {
      if (seen.has(first)) return [];
      const passed = [first];
      let at = graph.from[first] === start ? graph.to[first] : graph.from[first];
      while (!isEnd(at)) {
        const next = (linksAt.get(at) ?? []).find((edge) => edge !== passed[passed.length - 1]) as number;
        passed.push(next);
        at = graph.from[next] === at ? graph.to[next] : graph.from[next];
      }
      for (const edge of passed) seen.add(edge);
      return [{ ends: [start, at], edges: passed }];
    }),
  );
}
