import { OBLIQUE_FIELDS, type Obstacles } from './field-kernel.ts';

/** An obstacle set as the assembly wants it; made once per set. */
export interface PreparedObstacles {
  /** [vertex count, 2] x, y; no two alike, from south to north. */
  vertices: Float64Array;
  /** [panel count, PANEL_FIELDS] */
  panels: Int32Array;
  /** [group count, GROUP_FIELDS]: height, first and past-last vertex, first and past-last panel. */
  groups: Int32Array;
  /** The groups' own vertices and panels, as above; a panel that ends (upper edge) at the height has minus its loss. */
  planeVertices: Float64Array;
  planePanels: Int32Array;
  /** [slab count, SLAB_FIELDS]: elevation, loss, first and past-last edge. */
  slabs: Int32Array;
  /** [edge count, 4]: ax, ay, bx, by of all openings' rings. */
  slabEdges: Float64Array;
  /** [step count, OBLIQUE_FIELDS]: panel, direction from its left to its right, loss. */
  obliques: Int32Array;
}

/** Two vertices (the first not north of the second), loss, 0, lower and upper edge. */
export const PANEL_FIELDS = 6;
export const GROUP_FIELDS = 5;
export const SLAB_FIELDS = 4;
const LOWEST = -(2 ** 31);
const HIGHEST = 2 ** 31 - 1;
/** Coordinates are below this in size, so a vertex fits one exact number. */
const REACH = 2 ** 21;

interface Panel {
  /** Vertex keys, south before north. */
  south: number;
  north: number;
  lossUnits: number;
  lowerMm: number;
  upperMm: number;
  /** Index of its obstacle. */
  obstacle: number;
  /** True when the obstacle's b lies south of its a. */
  isTurned: boolean;
}

const prepared = new WeakMap<Obstacles, PreparedObstacles>();

/**
 * Vertices that panels share are found by their coordinates, so that a shared ray is cast once. Panels without length go. Vertices and panels run from south to north: what is cast in turn then takes the same branches.
 */
export function prepareObstacles(obstacles: Obstacles): PreparedObstacles {
  let result = prepared.get(obstacles);
  if (!result) {
    const panels = listPanels(obstacles);
    result = {
      ...packPanels(panels, 0),
      ...prepareGroups(panels),
      ...prepareSlabs(obstacles),
      ...prepareObliques(panels, obstacles),
    };
    prepared.set(obstacles, result);
  }
  return result;
}

function listPanels({ segmentsMm, lossUnits, heightsMm }: Obstacles): Panel[] {
  const panels: Panel[] = [];
  lossUnits.forEach((units, index) => {
    const a = vertexKey(segmentsMm[4 * index], segmentsMm[4 * index + 1]);
    const b = vertexKey(segmentsMm[4 * index + 2], segmentsMm[4 * index + 3]);
    if (a === b) return;
    panels.push({
      south: Math.min(a, b),
      north: Math.max(a, b),
      lossUnits: units,
      lowerMm: heightsMm?.[2 * index] ?? LOWEST,
      upperMm: heightsMm?.[2 * index + 1] ?? HIGHEST,
      obstacle: index,
      isTurned: b < a,
    });
  });
  return panels.sort((left, right) => left.south - right.south);
}

/** Panels and their vertices, numbered from `firstVertex`. */
function packPanels(
  list: readonly Panel[],
  firstVertex: number,
): { vertices: Float64Array; panels: Int32Array } {
  const keys = Float64Array.from(new Set(list.flatMap(({ south, north }) => [south, north]))).sort();
  const vertices = new Float64Array(2 * keys.length);
  const numbers = new Map<number, number>();
  keys.forEach((key, index) => {
    const row = Math.floor(key / (2 * REACH));
    vertices[2 * index] = key - row * 2 * REACH - REACH;
    vertices[2 * index + 1] = row - REACH;
    numbers.set(key, firstVertex + index);
  });
  const panels = new Int32Array(PANEL_FIELDS * list.length);
  list.forEach(({ south, north, lossUnits, lowerMm, upperMm }, index) => {
    const ends = [numbers.get(south) as number, numbers.get(north) as number];
    panels.set([...ends, lossUnits, 0, lowerMm, upperMm], PANEL_FIELDS * index);
  });
  return { vertices, panels };
}

/** Rises with y, then with x. */
function vertexKey(xMm: number, yMm: number): number {
  return (yMm + REACH) * 2 * REACH + xMm + REACH;
}

/** Per height at which panels begin or end: these panels once more. */
function prepareGroups(panels: readonly Panel[]) {
  const byHeight = new Map<number, Panel[]>();
  const add = (heightMm: number, panel: Panel) => {
    const list = byHeight.get(heightMm);
    if (list) list.push(panel);
    else byHeight.set(heightMm, [panel]);
  };
  for (const panel of panels) {
    if (panel.lowerMm !== LOWEST) add(panel.lowerMm, panel);
    if (panel.upperMm !== HIGHEST) add(panel.upperMm, { ...panel, lossUnits: -panel.lossUnits });
  }
  const groups: number[] = [];
  const packs: { vertices: Float64Array; panels: Int32Array }[] = [];
  let vertexCount = 0;
  let panelCount = 0;
  for (const [heightMm, list] of byHeight) {
    const pack = packPanels(list, vertexCount);
    const vertexEnd = vertexCount + pack.vertices.length / 2;
    groups.push(heightMm, vertexCount, vertexEnd, panelCount, panelCount + list.length);
    vertexCount = vertexEnd;
    panelCount += list.length;
    packs.push(pack);
  }
  const planeVertices = new Float64Array(2 * vertexCount);
  const planePanels = new Int32Array(PANEL_FIELDS * panelCount);
  packs.forEach((pack, index) => {
    planeVertices.set(pack.vertices, 2 * groups[GROUP_FIELDS * index + 1]);
    planePanels.set(pack.panels, PANEL_FIELDS * groups[GROUP_FIELDS * index + 3]);
  });
  return { groups: Int32Array.from(groups), planeVertices, planePanels };
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

function prepareObliques(panels: readonly Panel[], { obliqueSteps }: Obstacles): { obliques: Int32Array } {
  if (!obliqueSteps) return { obliques: new Int32Array(0) };
  const panelOf = new Map(panels.map(({ obstacle }, index) => [obstacle, index]));
  const obliques: number[] = [];
  for (let at = 0; at < obliqueSteps.length; at += OBLIQUE_FIELDS) {
    const [obstacle, x, y, lossUnits] = obliqueSteps.subarray(at, at + OBLIQUE_FIELDS);
    const index = panelOf.get(obstacle);
    if (index === undefined || lossUnits === 0) continue;
    // A turned panel has its left where its right was.
    const sign = panels[index].isTurned ? -1 : 1;
    obliques.push(index, sign * x, sign * y, lossUnits);
  }
  return { obliques: Int32Array.from(obliques) };
}
