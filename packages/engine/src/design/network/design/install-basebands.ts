import { type Phrase, PlanError, say } from '../../../core/index.ts';
import type { CatalogPart, NetworkBaseband, NetworkCable, Plan } from '../../../plan/index.ts';
import { roundLength } from './carrier-cable.ts';
import { cheapestOf, installedCny } from './design-parts.ts';
import type { FeedTask } from './feed-task.ts';
import { heldSite } from './held-hubs.ts';
import type { HeldBaseband } from './held-sources.ts';
import { lockedProblem } from './locked-problem.ts';
import type { RoutingGraph } from './routing-graph.ts';
import { type Paths, pathBack, shortestPaths } from './shortest-paths.ts';

/** A location where a hub or a baseband unit can stand. */
export interface RoomLocation {
  node: number;
  facility?: string;
}

/** A hub, or a source with radio units, that a fibre leads to. */
export interface FibreEnd extends RoomLocation {
  id: string;
  port: string;
}

interface BasebandSite {
  location: RoomLocation;
  paths: Paths;
  /** Present where a baseband unit stays there from the network before. */
  held?: HeldBaseband;
}

/**
 * Baseband units for the ends of one system, in as few equipment rooms as lead to all of them; an end that no room leads to has
 * its own beside it. Those that stay come first, with their fibres.
 * @throws PlanError naming a baseband unit whose room is gone or that feeds nothing any more, and a fibre whose end is gone
 */
export function installBasebands(
  plan: Plan,
  task: FeedTask,
  ends: readonly FibreEnd[],
  held: readonly HeldBaseband[] = [],
): { basebands: NetworkBaseband[]; notes: Phrase[] } {
  const { catalogue } = task;
  const [part, fibre] = [cheapestOf(catalogue.parts, 'baseband'), cheapestOf(catalogue.parts, 'fibre')];
  if (!part || !fibre) return { basebands: [], notes: ends.length > 0 ? [say('note-no-baseband')] : [] };
  const longestM = fibre.longestM ?? Number.POSITIVE_INFINITY;
  const isInReach = ({ paths }: BasebandSite, end: FibreEnd) =>
    fibreLengthM(task, paths.weight[end.node]) <= longestM;
  const nearestOf = (sites: readonly BasebandSite[], end: FibreEnd) =>
    sites
      .filter((site) => isInReach(site, end))
      .sort((a, b) => a.paths.weight[end.node] - b.paths.weight[end.node])[0];
  const bySite = new Map<BasebandSite, FibreEnd[]>();
  for (const site of heldSites(plan, task, ends, held)) bySite.set(site, wiredEnds(plan, site, ends));
  const standing = [...bySite.keys()];
  const wired = new Set([...bySite.values()].flat());
  const free = ends.filter((end) => !wired.has(end));
  // A baseband unit costs as much as kilometres of fibre: as few rooms as will do, those with the shortest fibres in all.
  const rooms = roomLocations(task)
    .map((location) => siteAt(task, location))
    .map((site) => ({ site, reached: free.filter((end) => isInReach(site, end)) }))
    .map((each) => ({
      ...each,
      sumM: each.reached.reduce((sum, end) => sum + each.site.paths.weight[end.node], 0),
    }))
    .sort((a, b) => b.reached.length - a.reached.length || a.sumM - b.sumM);
  for (const end of free) {
    const open = standing.filter(
      (site) => (bySite.get(site) ?? []).length < (partOf(plan, task, site, part).ways ?? 1),
    );
    const room = rooms.find(({ reached }) => reached.includes(end))?.site;
    const site = nearestOf(open, end) ?? room ?? siteAt(task, end);
    bySite.set(site, [...(bySite.get(site) ?? []), end]);
  }
  const basebands: NetworkBaseband[] = [];
  for (const [site, served] of bySite) {
    const unit = { part: partOf(plan, task, site, part), fibre };
    basebands.push(...installSite(plan, task, { site, served, ...unit }));
  }
  return { basebands, notes: [] };
}

/** Length of a fibre on a course of so many metres, with drops and slack, metres. */
function fibreLengthM({ catalogue }: FeedTask, courseM: number): number {
  const { endSlackM, rackDropM } = catalogue.laying;
  return roundLength(courseM + 2 * rackDropM + 2 * endSlackM);
}

/** Locations of the baseband units that stay. */
function heldSites(
  plan: Plan,
  task: FeedTask,
  ends: readonly FibreEnd[],
  held: readonly HeldBaseband[],
): BasebandSite[] {
  const { levels } = plan;
  const { graph } = task.routing;
  const locations = [...roomLocations(task), ...ends];
  return held.map((each) => {
    const location = heldSite(plan, { source: each.baseband }, locations, ({ node }) => ({
      ...{ level: levels[graph.levelIndex[node]].id, position: task.layer.pointOf(node) },
    }));
    const { node, facility } = location;
    return { ...siteAt(task, { node, ...(facility === undefined ? {} : { facility }) }), held: each };
  });
}

/** Ends that fibres set by hand lead to, in the order of their outputs. */
function wiredEnds(plan: Plan, { held }: BasebandSite, ends: readonly FibreEnd[]): FibreEnd[] {
  const outputOf = ({ from }: NetworkCable) => Number(/\d+$/.exec(from.port)?.[0] ?? 0);
  const fibres = [...(held?.fibres ?? [])].sort((a, b) => outputOf(a) - outputOf(b));
  return fibres.map(({ id, to }) => {
    const end = ends.find((each) => each.id === to.node);
    if (end) return end;
    throw new PlanError([lockedProblem(plan, id, say('locked-end-gone', { node: to.node }))]);
  });
}

