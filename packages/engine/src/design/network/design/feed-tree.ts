import type { Routing } from './build-routing.ts';
import type { RoutingGraph } from './routing-graph.ts';
import { treeLinks } from './tree-links.ts';

/** A node of the tree where cables part or end. */
export interface FeedNode {
  /** Node of the routing graph. */
  node: number;
  /** Antennas that hang here, by their indices in the plan. */
  antennas: number[];
  branches: FeedBranch[];
  /** True where what hangs here stays with the cable that it is fed by. */
  hasCable?: true;
}

/** A cable's course to the next such node. */
export interface FeedBranch {
  lengthM: number;
  /** Nodes of the routing graph from the node before to the next. */
  nodes: number[];
  end: FeedNode;
}

/** The tree seen from its root, nodes that are only passed through left out. */
export function feedTree(
  graph: RoutingGraph,
  edges: readonly number[],
  root: number,
  antennasAt: ReadonlyMap<number, readonly number[]>,
): FeedNode {
  const linksAt = treeLinks(graph, edges);
  const other = (edge: number, node: number) =>
    graph.from[edge] === node ? graph.to[edge] : graph.from[edge];
  const grow = (node: number, cameBy: number | undefined): FeedNode => {
    const branches = (linksAt.get(node) ?? []).flatMap((first): FeedBranch[] => {
      if (first === cameBy) return [];
      const nodes = [node];
      let lengthM = 0;
      let at = node;
      let edge = first;
      for (;;) {
        lengthM += graph.lengthM[edge];
        at = other(edge, at);
        nodes.push(at);
        const onward = (linksAt.get(at) ?? []).filter((each) => each !== edge);
        if (onward.length !== 1 || antennasAt.has(at)) break;
        edge = onward[0];
      }
      return [{ lengthM, nodes, end: grow(at, edge) }];
    });
    return { node, antennas: [...(antennasAt.get(node) ?? [])], branches };
  };
  return grow(root, undefined);
}

/** A tree of courses as cables branch on it. */
export function treeFrom(
  { routing }: { routing: Routing },
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
