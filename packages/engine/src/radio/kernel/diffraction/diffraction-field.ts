import type { DiffractionLaw, FieldJob, FieldKernel, Obstacles, PathLossLaw } from '../field-kernel.ts';
import { crossedLossDb, obstacleUnits } from '../leakage.ts';
import type { SpaceMm } from '../obstacle-crossings.ts';
import { leakedRatio, maxExcessDb, passedRatio } from './diffracted-path.ts';
import { octavesPerDb, steadyAtan, steadyDb, steadyExp2, steadyLog2, steadyRatio } from './steady-math.ts';
import { diffractionLossDb, type VertexLabel, vertexGraph, vertexLabels } from './vertex-graph.ts';
import { type VertexSight, VertexSights } from './vertex-sight.ts';
import { type DiffractionVertex, thickWalls } from './vertex-view.ts';

/**
 * Losses as factors on the square of a path's length: a length so much greater loses as much by the distance law. The
 * least product of square and factors is the path that loses least.
 */
interface LengthFactors {
  /** log2 of the factor per dB. */
  octavesPerDb: number;
  /** [steps + 1] of a turn whose half has the tangent `index / steps · tanHalfEnd`; a sharper one costs as the last. */
  turns: Float64Array;
  tanHalfEnd: number;
  /** [units] of what a leg crosses. */
  crossed: Float64Array;
  /** Loss from which a path does not count. */
  max: number;
}

const turnSteps = 4096;

/** Columns of a row that remain: [from, to), where every condition holds. */
const cached = { from: 0, to: 0 };

/** Sector behind a vertex, seen along the path that arrives there. */
interface Sector {
  /** Direction in which the path arrives. */
  ux: number;
  uy: number;
  /** Offset from the vertex to the grid's first column and row. */
  westMm: number;
  southMm: number;
  columns: number;
  cellMm: number;
  /** Direction of the sharpest turn that still counts, where any turn would not. */
  limitX: number;
  limitY: number;
  isLimited: boolean;
  /** No row south, or north, of the vertex is behind it. */
  onlyNorth: boolean;
  onlySouth: boolean;
}

/** Adds the diffracted paths to fields of the direct path. It caches what vertices see: one serves one thread. */
export interface DiffractionFields {
  /** Lowers a solved field of the direct path, dB, in place wherever a diffracted path counts. */
  add(job: FieldJob, fieldDb: Float32Array): void;
}

/** Obstacle losses with an entry of their own in the table of fractions; what is beyond passes nothing. */
const tableDb = 160;

/** Tables of one cap and one kind of units. */
interface Fractions {
  leakRatio: number;
  /** [loss units + 1] `passedRatio` */
  passed: Float64Array;
}

/** Work arrays of one field: [rows, columns] each. */
interface Scratch {
  /** Least square of a path's length times the factors of its losses, mm²; 0 where no vertex counts. */
  best: Float64Array;
  /**
   * Squared length in space of the direct line, as the path-loss law has it, mm², where a vertex may count.
   */
  squares: Float64Array;
  /** Units of the direct line. */
  sumUnits: Int32Array;
  /** The same without thick walls. */
  openUnits: Int32Array;
}

/** Larger arrays are given back after each field. */
const maxCachedCells = 2 ** 20;

/** Tables that a thread caches of laws and caps: a plan has one cap, and a law per band. */
const maxTables = 12;

/**
 * @param direct counts obstacles; the two that `createKernel` makes keep other sets of obstacles at hand
 */
