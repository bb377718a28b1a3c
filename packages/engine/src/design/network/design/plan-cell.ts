import { dbToRatio } from '../../../core/index.ts';
import { fewAntennas, type PartsTask, treeBoundCny, unlimitedDb } from './choose-parts.ts';
import type { Joining } from './feed-option.ts';
import { treeFrom } from './feed-tree.ts';
import {
  improveTree,
  isBetter,
  layingCny,
  planTree,
  quickTask,
  rescueTree,
  type SourceTree,
  siteCny,
  type TreeSearch,
} from './plan-tree.ts';
import { type ReducedGraph, reduceGraph } from './reduce-graph.ts';
import { shortenRuns } from './shorten-runs.ts';
import { shortestPaths } from './shortest-paths.ts';
import type { RoutedSite } from './source-sites.ts';
import { minTree, nearTree, type SteinerTree, steinerBound } from './steiner-tree.ts';
import { rootRatios, tradeOffTree } from './trade-off-tree.ts';
import { treeLinks } from './tree-links.ts';

/** A tree of courses from a site, and what it says before parts are chosen on it. */
interface SourceCourses {
  /** Index of the site in the routing's list. */
  site: number;
  edges: readonly number[];
  courseCny: number;
}

type BoundedCourses = SourceCourses & Pick<SteinerTree, 'lowerBound'>;

/** Sites whose trees are compared, the nearest ones. */
const maxSites = 3;
/** Sites outside rooms of which the most promising are compared. */
const maxRemoteSites = 6;

/** The lightest tree of more antennas takes long to find, and is hardly ever the cheapest. */
const maxLightest = 16;

/** Routing graphs for trees from each site, without dead ends and nodes that are only passed. */
type SiteGraphs = ReadonlyMap<number, ReducedGraph>;

/** Trees of courses that a cell's antennas may have, whatever its sources can give. */
interface CellCourses {
  graphs: SiteGraphs;
  /** The lightest tree from each site, the lightest of them first; computed on the first call. */
  lightest(): BoundedCourses[];
  /** Trees with shorter paths to the root; computed on the first call. */
  tradeOff(): SourceCourses[];
}

/** A source's tree with the bounds of its antennas. */
export interface PlannedSource extends SourceTree {
  lengthM: number;
  leastLengthM: number;
  courseCny: number;
  leastCourseCny: number;
  isLeast: boolean;
  /** True where it takes stronger radio units than the cheapest. */
  isStronger: boolean;
  /** Present where a source of its own reaches its antenna with all that its units are rated for alone. */
  isWithoutHeadroom?: true;
  /** True where even a source of its own has not the power: then the tree is planned as if it had. */
  isUnderpowered: boolean;
  /** Present where a cable from it stays: its id in the network before. */
  sourceId?: string;
}

/** Trees by which it is soon known whether one source can be enough, and how much better another one may be, dB. */
const quickRatios = [0.3, 0.7, 1];
const otherTreeDb = 1;
/** Trees that parts are chosen on, those that promise most, until one can be fed. */
const maxTried = 6;
/** Options retained where sources are joined to a tree: there is more to choose from. */
const joinedOptions = 256;
/** Trees tried with joined sources: fewer where each takes long and power for the other carriers gets short too. */
const maxJoinedTried = 4;
const manyAntennas = 24;

