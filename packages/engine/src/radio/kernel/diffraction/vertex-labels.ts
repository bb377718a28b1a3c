import { lossUnitsToDb } from '../../../core/index.ts';
import type { SpaceMm } from '../crosses-facet.ts';
import type { DiffractionLaw } from '../field-kernel.ts';
import { diffractionLossDb, tanHalfTurn } from './diffraction-loss.ts';
import { sideOfWalls } from './diffraction-vertices.ts';
import { steadyAtan } from './steady-math.ts';
import type { VertexGraph } from './vertex-graph.ts';

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