export function createDiffractionFields(
  direct: FieldKernel,
  createKernel: () => FieldKernel,
): DiffractionFields {
  const open = createKernel();
  const sights = new VertexSights(createKernel);
  const factorsByLaw = new Map<string, LengthFactors>();
  const fractionsByBound = new Map<string, Fractions>();
  let scratch = createScratch(0);
  const withoutWalls = openObstacleSets();
  return {
    add(job, fieldDb) {
      const { obstacles, grid, capDb } = job;
      const law = job.law.diffraction;
      if (!law || !obstacles.walls) return;
      const { areSquares } = obstacles;
      const { bendsAs } = obstacles.walls;
      const graph = vertexGraph(bendsAs ?? obstacles, law);
      const from: SpaceMm = { at: [job.transmitterXMm, job.transmitterYMm], zMm: job.transmitterZMm };
      const labels = vertexLabels(graph, law, from, maxExcessDb(capDb)).flat();
      if (labels.length === 0) return;
      const { slopeDbPerDecade } = job.law;
      const { offsetDb, greatestDb, breakpointRad } = law;
      const key = [slopeDbPerDecade, offsetDb, greatestDb, breakpointRad, capDb, areSquares].join();
      const factors = retain(factorsByLaw, key, () =>
        createLengthFactors(job.law, law, maxExcessDb(capDb), areSquares),
      );
      const fractions = retain(fractionsByBound, `${capDb} ${areSquares}`, () =>
        createFractions(capDb, areSquares),
      );
      const cells = grid.columns * grid.rows;
      if (scratch.best.length !== cells) scratch = createScratch(cells);
      const { best, sumUnits, openUnits } = scratch;
      direct.obstacleLossUnits(job, sumUnits);
      const thick = bendsAs ? thickWalls(obstacles, law) : graph.thick;
      const openObstacles = withoutWalls(obstacles, law, thick);
      open.obstacleLossUnits({ ...job, obstacles: openObstacles }, openUnits);
      beginMetrics(scratch, job, factors);
      const sightOf = sights.view(graph.crossings, grid, job.receiverZMm);
      for (const label of labels) {
        const { node } = label;
        const sight = sightOf(node);
        const unitsByCode = graph.unitsByCode();
        scanLabel(best, job, label, graph.nodes[node], sight, graph.insideUnits[node], unitsByCode, factors);
      }
      combine(fieldDb, scratch, { law, factors, ...fractions });
      if (cells > maxCachedCells) scratch = createScratch(0);
    },
  };
}

/** Obstacles without their thick walls, held as long as the obstacles are. */
function openObstacleSets(): (
  obstacles: Obstacles,
  law: DiffractionLaw,
  thick: Iterable<number>,
) => Obstacles {
  const openSets = new WeakMap<Obstacles, Map<number, Obstacles>>();
  return (obstacles, law, thick) => {
    const known = openSets.get(obstacles) ?? new Map<number, Obstacles>();
    openSets.set(obstacles, known);
    let set = known.get(law.thickWallUnits);
    if (!set) {
      const lossUnits = obstacles.lossUnits.slice();
      for (const index of thick) lossUnits[index] = 0;
      set = { segmentsMm: obstacles.segmentsMm, lossUnits, heightsMm: obstacles.heightsMm };
      known.set(law.thickWallUnits, set);
    }
    return set;
  };
}

/**
 * Sets the metric that a path has to beat: the leak where the direct line crosses a thick wall; elsewhere
 * nothing can beat it.
 */
function beginMetrics(
  { best, squares, sumUnits, openUnits }: Scratch,
  job: FieldJob,
  { max }: LengthFactors,
) {
  const { originXMm, originYMm, cellMm, columns, rows } = job.grid;
  const nearSquare = (job.law.minDistanceM * 1000) ** 2;
  const riseSquare = (job.transmitterZMm - job.receiverZMm) ** 2;
  for (let row = 0; row < rows; row += 1) {
    const dy = originYMm + row * cellMm - job.transmitterYMm;
    const rowSquare = dy * dy + riseSquare;
    const base = row * columns;
    for (let column = 0; column < columns; column += 1) {
      const cell = base + column;
      best[cell] = 0;
      if (sumUnits[cell] === openUnits[cell]) continue;
      const dx = originXMm + column * cellMm - job.transmitterXMm;
      const square = Math.max(rowSquare + dx * dx, nearSquare);
      squares[cell] = square;
      best[cell] = square * max;
    }
  }
}

/**
 * Direct path, and the stronger one of leak and diffracted path: where a diffracted path beats the leak, it takes its
 * place.
 */
function combine(
  fieldDb: Float32Array,
  { best, squares, sumUnits, openUnits }: Scratch,
  { law, factors, leakRatio, passed }: Fractions & { law: DiffractionLaw; factors: LengthFactors },
): void {
  const offsetRatio = steadyRatio(-law.offsetDb);
  const lastUnits = passed.length - 1;
  const octaves = -octavesPerDb / factors.octavesPerDb;
  for (let cell = 0; cell < sumUnits.length; cell += 1) {
    const metric = best[cell];
    if (metric === 0) continue;
    const square = squares[cell];
    if (metric >= square * factors.max) continue;
    const reachedRatio = steadyExp2(octaves * steadyLog2(metric / square));
    const maxRatio = offsetRatio * passed[Math.min(openUnits[cell], lastUnits)];
    const gainedRatio = Math.min(reachedRatio, maxRatio) - leakRatio;
    if (gainedRatio <= 0) continue;
    fieldDb[cell] -= steadyDb(1 + gainedRatio / passed[Math.min(sumUnits[cell], lastUnits)]);
  }
}

