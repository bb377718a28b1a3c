import type { Obstacles } from './field-kernel.ts';

/** An obstacle set as the assembly wants it; made once per set. */
export interface PreparedObstacles {
  /** [vertex count, 2] x, y; no two alike, from south to north. */
  vertices: Float64Array;
  /** [panel count, PANEL_FIELDS]: two vertices (the first not north of the second), loss, 0, lower and upper edge. */
  panels: Int32Array;
  /** [slab count, 4]: elevation, loss, first and past-last edge. */
  slabs: Int32Array;
  /** [edge count, 4]: ax, ay, bx, by of all openings' rings. */
  slabEdges: Float64Array;
  hasHeights: boolean;
}

export const PANEL_FIELDS = 6;
const SLAB_FIELDS = 4;
const LOWEST = -(2 ** 31);
const HIGHEST = 2 ** 31 - 1;
/** Coordinates are below this in size, so a vertex fits one exact number. */
const REACH = 2 ** 21;

const prepared = new WeakMap<Obstacles, PreparedObstacles>();

/**
 * Vertices that panels share are found by their coordinates, so that a shared ray is cast once. Panels without loss or
 * length go. Vertices and panels run from south to north: what is cast in turn then takes the same branches.
 */
export function prepareObstacles(obstacles: Obstacles): PreparedObstacles {
  let result = prepared.get(obstacles);
  if (!result) {
    result = { ...preparePanels(obstacles), ...prepareSlabs(obstacles) };
    prepared.set(obstacles, result);
  }
  return result;
}

function preparePanels({ segmentsMm, lossUnits, heightsMm }: Obstacles) {
  const count = lossUnits.length;
  const southKeys = new Float64Array(count);
  const northKeys = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const a = vertexKey(segmentsMm[4 * index], segmentsMm[4 * index + 1]);
    const b = vertexKey(segmentsMm[4 * index + 2], segmentsMm[4 * index + 3]);
    southKeys[index] = Math.min(a, b);
    northKeys[index] = Math.max(a, b);
  }
  const kept = Array.from(lossUnits.keys()).filter(
    (index) => lossUnits[index] > 0 && southKeys[index] !== northKeys[index],
  );
  kept.sort((left, right) => southKeys[left] - southKeys[right]);
  const keys = Float64Array.from(
    new Set(kept.flatMap((index) => [southKeys[index], northKeys[index]])),
  ).sort();
  const vertices = new Float64Array(2 * keys.length);
  const ids = new Map<number, number>();
  keys.forEach((key, id) => {
    const row = Math.floor(key / (2 * REACH));
    vertices[2 * id] = key - row * 2 * REACH - REACH;
    vertices[2 * id + 1] = row - REACH;
    ids.set(key, id);
  });
  const panels = new Int32Array(PANEL_FIELDS * kept.length);
  kept.forEach((index, place) => {
    const heights = heightsMm ? [heightsMm[2 * index], heightsMm[2 * index + 1]] : [LOWEST, HIGHEST];
    const south = ids.get(southKeys[index]) as number;
    const north = ids.get(northKeys[index]) as number;
    panels.set([south, north, lossUnits[index], 0, ...heights], PANEL_FIELDS * place);
  });
  return { vertices, panels, hasHeights: heightsMm !== undefined };
}

/** Rises with y, then with x. */
function vertexKey(xMm: number, yMm: number): number {
  return (yMm + REACH) * 2 * REACH + xMm + REACH;
}

function prepareSlabs({ slabs = [] }: Obstacles) {
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
