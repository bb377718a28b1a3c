import type { SpaceMm } from '../crosses-panel.ts';
import type { CornerLaw, Obstacles } from '../field-kernel.ts';
import { type CornerNode, findCornerNodes, thickWalls } from './corner-nodes.ts';
import { createLegs, type Legs } from './legs.ts';

/** A leg from one corner to another that a stretched string can take: at both ends the walls lie on one side. */
export interface CornerEdge {
  to: number;
  /** From corner to corner, mm. */
  x: number;
  y: number;
  lengthMm: number;
  /** Of what the leg crosses. */
  lossUnits: number;
  /** On which side the walls lie at either end: 1 left, −1 right. */
  sideBehind: number;
  sideAhead: number;
}

/** The corners of an obstacle set and what lies between them, found as they are needed. */
export interface CornerGraph {
  nodes: readonly CornerNode[];
  /** [nodes]: at the height where corners are passed. */
  places: readonly SpaceMm[];
  thick: ReadonlySet<number>;
  /** As `Legs.units`, for a leg from a corner: less what the corner's own columns cost. */
  unitsBetween(node: number, place: SpaceMm): number;
  edges(node: number): readonly CornerEdge[];
}

const graphs = new WeakMap<Obstacles, Map<number, CornerGraph>>();

/** The graph of an obstacle set, made once per set and thickness. */
export function cornerGraph(obstacles: Obstacles, law: CornerLaw): CornerGraph {
  let known = graphs.get(obstacles);
  if (!known) {
    known = new Map();
    graphs.set(obstacles, known);
  }
  let graph = known.get(law.thickWallUnits);
  if (!graph) {
    graph = createGraph(obstacles, law);
    known.set(law.thickWallUnits, graph);
  }
  return graph;
}

/** Side on which both walls of a corner lie, seen along a direction: 1 left, −1 right, 0 where they do not agree. */
export function sideOfWalls({ firstX, firstY, secondX, secondY }: CornerNode, x: number, y: number): number {
  const first = x * firstY - y * firstX;
  const second = x * secondY - y * secondX;
  if (first > 0 && second > 0) return 1;
  return first < 0 && second < 0 ? -1 : 0;
}

function createGraph(obstacles: Obstacles, law: CornerLaw): CornerGraph {
  const thick = thickWalls(obstacles, law);
  const nodes = findCornerNodes(obstacles, thick);
  const legs = createLegs(obstacles, thick);
  const zMm = obstacles.walls?.cornerZMm ?? 0;
  const places = nodes.map(({ x, y }): SpaceMm => ({ at: [x, y], zMm }));
  const edges: (CornerEdge[] | undefined)[] = new Array(nodes.length);
  return {
    nodes,
    places,
    thick: new Set(thick),
    unitsBetween(node, place) {
      const units = legs.units(places[node], place);
      return units < 0 ? units : Math.max(0, units - nodes[node].insideUnits);
    },
    edges(node) {
      edges[node] ??= findEdges(node, nodes, places, legs);
      return edges[node];
    },
  };
}

function findEdges(
  from: number,
  nodes: readonly CornerNode[],
  places: readonly SpaceMm[],
  legs: Legs,
): CornerEdge[] {
  const edges: CornerEdge[] = [];
  const behind = nodes[from];
  for (let to = 0; to < nodes.length; to += 1) {
    const ahead = nodes[to];
    const x = ahead.x - behind.x;
    const y = ahead.y - behind.y;
    const sideBehind = sideOfWalls(behind, x, y);
    if (to === from || sideBehind === 0) continue;
    const sideAhead = sideOfWalls(ahead, x, y);
    if (sideAhead === 0) continue;
    const units = legs.units(places[from], places[to]);
    if (units < 0) continue;
    const lossUnits = Math.max(0, units - behind.insideUnits - ahead.insideUnits);
    edges.push({ to, x, y, lengthMm: Math.sqrt(x * x + y * y), lossUnits, sideBehind, sideAhead });
  }
  return edges;
}