function createScratch(cells: number): Scratch {
  return {
    best: new Float64Array(cells),
    squares: new Float64Array(cells),
    sumUnits: new Int32Array(cells),
    openUnits: new Int32Array(cells),
  };
}

function createFractions(capDb: number, areSquares: boolean | undefined): Fractions {
  const leakRatio = leakedRatio(capDb);
  const length = obstacleUnits(tableDb, areSquares) + 1;
  const passed = Float64Array.from({ length }, (_, units) => passedRatio(leakRatio, units, areSquares));
  return { leakRatio, passed };
}

function retain<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = known.get(key);
  if (value === undefined) {
    if (known.size === maxTables) known.clear();
    value = make();
    known.set(key, value);
  }
  return value;
}

/**
 * Lowers the metric of the cells that a path from the label's vertex reaches: the square of the path's length, mm²,
 * times the factors of its losses. Only cells behind the vertex: beyond the straight line onwards, before its walls.
 * @param best [rows, columns]; 0 for a cell that is not to be touched
 * @param insideUnits what its legs do not pay of what they cross
 * @param unitsByCode [codes of the sight's runs]
 */
function scanLabel(
  best: Float64Array,
  job: FieldJob,
  label: VertexLabel,
  node: DiffractionVertex,
  { rowStarts, runs, firstRow, endRow }: VertexSight,
  insideUnits: number,
  unitsByCode: Int32Array,
  factors: LengthFactors,
): void {
  const { columns, cellMm } = job.grid;
  const { side, lengthMm } = label;
  const { turns, tanHalfEnd, crossed } = factors;
  const steps = turns.length - 1;
  const perTan = steps / tanHalfEnd;
  const riseSquare = (job.transmitterZMm - job.receiverZMm) ** 2;
  const nearSquare = (job.law.minDistanceM * 1000) ** 2;
  const labelFactor = steadyExp2(label.lossDb * factors.octavesPerDb);
  const sector = sectorBehind(label, node, job, sharpestTurn(factors, labelFactor), tanHalfEnd);
  const { ux, uy, westMm, southMm } = sector;
  for (let row = firstRow; row < endRow; row += 1) {
    const firstRun = rowStarts[row];
    const endRun = rowStarts[row + 1];
    if (firstRun === endRun) continue;
    const dy = southMm + row * cellMm;
    if (!cutRow(sector, label, node, dy)) continue;
    const { from, to } = cached;
    const base = row * columns;
    const square = dy * dy;
    const dotY = uy * dy;
    const crossY = side * ux * dy;
    const crossX = side * uy;
    for (let run = firstRun; run < endRun; run += 1) {
      const runFrom = runs[3 * run];
      const runTo = runs[3 * run + 1];
      if (runTo <= from) continue;
      if (runFrom >= to) break;
      const units = Math.max(0, unitsByCode[runs[3 * run + 2]] - insideUnits);
      if (units >= crossed.length) continue;
      const factor = labelFactor * crossed[units];
      const end = Math.min(runTo, to);
      for (let column = Math.max(runFrom, from); column < end; column += 1) {
        const dx = westMm + column * cellMm;
        const legMm = Math.sqrt(dx * dx + square);
        const tanHalf = (crossY - crossX * dx) / (legMm + ux * dx + dotY);
        const index = tanHalf * perTan;
        let turn = turns[steps];
        if (index < steps) {
          const step = index | 0;
          const lower = turns[step];
          turn = lower + (index - step) * (turns[step + 1] - lower);
        }
        const totalMm = lengthMm + legMm;
        const totalSquare = totalMm * totalMm + riseSquare;
        const metric = Math.max(totalSquare, nearSquare) * factor * turn;
        if (metric < best[base + column]) best[base + column] = metric;
      }
    }
  }
}

