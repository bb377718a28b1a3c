import type { SpaceMm } from '../crosses-facet.ts';
import type { Obstacles } from '../field-kernel.ts';
import { type DiffractionVertex, findDiffractionVertices, sideOfWalls } from './diffraction-vertices.ts';
import { findCrossed, listLegFacets } from './legs.ts';

/** A leg from one vertex to another that a stretched string can take: at both ends the walls lie on one side. */
export interface VertexEdge {
  to: number;
  /** Direction from vertex to vertex, mm. */
  x: number;
  y: number;
  lengthMm: number;
  /** On which side the walls lie at either end: 1 left, −1 right. */
  sideBehind: number;
  sideAhead: number;
}

/** Vertices of thick walls and which see each other past these: the same on every band on which they are thick. */
export interface VertexView {
  nodes: readonly DiffractionVertex[];
  /** [nodes]: at the height where vertices are passed. */
  points: readonly SpaceMm[];
  /** Found when first asked for. */
  edges(node: number): readonly VertexEdge[];
  /** [nodes]: 1 where a path between the vertex and a point can bend and no thick wall stops it. Never write to it. */
  seenFrom(point: SpaceMm): Uint8Array;
}

interface PersistedView {
  obstacles: Obstacles;
  thick: readonly number[];
  view: VertexView;
}

/** The views used last, whatever obstacle sets they were made for. */
const maxViews = 16;
let cachedViews: PersistedView[] = [];
/** Points that a view remembers. */
const maxLocations = 256;

/** The view of an obstacle set; sets that differ in losses alone share one. */
export function vertexView(obstacles: Obstacles, thick: readonly number[]): VertexView {
  const known = cachedViews.find((cached) => isSame(cached, obstacles, thick));
  const cached = known ?? { obstacles, thick, view: createView(obstacles, thick) };
  cachedViews = [cached, ...cachedViews.filter((other) => other !== cached)].slice(0, maxViews);
  return cached.view;
}

function isSame(
  cached: PersistedView,
  { segmentsMm, heightsMm, walls }: Obstacles,
  thick: readonly number[],
): boolean {
  return (
    cached.obstacles.walls?.vertexZMm === walls?.vertexZMm &&
    hasSameValues(cached.thick, thick) &&
    hasSameValues(cached.obstacles.segmentsMm, segmentsMm) &&
    hasSameValues(cached.obstacles.heightsMm ?? [], heightsMm ?? []) &&
    hasSameValues(cached.obstacles.walls?.columns ?? [], walls?.columns ?? [])
  );
}

function hasSameValues(left: ArrayLike<number>, right: ArrayLike<number>): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index += 1) if (left[index] !== right[index]) return false;
  return true;
}

function createView(obstacles: Obstacles, thick: readonly number[]): VertexView {
  const { segmentsMm } = obstacles;
  const nodes = findDiffractionVertices(obstacles, thick);
  const zMm = obstacles.walls?.vertexZMm ?? 0;
  const points = nodes.map(({ x, y }): SpaceMm => ({ at: [x, y], zMm }));
  const square = (index: number) =>
    (segmentsMm[4 * index] - segmentsMm[4 * index + 2]) ** 2 +
    (segmentsMm[4 * index + 1] - segmentsMm[4 * index + 3]) ** 2;
  // Long walls stop most.
  const walls = listLegFacets(
    obstacles,
    [...thick].sort((a, b) => square(b) - square(a)),
  );
  const edges: (VertexEdge[] | undefined)[] = new Array(nodes.length);
  const seen = new Map<string, Uint8Array>();
  // The wall that stopped a leg often stops the next.
  let stop = -1;
  const isOpen = (from: SpaceMm, to: SpaceMm): boolean => {
    const found = findCrossed(walls, from, to, stop);
    if (found >= 0) stop = found;
    return found < 0;
  };

  function findEdges(from: number): VertexEdge[] {
    const behind = nodes[from];
    return nodes.flatMap((ahead, to): VertexEdge[] => {
      const x = ahead.x - behind.x;
      const y = ahead.y - behind.y;
      const sideBehind = sideOfWalls(behind, x, y);
      if (to === from || sideBehind === 0) return [];
      const sideAhead = sideOfWalls(ahead, x, y);
      if (sideAhead === 0 || !isOpen(points[from], points[to])) return [];
      return [{ to, x, y, lengthMm: Math.sqrt(x * x + y * y), sideBehind, sideAhead }];
    });
  }

  return {
    nodes,
    points,
    edges(node) {
      edges[node] ??= findEdges(node);
      return edges[node];
    },
    seenFrom(point) {
      const key = `${point.at},${point.zMm}`;
      const known = seen.get(key);
      if (known) return known;
      const found = Uint8Array.from(nodes, (node, index) => {
        const canBend = sideOfWalls(node, node.x - point.at[0], node.y - point.at[1]) !== 0;
        return canBend && isOpen(point, points[index]) ? 1 : 0;
      });
      seen.set(key, found);
      if (seen.size > maxLocations) seen.delete(seen.keys().next().value as string);
      return found;
    },
  };
}
