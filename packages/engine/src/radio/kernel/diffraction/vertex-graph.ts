import { lossUnitsToDb } from '../../../core/index.ts';
import type { DiffractionLaw, Obstacles } from '../field-kernel.ts';
import { crossesFacet, type PointMm, type SpaceMm, sideOfWall } from '../obstacle-crossings.ts';
import { diffractionLossDb, tanHalfTurn } from './diffracted-path.ts';
import { steadyAtan } from './steady-math.ts';
import { type Crossings, crossingsOf, type VertexEdge, type VertexView, vertexView } from './vertex-sight.ts';

/** Codes of what legs from vertices cross, found when first asked for. */
interface DiffractedLegs {
  codeOnEdge(node: number, edge: VertexEdge): number;
  /** Code of a leg between a vertex and a point that it sees. */
  codeBetween(node: number, point: SpaceMm): number;
}

/** Points that are remembered. */
const maxLocations = 256;
const unknownCode = -1;
const known = new WeakMap<Crossings, DiffractedLegs>();

/** The vertices of an obstacle set and what the legs between them pay, found as it is needed. */
export interface VertexGraph extends Pick<VertexView, 'nodes' | 'points' | 'seenFrom' | 'edges'> {
  thick: ReadonlySet<number>;
  crossings: Crossings;
  /** [nodes]: what leaving the columns around a vertex costs by the crossing rule, which its legs do not pay. */
  insideUnits: Int32Array;
  /** [codes, or more]: loss units of what legs cross; those of codes given later are in later tables. */
  unitsByCode(): Int32Array;
  /** Loss units of a leg between a vertex and a point that it sees. */
  unitsBetween(node: number, point: SpaceMm): number;
  /** Loss units of a leg from one vertex to another. */
  edgeUnits(node: number, edge: VertexEdge): number;
}

const graphs = new WeakMap<Obstacles, Map<number, VertexGraph>>();

