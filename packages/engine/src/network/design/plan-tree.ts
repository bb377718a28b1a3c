import { type Monitor, reportProgress } from '../../progress.ts';
import type { Routing } from './build-routing.ts';
import {
  type ChosenParts,
  chooseParts,
  isWithinReach,
  type PartsAim,
  type PartsTask,
} from './choose-parts.ts';
import { type FeedNode, feedTree } from './feed-tree.ts';
import { type SteinerTree, steinerTree } from './steiner-tree.ts';
import { tradeOffTree } from './trade-off-tree.ts';

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
  /** Ports may be off by so much before another source is better, dB. */
  widestDb: number;
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
/** How much ways to the root count in trees that are tried. */
const rootRatios = [0.2, 0.4, 0.6, 0.8, 1];
/** Courses of a tree that is chosen for its parts cost at most so much over those of the lightest. */
const mostCourseRatio = 1.08;
/** Of the bounds by which trees are compared, dB. */
const quickStepDb = 0.04;
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
  const quick = { ...search.task, mostOptions: search.searchOptions, gridStepDb: quickStepDb };
  const found = tryEdges(search, { site, antennas, edges, task: quick });
  // A closer look is worth it where one source may still be enough: another one is dearer than any search.
  return found ?? tryEdges(search, { site, antennas, edges, task: search.task });
}

/** The cheapest of a tree and others near it, at last with the parts chosen among more options. */
export function improveTree(search: TreeSearch, start: SourceTree): SourceTree {
  const { site, antennas } = start;
  const { graph, sites, antennaNodes } = search.routing;
  const terminals = [sites[site].node, ...antennas.map((antenna) => antennaNodes[antenna])];
  const quick = { ...search.task, mostOptions: search.searchOptions, gridStepDb: quickStepDb };
  let best = start;
  const courseCny = (edges: readonly number[]) => edges.reduce((sum, edge) => sum + graph.weight[edge], 0);
  const mostCourseCny = mostCourseRatio * courseCny(start.edges);
  const consider = (edges: readonly number[]) => {
    if (courseCny(edges) > mostCourseCny) return;
    const found = tryEdges(search, {
      ...{ site, antennas, edges, task: quick },
      ...(best.chosen.toleranceDb > search.toleranceDb
        ? {}
        : { limitCny: best.totalCny - layingCny(search, edges) }),
    });
    if (found && isBetter(found, best)) best = found;
  };
  // Thick cables and their losses are dear along a trunk: trees with shorter ways to the root may be worth their length.
  const ratios = search.moreTrees > 0 ? rootRatios : [];
  const count = Math.min(search.moreTrees, Math.ceil((search.moreTrees * fewAntennas) / antennas.length));
  for (let each = 0; each < ratios.length + count; each += 1) {
    reportProgress(search.monitor, 'network', each / (ratios.length + count));
    if (search.monitor?.expired?.()) return best;
    if (each < ratios.length) {
      consider(tradeOffTree(graph, graph.weight, terminals, ratios[each]));
      continue;
    }
    const near = new Set(best.edges);
    const weight = graph.weight.map((value, edge) =>
      // What the best tree uses keeps its weight more often, so that most of it stays.
      near.has(edge) && search.random() < 0.7
        ? value
        : value * (1 + disturbanceRatio * (search.random() - 0.3)),
    );
    const other = steinerTree(graph, weight, terminals, { rounds: 1, bound: false });
    if (other) consider(other.edges);
  }
  const { edges } = best;
  const refined = tryEdges(search, { site, antennas, edges, task: search.task, isFinal: true });
  // With fewer left out the same cost is worth more.
  return refined && !isBetter(best, refined) ? refined : best;
}

interface TriedTree extends Pick<PartsAim, 'limitCny' | 'isFinal'> {
  site: number;
  antennas: readonly number[];
  edges: readonly number[];
  task: PartsTask;
}

function tryEdges(
  search: TreeSearch,
  { site, antennas, edges, task, limitCny, isFinal }: TriedTree,
): SourceTree | undefined {
  search.treesTried += 1;
  const tree = treeFrom(search, site, antennas, edges);
  const { toleranceDb, widestDb } = search;
  const aim = { toleranceDb, widestDb, antennaCount: antennas.length };
  const chosen = chooseParts(task, tree, {
    ...aim,
    ...(limitCny === undefined ? {} : { limitCny }),
    ...(isFinal ? { isFinal } : {}),
  });
  if (!chosen) return undefined;
  const totalCny = chosen.option.costCny + layingCny(search, edges);
  return { site, antennas: [...antennas], tree, edges: [...edges], chosen, totalCny };
}

/** Whether the outer carriers alone can be brought to every antenna on a tree, with whatever parts. */
export function isBearable(
  search: TreeSearch,
  site: number,
  antennas: readonly number[],
  edges: readonly number[],
  spareDb: number,
): boolean {
  const task = { ...search.task, gridStepDb: quickStepDb };
  return isWithinReach(task, treeFrom(search, site, antennas, edges), search.widestDb + spareDb);
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
