import { OBLIQUE_FIELDS, type Obstacles } from './field-kernel.ts';

/** An obstacle set as the assembly wants it; made once per set. */
export interface PreparedObstacles {
  /** [vertex count, 2] x, y; no two alike, from south to north. */
  vertices: Float64Array;
  /** [facet count, FACET_FIELDS] */
  facets: Int32Array;
  /** [group count, GROUP_FIELDS]: height, first and past-last vertex, first and past-last facet. */
  groups: Int32Array;
  /** The groups' own vertices and facets, as above; a facet that ends (upper edge) at the height has minus its loss. */
  planeVertices: Float64Array;
  planeFacets: Int32Array;
  /** [slab count, SLAB_FIELDS]: elevation, loss, first and past-last edge. */
  slabs: Int32Array;
  /** [edge count, 4]: ax, ay, bx, by of all openings' rings. */
  slabEdges: Float64Array;
  /** [step count, OBLIQUE_FIELDS]: facet, direction from its left to its right, loss. */
  obliques: Int32Array;
}

/** Two vertices (the first not north of the second), loss, lower and upper edge. */
export const FACET_FIELDS = 5;
export const GROUP_FIELDS = 5;
const LOWEST = -(2 ** 31);
const HIGHEST = 2 ** 31 - 1;
/** Coordinates are below this in size, so a vertex fits one exact number. */
const REACH = 2 ** 21;

interface Facet {
  /** Vertex keys, south before north. */
  south: number;
  north: number;
  /** −1 where its loss counts no more. */
  sign: number;
  lowerMm: number;
  upperMm: number;
  /** Index of its obstacle. */
  obstacle: number;
  /** True when the obstacle's b lies south of its a. */
  isTurned: boolean;
}

/** Positions of facets, whatever they cost. Losses in it are 0. */
interface Shape extends Pick<PreparedObstacles, 'groups' | 'planeVertices'> {
  heightsMm: Int32Array | undefined;
  list: readonly Facet[];
  packed: PackedFacets;
  /** [plane facet count] of the groups, one after the other. */
  planeList: readonly Facet[];
  planeFacets: Int32Array;
}

const prepared = new WeakMap<Obstacles, PreparedObstacles>();
/** Shapes by their segments: sets that differ in losses alone share one. */
const shapes = new WeakMap<Int32Array, Shape>();

/**
 * Vertices that facets share are found by their coordinates, so that a shared ray is cast once. Facets without length
 * go. Vertices and facets run from south to north: what is cast in turn then takes the same branches.
 */
export function prepareObstacles(obstacles: Obstacles): PreparedObstacles {
  let result = prepared.get(obstacles);
  if (!result) {
    const { lossUnits } = obstacles;
    const { list, packed, groups, planeVertices, planeList, planeFacets } = shapeOf(obstacles);
    const inOrder = Array.from(packed.order, (index) => list[index]);
    result = {
      vertices: packed.vertices,
      facets: withLosses(packed.facets, inOrder, lossUnits),
      groups,
      planeVertices,
      planeFacets: withLosses(planeFacets, planeList, lossUnits),
      ...prepareSlabs(obstacles),
      obliques: prepareObliques(list, packed.order, obstacles),
    };
    prepared.set(obstacles, result);
  }
  return result;
}

function shapeOf(obstacles: Obstacles): Shape {
  const { segmentsMm, heightsMm } = obstacles;
  const known = shapes.get(segmentsMm);
  if (known && known.heightsMm === heightsMm) return known;
  const list = listFacets(obstacles);
  const shape = { heightsMm, list, packed: packFacets(list, 0), ...prepareGroups(list) };
  shapes.set(segmentsMm, shape);
  return shape;
}

/** @param order the index of the facet at each position */
function withLosses(facets: Int32Array, order: readonly Facet[], lossUnits: Int32Array): Int32Array {
  const result = facets.slice();
  order.forEach(({ obstacle, sign }, index) => {
    result[FACET_FIELDS * index + 2] = sign * lossUnits[obstacle];
  });
  return result;
}

function listFacets({ segmentsMm, lossUnits, heightsMm }: Obstacles): Facet[] {
  const facets: Facet[] = [];
  lossUnits.forEach((_, index) => {
    const a = vertexKey(segmentsMm[4 * index], segmentsMm[4 * index + 1]);
    const b = vertexKey(segmentsMm[4 * index + 2], segmentsMm[4 * index + 3]);
    if (a === b) return;
    facets.push({
      south: Math.min(a, b),
      north: Math.max(a, b),
      sign: 1,
      lowerMm: heightsMm?.[2 * index] ?? LOWEST,
      upperMm: heightsMm?.[2 * index + 1] ?? HIGHEST,
      obstacle: index,
      isTurned: b < a,
    });
  });
  return facets;
}

interface PackedFacets {
  vertices: Float64Array;
  facets: Int32Array;
  /** [facet count]: which of the list each facet is. */
  order: Int32Array;
}

