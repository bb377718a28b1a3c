import type { SpaceMm } from '../crosses-facet.ts';
import type { DiffractionLaw, Obstacles } from '../field-kernel.ts';
import { type Crossings, crossingsOf } from './crossings.ts';
import { insideUnits, thickWalls } from './diffraction-vertices.ts';
import { type VertexEdge, type VertexView, vertexView } from './vertex-view.ts';

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