/** The graph of an obstacle set, made once per set and thickness. */
export function vertexGraph(obstacles: Obstacles, law: DiffractionLaw): VertexGraph {
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

function createGraph(obstacles: Obstacles, law: DiffractionLaw): VertexGraph {
  const walls = thickWalls(obstacles, law);
  const thick = new Set(walls);
  const view = vertexView(obstacles, walls);
  const crossings = crossingsOf(obstacles, view, thick);
  const legs = diffractedLegs(crossings);
  const { lossUnits } = obstacles;
  const inside = Int32Array.from(view.nodes, (node) => insideUnits(node, obstacles));
  let table = new Int32Array(0);
  let known = 0;
  const unitsByCode = () => {
    const { count } = crossings;
    if (table.length < count) {
      const larger = new Int32Array(2 * count);
      larger.set(table);
      table = larger;
    }
    for (; known < count; known += 1) table[known] = crossings.unitsOf(known, lossUnits);
    return table;
  };
  return {
    nodes: view.nodes,
    points: view.points,
    seenFrom: view.seenFrom,
    thick,
    crossings,
    insideUnits: inside,
    unitsByCode,
    unitsBetween(node, point) {
      // The code first: it may be a new one.
      const code = legs.codeBetween(node, point);
      return Math.max(0, unitsByCode()[code] - inside[node]);
    },
    edges: view.edges,
    edgeUnits(node, edge) {
      const code = legs.codeOnEdge(node, edge);
      return Math.max(0, unitsByCode()[code] - inside[node] - inside[edge.to]);
    },
  };
}

function diffractedLegs(crossings: Crossings): DiffractedLegs {
  let legs = known.get(crossings);
  if (!legs) {
    legs = createLegs(crossings);
    known.set(crossings, legs);
  }
  return legs;
}

function createLegs(crossings: Crossings): DiffractedLegs {
  const { view } = crossings;
  const codesByEdge = new Map<VertexEdge, number>();
  const codesByLocation = new Map<string, Int32Array>();
  let last: { point: SpaceMm; codes: Int32Array } | undefined;

  function codesOf(point: SpaceMm): Int32Array {
    if (last?.point === point) return last.codes;
    const key = `${point.at},${point.zMm}`;
    const codes = codesByLocation.get(key) ?? new Int32Array(view.nodes.length).fill(unknownCode);
    codesByLocation.set(key, codes);
    if (codesByLocation.size > maxLocations)
      codesByLocation.delete(codesByLocation.keys().next().value as string);
    last = { point, codes };
    return codes;
  }

  return {
    codeOnEdge(node, edge) {
      const known = codesByEdge.get(edge);
      if (known !== undefined) return known;
      const code = crossings.codeBetween(view.points[node], view.points[edge.to]);
      codesByEdge.set(edge, code);
      return code;
    },
    codeBetween(node, point) {
      const codes = codesOf(point);
      if (codes[node] === unknownCode) codes[node] = crossings.codeBetween(view.points[node], point);
      return codes[node];
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

/** A path from a point to a vertex that it is going to bend at. */
export interface VertexLabel {
  node: number;
  previous: VertexLabel | undefined;
  /** Direction in which it arrives, from the point or vertex before, mm. */
  x: number;
  y: number;
  /** In plan, of all legs so far. */
  lengthMm: number;
  /** Loss of all diffractions and of all that the legs cross so far. */
  lossDb: number;
  /** On which side the vertex's walls lie, and so to which side the path can bend: 1 left, −1 right. */
  side: number;
  /** This vertex included. */
  vertices: number;
}

/**
 * The paths to each vertex that some path onwards may be best with: [nodes]. At most `mostCorners` vertices, turns as a
 * stretched string makes them, and together with one turn more less loss than `maxExcessDb`. One that arrives
 * less turned, no longer, and cheaper even after the turn between the two stands for the other.
 */
export function vertexLabels(
  graph: VertexGraph,
  law: DiffractionLaw,
  from: SpaceMm,
  maxExcessDb: number,
): VertexLabel[][] {
  const retained: VertexLabel[][] = graph.nodes.map(() => []);
  const maxLossDb = maxExcessDb - law.offsetDb;
  const perRad = (law.greatestDb - law.offsetDb) / law.breakpointRad;
  const retain = (label: VertexLabel): boolean => {
    const list = retained[label.node];
    if (list.some((other) => stands(other, label, perRad))) return false;
    retained[label.node] = list.filter((other) => !stands(label, other, perRad));
    retained[label.node].push(label);
    return true;
  };
  let newest = firstLabels(graph, from, maxLossDb).filter(retain);
  for (let vertices = 2; vertices <= law.mostCorners; vertices += 1) {
    const next: VertexLabel[] = [];
    for (const label of newest) {
      // Another one may stand for it by now.
      if (!retained[label.node].includes(label)) continue;
      for (const edge of graph.edges(label.node)) {
        if (edge.sideBehind !== label.side) continue;
        if (label.side * (label.x * edge.y - label.y * edge.x) <= 0) continue;
        const crossedDb = label.lossDb + lossUnitsToDb(graph.edgeUnits(label.node, edge));
        if (crossedDb + law.offsetDb >= maxLossDb) continue;
        const lossDb = crossedDb + diffractionLossDb(law, tanHalfTurn(label.x, label.y, edge.x, edge.y));
        if (lossDb >= maxLossDb) continue;
        const further: VertexLabel = {
          node: edge.to,
          previous: label,
          x: edge.x,
          y: edge.y,
          lengthMm: label.lengthMm + edge.lengthMm,
          lossDb,
          side: edge.sideAhead,
          vertices,
        };
        if (retain(further)) next.push(further);
      }
    }
    newest = next;
  }
  return retained;
}

/** The straight lines to the vertices that are seen from a point. */
function firstLabels(graph: VertexGraph, from: SpaceMm, maxLossDb: number): VertexLabel[] {
  const labels: VertexLabel[] = [];
  const seen = graph.seenFrom(from);
  graph.nodes.forEach((node, index) => {
    if (seen[index] === 0) return;
    const x = node.x - from.at[0];
    const y = node.y - from.at[1];
    const side = sideOfWalls(node, x, y);
    const lossDb = lossUnitsToDb(graph.unitsBetween(index, from));
    if (lossDb >= maxLossDb) return;
    labels.push({
      node: index,
      previous: undefined,
      x,
      y,
      lengthMm: Math.sqrt(x * x + y * y),
      lossDb,
      side,
      vertices: 1,
    });
  });
  return labels;
}

/** Whether every path onwards from `other` has one from `label` that is no longer and loses no more. */
function stands(label: VertexLabel, other: VertexLabel, perRad: number): boolean {
  if (label.side !== other.side || label.vertices > other.vertices) return false;
  if (label.lengthMm > other.lengthMm || label.lossDb > other.lossDb) return false;
  const turn = label.side * (label.x * other.y - label.y * other.x);
  if (turn < 0) return false;
  const tanHalf = tanHalfTurn(label.x, label.y, other.x, other.y);
  // Beyond a right angle the turn is more than can be told.
  return tanHalf <= 1 && label.lossDb + 2 * perRad * steadyAtan(tanHalf) <= other.lossDb;
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
const mostCorners = 1500;

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
    if (nodes.length === mostCorners) break;
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
 * What leaving the columns around a vertex costs by the crossing rule: its legs pay less by this, but not below 0.
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

/** Whether a wall's line comes within the sealing distance of a point. */
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