/** @param sharpest turns sharper than this are left out, as the tangent of their half */
function sectorBehind(
  label: VertexLabel,
  node: DiffractionVertex,
  { grid }: FieldJob,
  sharpest: number,
  tanHalfEnd: number,
): Sector {
  const { side } = label;
  const length = Math.sqrt(label.x * label.x + label.y * label.y);
  const ux = label.x / length;
  const uy = label.y / length;
  return {
    ux,
    uy,
    westMm: grid.originXMm - node.x,
    southMm: grid.originYMm - node.y,
    columns: grid.columns,
    cellMm: grid.cellMm,
    limitX: ux * (1 - sharpest * sharpest) - side * uy * 2 * sharpest,
    limitY: uy * (1 - sharpest * sharpest) + side * ux * 2 * sharpest,
    isLimited: sharpest < tanHalfEnd,
    onlyNorth: label.y >= 0 && node.firstY >= 0 && node.secondY >= 0,
    onlySouth: label.y <= 0 && node.firstY <= 0 && node.secondY <= 0,
  };
}

/**
 * Sets what is `cached` of the row that lies `dy` north of the vertex: beyond the line onwards, before the walls.
 * @returns whether that is anything
 */
function cutRow(sector: Sector, label: VertexLabel, node: DiffractionVertex, dy: number): boolean {
  const { westMm, cellMm } = sector;
  const { side } = label;
  if ((sector.onlyNorth && dy < 0) || (sector.onlySouth && dy > 0)) return false;
  cached.from = 0;
  cached.to = sector.columns;
  cut(-side * label.y, side * label.x * dy, westMm, cellMm);
  cut(side * node.firstY, -side * node.firstX * dy, westMm, cellMm);
  cut(side * node.secondY, -side * node.secondX * dy, westMm, cellMm);
  if (sector.isLimited) cut(side * sector.limitY, -side * sector.limitX * dy, westMm, cellMm);
  return cached.from < cached.to;
}

/** Tangent of half the sharpest turn with which a path still counts, a step more; the table's end where any does. */
function sharpestTurn(factors: LengthFactors, labelFactor: number): number {
  const { turns, tanHalfEnd } = factors;
  const max = factors.max / labelFactor;
  const steps = turns.length - 1;
  if (turns[steps] < max) return tanHalfEnd;
  let low = 0;
  let high = steps;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (turns[middle] < max) low = middle + 1;
    else high = middle;
  }
  return Math.min(1, (low + 1) / steps) * tanHalfEnd;
}

/** Keeps the columns where slope·dx + rest > 0, dx = west + column·cell; exact where both are whole numbers. */
function cut(slope: number, rest: number, westMm: number, cellMm: number): void {
  if (slope === 0) {
    if (rest <= 0) cached.to = cached.from;
    return;
  }
  if (cached.from >= cached.to) return;
  const guess = (-rest / slope - westMm) / cellMm;
  if (slope > 0) {
    if (guess < cached.from - 1) return;
    if (guess > cached.to) {
      cached.to = cached.from;
      return;
    }
    let from = Math.floor(guess);
    while (slope * (westMm + from * cellMm) + rest <= 0) from += 1;
    if (from > cached.from) cached.from = from;
  } else {
    if (guess > cached.to + 1) return;
    if (guess < cached.from) {
      // The first column may lie just before the bound.
      if (slope * (westMm + cached.from * cellMm) + rest <= 0) cached.to = cached.from;
      else cached.to = Math.min(cached.to, cached.from + 1);
      return;
    }
    let to = Math.ceil(guess) + 1;
    while (slope * (westMm + (to - 1) * cellMm) + rest <= 0) to -= 1;
    if (to < cached.to) cached.to = to;
  }
}

function createLengthFactors(
  { slopeDbPerDecade }: PathLossLaw,
  law: DiffractionLaw,
  maxExcessDb: number,
  areSquares: boolean | undefined,
): LengthFactors {
  const perDb = (20 * octavesPerDb) / slopeDbPerDecade;
  const tanHalfEnd = tanHalfOf(law.breakpointRad);
  const turns = Float64Array.from({ length: turnSteps + 1 }, (_, step) =>
    steadyExp2(perDb * diffractionLossDb(law, (step / turnSteps) * tanHalfEnd)),
  );
  const length = Math.ceil(obstacleUnits(maxExcessDb, areSquares));
  const crossed = Float64Array.from({ length }, (_, units) =>
    steadyExp2(perDb * crossedLossDb(units, areSquares)),
  );
  return { octavesPerDb: perDb, turns, tanHalfEnd, crossed, max: steadyExp2(perDb * maxExcessDb) };
}

/** Tangent of half an angle up to 90°, by halving. */
function tanHalfOf(angleRad: number): number {
  let low = 0;
  let high = 1;
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    if (2 * steadyAtan(middle) < angleRad) low = middle;
    else high = middle;
  }
  return high;
}
