import { type PartsTask, treeBoundCny } from './choose-parts.ts';
import { layingCny, type TreeSearch, treeFrom } from './plan-tree.ts';
import { type ReducedGraph, reduceGraph } from './reduce-graph.ts';
import { shortestWays } from './shortest-ways.ts';
import type { SourceSite } from './source-sites.ts';
import { leastTree, type SteinerTree, steinerBound } from './steiner-tree.ts';
import { rootRatios, tradeOffTree } from './trade-off-tree.ts';

/** A tree of courses from a site, and what it says before parts are chosen on it. */
export interface SourceCourses {
  /** Place of the site in the routing's list. */
  site: number;
  edges: readonly number[];
  courseCny: number;
}

/** Sites whose trees are compared, the nearest ones. */
const mostSites = 3;

/** Sites from which courses lead to all antennas, the nearest first; rooms and zones before mere places. */
export function nearSites({ routing }: TreeSearch, antennas: readonly number[]): number[] {
  const { graph, sites, antennaNodes } = routing;
  return sites
    .map((site, index) => {
      const { weight } = shortestWays(graph, [{ node: site.node, weight: 0 }]);
      return { site: index, sum: antennas.reduce((sum, antenna) => sum + weight[antennaNodes[antenna]], 0) };
    })
    .filter(({ sum }) => sum < Number.POSITIVE_INFINITY)
    .filter(({ site }, _, all) => isRoom(sites[site]) || !all.some((other) => isRoom(sites[other.site])))
    .sort((a, b) => a.sum - b.sum || a.site - b.site)
    .slice(0, mostSites)
    .map(({ site }) => site);
}

/** A room of the plan or a zone that may be one, not just a place. */
function isRoom({ facility, zone }: SourceSite): boolean {
  return facility !== undefined || zone !== undefined;
}

/** What is left of the routing graph for trees from each site, dead ends and nodes that are only passed taken out. */
export type SiteGraphs = ReadonlyMap<number, ReducedGraph>;

export function siteGraphs(
  { routing }: TreeSearch,
  sites: readonly number[],
  antennas: readonly number[],
): SiteGraphs {
  const { graph, sites: all, antennaNodes } = routing;
  const nodes = antennas.map((antenna) => antennaNodes[antenna]);
  return new Map(
    sites.map((site) => [site, reduceGraph(graph, graph.weight, [all[site].node, ...nodes])] as const),
  );
}

/** Trees between the lightest and those with the shortest ways to the root, from each site. */
export function tradeOffCourses(
  search: TreeSearch,
  graphs: SiteGraphs,
  ratios: readonly number[] = rootRatios,
): SourceCourses[] {
  return [...graphs].flatMap(([site, reduced]) =>
    ratios.map((ratio) => coursesOf(search, site, tradeOffTree(reduced, ratio))),
  );
}

/** The lightest tree from each site, with its bound. */
export function lightestCourses(
  search: TreeSearch,
  graphs: SiteGraphs,
): (SourceCourses & Pick<SteinerTree, 'lowerBound'>)[] {
  return [...graphs]
    .map(([site, reduced]) => {
      const { edges, lowerBound } = leastTree(reduced, search.routing.graph.weight);
      return { ...coursesOf(search, site, edges), lowerBound };
    })
    .sort((a, b) => a.courseCny - b.courseCny || a.site - b.site);
}

/** What parts and laying on a tree cost at least within a tolerance, CNY; Infinity where one carrier alone is out of reach. */
export function leastTreeCny(
  search: TreeSearch,
  antennas: readonly number[],
  { site, edges }: SourceCourses,
  task: PartsTask,
  toleranceDb: number,
): number {
  const tree = treeFrom(search, site, antennas, edges);
  return treeBoundCny(task, tree, toleranceDb) + layingCny(search, edges);
}

/** What no tree of courses that connects the antennas with any site goes below: all sites hang on one more node, for nothing. */
export function anySiteBounds(
  { routing }: TreeSearch,
  antennas: readonly number[],
): { lengthM: number; courseCny: number } {
  const { graph, sites, antennaNodes } = routing;
  const hub = graph.nodeCount;
  const joined = {
    ...{ nodeCount: hub + 1, edgeCount: graph.edgeCount + sites.length },
    from: Int32Array.from([...graph.from, ...sites.map(() => hub)]),
    to: Int32Array.from([...graph.to, ...sites.map(({ node }) => node)]),
  };
  const terminals = [hub, ...antennas.map((antenna) => antennaNodes[antenna])];
  const bound = (weight: Float64Array) =>
    steinerBound(joined, Float64Array.from([...weight, ...sites.map(() => 0)]), terminals);
  return { lengthM: bound(graph.lengthM), courseCny: bound(graph.weight) };
}

function coursesOf({ routing }: TreeSearch, site: number, edges: readonly number[]): SourceCourses {
  const { weight } = routing.graph;
  return { site, edges, courseCny: edges.reduce((sum, edge) => sum + weight[edge], 0) };
}
