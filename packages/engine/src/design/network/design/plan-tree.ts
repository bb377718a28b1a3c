import { type Monitor, reportProgress } from '../../../core/index.ts';
import type { Routing } from './build-routing.ts';
import { type ChosenParts, chooseParts, type PartsAim, type PartsTask, QuickCosts } from './choose-parts.ts';
import type { FeedOption, Joining } from './feed-option.ts';
import { type FeedNode, treeFrom } from './feed-tree.ts';
import { improveCourses, type SiteCourses } from './improve-courses.ts';
import { shortenRuns } from './shorten-runs.ts';
import { type Paths, pathBack, shortestPaths } from './shortest-paths.ts';

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
  /** Costs of a source outside equipment rooms: of the site, and a metre of all its fibres, CNY; and the courses of these. */
  remote: { siteCny: number; fibreMetreCny: number };
  fibres: FibreCourses;
  /** One source feeds no more. */
  maxAntennas: number;
  /** Number of antennas behind terminals: a retained part counts with all behind it. */
  countOf(terminals: readonly number[]): number;
  /** Trees compared besides those that parts are chosen on. */
  moreTrees: number;
  /** Options retained while trees are compared. */
  searchOptions: number;
  random: () => number;
  monitor: Monitor | undefined;
  treesTried: number;
  /** Antennas to which no parts of the catalogue lead, by their indices in the plan. */
  unfed: number[];
}

/** Width of the cells of the bounds by which trees are compared, dB. */
const quickStepDb = 0.04;
/** Fewer other trees are compared with more antennas, where each takes long, and with less, where there are few. */
const fewTerminals = 12;
const allTerminals = 8;
/** Trees compared between two reports of progress. */
const progressTrees = 100;
/** Parts are chosen on so many trees that promise to cost less, until they are found. */
const maxConsidered = 4;
/** Power left, dB, with which others are looked for in place of trees that cannot be fed: a part of those that are compared else. */
const rescueMarginsDb = [0.2, 0.6];
const rescueRatio = 0.25;
const maxRescued = 2;

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
    chosen.option.costCny + joinedCny(task, chosen) + layingCny(search, edges) + siteCny(search, site, edges);
  return { site, antennas: [...antennas], tree, edges: [...edges], chosen, totalCny };
}

/** Radio units and combiners of the sources that are joined to that of a tree, CNY. */
function joinedCny({ joining }: PartsTask, { option }: ChosenParts): number {
  return (joining?.costCny ?? 0) * option.joinedCount;
}

/**
 * The cheapest of a tree and others near it, at last with the parts chosen among more options.
 */
