import { fewAntennas, unlimitedDb } from './choose-parts.ts';
import {
  improveTree,
  isBearable,
  isBetter,
  planTree,
  type SourceTree,
  type TreeSearch,
} from './plan-tree.ts';
import { shortestWays } from './shortest-ways.ts';
import type { SourceSite } from './source-sites.ts';
import { type SteinerTree, steinerBound, steinerTree } from './steiner-tree.ts';
import { tradeOffTree } from './trade-off-tree.ts';

/** A source's tree with the bounds of its antennas. */
export interface PlannedSource extends SourceTree {
  lengthM: number;
  leastLengthM: number;
  courseCny: number;
  leastCourseCny: number;
  isLeast: boolean;
  /** True where even a source of its own has not the power: then the tree is planned as if it had. */
  isUnderpowered: boolean;
}

/** Sites whose trees are compared in full, the nearest ones. */
const mostSites = 3;
const mostForAllSites = 16;
/** Trees by which it is soon known whether one source can be enough; those that are tried where the lightest one fails. */
/** Another tree may be so much better, dB. */
const otherTreeDb = 1;
const quickRatios = [0.3, 0.7];
const otherRatios = [0.2, 0.4, 0.6, 0.8, 1];

interface SiteTree {
  site: number;
  tree: SteinerTree;
}

/** Sources for the antennas of a cell: one where that is enough, else the tree is halved until it is. */
export function planCell(search: TreeSearch, antennas: readonly number[]): PlannedSource[] {
  const near = reachableSites(search, antennas).slice(0, mostSites);
  if (antennas.length > fewAntennas) {
    const quick = near.flatMap((site) =>
      quickRatios.map((ratio) => ratioTree(search, site, antennas, ratio)),
    );
    const isHopeless = !quick.some(({ site, tree }) =>
      isBearable(search, site, antennas, tree.edges, otherTreeDb),
    );
    if (quick.length > 0 && isHopeless) {
      return halves(search, antennas, quick[0]).flatMap((half) => planCell(search, half));
    }
  }
  const candidates = siteTrees(search, near, antennas);
  const found = planSource(search, antennas, candidates, search.task.mostDbm);
  if (found) return [found];
  if (antennas.length === 1) {
    const unlimited = search.task.mostDbm.map((powerDbm) => powerDbm + unlimitedDb);
    const single = planSource(search, antennas, candidates, unlimited);
    return single ? [{ ...single, isUnderpowered: true }] : [];
  }
  return halves(search, antennas, candidates[0]).flatMap((half) => planCell(search, half));
}

function planSource(
  search: TreeSearch,
  antennas: readonly number[],
  candidates: readonly SiteTree[],
  mostDbm: Float64Array,
): PlannedSource | undefined {
  const { graph, antennaNodes } = search.routing;
  const nodes = antennas.map((antenna) => antennaNodes[antenna]);
  const limited = { ...search, task: { ...search.task, mostDbm } };
  let best: SourceTree | undefined;
  for (const { site, tree } of candidates) {
    const found = planTree(limited, site, antennas, tree);
    search.treesTried = limited.treesTried;
    // Of many antennas what the lightest tree cannot feed, the others cannot either.
    if (!found && antennas.length > mostForAllSites) break;
    if (!found || (best && !isBetter(found, best))) continue;
    best = found;
  }
  // A source more is dearer than any longer courses.
  for (const { site } of best ? [] : candidates) {
    for (const ratio of otherRatios) {
      const { tree } = ratioTree(limited, site, antennas, ratio);
      if (!isBearable(limited, site, antennas, tree.edges, 0)) continue;
      const found = planTree(limited, site, antennas, tree);
      if (found && (!best || isBetter(found, best))) best = found;
    }
  }
  if (!best) return undefined;
  best = improveTree(limited, best);
  search.treesTried = limited.treesTried;
  const found = best;
  const bounds = anySiteBounds(search, nodes);
  // Bounds hold for whichever site is used: the smallest of all, where all were looked at.
  const isAll = candidates.length === search.routing.sites.length;
  const leastCourseCny = Math.max(
    isAll ? Math.min(...candidates.map(({ tree }) => tree.lowerBound)) : 0,
    bounds.courseCny,
  );
  const sum = (values: Float64Array) => found.edges.reduce((total, edge) => total + values[edge], 0);
  const courseCny = sum(graph.weight);
  return {
    ...found,
    lengthM: sum(graph.lengthM),
    leastLengthM: bounds.lengthM,
    ...{
      courseCny,
      leastCourseCny,
      isLeast: courseCny <= leastCourseCny * (1 + 1e-9),
      isUnderpowered: false,
    },
  };
}

