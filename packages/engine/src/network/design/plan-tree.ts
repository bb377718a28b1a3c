import { type Monitor, reportProgress } from '../../progress.ts';
import type { Routing } from './build-routing.ts';
import { type ChosenParts, chooseParts, type PartsTask } from './choose-parts.ts';
import { type FeedNode, feedTree } from './feed-tree.ts';
import { type SteinerTree, steinerTree } from './steiner-tree.ts';

/** One source's tree and the parts on it. */
export interface SourceTree {
  /** Place of the site in the routing's list. */
  site: number;
  antennas: number[];
  tree: FeedNode;
  edges: number[];
  chosen: ChosenParts;
  /** Parts, cables, hangers and holes, CNY. */
  totalCny: number;
}

export interface TreeSearch {
  routing: Routing;
  task: PartsTask;
  toleranceDb: number;
  /** A metre of the cheapest cable on a tray, CNY. */
  metreCny: number;
  /** Trees tried besides the least one. */
  moreTrees: number;
  /** Options kept while trees are compared. */
  searchOptions: number;
  random: () => number;
  monitor: Monitor | undefined;
  treesTried: number;
}

/** How far the weights of edges are disturbed to find another tree. */
const disturbanceRatio = 0.4;
const closeLookAntennas = 12;
/** Of more antennas fewer other trees are tried. */
const fewAntennas = 12;

/**
 * A tree of courses from one site with the cheapest parts on it.
 * @returns undefined where one source cannot feed them
 */
export function planTree(
  search: TreeSearch,
  site: number,
  antennas: readonly number[],
  { edges }: Pick<SteinerTree, 'edges'>,
): SourceTree | undefined {
  const quick = { ...search.task, mostOptions: search.searchOptions };
  const found = tryEdges(search, site, antennas, edges, quick);
  // A closer look is worth it where one source may still be enough.
  if (found || antennas.length > closeLookAntennas) return found;
  return tryEdges(search, site, antennas, edges, search.task);
}

/** The cheapest of a tree and others near it, at last with the parts chosen among more options. */
export function improveTree(search: TreeSearch, start: SourceTree): SourceTree {
  const { site, antennas } = start;
  const { graph, sites, antennaNodes } = search.routing;
  const terminals = [sites[site].node, ...antennas.map((antenna) => antennaNodes[antenna])];
  const quick = { ...search.task, mostOptions: search.searchOptions };
  let best = start;
  const count = Math.min(search.moreTrees, Math.ceil((search.moreTrees * fewAntennas) / antennas.length));
  for (let each = 0; each < count; each += 1) {
    reportProgress(search.monitor, 'network', each / count);
    if (search.monitor?.expired?.()) return best;
    const near = new Set(best.edges);
    const weight = graph.weight.map((value, edge) =>
      // What the best tree uses keeps its weight more often, so that most of it stays.
      near.has(edge) && search.random() < 0.7
        ? value
        : value * (1 + disturbanceRatio * (search.random() - 0.3)),
    );
    const other = steinerTree(graph, weight, terminals, { rounds: 2, exact: false });
    const found = other && tryEdges(search, site, antennas, other.edges, quick);
    if (found && isBetter(found, best)) best = found;
  }
  const refined = tryEdges(search, site, antennas, best.edges, search.task);
  // With fewer left out the same cost is worth more.
  return refined && !isBetter(best, refined) ? refined : best;
}

function tryEdges(
  search: TreeSearch,
  site: number,
  antennas: readonly number[],
  edges: readonly number[],
  task: PartsTask,
): SourceTree | undefined {
  search.treesTried += 1;
  const tree = treeFrom(search, site, antennas, edges);
  const chosen = chooseParts(task, tree, search.toleranceDb, antennas.length);
  if (!chosen) return undefined;
  const totalCny = chosen.option.costCny + layingCny(search, edges);
  return { site, antennas: [...antennas], tree, edges: [...edges], chosen, totalCny };
}

export function isBetter(a: SourceTree, b: SourceTree): boolean {
  if (a.chosen.toleranceDb !== b.chosen.toleranceDb) return a.chosen.toleranceDb < b.chosen.toleranceDb;
  return a.totalCny < b.totalCny - 1e-6;
}

function treeFrom(
  { routing }: TreeSearch,
  site: number,
  antennas: readonly number[],
  edges: readonly number[],
): FeedNode {
  const antennasAt = new Map<number, number[]>();
  for (const antenna of antennas) {
    const node = routing.antennaNodes[antenna];
    antennasAt.set(node, [...(antennasAt.get(node) ?? []), antenna]);
  }
  return feedTree(routing.graph, edges, routing.sites[site].node, antennasAt);
}

/** Hangers beside trays and holes, CNY: what the courses cost over the cheapest cable itself. */
function layingCny({ routing, metreCny }: TreeSearch, edges: readonly number[]): number {
  const { weight, lengthM } = routing.graph;
  return edges.reduce((sum, edge) => sum + weight[edge] - lengthM[edge] * metreCny, 0);
}
