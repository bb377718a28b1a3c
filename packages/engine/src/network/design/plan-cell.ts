import { isBetter, planTree, type SourceTree, type TreeSearch } from './plan-tree.ts';
import { shortestWays } from './shortest-ways.ts';
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

/** Sources for the antennas of a cell: one where that is enough, else the tree is halved until it is. */
export function planCell(search: TreeSearch, antennas: readonly number[]): PlannedSource[] {
  const found = planSource(search, antennas, search.task.mostDbm);
  if (found) return [found];
  if (antennas.length === 1) {
    const unlimited = search.task.mostDbm.map(() => Number.POSITIVE_INFINITY);
    const single = planSource(search, antennas, unlimited);
    return single ? [{ ...single, isUnderpowered: true }] : [];
  }
  return halves(search, antennas).flatMap((half) => planCell(search, half));
}

function planSource(
  search: TreeSearch,
  antennas: readonly number[],
  mostDbm: Float64Array,
): PlannedSource | undefined {
  const { graph, antennaNodes } = search.routing;
  const nodes = antennas.map((antenna) => antennaNodes[antenna]);
  const limited = { ...search, task: { ...search.task, mostDbm } };
  let best: SourceTree | undefined;
  let least: SteinerTree | undefined;
  let leastLengthM = Number.POSITIVE_INFINITY;
  let leastCourseCny = Number.POSITIVE_INFINITY;
  for (const { site, tree } of nearestSites(search, nodes)) {
    const terminals = [search.routing.sites[site].node, ...nodes];
    // Bounds hold for whichever site is used: the smallest of all.
    const length = steinerTree(graph, graph.lengthM, terminals, { rounds: 1 });
    leastLengthM = Math.min(leastLengthM, length?.lowerBound ?? 0);
    leastCourseCny = Math.min(leastCourseCny, tree.lowerBound);
    const found = planTree(limited, site, antennas, tree);
    search.treesTried = limited.treesTried;
    if (!found || (best && !isBetter(found, best))) continue;
    best = found;
    least = tree;
  }
  if (!best || !least) return undefined;
  const sum = (values: Float64Array) => best.edges.reduce((total, edge) => total + values[edge], 0);
  const courseCny = sum(graph.weight);
  return {
    ...best,
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
function nearestSites(search: TreeSearch, nodes: readonly number[]): { site: number; tree: SteinerTree }[] {
  const { graph, sites } = search.routing;
  const reachable = sites
    .map((site, index) => {
      const { weight } = shortestWays(graph, [{ node: site.node, weight: 0 }]);
      return { site: index, sum: nodes.reduce((sum, node) => sum + weight[node], 0) };
    })
    .filter(({ sum }) => sum < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.sum - b.sum || a.site - b.site);
  return reachable
    .slice(0, mostSites)
    .flatMap(({ site }) => {
      const tree = steinerTree(graph, graph.weight, [sites[site].node, ...nodes]);
      return tree ? [{ site, tree }] : [];
    })
    .sort((a, b) => a.tree.weight - b.tree.weight || a.site - b.site);
}

/** The antennas in two parts as even as one cut of the least tree makes them. */
function halves(search: TreeSearch, antennas: readonly number[]): number[][] {
  const { graph, antennaNodes } = search.routing;
  const nodes = antennas.map((antenna) => antennaNodes[antenna]);
  const [first] = nearestSites(search, nodes);
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
function evenCut(
  { routing }: TreeSearch,
  { site, tree }: { site: number; tree: SteinerTree },
  antennas: readonly number[],
): number[] {
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
