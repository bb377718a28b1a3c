import type { SpaceMm } from '../crosses-panel.ts';
import type { CornerLaw, Obstacles } from '../field-kernel.ts';
import { insideUnits, thickWalls } from './corner-nodes.ts';
import { listLegPanels, sumCrossed } from './legs.ts';
import { type WallEdge, type WallView, wallView } from './wall-view.ts';

/** What lies on a leg between two corners costs so many loss units. */
export interface CornerEdge extends WallEdge {
  lossUnits: number;
}

/** The corners of an obstacle set and what the legs between them pay, found as it is needed. */
export interface CornerGraph extends Pick<WallView, 'nodes' | 'places' | 'seenFrom'> {
  thick: ReadonlySet<number>;
  /** [nodes]: what leaving the columns around a corner costs by the crossing rule, which its legs do not pay. */
  insideUnits: Int32Array;
  /** Loss units of a leg between a corner and a place that it sees. */
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

function createGraph(obstacles: Obstacles, law: CornerLaw): CornerGraph {
  const walls = thickWalls(obstacles, law);
  const view = wallView(obstacles, walls);
  const thick = new Set(walls);
  const { lossUnits } = obstacles;
  const others = listLegPanels(
    obstacles,
    [...lossUnits.keys()].filter((index) => !thick.has(index) && lossUnits[index] > 0),
  );
  const inside = Int32Array.from(view.nodes, (node) => insideUnits(node, obstacles));
  const edges: (CornerEdge[] | undefined)[] = new Array(view.nodes.length);
  return {
    nodes: view.nodes,
    places: view.places,
    seenFrom: view.seenFrom,
    thick,
    insideUnits: inside,
    unitsBetween(node, place) {
      return Math.max(0, sumCrossed(others, view.places[node], place) - inside[node]);
    },
    edges(node) {
      edges[node] ??= view.edges(node).map((edge) => {
        const units = sumCrossed(others, view.places[node], view.places[edge.to]);
        return { ...edge, lossUnits: Math.max(0, units - inside[node] - inside[edge.to]) };
      });
      return edges[node];
    },
  };
}