/** Sources for the antennas of a cell: one where that is enough, else the tree is halved until it is. */
export function planCell(search: TreeSearch, antennas: readonly number[]): PlannedSource[] {
  const near = nearSites(search, antennas);
  const graphs = siteGraphs(search, near, antennas);
  const quick = tradeOffCourses(search, graphs, quickRatios);
  const courses = cellCourses(search, antennas, promisingSites(search, antennas, graphs, quick));
  const split = () => {
    const unfedCount = search.unfed.length;
    const parts = splitAntennas(search, antennas, quick[0]).flatMap((half) => planCell(search, half));
    if (search.countOf(antennas) > search.maxAntennas) return parts;
    const limitCny = parts.reduce((sum, { totalCny }) => sum + totalCny + search.unitsCny, 0);
    const joined = planJoined(search, antennas, courses, limitCny);
    if (!joined) return parts;
    search.unfed.length = unfedCount;
    return [joined];
  };
  const { task } = search;
  if (antennas.length > 1 && search.countOf(antennas) > search.maxAntennas) return split();
  if (antennas.length > fewAntennas) {
    const toleranceDb = search.widestDb + otherTreeDb;
    const strongest = { ...quickTask(search), maxDbm: search.strongestDbm };
    const isHopeless = quick.every(
      (each) => minTreeCny(search, antennas, each, strongest, toleranceDb) === Number.POSITIVE_INFINITY,
    );
    if (isHopeless) return split();
  }
  const found = planWithHeadroom(search, antennas, courses);
  if (found) return [found];
  if (antennas.length > 1) return split();
  const { strongestDbm } = search;
  const isStronger = hasStronger(search);
  const rated = planSource(search, antennas, courses, { ...task, maxDbm: search.ratedDbm });
  if (rated) return [{ ...rated, isStronger: true, isWithoutHeadroom: true }];
  const maxDbm = strongestDbm.map((powerDbm) => powerDbm + unlimitedDb);
  const single = planSource(search, antennas, courses, { ...task, maxDbm });
  if (single) return [{ ...single, isStronger, isUnderpowered: true }];
  search.unfed.push(...antennas);
  return [];
}

/**
 * One source for most carriers, with as few others as can be joined to its tree that send the rest; undefined where that is out
 * of reach, or costs more than sources of all carriers.
 */
function planJoined(
  search: TreeSearch,
  antennas: readonly number[],
  courses: CellCourses,
  limitCny: number,
): PlannedSource | undefined {
  for (const { joining, countAtMost } of joinedCounts(search, antennas, courses, limitCny)) {
    const maxOptions = Math.max(search.task.maxOptions, joinedOptions);
    const limited = {
      ...{ ...search, searchOptions: Math.max(search.searchOptions, joinedOptions) },
      task: { ...search.task, maxOptions, joining: { ...joining, countAtMost } },
    };
    const found = planWithHeadroom(limited, antennas, courses);
    search.treesTried = limited.treesTried;
    if (found) return found.totalCny + search.unitsCny < limitCny ? found : undefined;
  }
  return undefined;
}

/** Radio units that may be joined to the tree, each with the fewest sources that it takes, those that cost least together first. */
function joinedCounts(
  search: TreeSearch,
  antennas: readonly number[],
  courses: CellCourses,
  limitCny: number,
): { joining: Joining; countAtMost: number }[] {
  const found: { joining: Joining; countAtMost: number; costCny: number }[] = [];
  for (const joining of search.joinings) {
    const { costCny } = joining;
    // One of these costs more than all of those.
    if (costCny + search.unitsCny > limitCny || found.some((each) => each.costCny <= costCny)) break;
    const countAtMost = minJoined(search, antennas, courses, joining);
    if (countAtMost !== undefined) found.push({ joining, countAtMost, costCny: countAtMost * costCny });
  }
  return found.sort((a, b) => a.costCny - b.costCny);
}

/** Sources that have to be joined to some tree that promises to be cheap; undefined where none of those can be fed. */
function minJoined(
  search: TreeSearch,
  antennas: readonly number[],
  courses: CellCourses,
  joining: Joining,
): number | undefined {
  const task = { ...quickTask(search), maxOptions: joinedOptions, joining, maxDbm: search.strongestDbm };
  const { toleranceDb } = search;
  const ranked = [...courses.lightest(), ...courses.tradeOff()]
    .map((each) => ({ each, minCny: minTreeCny(search, antennas, each, task, toleranceDb) }))
    .filter(({ minCny }) => minCny < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.minCny - b.minCny)
    .slice(0, antennas.length > manyAntennas ? 1 : maxJoinedTried);
  let min: number | undefined;
  for (const { each } of ranked) {
    const countAtMost = min === undefined ? joining.countAtMost : min - 1;
    const tried = { ...task, joining: { ...joining, countAtMost } };
    const found = planTree(search, antennas, each, { task: tried, widestDb: toleranceDb });
    if (found) min = found.chosen.option.joinedCount;
    if (min !== undefined && min <= 1) break;
  }
  return min;
}

/** A source with the cheapest radio units, else with the strongest. */
function planWithHeadroom(
  search: TreeSearch,
  terminals: readonly number[],
  courses: CellCourses,
): PlannedSource | undefined {
  const { task, strongestDbm } = search;
  const found = planSource(search, terminals, courses, task);
  if (found || !hasStronger(search)) return found;
  const stronger = planSource(search, terminals, courses, { ...task, maxDbm: strongestDbm });
  return stronger && { ...stronger, isStronger: true };
}

