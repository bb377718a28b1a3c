import type { Point } from './points.ts';
import { distanceToSegment, lineIntersection, nearestParameter, PointGrid, pointAlong } from './segments.ts';

/** A straight piece put into the graph; `tag` comes back with every edge made from it. */
export interface TaggedSegment {
  start: Point;
  end: Point;
  tag: number;
}

/** Segments cut at all their crossings. Vertices nearer than the tolerance are one vertex. */
export interface PlanarGraph {
  vertices: Point[];
  /** Vertex, vertex, tag. */
  edges: [number, number, number][];
}

/** One side of the plane cut out by the graph: corners in order, and the tag of the edge leaving each. */
export interface PlanarFace {
  ring: Point[];
  tags: number[];
}

/**
 * Cuts the segments at crossings and touching points. Touching means nearer than `toleranceM`. Undefined when
 * that makes more than `largestEdgeCount` edges.
 */
export function buildPlanarGraph(
  segments: readonly TaggedSegment[],
  toleranceM = 0.02,
  largestEdgeCount = 150_000,
): PlanarGraph | undefined {
  const grid = new PointGrid(4);
  segments.forEach((segment, i) => {
    grid.addAlong(i, segment.start, segment.end, 0.05);
  });
  const vertices: Point[] = [];
  const vertexGrid = new Map<string, number[]>();
  const vertexAt = (point: Point): number => {
    const i = Math.floor(point[0] / toleranceM);
    const j = Math.floor(point[1] / toleranceM);
    for (let di = -1; di <= 1; di++) {
      for (let dj = -1; dj <= 1; dj++) {
        for (const index of vertexGrid.get(`${i + di},${j + dj}`) ?? []) {
          const other = vertices[index];
          if (Math.hypot(other[0] - point[0], other[1] - point[1]) < toleranceM) return index;
        }
      }
    }
    vertices.push(point);
    const key = `${i},${j}`;
    const cell = vertexGrid.get(key);
    if (cell) cell.push(vertices.length - 1);
    else vertexGrid.set(key, [vertices.length - 1]);
    return vertices.length - 1;
  };
  const edges: [number, number, number][] = [];
  const known = new Set<string>();
  for (const [i, segment] of segments.entries()) {
    if (edges.length > largestEdgeCount) return undefined;
    const cuts = cutsOf(segments, grid, i, toleranceM);
    let before = vertexAt(segment.start);
    for (const t of [...cuts, 1]) {
      const here = vertexAt(t === 1 ? segment.end : pointAlong(segment.start, segment.end, t));
      if (here === before) continue;
      const key = here < before ? `${here},${before}` : `${before},${here}`;
      if (!known.has(key)) {
        known.add(key);
        edges.push([before, here, segment.tag]);
      }
      before = here;
    }
  }
  return { vertices, edges };
}

/** The graph without the edges that end nowhere (chains of vertices of degree one). */
export function pruneDeadEnds(graph: PlanarGraph): PlanarGraph {
  const degree = new Int32Array(graph.vertices.length);
  for (const [a, b] of graph.edges) {
    degree[a]++;
    degree[b]++;
  }
  let edges = graph.edges;
  for (;;) {
    const retained: PlanarGraph['edges'] = [];
    const dropped: PlanarGraph['edges'] = [];
    for (const edge of edges) (degree[edge[0]] > 1 && degree[edge[1]] > 1 ? retained : dropped).push(edge);
    if (dropped.length === 0) return { vertices: graph.vertices, edges };
    for (const [a, b] of dropped) {
      degree[a]--;
      degree[b]--;
    }
    edges = retained;
  }
}

/**
 * All faces: inner ones counter-clockwise, the outside of every connected piece clockwise.
 * Rings are not simplified, and an edge with one face on both sides occurs twice in it.
 */
export function traceFaces(graph: PlanarGraph): PlanarFace[] {
  const { vertices, edges } = graph;
  const around: { to: number; half: number; angle: number }[][] = vertices.map(() => []);
  edges.forEach(([a, b], e) => {
    const angle = Math.atan2(vertices[b][1] - vertices[a][1], vertices[b][0] - vertices[a][0]);
    const back = Math.atan2(vertices[a][1] - vertices[b][1], vertices[a][0] - vertices[b][0]);
    around[a].push({ to: b, half: 2 * e, angle });
    around[b].push({ to: a, half: 2 * e + 1, angle: back });
  });
  const rank = new Int32Array(2 * edges.length);
  for (const star of around) {
    star.sort((p, q) => p.angle - q.angle);
    star.forEach((spoke, k) => {
      rank[spoke.half] = k;
    });
  }
  const seen = new Uint8Array(2 * edges.length);
  const faces: PlanarFace[] = [];
  for (let first = 0; first < 2 * edges.length; first++) {
    if (seen[first]) continue;
    const face: PlanarFace = { ring: [], tags: [] };
    let half = first;
    while (!seen[half]) {
      seen[half] = 1;
      const [a, b, tag] = edges[half >> 1];
      const from = half & 1 ? b : a;
      const to = half & 1 ? a : b;
      face.ring.push(vertices[from]);
      face.tags.push(tag);
      const star = around[to];
      // The next edge clockwise from the one we came by keeps the face on the left.
      half = star[(rank[half ^ 1] + star.length - 1) % star.length].half;
    }
    faces.push(face);
  }
  return faces;
}

function cutsOf(
  segments: readonly TaggedSegment[],
  grid: PointGrid,
  i: number,
  toleranceM: number,
): number[] {
  const { start: a, end: b } = segments[i];
  const cuts: number[] = [];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (length === 0) return cuts;
  for (const j of grid.nearAlong(a, b, 0.05)) {
    if (j === i) continue;
    const { start: c, end: d } = segments[j];
    for (const point of [c, d]) {
      if (distanceToSegment(point, a, b) < toleranceM) cuts.push(nearestParameter(point, a, b));
    }
    const hit = lineIntersection(a, b, c, d);
    if (!hit) continue;
    const slackOther = toleranceM / (Math.hypot(d[0] - c[0], d[1] - c[1]) || 1);
    if (hit.t > 0 && hit.t < 1 && hit.u > -slackOther && hit.u < 1 + slackOther) cuts.push(hit.t);
  }
  return cuts.filter((t) => t > 0 && t < 1).sort((p, q) => p - q);
}