/** Facets, from south to north, and their vertices, numbered from `firstVertex`. */
function packFacets(list: readonly Facet[], firstVertex: number): PackedFacets {
  const keys = uniqueKeys(list);
  const vertices = new Float64Array(2 * keys.length);
  for (let index = 0; index < keys.length; index++) {
    const row = Math.floor(keys[index] / (2 * REACH));
    vertices[2 * index] = keys[index] - row * 2 * REACH - REACH;
    vertices[2 * index + 1] = row - REACH;
  }
  // Counted into place: [vertex] first facet that begins there.
  const souths = Int32Array.from(list, ({ south }) => findKey(keys, south));
  const points = new Int32Array(keys.length + 1);
  for (const south of souths) points[south + 1]++;
  for (let index = 0; index < keys.length; index++) points[index + 1] += points[index];
  const facets = new Int32Array(FACET_FIELDS * list.length);
  const order = new Int32Array(list.length);
  for (let index = 0; index < list.length; index++) {
    const { north, lowerMm, upperMm } = list[index];
    const position = points[souths[index]]++;
    order[position] = index;
    const at = FACET_FIELDS * position;
    facets[at] = firstVertex + souths[index];
    facets[at + 1] = firstVertex + findKey(keys, north);
    facets[at + 3] = lowerMm;
    facets[at + 4] = upperMm;
  }
  return { vertices, facets, order };
}

/** All vertex keys, rising, each once. */
function uniqueKeys(list: readonly Facet[]): Float64Array {
  const keys = new Float64Array(2 * list.length);
  list.forEach(({ south, north }, index) => {
    keys[2 * index] = south;
    keys[2 * index + 1] = north;
  });
  keys.sort();
  let count = 0;
  for (const key of keys) {
    if (count === 0 || keys[count - 1] !== key) keys[count++] = key;
  }
  return keys.subarray(0, count);
}

function findKey(keys: Float64Array, key: number): number {
  let low = 0;
  let high = keys.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle] < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rises with y, then with x. */
function vertexKey(xMm: number, yMm: number): number {
  return (yMm + REACH) * 2 * REACH + xMm + REACH;
}

/** Prepares for each height at which facets begin or end these facets once more. */
function prepareGroups(facets: readonly Facet[]) {
  const byHeight = new Map<number, Facet[]>();
  const add = (heightMm: number, facet: Facet) => {
    const list = byHeight.get(heightMm);
    if (list) list.push(facet);
    else byHeight.set(heightMm, [facet]);
  };
  for (const facet of facets) {
    if (facet.lowerMm !== LOWEST) add(facet.lowerMm, facet);
    if (facet.upperMm !== HIGHEST) add(facet.upperMm, { ...facet, sign: -1 });
  }
  const groups: number[] = [];
  const packs: PackedFacets[] = [];
  const planeList: Facet[] = [];
  let vertexCount = 0;
  let facetCount = 0;
  for (const [heightMm, list] of byHeight) {
    const pack = packFacets(list, vertexCount);
    const vertexEnd = vertexCount + pack.vertices.length / 2;
    groups.push(heightMm, vertexCount, vertexEnd, facetCount, facetCount + list.length);
    vertexCount = vertexEnd;
    facetCount += list.length;
    packs.push(pack);
    planeList.push(...Array.from(pack.order, (index) => list[index]));
  }
  const planeVertices = new Float64Array(2 * vertexCount);
  const planeFacets = new Int32Array(FACET_FIELDS * facetCount);
  packs.forEach((pack, index) => {
    planeVertices.set(pack.vertices, 2 * groups[GROUP_FIELDS * index + 1]);
    planeFacets.set(pack.facets, FACET_FIELDS * groups[GROUP_FIELDS * index + 3]);
  });
  return { groups: Int32Array.from(groups), planeVertices, planeFacets, planeList };
}

function prepareObliques(list: readonly Facet[], order: Int32Array, { obliqueSteps }: Obstacles): Int32Array {
  if (!obliqueSteps) return new Int32Array(0);
  const locationOf = new Map<number, number>();
  order.forEach((index, position) => {
    locationOf.set(list[index].obstacle, position);
  });
  const obliques: number[] = [];
  for (let at = 0; at < obliqueSteps.length; at += OBLIQUE_FIELDS) {
    const [obstacle, x, y, lossUnits] = obliqueSteps.subarray(at, at + OBLIQUE_FIELDS);
    const point = locationOf.get(obstacle);
    if (point === undefined || lossUnits === 0) continue;
    // A turned facet has its left where its right was.
    const sign = list[order[point]].isTurned ? -1 : 1;
    obliques.push(point, sign * x, sign * y, lossUnits);
  }
  return Int32Array.from(obliques);
}

export const SLAB_FIELDS = 4;

/** Slabs and the rings of their openings as the assembly wants them. */
export function prepareSlabs({ slabs = [] }: Obstacles) {
  const edges: number[] = [];
  const table = new Int32Array(SLAB_FIELDS * slabs.length);
  slabs.forEach(({ elevationMm, lossUnits, openingsMm }, index) => {
    const first = edges.length / 4;
    for (const ring of openingsMm) {
      for (let at = 0; at < ring.length; at += 2) {
        const next = (at + 2) % ring.length;
        edges.push(ring[at], ring[at + 1], ring[next], ring[next + 1]);
      }
    }
    table.set([elevationMm, lossUnits, first, edges.length / 4], SLAB_FIELDS * index);
  });
  return { slabs: table, slabEdges: Float64Array.from(edges) };
}