function hasStronger({ task, strongestDbm }: TreeSearch): boolean {
  return strongestDbm.some((powerDbm, carrier) => powerDbm > task.maxDbm[carrier]);
}

function planSource(
  search: TreeSearch,
  antennas: readonly number[],
  { graphs, ...courses }: CellCourses,
  task: PartsTask,
): PlannedSource | undefined {
  const { graph, sites } = search.routing;
  const limited = { ...search, task };
  const lightest = courses.lightest();
  if (lightest.length === 0) return undefined;
  const all = [...lightest, ...courses.tradeOff()];
  const starts = { rooms: [...graphs.keys()].filter((site) => !isRemote(sites[site])), all };
  const first = firstTree(limited, antennas, all) ?? rescueTree(limited, antennas, starts);
  search.treesTried = limited.treesTried;
  if (!first) return undefined;
  const found = improveTree(limited, first, starts);
  search.treesTried = limited.treesTried;
  const bounds = rootBounds(search, antennas, found.site);
  // Bounds of single rooms hold for whichever is used where all were looked at: the smallest of them.
  const alike = lightest.filter(({ site }) => isRemote(sites[site]) === isRemote(sites[found.site]));
  const isWhole =
    !isRemote(sites[found.site]) && alike.length === sites.filter((each) => !isRemote(each)).length;
  const ofRooms = isWhole ? Math.min(...alike.map((each) => each.lowerBound)) : 0;
  const leastCourseCny = Math.max(ofRooms, bounds.courseCny);
  const sum = (values: Float64Array) => found.edges.reduce((total, edge) => total + values[edge], 0);
  const courseCny = sum(graph.weight);
  return {
    ...found,
    ...{ lengthM: sum(graph.lengthM), leastLengthM: bounds.lengthM, courseCny, leastCourseCny },
    isLeast: courseCny <= leastCourseCny * (1 + 1e-9),
    isStronger: false,
    isUnderpowered: false,
  };
}

/**
 * A tree that can be fed: of those that promise to cost least, courses, site and parts together, the cheapest within the
 * tolerance, else within the widest.
 */
function firstTree(
  search: TreeSearch,
  antennas: readonly number[],
  all: readonly SourceCourses[],
): SourceTree | undefined {
  const { toleranceDb, widestDb } = search;
  const isFew = antennas.length <= fewAntennas;
  const rounds = widestDb > toleranceDb ? [toleranceDb, widestDb] : [toleranceDb];
  for (const triedDb of rounds) {
    const promising = (courses: readonly SourceCourses[]) =>
      courses
        .map((each) => ({ each, minCny: minTreeCny(search, antennas, each, quickTask(search), triedDb) }))
        .filter(({ minCny }) => minCny < Number.POSITIVE_INFINITY)
        .sort((a, b) => a.minCny - b.minCny)
        .slice(0, maxTried);
    const first = promising(all).map(({ each }) => each);
    const ranked = promising([...first, ...first.flatMap((each) => shortened(search, antennas, each))]);
    for (const task of [quickTask(search), search.task]) {
      let best: SourceTree | undefined;
      for (const { each, minCny } of ranked) {
        if (task === search.task && search.monitor?.expired?.()) break;
        // No parts on the tree cost less than its bound.
        if (best && best.chosen.toleranceDb <= toleranceDb && minCny >= best.totalCny) continue;
        const found = planTree(search, antennas, each, { task, widestDb: triedDb });
        if (found && (!best || isBetter(found, best))) best = found;
      }
      if (best) return best;
    }
  }
  // A few antennas are fed at whatever tolerance it takes.
  if (!isFew) return undefined;
  return planTree(search, antennas, all[0], { task: search.task, widestDb: Number.POSITIVE_INFINITY });
}

/** The same courses with fewer long feeders to one antenna alone, where there are any. */
function shortened(
  search: TreeSearch,
  antennas: readonly number[],
  { site, edges }: SourceCourses,
): SourceCourses[] {
  const found = shortenRuns(search, antennas, { site, edges });
  return found.length === edges.length && found.every((edge, index) => edge === edges[index])
    ? []
    : [coursesOf(search, site, found)];
}

