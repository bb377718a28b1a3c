import type { DiffractionLaw, Obstacles } from '../field-kernel.ts';
import { crossesFacet, type PointMm, type SpaceMm, sideOfWall } from '../obstacle-crossings.ts';

/** A leg from one vertex to another that a stretched string can take: at both ends the walls lie on one side. */
export interface VertexEdge {
  to: number;
  /** Direction from vertex to vertex, mm. */
  x: number;
  y: number;
  lengthMm: number;
  /** Side on which the walls lie at either end: 1 left, −1 right. */
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
const maxLocations = 2048;

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

/** Facets as the legs of paths meet them. */
export interface LegFacets {
  /** [count, 4]: ax, ay, bx, by in mm. */
  segmentsMm: Float64Array;
  lossUnits: Int32Array;
  heightsMm: Int32Array | undefined;
}

/** Some facets of an obstacle set, in the order given. */
export function listLegFacets(
  { segmentsMm, lossUnits, heightsMm }: Obstacles,
  indices: readonly number[],
): LegFacets {
  const list = (values: Int32Array, size: number) =>
    indices.flatMap((index) => [...values.subarray(size * index, size * (index + 1))]);
  return {
    segmentsMm: Float64Array.from(list(segmentsMm, 4)),
    lossUnits: Int32Array.from(list(lossUnits, 1)),
    heightsMm: heightsMm && Int32Array.from(list(heightsMm, 2)),
  };
}

/** Loss units of all facets that a leg crosses. */
export function sumCrossed(facets: LegFacets, from: SpaceMm, to: SpaceMm): number {
  const { lossUnits } = facets;
  let sumUnits = 0;
  for (let index = 0; index < lossUnits.length; index += 1) {
    if (crosses(facets, index, from, to)) sumUnits += lossUnits[index];
  }
  return sumUnits;
}

/** The first facet that a leg crosses, `guess` before all others; −1 for none. */
export function findCrossed(facets: LegFacets, from: SpaceMm, to: SpaceMm, guess: number): number {
  const count = facets.lossUnits.length;
  if (guess >= 0 && crosses(facets, guess, from, to)) return guess;
  for (let index = 0; index < count; index += 1) {
    if (crosses(facets, index, from, to)) return index;
  }
  return -1;
}

/** `crossesWall` and `crossesFacet` without allocation: boxes apart first, then the sides of the wall's ends. */
function crosses({ segmentsMm, heightsMm }: LegFacets, index: number, from: SpaceMm, to: SpaceMm): boolean {
  const tx = from.at[0];
  const px = to.at[0];
  const ax = segmentsMm[4 * index];
  const bx = segmentsMm[4 * index + 2];
  if ((ax < tx && bx < tx && ax < px && bx < px) || (ax > tx && bx > tx && ax > px && bx > px)) return false;
  const ty = from.at[1];
  const py = to.at[1];
  const ay = segmentsMm[4 * index + 1];
  const by = segmentsMm[4 * index + 3];
  if ((ay < ty && by < ty && ay < py && by < py) || (ay > ty && by > ty && ay > py && by > py)) return false;
  const dx = px - tx;
  const dy = py - ty;
  const sideA = dx * (ay - ty) - dy * (ax - tx) || -dy || dx;
  const sideB = dx * (by - ty) - dy * (bx - tx) || -dy || dx;
  if (sideA > 0 === sideB > 0) return false;
  if (heightsMm) {
    return crossesFacet(from, to, [ax, ay], [bx, by], heightsMm[2 * index], heightsMm[2 * index + 1]);
  }
  const ux = bx - ax;
  const uy = by - ay;
  const sideT = ux * (ty - ay) - uy * (tx - ax) || uy || -ux;
  const sideP = ux * (py - ay) - uy * (px - ax) || uy || -ux;
  return sideT > 0 !== sideP > 0;
}

/** A point that paths bend at: a convex corner of thick walls, set off into the open. Integer mm. */
export interface DiffractionVertex {
  x: number;
  y: number;
  /** Directions into the walls on either side of the open sector; the same twice at a wall's free end. */
  firstX: number;
  firstY: number;
  secondX: number;
  secondY: number;
  /** An obstacle that begins or ends at the vertex. */
  obstacle: number;
  /** First obstacle of each column that the vertex stands in: it is the vertex of these, too, and pays none of them. */
  columns: readonly number[];
}

/** How far a vertex lies off its walls, along the middle of the open sector. */
const setOffMm = 10;
/** Walls nearer than this touch: drawn ends often stop short of, or run past, the wall they meet. */
const sealMm = 200;
/** Sine of the least angle, 10°, by which a vertex is sharper than a straight wall. */
const minSine = 0.17364817766693033;
/** Vertices that are retained, those of the longest walls first. */
const maxCorners = 1500;

/** Indices of the walls that cost at least what the law calls thick. */
export function thickWalls({ walls, lossUnits }: Obstacles, law: DiffractionLaw): number[] {
  return walls ? [...walls.indices].filter((index) => lossUnits[index] >= law.thickWallUnits) : [];
}

/**
 * The convex corners of the thick walls at the height where vertices are passed: free ends and outer corners, not
 * those where walls leave no open sector of more than 190°. The same set whatever the order of the walls.
 */
export function findDiffractionVertices(obstacles: Obstacles, thick: readonly number[]): DiffractionVertex[] {
  const { segmentsMm, heightsMm, walls } = obstacles;
  const vertexZMm = walls?.vertexZMm ?? 0;
  const upright = thick.filter(
    (index) => !heightsMm || (heightsMm[2 * index] <= vertexZMm && vertexZMm < heightsMm[2 * index + 1]),
  );
  const lengthMm = (index: number) => Math.hypot(...wallVector(segmentsMm, index));
  const ends = upright
    .flatMap((index) => [0, 2].map((end) => ({ index, end, lengthMm: lengthMm(index) })))
    .map(({ index, end, lengthMm }) => ({
      index,
      lengthMm,
      x: segmentsMm[4 * index + end],
      y: segmentsMm[4 * index + end + 1],
    }))
    .sort((a, b) => b.lengthMm - a.lengthMm || a.y - b.y || a.x - b.x);
  const nodes: DiffractionVertex[] = [];
  const taken = new Set<string>();
  for (const { index, x, y } of ends) {
    if (nodes.length === maxCorners) break;
    const sector = openSector(segmentsMm, upright, x, y);
    if (!sector) continue;
    const point = setOff([x, y], sector);
    const key = point.join();
    if (taken.has(key)) continue;
    taken.add(key);
    const columns = columnsAround(obstacles, point);
    nodes.push({
      x: point[0],
      y: point[1],
      firstX: sector.first[0],
      firstY: sector.first[1],
      secondX: sector.second[0],
      secondY: sector.second[1],
      obstacle: index,
      columns,
    });
  }
  return nodes.sort((a, b) => a.y - b.y || a.x - b.x);
}

/**
 * Loss that the crossing rule charges for leaving the columns around a vertex: its legs pay less by this, but
 * not below 0.
 */
export function insideUnits({ columns }: DiffractionVertex, { lossUnits }: Obstacles): number {
  return columns.reduce((sum, column) => sum + lossUnits[column], 0);
}

/** Side on which both walls of a vertex lie, seen along a direction: 1 left, −1 right, 0 where they do not agree. */
export function sideOfWalls(
  { firstX, firstY, secondX, secondY }: DiffractionVertex,
  x: number,
  y: number,
): number {
  const first = x * firstY - y * firstX;
  const second = x * secondY - y * secondX;
  if (first > 0 && second > 0) return 1;
  return first < 0 && second < 0 ? -1 : 0;
}

interface Sector {
  first: PointMm;
  second: PointMm;
}

/** The walls on either side of the sector of more than 180° that is open at a wall's end; undefined without one. */
function openSector(
  segmentsMm: Int32Array,
  thick: readonly number[],
  x: number,
  y: number,
): Sector | undefined {
  const directions: PointMm[] = [];
  for (const index of thick) {
    if (!isNear(segmentsMm, index, x, y)) continue;
    for (const end of [0, 2]) {
      const dx = segmentsMm[4 * index + end] - x;
      const dy = segmentsMm[4 * index + end + 1] - y;
      if (dx * dx + dy * dy > sealMm * sealMm) directions.push([dx, dy]);
    }
  }
  // Counter-clockwise from the east; of equal directions the longest, so that the walls' order does not matter.
  directions.sort(
    (a, b) => half(a) - half(b) || b[0] * a[1] - b[1] * a[0] || b[0] ** 2 + b[1] ** 2 - a[0] ** 2 - a[1] ** 2,
  );
  const walls = directions.filter((direction, index) => {
    const before = directions[index - 1];
    return !before || half(before) !== half(direction) || cross(before, direction) !== 0;
  });
  if (walls.length === 1) return { first: walls[0], second: walls[0] };
  for (let index = 0; index < walls.length; index += 1) {
    const first = walls[index];
    const second = walls[(index + 1) % walls.length];
    const turn = cross(first, second);
    if (turn >= 0) continue;
    const isStraight =
      first[0] * second[0] + first[1] * second[1] < 0 &&
      -turn < minSine * Math.sqrt((first[0] ** 2 + first[1] ** 2) * (second[0] ** 2 + second[1] ** 2));
    return isStraight ? undefined : { first, second };
  }
  return undefined;
}

/** Returns whether a wall's line comes within the sealing distance of a point. */
function isNear(segmentsMm: Int32Array, index: number, x: number, y: number): boolean {
  const ax = segmentsMm[4 * index];
  const ay = segmentsMm[4 * index + 1];
  const bx = segmentsMm[4 * index + 2];
  const by = segmentsMm[4 * index + 3];
  if ((ax > x + sealMm && bx > x + sealMm) || (ax < x - sealMm && bx < x - sealMm)) return false;
  if ((ay > y + sealMm && by > y + sealMm) || (ay < y - sealMm && by < y - sealMm)) return false;
  const ux = bx - ax;
  const uy = by - ay;
  const square = ux * ux + uy * uy;
  const along = square === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * ux + (y - ay) * uy) / square));
  const dx = x - ax - along * ux;
  const dy = y - ay - along * uy;
  return dx * dx + dy * dy <= sealMm * sealMm;
}

