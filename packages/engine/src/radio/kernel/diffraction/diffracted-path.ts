import { mmToMetres } from '../../../core/index.ts';
import type { DiffractionLaw, Obstacles, PathLossLaw } from '../field-kernel.ts';
import { crossedLossDb } from '../leakage.ts';
import type { SpaceMm } from '../obstacle-crossings.ts';
import { lawLossDb } from '../path-loss-law.ts';
import { steadyDb, steadyRatio } from './steady-math.ts';
import {
  diffractionLossDb,
  tanHalfTurn,
  type VertexGraph,
  type VertexLabel,
  vertexGraph,
  vertexLabels,
} from './vertex-graph.ts';
import { type DiffractionVertex, sideOfWalls } from './vertex-view.ts';

/** One vertex of a path and its diffraction loss. */
export interface PathTurn {
  node: DiffractionVertex;
  point: SpaceMm;
  turnRad: number;
  lossDb: number;
}

/** The diffracted path that loses least between two points. */
export interface DiffractedPath {
  turns: readonly PathTurn[];
  /** Length of all legs in plan, mm. */
  lengthMm: number;
  /** Loss by the distance law on the whole length, the diffractions, and what the legs cross, dB. */
  lossDb: number;
  /** The same beyond the distance law of the direct line, dB. */
  excessDb: number;
}

/** Points whose labels and views are remembered per graph: many links share an end. */
const maxRemembered = 64;
const remembered = new WeakMap<
  VertexGraph,
  { labels: Map<string, VertexLabel[]>; views: Map<string, Int32Array> }
>();

/** Stands for a leg that was not looked at. */
const unknownUnits = -1;

/** The strongest diffracted path that counts by the law and the cap; undefined where there is none. */
export function strongestDiffractedPath(
  obstacles: Obstacles,
  law: PathLossLaw,
  vertices: DiffractionLaw,
  capDb: number,
  from: SpaceMm,
  to: SpaceMm,
): DiffractedPath | undefined {
  const graph = vertexGraph(obstacles, vertices);
  const memory = remembered.get(graph) ?? { labels: new Map(), views: new Map() };
  remembered.set(graph, memory);
  const max = maxExcessDb(capDb);
  const { offsetDb, greatestDb, breakpointRad, mostCorners } = vertices;
  const key = [...from.at, from.zMm, offsetDb, greatestDb, breakpointRad, mostCorners, max].join();
  const labels = remember(memory.labels, key, () => vertexLabels(graph, vertices, from, max).flat());
  const view = remember(memory.views, [...to.at, to.zMm].join(), () =>
    new Int32Array(graph.nodes.length).fill(unknownUnits),
  );
  const seen = graph.seenFrom(to);
  const riseMm = from.zMm - to.zMm;
  let best: { label: VertexLabel; lengthMm: number; lossDb: number } | undefined;
  for (const label of labels) {
    if (seen[label.node] === 0) continue;
    const node = graph.nodes[label.node];
    const x = to.at[0] - node.x;
    const y = to.at[1] - node.y;
    const isBehind = label.side * (label.x * y - label.y * x) > 0 && sideOfWalls(node, x, y) === label.side;
    if (!isBehind) continue;
    const turnedDb = label.lossDb + diffractionLossDb(vertices, tanHalfTurn(label.x, label.y, x, y));
    const lengthMm = label.lengthMm + Math.sqrt(x * x + y * y);
    const clearDb = lengthLossDb(law, lengthMm, riseMm) + turnedDb;
    if (best && clearDb >= best.lossDb) continue;
    if (view[label.node] === unknownUnits) view[label.node] = graph.unitsBetween(label.node, to);
    const lossDb = clearDb + crossedLossDb(view[label.node], obstacles.areSquares);
    if (best && lossDb >= best.lossDb) continue;
    best = { label, lengthMm, lossDb };
  }
  if (!best) return undefined;
  const directMm = Math.hypot(from.at[0] - to.at[0], from.at[1] - to.at[1]);
  const { label, lengthMm, lossDb } = best;
  const excessDb = lossDb - lengthLossDb(law, directMm, riseMm);
  if (excessDb >= max) return undefined;
  return { turns: listTurns(graph, vertices, label, to), lengthMm, lossDb, excessDb };
}

/** The distance law on a length in plan between two heights, dB. */
export function lengthLossDb(law: PathLossLaw, lengthMm: number, riseMm: number): number {
  return lawLossDb(law, mmToMetres(Math.hypot(lengthMm, riseMm)));
}

function listTurns(graph: VertexGraph, law: DiffractionLaw, last: VertexLabel, to: SpaceMm): PathTurn[] {
  const turns: PathTurn[] = [];
  let x = to.at[0] - graph.nodes[last.node].x;
  let y = to.at[1] - graph.nodes[last.node].y;
  for (let label: VertexLabel | undefined = last; label; label = label.previous) {
    const tanHalf = tanHalfTurn(label.x, label.y, x, y);
    turns.unshift({
      node: graph.nodes[label.node],
      point: graph.points[label.node],
      turnRad: 2 * Math.atan(tanHalf),
      lossDb: diffractionLossDb(law, tanHalf),
    });
    ({ x, y } = label);
  }
  return turns;
}

function remember<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.delete(key);
  known.set(key, value);
  for (const oldest of known.keys()) {
    if (known.size <= maxRemembered) break;
    known.delete(oldest);
  }
  return value;
}

/** Diffractions and obstacles of a diffracted path cost less than this, dB, where the leakage cap does not say less. */
const maxCountedDb = 50;
/** Beyond this nothing is left. */
const maxRatioDb = 1000;

/** Loss of diffractions and obstacles from which a diffracted path does not count, dB: there the leak is stronger. */
export function maxExcessDb(capDb: number): number {
  return Math.min(capDb, maxCountedDb);
}

/** Fraction of the energy that leaks past all walls: 10^(−cap/10), 0 without a cap. */
export function leakedRatio(capDb: number): number {
  return capDb > maxRatioDb ? 0 : steadyRatio(-capDb);
}

/** Share that passes obstacles of so many loss units, the leak included. */
export function passedRatio(leakRatio: number, lossUnits: number, areSquares: boolean | undefined): number {
  const lossDb = Math.min(crossedLossDb(lossUnits, areSquares), maxRatioDb);
  return (1 - leakRatio) * steadyRatio(-lossDb) + leakRatio;
}

/** The energies of one link as fractions of what the distance law lets through on the direct line. */
export interface LinkFractions {
  /** Direct path and leak. */
  directRatio: number;
  /** The strongest diffracted path, not above what one diffraction leaves of the direct line without thick walls. */
  diffractedRatio: number;
  /** Direct path, and the stronger one of leak and diffracted path. */
  totalRatio: number;
}

/**
 * @param sumUnits loss units of all that the direct line crosses
 * @param openUnits the same without its thick walls
 * @param excessDb loss of the strongest diffracted path beyond the distance law of the direct line, dB
 */
export function linkFractions(
  law: DiffractionLaw,
  capDb: number,
  { areSquares }: Pick<Obstacles, 'areSquares'>,
  sumUnits: number,
  openUnits: number,
  excessDb: number,
): LinkFractions {
  const leakRatio = leakedRatio(capDb);
  const directRatio = passedRatio(leakRatio, sumUnits, areSquares);
  const boundDb = law.offsetDb - steadyDb(passedRatio(leakRatio, openUnits, areSquares));
  const diffractedRatio = steadyRatio(-Math.max(excessDb, boundDb));
  return { directRatio, diffractedRatio, totalRatio: directRatio + Math.max(0, diffractedRatio - leakRatio) };
}
