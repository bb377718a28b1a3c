import type { Plan } from '../../../plan/index.ts';
import { roundLength } from './carrier-cable.ts';
import type { FeedTask } from './feed-task.ts';
import type { RoutingGraph } from './routing-graph.ts';
import { shortestWays, type Ways } from './shortest-ways.ts';

/** A place where a hub or a baseband unit can stand. */
export interface HubPlace {
  node: number;
  facility?: string;
}

/** A place for a hub with what data cables from it would measure. */
export interface HubSite extends HubPlace {
  ways: Ways;
  /** Length with slack to each small cell, by its place among them; Infinity out of reach. */
  lengthsM: number[];
}

/** Equipment rooms, and where a plan has none the places that stand in for them. */
export function roomPlaces({ routing }: FeedTask): HubPlace[] {
  return routing.sites.map(({ node, facility }) => ({
    node,
    ...(facility === undefined ? {} : { facility }),
  }));
}

/** Where hubs can stand, with the lengths of data cables to the antennas at these places of the plan's list. */
export function hubSites(
  plan: Plan,
  task: FeedTask,
  antennas: readonly number[],
  longestM: number,
): HubSite[] {
  const { routing, catalogue } = task;
  const { graph, powerPlaces, antennaNodes } = routing;
  const byLength = { ...graph, weight: graph.lengthM };
  const { endSlackM, rackDropM } = catalogue.laying;
  const rooms = roomPlaces(task);
  // A hub needs a room, power or a shaft of the plan; only where there is none anywhere its place is assumed.
  const facilities = [...rooms.filter(({ facility }) => facility !== undefined), ...powerPlaces];
  const places = facilities.length > 0 ? facilities : rooms;
  return places.map((place) => {
    const ways = shortestWays(byLength, [{ node: place.node, weight: 0 }]);
    const lengthsM = antennas.map((antenna) => {
      const { level, heightM } = plan.antennas[antenna];
      const dropM = Math.abs((plan.levels.find(({ id }) => id === level)?.clearHeightM ?? heightM) - heightM);
      const lengthM = roundLength(ways.weight[antennaNodes[antenna]] + dropM + rackDropM + 2 * endSlackM);
      return lengthM <= longestM ? lengthM : Number.POSITIVE_INFINITY;
    });
    return { ...place, ways, lengthsM };
  });
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