function setOff([x, y]: PointMm, { first, second }: Sector): PointMm {
  const [fx, fy] = unit(first);
  const [sx, sy] = unit(second);
  const [ox, oy] = unit([-(fx + sx), -(fy + sy)]);
  return [x + Math.round(setOffMm * ox), y + Math.round(setOffMm * oy)];
}

/** First obstacle of each column around a point. */
function columnsAround({ segmentsMm, walls }: Obstacles, point: PointMm): number[] {
  const ranges = walls?.columns ?? new Int32Array(0);
  const columns: number[] = [];
  for (let at = 0; at < ranges.length; at += 2) {
    let isInside = ranges[at] < ranges[at + 1];
    for (let index = ranges[at]; isInside && index < ranges[at + 1]; index += 1) {
      const a: PointMm = [segmentsMm[4 * index], segmentsMm[4 * index + 1]];
      const b: PointMm = [segmentsMm[4 * index + 2], segmentsMm[4 * index + 3]];
      isInside = sideOfWall(a, b, point) > 0;
    }
    if (isInside) columns.push(ranges[at]);
  }
  return columns;
}

function wallVector(segmentsMm: Int32Array, index: number): PointMm {
  return [
    segmentsMm[4 * index + 2] - segmentsMm[4 * index],
    segmentsMm[4 * index + 3] - segmentsMm[4 * index + 1],
  ];
}

function half([x, y]: PointMm): number {
  return y > 0 || (y === 0 && x > 0) ? 0 : 1;
}

function cross(a: PointMm, b: PointMm): number {
  return a[0] * b[1] - a[1] * b[0];
}

function unit([x, y]: PointMm): PointMm {
  const length = Math.sqrt(x * x + y * y);
  return [x / length, y / length];
}