export function improveTree(search: TreeSearch, start: SourceTree, starts: CourseStarts): SourceTree {
  const { antennas } = start;
  let best = start;
  const consider = ({ site, edges }: SiteCourses) => {
    const found = planTree(
      search,
      antennas,
      { site, edges },
      {
        ...{ task: quickTask(search), widestDb: search.toleranceDb },
        ...(best.chosen.toleranceDb > search.toleranceDb
          ? {}
          : {
              limitCny:
                best.totalCny -
                joinedCny(search.task, best.chosen) -
                layingCny(search, edges) -
                siteCny(search, site, edges),
            }),
      },
    );
    if (found && isBetter(found, best)) best = found;
    return found !== undefined;
  };
  // The last of them promises most.
  const ratio = Math.min(1, antennas.length / allTerminals, fewTerminals / antennas.length);
  const maxTrees = Math.ceil(search.moreTrees * ratio);
  const better = nearCourses(search, antennas, start, starts, { maxTrees }).reverse();
  better.slice(0, maxConsidered).some(consider);
  consider({ site: best.site, edges: shortenRuns(search, antennas, best) });
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

/** Sites that sources may move to besides all outside equipment rooms, and trees to start from. */
export interface CourseStarts {
  rooms: readonly number[];
  all: readonly SiteCourses[];
}

/** Trees that promise to cost less than one, each less than that before it. */
function nearCourses(
  search: TreeSearch,
  antennas: readonly number[],
  start: SiteCourses,
  { rooms, all }: CourseStarts,
  { maxTrees, marginDb }: { maxTrees: number; marginDb?: number },
): SiteCourses[] {
  const { routing, random, monitor, toleranceDb } = search;
  if (maxTrees === 0 || search.task.joining) return [];
  const costs = new QuickCosts({ ...quickTask(search), toleranceDb }, marginDb);
  let compared = 0;
  return improveCourses(
    {
      ...{ routing, antennas, rooms, random, maxTrees },
      isExpired: () => monitor?.expired?.() === true,
      costOf: ({ site, edges }) => {
        compared += 1;
        if (compared % progressTrees === 1) reportProgress(monitor, 'network', compared / maxTrees);
        const tree = treeFrom(search, site, antennas, edges);
        return costs.costCny(tree) + layingCny(search, edges) + siteCny(search, site, edges);
      },
    },
    start,
    all,
  );
}

/**
 * A tree that can be fed where none of those to start from can: of those that come of them, with some power left for carriers that need
 * more than the one that they are compared by.
 */
export function rescueTree(
  search: TreeSearch,
  antennas: readonly number[],
  starts: CourseStarts,
): SourceTree | undefined {
  for (const marginDb of rescueMarginsDb) {
    const found = nearCourses(search, antennas, starts.all[0], starts, {
      ...{ marginDb, maxTrees: Math.ceil(search.moreTrees * rescueRatio) },
    }).reverse();
    for (const courses of found.slice(0, maxRescued)) {
      for (const task of [quickTask(search), search.task]) {
        const tree = planTree(search, antennas, courses, { task, widestDb: search.toleranceDb });
        if (tree) return tree;
      }
    }
  }
  return undefined;
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

export function isBetter(a: SourceTree, b: SourceTree): boolean {
  if (a.chosen.toleranceDb !== b.chosen.toleranceDb) return a.chosen.toleranceDb < b.chosen.toleranceDb;
  return a.totalCny < b.totalCny - 1e-6;
}

/** Courses of fibres from the equipment rooms, the cheapest ones. */
export interface FibreCourses {
  paths: Paths;
  /** [edge of the graph of fibres] all fibres of a source with the hangers beside trays, and holes and sleeves that they pass, CNY. */
  fibresCny: Float64Array;
  passingCny: Float64Array;
}

/** Courses of the fibres of a source, of which each takes a sleeve of civil defence by itself, and all share other holes. */
export function fibreCourses(
  { fibreGraph: graph, sites }: Routing,
  {
    fibreMetreCny,
    fibreCount,
    offTrayRatio,
  }: { fibreMetreCny: number; fibreCount: number; offTrayRatio: number },
): FibreCourses {
  const fibresCny = graph.lengthM.map(
    (lengthM, edge) => lengthM * fibreMetreCny * (graph.onTray[edge] === 1 ? 1 : offTrayRatio),
  );
  const passingCny = graph.passingCny.map((cny, edge) => cny * (graph.inSleeve[edge] === 1 ? fibreCount : 1));
  const weight = fibresCny.map((cny, edge) => cny + passingCny[edge]);
  const rooms = sites.filter(({ remoteFibreM }) => remoteFibreM === undefined);
  const paths = shortestPaths(
    { ...graph, weight },
    rooms.map(({ node }) => ({ node, weight: 0 })),
  );
  return { paths, fibresCny, passingCny };
}

/** Cost of a site outside equipment rooms: housing, power and fibres, CNY. Holes that feeders pass cost fibres nothing more. */
export function siteCny(
  { routing: { sites, graph, fibreGraph }, remote, fibres }: TreeSearch,
  site: number,
  edges: readonly number[],
): number {
  const { node, remoteFibreM } = sites[site];
  if (remoteFibreM === undefined) return 0;
  // Both graphs have the same edges but where feeders do not enter units of civil defence.
  const passed = new Set(graph.edgeCount === fibreGraph.edgeCount ? edges : []);
  return pathBack(fibreGraph, fibres.paths, node).reduce((sum, edge) => {
    const isPassed = passed.has(edge) && fibreGraph.inSleeve[edge] === 0;
    return sum + fibres.fibresCny[edge] + (isPassed ? 0 : fibres.passingCny[edge]);
  }, remote.siteCny);
}

/** Hangers beside trays and holes, CNY: what the courses cost over the cheapest cable itself. */
export function layingCny({ routing, metreCny }: TreeSearch, edges: readonly number[]): number {
  const { weight, lengthM } = routing.graph;
  return edges.reduce((sum, edge) => sum + weight[edge] - lengthM[edge] * metreCny, 0);
}
