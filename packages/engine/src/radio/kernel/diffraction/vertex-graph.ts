import type { DiffractionLaw, Obstacles } from '../field-kernel.ts';
import { crossedLossDb } from '../leakage.ts';
import type { SpaceMm } from '../obstacle-crossings.ts';
import { type Crossings, crossingsOf } from './crossings.ts';
import { steadyAtan } from './steady-math.ts';
import {
  insideUnits,
  sideOfWalls,
  thickWalls,
  type VertexEdge,
  type VertexView,
  vertexView,
} from './vertex-view.ts';

/** Codes of what legs from vertices cross, found when first asked for. */
interface DiffractedLegs {
  codeOnEdge(node: number, edge: VertexEdge): number;
  /** Code of a leg between a vertex and a point that it sees. */
  codeBetween(node: number, point: SpaceMm): number;
}

/** Points that are remembered. */
const maxLocations = 2048;
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
  /** Loss of a leg that crosses so many units, dB. */
  lossDb(units: number): number;
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
    lossDb: (units) => crossedLossDb(units, obstacles.areSquares),
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

/** A path from a point to a vertex that it is going to bend at. */
export interface VertexLabel {
  node: number;
  previous: VertexLabel | undefined;
  /** Direction in which it arrives, from the point or vertex before, mm. */
  x: number;
  y: number;
  /** Length of all legs so far in plan, mm. */
  lengthMm: number;
  /** Loss of all diffractions and of all that the legs cross so far. */
  lossDb: number;
  /** Side on which the vertex's walls lie, and so to which the path can bend: 1 left, −1 right. */
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
        const crossedDb = label.lossDb + graph.lossDb(graph.edgeUnits(label.node, edge));
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
    const lossDb = graph.lossDb(graph.unitsBetween(index, from));
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

/** Returns whether every path onwards from `other` has one from `label` that is no longer and loses no more. */
function stands(label: VertexLabel, other: VertexLabel, perRad: number): boolean {
  if (label.side !== other.side || label.vertices > other.vertices) return false;
  if (label.lengthMm > other.lengthMm || label.lossDb > other.lossDb) return false;
  const turn = label.side * (label.x * other.y - label.y * other.x);
  if (turn < 0) return false;
  const tanHalf = tanHalfTurn(label.x, label.y, other.x, other.y);
  // Beyond a right angle the turn is more than can be told.
  return tanHalf <= 1 && label.lossDb + 2 * perRad * steadyAtan(tanHalf) <= other.lossDb;
}

/** A turn so sharp that nothing larger costs more: 90°, as the tangent of its half. */
const tanHalfRight = 1;

/**
 * Loss of one change of direction, dB: `offset + (greatest − offset)·min(φ/φ_breakpoint, 1)`.
 * @param tanHalf tangent of half the turn φ, ≥ 0
 */
export function diffractionLossDb(
  { offsetDb, greatestDb, breakpointRad }: DiffractionLaw,
  tanHalf: number,
): number {
  if (tanHalf >= tanHalfRight) return greatestDb;
  return offsetDb + (greatestDb - offsetDb) * Math.min((2 * steadyAtan(tanHalf)) / breakpointRad, 1);
}

/** Tangent of half the angle between two directions, of any length; Infinity for a turn back. */
export function tanHalfTurn(ux: number, uy: number, vx: number, vy: number): number {
  const both = Math.sqrt((ux * ux + uy * uy) * (vx * vx + vy * vy));
  return Math.abs(ux * vy - uy * vx) / (both + ux * vx + uy * vy);
}
