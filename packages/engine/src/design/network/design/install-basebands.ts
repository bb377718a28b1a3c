import { type Phrase, say } from '../../../core/index.ts';
import type { NetworkBaseband, Plan } from '../../../plan/index.ts';
import { roundLength } from './carrier-cable.ts';
import { cheapestOf } from './design-parts.ts';
import type { FeedTask } from './feed-task.ts';
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
}

/**
 * Baseband units for the ends of one system, each in an equipment room with the ends that are nearest to it; an end that no
 * room leads to has its own beside it.
 */
export function installBasebands(
  plan: Plan,
  task: FeedTask,
  ends: readonly FibreEnd[],
): { basebands: NetworkBaseband[]; notes: Phrase[] } {
  const { catalogue, routing, layer } = task;
  const { fibreGraph: graph } = routing;
  const [part, fibre] = [cheapestOf(catalogue.parts, 'baseband'), cheapestOf(catalogue.parts, 'fibre')];
  if (!part || !fibre) return { basebands: [], notes: ends.length > 0 ? [say('note-no-baseband')] : [] };
  const { endSlackM, rackDropM } = catalogue.laying;
  const longestM = fibre.longestM ?? Number.POSITIVE_INFINITY;
  const fibreM = (paths: Paths, end: FibreEnd) =>
    roundLength(paths.weight[end.node] + 2 * rackDropM + 2 * endSlackM);
  const rooms = roomLocations(task).map((location) => siteAt(task, location));
  const bySite = new Map<BasebandSite, FibreEnd[]>();
  for (const end of ends) {
    const [nearest] = rooms
      .filter(({ paths }) => fibreM(paths, end) <= longestM)
      .sort((a, b) => a.paths.weight[end.node] - b.paths.weight[end.node]);
    const site = nearest ?? siteAt(task, end);
    bySite.set(site, [...(bySite.get(site) ?? []), end]);
  }
  const basebands: NetworkBaseband[] = [];
  for (const [{ location, paths }, served] of bySite) {
    served.forEach((end, index) => {
      const port = index % (part.ways ?? 1);
      if (port === 0) {
        basebands.push({
          id: layer.nextId('BBU'),
          part: layer.use(part),
          level: plan.levels[graph.levelIndex[location.node]].id,
          position: layer.pointOf(location.node),
          ...(location.facility === undefined ? {} : { facility: location.facility }),
        });
      }
      const from = { node: basebands[basebands.length - 1].id, port: `out${port + 1}` };
      const nodes = nodesOf(graph, end.node, pathBack(graph, paths, end.node));
      const to = { node: end.id, port: end.port };
      layer.installCable(fibre, from, to, { lengthM: fibreM(paths, end), nodes });
    });
  }
  return { basebands, notes: [] };
}

function siteAt({ routing: { fibreGraph: graph } }: FeedTask, location: RoomLocation): BasebandSite {
  const byLength = { ...graph, weight: graph.lengthM };
  return { location, paths: shortestPaths(byLength, [{ node: location.node, weight: 0 }]) };
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
