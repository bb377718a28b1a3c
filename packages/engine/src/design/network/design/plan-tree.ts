import { type Monitor, reportProgress } from '../../../core/index.ts';
import type { Routing } from './build-routing.ts';
import { type ChosenParts, chooseParts, type PartsAim, type PartsTask } from './choose-parts.ts';
import type { FeedOption, Joining } from './feed-option.ts';
import { type FeedNode, treeFrom } from './feed-tree.ts';
import type { ReducedGraph } from './reduce-graph.ts';
import { shortenRuns } from './shorten-runs.ts';
import { nearTree } from './steiner-tree.ts';
import { rootRatios, tradeOffTree } from './trade-off-tree.ts';

/** One source's tree and the parts on it. */
export interface SourceTree {
  /** Index of the site in the routing's list. */
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
  /** Ports may be outside their windows by so much before another source is better, dB. */
  widestDb: number;
  /** A metre of the cheapest cable on a tray, CNY. */
  metreCny: number;
  /** Cost of the cheapest radio units of a source and what combines them, CNY. */
  unitsCny: number;
  /** Radio units that may be joined to the tree of a source that has not the power for all carriers, the cheapest first. */
  joinings: readonly Joining[];
  /** [carrier] at the source's output with the strongest radio units that keep their headroom, dBm. */
  strongestDbm: Float64Array;
  /** [carrier] the same without headroom, dBm. */
  ratedDbm: Float64Array;
  /** Costs of a source outside equipment rooms: of the site, and a metre of all its fibres, CNY. */
  remote: { siteCny: number; fibreMetreCny: number };
  /** One source feeds no more. */
  maxAntennas: number;
  /** Number of antennas behind terminals: a retained part counts with all behind it. */
  countOf(terminals: readonly number[]): number;
  /** Trees tried besides the least one. */
  moreTrees: number;
  /** Options retained while trees are compared. */
  searchOptions: number;
  random: () => number;
  monitor: Monitor | undefined;
  treesTried: number;
  /** Antennas to which no parts of the catalogue lead, by their indices in the plan. */
  unfed: number[];
}

/** How far the weights of edges are disturbed to find another tree. */
const disturbanceRatio = 0.4;
/** Width of the cells of the bounds by which trees are compared, dB. */
const quickStepDb = 0.04;
/** Fewer other trees are tried with more antennas. */
const fewTerminals = 12;

/** The same with shorter lists and coarser bounds, to compare trees by. */
export function quickTask({ task, searchOptions }: TreeSearch): PartsTask {
  return { ...task, maxOptions: searchOptions, gridStepDb: quickStepDb };
}

/** Aims for a tree's parts, and the length of the lists. */
interface TreeAim extends Omit<PartsAim, 'toleranceDb'> {
  task: PartsTask;
}

/**
 * A tree of courses from one site with the cheapest parts on it.
 * @returns undefined where one source cannot feed them, or not within the limit
 */
export function planTree(
  search: TreeSearch,
  antennas: readonly number[],
  { site, edges }: { site: number; edges: readonly number[] },
  { task, ...aim }: TreeAim,
): SourceTree | undefined {
  search.treesTried += 1;
  const tree = treeFrom(search, site, antennas, edges);
  const chosen = chooseParts(task, tree, { toleranceDb: search.toleranceDb, ...aim });
  if (!chosen) return undefined;
  const totalCny =
    chosen.option.costCny + joinedCny(task, chosen) + layingCny(search, edges) + siteCny(search, site);
  return { site, antennas: [...antennas], tree, edges: [...edges], chosen, totalCny };
}

/** Radio units and combiners of the sources that are joined to that of a tree, CNY. */
function joinedCny({ joining }: PartsTask, { option }: ChosenParts): number {
  return (joining?.costCny ?? 0) * option.joinedCount;
}

/**
 * The cheapest of a tree and others near it, at last with the parts chosen among more options.
 */