function partOf(
  plan: Plan,
  { catalogue }: FeedTask,
  { held }: BasebandSite,
  usual: CatalogPart,
): CatalogPart {
  if (!held) return usual;
  const { id, part } = held.baseband;
  const known = catalogue.parts.find((each) => each.id === part && each.kind === 'baseband');
  if (known) return known;
  throw new PlanError([lockedProblem(plan, id, say('locked-part-gone', { part }))]);
}

/** Baseband units of one location and their fibres. */
function installSite(
  plan: Plan,
  task: FeedTask,
  {
    site: { location, paths, held },
    served,
    part,
    fibre,
  }: { site: BasebandSite; served: readonly FibreEnd[]; part: CatalogPart; fibre: CatalogPart },
): NetworkBaseband[] {
  const { catalogue, layer } = task;
  const { fibreGraph: graph } = task.routing;
  const basebands: NetworkBaseband[] = [];
  if (held && served.length === 0) {
    throw new PlanError([lockedProblem(plan, held.baseband.id, say('locked-unused'))]);
  }
  served.forEach((end, index) => {
    const port = index % (part.ways ?? 1);
    if (port === 0) {
      layer.use(part);
      basebands.push(
        held && index === 0 ? held.baseband : newBaseband(plan, { graph, layer }, location, part),
      );
    }
    const from = { node: basebands[basebands.length - 1].id, port: `out${port + 1}` };
    const to = { node: end.id, port: end.port };
    const stays = held?.fibres.find((each) => each.to.node === end.id);
    if (stays) {
      const known = catalogue.parts.find(({ id, kind }) => id === stays.part && kind === 'fibre');
      if (!known)
        throw new PlanError([lockedProblem(plan, stays.id, say('locked-part-gone', { part: stays.part }))]);
      layer.retainCable({ ...stays, from, to }, known);
      return;
    }
    const cheapest = cheapestCourse(task, fibre, location.node, end.node);
    const longestM = fibre.longestM ?? Number.POSITIVE_INFINITY;
    const run =
      fibreLengthM(task, cheapest.lengthM) <= longestM
        ? cheapest
        : { lengthM: paths.weight[end.node], edges: pathBack(graph, paths, end.node) };
    const lengthM = fibreLengthM(task, run.lengthM);
    layer.installCable(fibre, from, to, { lengthM, nodes: nodesOf(graph, end.node, run.edges) });
  });
  return basebands;
}

function newBaseband(
  plan: Plan,
  { graph, layer }: { graph: RoutingGraph; layer: FeedTask['layer'] },
  { node, facility }: RoomLocation,
  part: CatalogPart,
): NetworkBaseband {
  return {
    id: layer.nextId('BBU'),
    part: layer.use(part),
    level: plan.levels[graph.levelIndex[node]].id,
    position: layer.pointOf(node),
    ...(facility === undefined ? {} : { facility }),
  };
}

function siteAt({ routing: { fibreGraph: graph } }: FeedTask, location: RoomLocation): BasebandSite {
  const byLength = { ...graph, weight: graph.lengthM };
  return { location, paths: shortestPaths(byLength, [{ node: location.node, weight: 0 }]) };
}

/**
 * The course of a fibre that costs least: its metres, which cost more beside trays, and holes, of which those that another cable
 * passes are there.
 */
function cheapestCourse(
  { routing: { fibreGraph: graph }, layer, catalogue }: FeedTask,
  fibre: CatalogPart,
  from: number,
  to: number,
): { lengthM: number; edges: number[] } {
  const metreCny = installedCny(fibre);
  const weight = graph.lengthM.map((lengthM, edge) => {
    const ratio = graph.onTray[edge] === 1 ? 1 : catalogue.laying.offTrayRatio;
    const passingCny = graph.passingCny[edge];
    // A sleeve of civil defence takes one cable.
    const isPassed =
      passingCny === 0 || (graph.inSleeve[edge] !== 1 && layer.runsAlong(graph.from[edge], graph.to[edge]));
    return lengthM * metreCny * ratio + (isPassed ? 0 : passingCny);
  });
  const priced = { ...graph, weight };
  const paths = shortestPaths(priced, [{ node: from, weight: 0 }], (node) => node === to);
  const edges = pathBack(priced, paths, to);
  return { lengthM: edges.reduce((sum, edge) => sum + graph.lengthM[edge], 0), edges };
}

/** Equipment rooms, and where a plan has none the locations that stand in for them. */
export function roomLocations({ routing }: FeedTask): RoomLocation[] {
  return routing.sites
    .filter(({ remoteFibreM }) => remoteFibreM === undefined)
    .map(({ node, facility }) => ({
      node,
      ...(facility === undefined ? {} : { facility }),
    }));
}

/** Nodes of a course from its start, where a way back along these edges begins at its end. */
export function nodesOf(graph: RoutingGraph, end: number, edges: readonly number[]): number[] {
  const nodes = [end];
  for (const edge of edges) {
    const at = nodes[nodes.length - 1];
    nodes.push(graph.from[edge] === at ? graph.to[edge] : graph.from[edge]);
  }
  return nodes.reverse();
}
