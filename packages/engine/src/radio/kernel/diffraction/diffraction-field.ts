import type { DiffractionLaw, FieldJob, FieldKernel, Grid, Obstacles, PathLossLaw } from '../field-kernel.ts';
import { crossedLossDb, obstacleUnits } from '../leakage.ts';
import type { SpaceMm } from '../obstacle-crossings.ts';
import { leakedRatio, maxExcessDb, passedRatio } from './diffracted-path.ts';
import { octavesPerDb, steadyAtan, steadyExp2, steadyRatio, steadyTables } from './steady-math.ts';
import {
  diffractionLossDb,
  type VertexGraph,
  type VertexLabel,
  vertexGraph,
  vertexLabels,
} from './vertex-graph.ts';
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

/** Sector behind a vertex, seen along the path that arrives there. */
interface Sector {
  /** Direction in which the path arrives. */
  ux: number;
  uy: number;
  /** Offset from the vertex to the grid's first column and row. */
  westMm: number;
  southMm: number;
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

/** Tables that a thread caches of laws and caps: a plan has one cap, and a law per band. */
const maxTables = 12;

/**
 * @param direct counts obstacles; the two that `createKernel` makes keep other sets of obstacles at hand
 * @param createMemory makes an instance of the kernel's module for the cells' own work
 */
export function createDiffractionFields(
  direct: FieldKernel,
  createKernel: () => FieldKernel,
  createMemory: () => BendExports,
): DiffractionFields {
  const open = createKernel();
  const sights = new VertexSights(createKernel);
  const factorsByLaw = new Map<string, LengthFactors>();
  const fractionsByBound = new Map<string, Fractions>();
  let memory: BendMemory | undefined;
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
      memory ??= new BendMemory(createMemory());
      memory.load(job, law, factors, fractions);
      direct.obstacleLossUnits(job, memory.sumUnits());
      const thick = bendsAs ? thickWalls(obstacles, law) : graph.thick;
      const openObstacles = withoutWalls(obstacles, law, thick);
      open.obstacleLossUnits({ ...job, obstacles: openObstacles }, memory.openUnits());
      memory.begin();
      const sightOf = sights.view(graph.crossings, grid, job.receiverZMm);
      for (const label of labels) memory.scan(label, graph, sightOf(label.node));
      memory.end(fieldDb);
      if (memory.isLarge()) memory = undefined;
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

/** Exports that the wrapper uses of an instance of the kernel's module (packages/engine/assembly/bends.ts). */
export interface BendExports {
  memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  bendBytes: { value: number };
  tableAddress: { value: number };
  beginBends(bend: number): void;
  scanBend(bend: number): void;
  endBends(bend: number): void;
}

const pageBytes = 65_536;
/** An instance that needed more memory is given back after the field. */
const maxMemoryBytes = 2 ** 27;
/** Size limit of all sights in the memory, laid there once; all go when it is passed. */
const maxSightBytes = 2 ** 25;
/** First of the numbers of a label in the record of a job: factor, length, side … (`Bend`). */
const labelReal = 13;
const reals = 28;

/** Columns of a block whose largest metric is known. */
const blockColumns = 16;

/** Addresses in the memory of an instance, bytes. */
interface BendLayout {
  turns: number;
  crossed: number;
  passed: number;
  tables: number;
  sumUnits: number;
  openUnits: number;
  field: number;
  best: number;
  blockBest: number;
  end: number;
}

/** One instance of the module with the cells of a grid, and what vertices see of it. */
class BendMemory {
  readonly #instance: BendExports;
  readonly #bend: number;
  #layout: BendLayout | undefined;
  #cells = 0;
  #job!: FieldJob;
  #factors!: LengthFactors;
  #passed: Float64Array | undefined;
  /** Room for units by code, and the graph and number of codes that lie there. */
  #codesAt = 0;
  #codesRoom = 0;
  #codesOf: VertexGraph | undefined;
  #codes = 0;
  #sightsAt = 0;
  #sightsEnd = 0;
  #sights = new WeakMap<VertexSight, { rowStarts: number; runs: number }>();

  constructor(instance: BendExports) {
    this.#instance = instance;
    this.#bend = aligned(instance.tableAddress.value);
  }

  /** Lays out a job's grid and tables. */
  load(job: FieldJob, law: DiffractionLaw, factors: LengthFactors, { leakRatio, passed }: Fractions): void {
    const cells = job.grid.columns * job.grid.rows;
    const layout = this.#layoutFor(job.grid, factors, passed);
    this.#cells = cells;
    this.#job = job;
    this.#factors = factors;
    const { turns } = factors;
    // One entry more than there are steps: past the last one a turn costs as that.
    const room = this.#reals(layout.turns, turns.length + 1);
    room.set(turns);
    room[turns.length] = turns[turns.length - 1];
    this.#reals(layout.crossed, factors.crossed.length).set(factors.crossed);
    if (this.#passed !== passed) this.#reals(layout.passed, passed.length).set(passed);
    this.#passed = passed;
    this.#codesOf = undefined;
    const { grid } = job;
    const view = new DataView(this.#instance.memory.buffer);
    [
      grid.originXMm,
      grid.originYMm,
      grid.cellMm,
      job.transmitterXMm,
      job.transmitterYMm,
      (job.transmitterZMm - job.receiverZMm) ** 2,
      (job.law.minDistanceM * 1000) ** 2,
      factors.max,
      -octavesPerDb / factors.octavesPerDb,
      octavesPerDb,
      steadyRatio(-law.offsetDb),
      leakRatio,
      (factors.turns.length - 1) / factors.tanHalfEnd,
    ].forEach((value, index) => {
      view.setFloat64(this.#bend + 8 * index, value, true);
    });
    const { tables } = layout;
    this.#setIntegers(0, [
      grid.columns,
      grid.rows,
      factors.turns.length - 1,
      factors.crossed.length,
      passed.length - 1,
    ]);
    this.#setIntegers(11, [
      layout.turns,
      layout.crossed,
      layout.passed,
      tables,
      tables + 2048,
      tables + 4096,
    ]);
    this.#setIntegers(20, [layout.sumUnits, layout.openUnits, layout.field, layout.best, layout.blockBest]);
  }

  /** [rows, columns]: to be written before `begin`. */
  sumUnits(): Int32Array<ArrayBuffer> {
    return new Int32Array(this.#instance.memory.buffer, this.#layout?.sumUnits, this.#cells);
  }

  openUnits(): Int32Array<ArrayBuffer> {
    return new Int32Array(this.#instance.memory.buffer, this.#layout?.openUnits, this.#cells);
  }

  begin(): void {
    this.#instance.beginBends(this.#bend);
  }

  /**
   * Lowers the metric of the cells that a path from the label's vertex reaches: the square of the path's length, mm²,
   * times the factors of its losses. Only cells behind the vertex: beyond the straight line onwards, before its walls.
   */
  scan(label: VertexLabel, graph: VertexGraph, sight: VertexSight): void {
    if (sight.firstRow >= sight.endRow) return;
    const { rowStarts, runs } = this.#sightAt(sight);
    const unitsByCode = this.#codesAtOf(graph);
    const factors = this.#factors;
    const labelFactor = steadyExp2(label.lossDb * factors.octavesPerDb);
    const node = graph.nodes[label.node];
    const sector = sectorBehind(
      label,
      node,
      this.#job,
      sharpestTurn(factors, labelFactor),
      factors.tanHalfEnd,
    );
    this.#reals(this.#bend + 8 * labelReal, reals - labelReal).set([
      labelFactor,
      label.lengthMm,
      label.side,
      sector.ux,
      sector.uy,
      label.x,
      label.y,
      sector.westMm,
      sector.southMm,
      node.firstX,
      node.firstY,
      node.secondX,
      node.secondY,
      sector.limitX,
      sector.limitY,
    ]);
    const { isLimited, onlyNorth, onlySouth } = sector;
    this.#setIntegers(5, [Number(isLimited), Number(onlyNorth), Number(onlySouth)]);
    this.#setIntegers(8, [graph.insideUnits[label.node], sight.firstRow, sight.endRow]);
    this.#setIntegers(17, [unitsByCode, rowStarts, runs]);
    this.#instance.scanBend(this.#bend);
  }

  /** Lowers the field of the direct path wherever a diffracted path counts. */
  end(fieldDb: Float32Array): void {
    const field = new Float32Array(this.#instance.memory.buffer, this.#layout?.field, this.#cells);
    field.set(fieldDb);
    this.#instance.endBends(this.#bend);
    fieldDb.set(field);
  }

  isLarge(): boolean {
    return this.#instance.memory.buffer.byteLength > maxMemoryBytes;
  }

  #layoutFor({ columns, rows }: Grid, { turns, crossed }: LengthFactors, passed: Float64Array): BendLayout {
    const cells = columns * rows;
    const blocks = rows * Math.ceil(columns / blockColumns);
    const known = this.#layout;
    const fits =
      known &&
      4 * cells <= known.openUnits - known.sumUnits &&
      8 * blocks <= known.end - known.blockBest &&
      8 * crossed.length <= known.passed - known.crossed &&
      8 * passed.length <= known.tables - known.passed;
    if (fits) return known;
    let end = this.#bend;
    const take = (bytes: number) => {
      const address = end;
      end = aligned(end + bytes);
      return address;
    };
    take(this.#instance.bendBytes.value);
    const layout: BendLayout = {
      turns: take(8 * (turns.length + 1)),
      crossed: take(8 * crossed.length),
      passed: take(8 * passed.length),
      tables: take(8 * 768),
      sumUnits: take(4 * cells),
      openUnits: take(4 * cells),
      field: take(4 * cells),
      best: take(8 * cells + 16),
      blockBest: take(8 * blocks),
      end: 0,
    };
    layout.end = end;
    this.#layout = layout;
    this.#passed = undefined;
    this.#codesRoom = 0;
    this.#grow(end);
    steadyTables.forEach((table, index) => {
      this.#reals(layout.tables + 2048 * index, 256).set(table);
    });
    this.#clearSights();
    return layout;
  }

  /** Addresses of a sight in the memory. */
  #sightAt(sight: VertexSight): { rowStarts: number; runs: number } {
    const known = this.#sights.get(sight);
    if (known) return known;
    const bytes = aligned(sight.rowStarts.byteLength) + aligned(sight.runs.byteLength);
    if (this.#sightsEnd - this.#sightsAt + bytes > maxSightBytes) this.#clearSights();
    const rowStarts = this.#sightsEnd;
    const runs = rowStarts + aligned(sight.rowStarts.byteLength);
    this.#sightsEnd = rowStarts + bytes;
    this.#grow(this.#sightsEnd);
    new Int32Array(this.#instance.memory.buffer, rowStarts, sight.rowStarts.length).set(sight.rowStarts);
    new Int32Array(this.#instance.memory.buffer, runs, sight.runs.length).set(sight.runs);
    const found = { rowStarts, runs };
    this.#sights.set(sight, found);
    return found;
  }

  #clearSights(): void {
    this.#sights = new WeakMap();
    this.#codesRoom = 0;
    this.#codesOf = undefined;
    this.#sightsAt = this.#layout?.end ?? 0;
    this.#sightsEnd = this.#sightsAt;
  }

  /** Address of the graph's units by code; codes are found as vertices are looked at. */
  #codesAtOf(graph: VertexGraph): number {
    const { count } = graph.crossings;
    if (this.#codesOf === graph && this.#codes === count) return this.#codesAt;
    const units = graph.unitsByCode();
    if (units.length > this.#codesRoom) {
      this.#codesRoom = 2 * units.length;
      this.#codesAt = this.#sightsEnd;
      this.#sightsEnd = aligned(this.#sightsEnd + 4 * this.#codesRoom);
      this.#grow(this.#sightsEnd);
    }
    new Int32Array(this.#instance.memory.buffer, this.#codesAt, units.length).set(units);
    this.#codesOf = graph;
    this.#codes = count;
    return this.#codesAt;
  }

  #grow(bytes: number): void {
    const { memory } = this.#instance;
    const missingBytes = bytes - memory.buffer.byteLength;
    if (missingBytes > 0) memory.grow(Math.ceil(missingBytes / pageBytes));
  }

  #reals(address: number, length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.#instance.memory.buffer, address, length);
  }

  /** Writes integers of the record, the first of them that of a number. */
  #setIntegers(first: number, values: readonly number[]): void {
    new Int32Array(this.#instance.memory.buffer, this.#bend + 8 * reals + 4 * first, values.length).set(
      values,
    );
  }
}

function aligned(bytes: number): number {
  return 16 * Math.ceil(bytes / 16);
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
    limitX: ux * (1 - sharpest * sharpest) - side * uy * 2 * sharpest,
    limitY: uy * (1 - sharpest * sharpest) + side * ux * 2 * sharpest,
    isLimited: sharpest < tanHalfEnd,
    onlyNorth: label.y >= 0 && node.firstY >= 0 && node.secondY >= 0,
    onlySouth: label.y <= 0 && node.firstY <= 0 && node.secondY <= 0,
  };
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
