import type { Sleeve } from './ceiling-plan.ts';
import { indexGraph, type WeightedGraph } from './reduce-graph.ts';

/**
 * Locations that cables may pass and straight runs between them, as flat arrays. An edge's weight is what a cable of
 * the cheapest kind costs there, with hangers and holes, CNY.
 */
export interface RoutingGraph extends WeightedGraph {
  /** [nodeCount] metres. */
  x: Float64Array;
  y: Float64Array;
  /** [nodeCount] index of the level in the plan. */
  levelIndex: Int32Array;
  /** [edgeCount] metres. */
  lengthM: Float64Array;
  /** [edgeCount] of the weight what ways through walls, lintels, slabs and borders cost, CNY. */
  passingCny: Float64Array;
  /** [edgeCount] 1 on a tray. */
  onTray: Uint8Array;
  /** [edgeCount] 1 through a sleeve of civil defence. */
  inSleeve: Uint8Array;
}

export interface DraftEdge {
  from: number;
  to: number;
  lengthM: number;
  costCny: number;
  passingCny: number;
  onTray: boolean;
  /** Sleeves through civil defence that it passes. */
  sleeves: readonly Sleeve[];
}

/** Collects nodes, one for each location, and edges. */
export class GraphDraft {
  readonly points: { x: number; y: number; levelIndex: number }[] = [];
  readonly edges: DraftEdge[] = [];
  readonly #known = new Map<string, number>();

  /** The node of a location; locations of the same millimetre are one. */
  node(levelIndex: number, x: number, y: number): number {
    const key = `${levelIndex} ${Math.round(x * 1000)} ${Math.round(y * 1000)}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const node = this.points.push({ x, y, levelIndex }) - 1;
    this.#known.set(key, node);
    return node;
  }

  /** @param isOpen false of edges that are left out */
  finish(isOpen: (edge: DraftEdge) => boolean = () => true): RoutingGraph {
    const locations = this.points;
    const edges = this.edges.filter(isOpen);
    return {
      ...indexGraph(
        locations.length,
        edges.map(({ from, to, costCny }) => ({ from, to, weight: costCny })),
      ),
      x: Float64Array.from(locations, ({ x }) => x),
      y: Float64Array.from(locations, ({ y }) => y),
      levelIndex: Int32Array.from(locations, ({ levelIndex }) => levelIndex),
      lengthM: Float64Array.from(edges, ({ lengthM }) => lengthM),
      passingCny: Float64Array.from(edges, ({ passingCny }) => passingCny),
      inSleeve: Uint8Array.from(edges, ({ sleeves }) => (sleeves.length > 0 ? 1 : 0)),
      onTray: Uint8Array.from(edges, ({ onTray }) => (onTray ? 1 : 0)),
    };
  }
}