/** The antennas in two parts as even as one cut of a tree makes them; without one by their locations. */
function splitAntennas(
  search: TreeSearch,
  antennas: readonly number[],
  courses: SourceCourses | undefined,
): number[][] {
  const cut = courses && evenCut(search, courses, antennas);
  if (cut && cut.length > 0 && cut.length < antennas.length) {
    const isCut = new Set(cut);
    return [cut, antennas.filter((antenna) => !isCut.has(antenna))];
  }
  const { graph, antennaNodes } = search.routing;
  const byLocation = [...antennas].sort((a, b) => {
    const [p, q] = [antennaNodes[a], antennaNodes[b]];
    return graph.levelIndex[p] - graph.levelIndex[q] || graph.x[p] - graph.x[q] || graph.y[p] - graph.y[q];
  });
  const middle = Math.ceil(byLocation.length / 2);
  return [byLocation.slice(0, middle), byLocation.slice(middle)];
}

/** The antennas behind the edge of the tree that parts them most evenly. */
function evenCut(
  { routing }: TreeSearch,
  { site, edges }: SourceCourses,
  antennas: readonly number[],
): number[] {
  const { graph, antennaNodes, sites } = routing;
  const linksAt = treeLinks(graph, edges);
  const antennasAt = new Map<number, number[]>();
  for (const antenna of antennas) {
    antennasAt.set(antennaNodes[antenna], [...(antennasAt.get(antennaNodes[antenna]) ?? []), antenna]);
  }
  let best: number[] = [];
  const off = (count: number) => Math.abs(count - antennas.length / 2);
  const visit = (node: number, cameBy: number): number[] => {
    const behind = [...(antennasAt.get(node) ?? [])];
    for (const edge of linksAt.get(node) ?? []) {
      if (edge === cameBy) continue;
      behind.push(...visit(graph.from[edge] === node ? graph.to[edge] : graph.from[edge], edge));
    }
    if (cameBy >= 0 && off(behind.length) < off(best.length)) best = behind;
    return behind;
  };
  visit(sites[site].node, -1);
  return best;
}

/**
 * Sites from which courses lead to all antennas, the nearest rooms, else zones, else locations, and remote sites from which cables
 * lose least on all antennas together.
 */
function nearSites({ routing, task: { parts } }: TreeSearch, antennas: readonly number[]): number[] {
  const { graph, sites, antennaNodes } = routing;
  const metreDb = Math.min(...parts.cables.map((cable) => Math.max(...cable.metreDb)));
  const byLength = { ...graph, weight: graph.lengthM };
  const starts = [...sites.keys()].filter((index) => !sites[index].isBetween);
  const reached = starts
    .map((index) => {
      const site = sites[index];
      const { weight } = shortestPaths(isRemote(site) ? byLength : graph, [{ node: site.node, weight: 0 }]);
      const each = (far: number) => (isRemote(site) ? dbToRatio(metreDb * far) : far);
      return {
        site: index,
        sum: antennas.reduce((sum, antenna) => sum + each(weight[antennaNodes[antenna]]), 0),
      };
    })
    .filter(({ sum }) => sum < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.sum - b.sum || a.site - b.site);
  const fixed = reached.filter(({ site }) => !isRemote(sites[site]));
  const rooms = fixed.filter(({ site }) => isRoom(sites[site]));
  return [
    ...(rooms.length > 0 ? rooms : fixed).slice(0, maxSites),
    ...reached.filter(({ site }) => isRemote(sites[site])).slice(0, maxRemoteSites),
  ].map(({ site }) => site);
}

/** All rooms, and the remote sites from which the cheapest of the quick trees may lead. */
function promisingSites(
  search: TreeSearch,
  antennas: readonly number[],
  graphs: SiteGraphs,
  quick: readonly SourceCourses[],
): SiteGraphs {
  const { sites } = search.routing;
  const remote = [...graphs.keys()].filter((site) => isRemote(sites[site]));
  if (remote.length <= maxSites) return graphs;
  const task = { ...quickTask(search), maxDbm: search.strongestDbm };
  const minCny = new Map(remote.map((site) => [site, Number.POSITIVE_INFINITY]));
  for (const each of quick) {
    const found = minCny.get(each.site);
    if (found === undefined) continue;
    minCny.set(each.site, Math.min(found, minTreeCny(search, antennas, each, task, search.toleranceDb)));
  }
  const ranked = remote.sort((a, b) => {
    const [one, other] = [minCny.get(a) ?? 0, minCny.get(b) ?? 0];
    return one === other ? 0 : one - other;
  });
  const dropped = new Set(ranked.slice(maxSites));
  return new Map([...graphs].filter(([site]) => !dropped.has(site)));
}