/** What no tree of courses that connects the nodes with any site goes below: all sites hang on one more node, for nothing. */
function anySiteBounds(
  { routing }: TreeSearch,
  nodes: readonly number[],
): { lengthM: number; courseCny: number } {
  const { graph, sites } = routing;
  const hub = graph.nodeCount;
  const joined = {
    ...{ nodeCount: hub + 1, edgeCount: graph.edgeCount + sites.length },
    from: Int32Array.from([...graph.from, ...sites.map(() => hub)]),
    to: Int32Array.from([...graph.to, ...sites.map(({ node }) => node)]),
  };
  const bound = (weight: Float64Array) =>
    steinerBound(joined, Float64Array.from([...weight, ...sites.map(() => 0)]), [hub, ...nodes]);
  return { lengthM: bound(graph.lengthM), courseCny: bound(graph.weight) };
}

/** Sites from which courses lead to all antennas, the nearest first. */
function reachableSites({ routing }: TreeSearch, antennas: readonly number[]): number[] {
  const { graph, sites, antennaNodes } = routing;
  return sites
    .map((site, index) => {
      const { weight } = shortestWays(graph, [{ node: site.node, weight: 0 }]);
      return { site: index, sum: antennas.reduce((sum, antenna) => sum + weight[antennaNodes[antenna]], 0) };
    })
    .filter(({ sum }) => sum < Number.POSITIVE_INFINITY)
    .filter(({ site }, _, all) => isRoom(sites[site]) || !all.some((other) => isRoom(sites[other.site])))
    .sort((a, b) => a.sum - b.sum || a.site - b.site)
    .map(({ site }) => site);
}

/** A tree that is soon found, with ways to the root as short as the ratio asks for. */
function ratioTree(
  { routing }: TreeSearch,
  site: number,
  antennas: readonly number[],
  ratio: number,
): SiteTree {
  const { graph, sites, antennaNodes } = routing;
  const terminals = [sites[site].node, ...antennas.map((antenna) => antennaNodes[antenna])];
  const edges = tradeOffTree(graph, graph.weight, terminals, ratio);
  return { site, tree: { edges, weight: 0, lowerBound: 0, isExact: false } };
}

/** The least trees from sites, lightest first. */
function siteTrees(
  { routing }: TreeSearch,
  near: readonly number[],
  antennas: readonly number[],
): SiteTree[] {
  const { graph, sites, antennaNodes } = routing;
  const nodes = antennas.map((antenna) => antennaNodes[antenna]);
  return near
    .flatMap((site) => {
      const tree = steinerTree(graph, graph.weight, [sites[site].node, ...nodes]);
      return tree ? [{ site, tree }] : [];
    })
    .sort((a, b) => a.tree.weight - b.tree.weight || a.site - b.site);
}

/** A room of the plan or a zone that may be one, not just a place. */
function isRoom({ facility, zone }: SourceSite): boolean {
  return facility !== undefined || zone !== undefined;
}

/** The antennas in two parts as even as one cut of the least tree makes them. */
function halves(search: TreeSearch, antennas: readonly number[], first: SiteTree | undefined): number[][] {
  const { graph, antennaNodes } = search.routing;
  const cut = first && evenCut(search, first, antennas);
  if (cut && cut.length > 0 && cut.length < antennas.length) {
    return [cut, antennas.filter((antenna) => !cut.includes(antenna))];
  }
  const byPlace = [...antennas].sort((a, b) => {
    const [p, q] = [antennaNodes[a], antennaNodes[b]];
    return graph.levelIndex[p] - graph.levelIndex[q] || graph.x[p] - graph.x[q] || graph.y[p] - graph.y[q];
  });
  const middle = Math.ceil(byPlace.length / 2);
  return [byPlace.slice(0, middle), byPlace.slice(middle)];
}

/** The antennas behind the edge of the tree that parts them most evenly. */
function evenCut({ routing }: TreeSearch, { site, tree }: SiteTree, antennas: readonly number[]): number[] {
  const { graph, antennaNodes, sites } = routing;
  const linksAt = new Map<number, number[]>();
  for (const edge of tree.edges) {
    for (const node of [graph.from[edge], graph.to[edge]]) {
      linksAt.set(node, [...(linksAt.get(node) ?? []), edge]);
    }
  }
  let best: number[] = [];
  const visit = (node: number, cameBy: number): number[] => {
    const behind = antennas.filter((antenna) => antennaNodes[antenna] === node);
    for (const edge of linksAt.get(node) ?? []) {
      if (edge === cameBy) continue;
      behind.push(...visit(graph.from[edge] === node ? graph.to[edge] : graph.from[edge], edge));
    }
    const off = (list: readonly number[]) => Math.abs(list.length - antennas.length / 2);
    if (cameBy >= 0 && off(behind) < off(best)) best = [...behind];
    return behind;
  };
  visit(sites[site].node, -1);
  return best;
}
