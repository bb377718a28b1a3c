import { improveTree, isBetter, planTree, type SourceTree, type TreeSearch } from './plan-tree.ts';
import { shortestWays } from './shortest-ways.ts';
import type { SourceSite } from './source-sites.ts';
import { type SteinerTree, steinerTree } from './steiner-tree.ts';

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

interface SiteTree {
  site: number;
  tree: SteinerTree;
}

/** Sources for the antennas of a cell: one where that is enough, else the tree is halved until it is. */
export function planCell(search: TreeSearch, antennas: readonly number[]): PlannedSource[] {
  const candidates = nearestSites(search, antennas);
  const found = planSource(search, antennas, candidates, search.task.mostDbm);
  if (found) return [found];
  if (antennas.length === 1) {
    const unlimited = search.task.mostDbm.map(() => Number.POSITIVE_INFINITY);
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
  let leastCourseCny = Number.POSITIVE_INFINITY;
  for (const { site, tree } of candidates) {
    // Bounds hold for whichever site is used: the smallest of all.
    leastCourseCny = Math.min(leastCourseCny, tree.lowerBound);
    const found = planTree(limited, site, antennas, tree);
    search.treesTried = limited.treesTried;
    // Of many antennas what the lightest tree cannot feed, the others cannot either.
    if (!found && antennas.length > mostForAllSites) break;
    if (!found || (best && !isBetter(found, best))) continue;
    best = found;
  }
  if (!best) return undefined;
  best = improveTree(limited, best);
  search.treesTried = limited.treesTried;
  const found = best;
  const lengthsM = candidates.map(({ site }) => {
    const terminals = [search.routing.sites[site].node, ...nodes];
    return steinerTree(graph, graph.lengthM, terminals, { rounds: 0 })?.lowerBound ?? 0;
  });
  const leastLengthM = Math.min(...lengthsM);
  const sum = (values: Float64Array) => found.edges.reduce((total, edge) => total + values[edge], 0);
  const courseCny = sum(graph.weight);
  return {
    ...found,
    lengthM: sum(graph.lengthM),
    leastLengthM,
    ...{
      courseCny,
      leastCourseCny,
      isLeast: courseCny <= leastCourseCny * (1 + 1e-9),
      isUnderpowered: false,
    },
  };
}

/** Trees from the sites that reach all nodes, lightest first. */
function nearestSites(search: TreeSearch, antennas: readonly number[]): SiteTree[] {
  const { graph, sites, antennaNodes } = search.routing;
  const nodes = antennas.map((antenna) => antennaNodes[antenna]);
  const reachable = sites
    .map((site, index) => {
      const { weight } = shortestWays(graph, [{ node: site.node, weight: 0 }]);
      return { site: index, sum: nodes.reduce((sum, node) => sum + weight[node], 0) };
    })
    .filter(({ sum }) => sum < Number.POSITIVE_INFINITY)
    .filter(({ site }, _, all) => isRoom(sites[site]) || !all.some((other) => isRoom(sites[other.site])))
    .sort((a, b) => a.sum - b.sum || a.site - b.site);
  return reachable
    .slice(0, mostSites)
    .flatMap(({ site }) => {
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