/** A room of the plan or a zone that may be one, not just a location. */
function isRoom({ facility, zone }: RoutedSite): boolean {
  return facility !== undefined || zone !== undefined;
}

function siteGraphs(
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

function cellCourses(search: TreeSearch, antennas: readonly number[], graphs: SiteGraphs): CellCourses {
  let lightest: ReturnType<CellCourses['lightest']> | undefined;
  let tradeOff: SourceCourses[] | undefined;
  return {
    graphs,
    lightest() {
      lightest ??= lightestCourses(search, antennas, graphs);
      return lightest;
    },
    tradeOff() {
      tradeOff ??= tradeOffCourses(search, graphs);
      return tradeOff;
    },
  };
}

/** Trees between the lightest and those with the shortest paths to the root, from each site. */
function tradeOffCourses(
  search: TreeSearch,
  graphs: SiteGraphs,
  ratios: readonly number[] = rootRatios,
): SourceCourses[] {
  return [...graphs].flatMap(([site, reduced]) =>
    ratios.map((ratio) => coursesOf(search, site, tradeOffTree(reduced, ratio))),
  );
}

/** The lightest tree from each room, with its bound; of more antennas, and from a remote site, one near it without a bound. */
function lightestCourses(
  search: TreeSearch,
  antennas: readonly number[],
  graphs: SiteGraphs,
): BoundedCourses[] {
  const { graph, sites } = search.routing;
  return [...graphs]
    .map(([site, reduced]): BoundedCourses => {
      if (isRemote(sites[site]) || antennas.length > maxLightest) {
        const edges = nearTree(reduced, { branchRounds: 0 });
        return { ...coursesOf(search, site, edges), lowerBound: 0 };
      }
      const { edges, lowerBound } = minTree(reduced, graph.weight);
      return { ...coursesOf(search, site, edges), lowerBound };
    })
    .sort((a, b) => a.courseCny - b.courseCny || a.site - b.site);
}

/**
 * Lower bound on the cost of parts and installation on a tree within a tolerance, CNY; Infinity where one
 * carrier alone is out of reach.
 */
function minTreeCny(
  search: TreeSearch,
  antennas: readonly number[],
  { site, edges }: SourceCourses,
  task: PartsTask,
  toleranceDb: number,
): number {
  const tree = treeFrom(search, site, antennas, edges);
  return treeBoundCny(task, tree, toleranceDb) + layingCny(search, edges) + siteCny(search, site, edges);
}

/**
 * Lower bounds on any tree that connects the antennas with any equipment room, which hang on one more node at no cost; where
 * the source is at a remote site, with that.
 */
function rootBounds(
  { routing }: TreeSearch,
  antennas: readonly number[],
  site: number,
): { lengthM: number; courseCny: number } {
  const { graph, sites, antennaNodes } = routing;
  const roots = isRemote(sites[site]) ? [sites[site]] : sites.filter((each) => !isRemote(each));
  const hub = graph.nodeCount;
  const joined = {
    ...{ nodeCount: hub + 1, edgeCount: graph.edgeCount + roots.length },
    from: Int32Array.from([...graph.from, ...roots.map(() => hub)]),
    to: Int32Array.from([...graph.to, ...roots.map(({ node }) => node)]),
  };
  const terminals = [hub, ...antennas.map((antenna) => antennaNodes[antenna])];
  const bound = (weight: Float64Array) =>
    steinerBound(joined, Float64Array.from([...weight, ...roots.map(() => 0)]), terminals);
  return { lengthM: bound(graph.lengthM), courseCny: bound(graph.weight) };
}

function isRemote({ remoteFibreM }: RoutedSite): boolean {
  return remoteFibreM !== undefined;
}

function coursesOf(search: TreeSearch, site: number, edges: readonly number[]): SourceCourses {
  const { weight } = search.routing.graph;
  const courseCny = edges.reduce((sum, edge) => sum + weight[edge], siteCny(search, site, edges));
  return { site, edges, courseCny };
}