export function improveTree(
  search: TreeSearch,
  start: SourceTree,
  { reduced }: { reduced: ReducedGraph },
): SourceTree {
  const { site, antennas } = start;
  let best = start;
  const consider = (edges: readonly number[]) => {
    const found = planTree(
      search,
      antennas,
      { site, edges },
      {
        ...{ task: quickTask(search), widestDb: search.toleranceDb },
        ...(best.chosen.toleranceDb > search.toleranceDb
          ? {}
          : { limitCny: best.totalCny - joinedCny(search.task, best.chosen) - layingCny(search, edges) }),
      },
    );
    if (found && isBetter(found, best)) best = found;
  };
  // Thick cables and their losses are dear along a trunk: trees with shorter paths to the root may be worth their
  // length.
  const ratios = search.moreTrees > 0 ? rootRatios : [];
  const count = Math.min(search.moreTrees, Math.ceil((search.moreTrees * fewTerminals) / antennas.length));
  for (let each = 0; each < ratios.length + count; each += 1) {
    reportProgress(search.monitor, 'network', each / (ratios.length + count));
    if (search.monitor?.expired?.()) return best;
    if (each < ratios.length) {
      consider(tradeOffTree(reduced, ratios[each]));
      continue;
    }
    consider(nearTree(disturb(reduced, new Set(best.edges), search.random), { rounds: 1 }));
  }
  consider(shortenRuns(search, antennas, best));
  const { toleranceDb, option } = best.chosen;
  const refined = planTree(search, antennas, best, {
    ...{ task: search.task, widestDb: toleranceDb, isFinal: true },
    ...(toleranceDb > search.toleranceDb ? {} : { limitCny: option.costCny }),
  });
  // The same cost with fewer antennas left out is worth more.
  const found = refined && !isBetter(best, refined) ? refined : best;
  const without = hasPads(found.chosen.option) ? withoutPads(search, found) : undefined;
  return without && isBetter(without, found) ? without : found;
}

/** The same tree with parts chosen among those that are no attenuators: shorter lists leave less out. */
function withoutPads(search: TreeSearch, { antennas, chosen, ...tree }: SourceTree): SourceTree | undefined {
  const { parts } = search.task;
  const task = { ...search.task, parts: { ...parts, attenuators: [] } };
  return planTree(search, antennas, tree, { task, widestDb: chosen.toleranceDb, isFinal: true });
}

function hasPads({ plan }: FeedOption): boolean {
  if (plan.kind === 'split') return plan.outputs.some(hasPads);
  if (plan.kind === 'cable') return plan.attenuator !== undefined || hasPads(plan.then);
  return plan.kind === 'source' && hasPads(plan.joined.option);
}

/** Other weights, so that another tree is the least; what a tree uses keeps its own more often, so that most of it stays. */
function disturb(reduced: ReducedGraph, near: ReadonlySet<number>, random: () => number): ReducedGraph {
  const weight = reduced.graph.weight.map((value, edge) =>
    near.has(reduced.originals[edge][0]) && random() < 0.7
      ? value
      : value * (1 + disturbanceRatio * (random() - 0.3)),
  );
  return { ...reduced, graph: { ...reduced.graph, weight } };
}

export function isBetter(a: SourceTree, b: SourceTree): boolean {
  if (a.chosen.toleranceDb !== b.chosen.toleranceDb) return a.chosen.toleranceDb < b.chosen.toleranceDb;
  return a.totalCny < b.totalCny - 1e-6;
}

/** Cost of a site outside equipment rooms: housing, power and fibres, CNY. */
export function siteCny({ routing: { sites }, remote }: TreeSearch, site: number): number {
  const { remoteFibreM } = sites[site];
  return remoteFibreM === undefined ? 0 : remote.siteCny + remote.fibreMetreCny * remoteFibreM;
}

/** Hangers beside trays and holes, CNY: what the courses cost over the cheapest cable itself. */
export function layingCny({ routing, metreCny }: TreeSearch, edges: readonly number[]): number {
  const { weight, lengthM } = routing.graph;
  return edges.reduce((sum, edge) => sum + weight[edge] - lengthM[edge] * metreCny, 0);
}
