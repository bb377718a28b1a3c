import { dbToRatio } from '../../core/index.ts';
import type { Grid, PathLossLaw } from '../kernel/field-kernel.ts';
import { lawLossDb, squaredMmToM } from '../kernel/path-loss-law.ts';
import { instantiateSimd, PAGE_BYTES, type WebAssemblyMemory } from '../kernel/simd-kernel.ts';
import { cellKind } from '../scene/build-grid.ts';
import { type PreparedPattern, patternGainDbi, patternRowDbi } from './antenna-gain.ts';
import type { CarrierMap, FloorSignals } from './carrier-map.ts';
import type { SpreadTable } from './log-normal-sum.ts';
import {
  type CellSlopes,
  createMarginSlopes,
  exponentSlopeDb,
  joinSlopes,
  type MarginSlopes,
  SlopeSums,
  slopesOfCells,
} from './margin-slopes.ts';
import {
  correctSignal,
  dbTables,
  leftRatio,
  normalTable,
  type PreparedService,
  readSignal,
  type ServiceSignal,
  serviceSignal,
  signalLength,
} from './service-signal.ts';
import type { KnownPart, PartPower } from './walk-residuals.ts';

const stepsPerDb = 16;
/** −400 to +100 dB: of a link −150 to 0 are met, so that the used part of the table stays in the nearest cache. */
const lowestDb = -400;
const highestDb = 100;
// [500 dB × 16 steps]
const table = Float64Array.from({ length: (highestDb - lowestDb) * stepsPerDb + 1 }, (_, index) =>
  dbToRatio(lowestDb + index / stepsPerDb),
);
/** ln(10)/10 per step. */
const nepersPerStep = Math.LN10 / 10 / stepsPerDb;

/**
 * `10^(valueDb/10)`, a few times as fast: the nearest sixteenth of a dB from a table, times a cubic for the rest. The
 * relative error is below 1.2e-10 (5e-10 dB); beyond −400 to 100 dB it is the direct formula.
 */
export function fastRatio(valueDb: number): number {
  const location = (valueDb - lowestDb) * stepsPerDb;
  if (!(location >= 0 && location < table.length - 1)) return dbToRatio(valueDb);
  const index = (location + 0.5) | 0;
  const rest = (location - index) * nepersPerStep;
  return table[index] * (1 + rest * (1 + rest * (0.5 + rest * (1 / 6))));
}

/** One source of an antenna, in the order of the sum: serving cell by serving cell, antenna by antenna. */
export interface SummedSource {
  pattern: PreparedPattern;
  /** Power into the source, dBm. */
  powerDbm: number;
  xMm: number;
  yMm: number;
  /** Phone above source, negative below a ceiling. */
  upMm: number;
  /** Index into `plan.antennas`. */
  antenna: number;
  /** The antenna has no other source. */
  isAlone: boolean;
  endsAntenna: boolean;
  endsServingCell: boolean;
}

/**
 * Power sums of the sources so far at each cell of a grid, without the phone's losses, mW. The size does not
 * grow with the number of antennas or serving cells: each serving cell's sum is closed before the next
 * begins.
 */
export interface PowerSums {
  /** Power of the strongest serving cell. [rows, columns] */
  bestMw: Float64Array;
  /** Squares of its antennas' powers added up, mW²: how many of them matter. [rows, columns] */
  bestSquareMw2: Float64Array;
  /** Power of all serving cells. [rows, columns] */
  sumMw: Float64Array;
  /** The serving cell and the antenna that are being added. [rows, columns] each */
  servingCellMw: Float64Array;
  servingSquareMw2: Float64Array;
  antennaMw: Float64Array;
  /** Power of the strongest antenna. [rows, columns] */
  strongestMw: Float64Array;
}

/** Bytes of `PowerSums` per cell. */
export const powerSumBytes = 7 * Float64Array.BYTES_PER_ELEMENT;

export function createPowerSums(cellCount: number): PowerSums {
  return {
    bestMw: new Float64Array(cellCount),
    bestSquareMw2: new Float64Array(cellCount),
    sumMw: new Float64Array(cellCount),
    servingCellMw: new Float64Array(cellCount),
    servingSquareMw2: new Float64Array(cellCount),
    antennaMw: new Float64Array(cellCount),
    strongestMw: new Float64Array(cellCount),
  };
}

/**
 * Adds sources to the sums, in their order, the same bits however they are divided over calls.
 * @param cells [rows, columns] of `cellKind`; cells of kind `none` are left out
 * @param pathLossDb [source count] of [rows, columns]
 * @param bestAntenna [rows, columns], receives the strongest antenna's index; the first one of several equals
 */
export function addSources(
  sums: PowerSums,
  { grid, cells }: { grid: Grid; cells: Uint8Array },
  sources: readonly SummedSource[],
  pathLossDb: readonly Float32Array[],
  bestAntenna: Int16Array,
): void {
  const { bestMw, bestSquareMw2, sumMw, servingCellMw, servingSquareMw2, antennaMw, strongestMw } = sums;
  const { columns, cellMm } = grid;
  const rowDbi = new Float64Array(columns);
  // Row by row through all sources: a row of the sums stays in the processor's nearest cache.
  for (let row = 0; row < grid.rows; row += 1) {
    const first = row * columns;
    let west = 0;
    while (west < columns && cells[first + west] === cellKind.none) west += 1;
    let east = columns;
    while (east > west && cells[first + east - 1] === cellKind.none) east -= 1;
    if (west === east) continue;
    const countedDbi = rowDbi.subarray(west, east);
    for (let index = 0; index < sources.length; index += 1) {
      const source = sources[index];
      const fieldDb = pathLossDb[index];
      const { powerDbm, antenna, isAlone, endsAntenna, endsServingCell } = source;
      const northMm = grid.originYMm + row * cellMm - source.yMm;
      const eastMm = grid.originXMm + west * cellMm - source.xMm;
      patternRowDbi(source.pattern, eastMm, cellMm, northMm, source.upMm, countedDbi);
      for (let column = west; column < east; column += 1) {
        const cell = first + column;
        if (cells[cell] === cellKind.none) continue;
        let powerMw = fastRatio(powerDbm + rowDbi[column] - fieldDb[cell]);
        if (!isAlone) {
          powerMw += antennaMw[cell];
          antennaMw[cell] = endsAntenna ? 0 : powerMw;
          if (!endsAntenna) continue;
        }
        const strongest = strongestMw[cell];
        if (powerMw > strongest || (powerMw === strongest && powerMw > 0 && antenna < bestAntenna[cell])) {
          strongestMw[cell] = powerMw;
          bestAntenna[cell] = antenna;
        }
        const squareMw2 = servingSquareMw2[cell] + powerMw * powerMw;
        powerMw += servingCellMw[cell];
        if (!endsServingCell) {
          servingCellMw[cell] = powerMw;
          servingSquareMw2[cell] = squareMw2;
          continue;
        }
        servingCellMw[cell] = 0;
        servingSquareMw2[cell] = 0;
        sumMw[cell] += powerMw;
        const best = bestMw[cell];
        if (powerMw > best || (powerMw === best && squareMw2 > bestSquareMw2[cell])) {
          bestMw[cell] = powerMw;
          bestSquareMw2[cell] = squareMw2;
        }
      }
    }
  }
}

/** Link of one antenna to a location. */
export interface AntennaLink {
  /** Number of the antenna in the plan. */
  antenna: number;
  /** Losses per unit of exponent and by obstacles, dB: see `MarginSlopes`. */
  distanceDb: number;
  obstaclesDb: number;
}

/** Gives the correction of the level of the cell that serves, of whose antennas the powers are. [correctionLength] */
export type CorrectServing = (servingCell: string | undefined, powers: readonly PartPower[]) => Float64Array;

/** Powers of antennas at one location, added up by serving cell; before the phone's losses. */
export class CellSums {
  readonly #cells = new Map<string, { powerMw: number; squareMw2: number }>();
  readonly #links: (AntennaLink & { cellId: string; powerMw: number })[] = [];
  readonly #powers: (PartPower & { cellId: string })[] = [];
  #strongestMw = 0;

  /** @param known what a walk test tells of the antenna's paths */
  add(cellId: string, powerMw: number, known?: KnownPart, link?: AntennaLink): void {
    this.#powers.push({ cellId, powerMw, known });
    if (link) this.#links.push({ ...link, cellId, powerMw });
    const { powerMw: sumMw, squareMw2 } = this.#cells.get(cellId) ?? { powerMw: 0, squareMw2: 0 };
    this.#cells.set(cellId, { powerMw: sumMw + powerMw, squareMw2: squareMw2 + powerMw * powerMw });
    this.#strongestMw = Math.max(this.#strongestMw, powerMw);
  }

  /**
   * Writes the slopes of the cell that serves there.
   * @param correct the correction, of which the fraction of the deviations is that is left; default all
   */
  writeSlopes(into: MarginSlopes, at: number, correct?: CorrectServing): void {
    const { servingCell } = this.#serving();
    const sums = new SlopeSums();
    for (const { cellId, antenna, powerMw, distanceDb, obstaclesDb } of this.#links) {
      if (cellId !== servingCell) continue;
      sums.addSource(powerMw, distanceDb, obstaclesDb);
      sums.endAntenna(antenna);
    }
    sums.endServingCell();
    sums.write(into, at, correct && leftRatio(correct(servingCell, this.#powersOf(servingCell))));
  }

  #powersOf(servingCell: string | undefined): PartPower[] {
    return this.#powers.filter(({ cellId }) => cellId === servingCell);
  }

  #serving() {
    let best = { powerMw: 0, squareMw2: 0 };
    let servingCell: string | undefined;
    let sumMw = 0;
    for (const [id, cell] of this.#cells) {
      sumMw += cell.powerMw;
      if (cell.powerMw <= best.powerMw) continue;
      best = cell;
      servingCell = id;
    }
    return { best, servingCell, sumMw };
  }

  /**
   * The signal of a service there: the strongest cell serves, the others interfere.
   * @param correct default none
   */
  signal(service: PreparedService, correct?: CorrectServing): ServiceSignal {
    const { best, servingCell, sumMw } = this.#serving();
    const values = new Float64Array(signalLength);
    serviceSignal(service, best.powerMw, best.squareMw2, sumMw, this.#strongestMw, values);
    if (correct) {
      correctSignal(service, best.powerMw, sumMw, correct(servingCell, this.#powersOf(servingCell)), values);
    }
    return readSignal(values, service);
  }
}

/** Cells of a grid, and numbers of samples of its demanded kinds of floor. */
export interface SlopeLocations {
  cells: Int32Array;
  samples: Int32Array;
}

/** Slopes of a map, at cells and at samples of the demanded kinds of floor. */
export class MapSlopes {
  readonly writer: SlopeWriter;
  readonly #cells: Int32Array;
  readonly #cellOfSample: Map<number, number>;
  readonly #all: Int32Array;

  /** @param sampleCells [samples]: cell of each, −1 outside the grid */
  constructor(grid: Grid, sampleCells: Int32Array, { cells, samples }: SlopeLocations, law: PathLossLaw) {
    this.#cells = cells;
    this.#cellOfSample = new Map(
      Array.from(samples, (sample): [number, number] => [sample, sampleCells[sample]]).filter(
        ([, cell]) => cell >= 0,
      ),
    );
    this.#all = Int32Array.from(new Set([...cells, ...this.#cellOfSample.values()]));
    this.writer = new SlopeWriter(grid, this.#all, law);
  }

  write(): { cells: CellSlopes; samples: CellSlopes } {
    const all = { cells: this.#all, slopes: this.writer.slopes() };
    const of = (cells: Int32Array) => slopesOfCells(all, cells) as MarginSlopes;
    return {
      cells: { cells: this.#cells, slopes: of(this.#cells) },
      samples: {
        cells: Int32Array.from(this.#cellOfSample.keys()),
        slopes: of(Int32Array.from(this.#cellOfSample.values())),
      },
    };
  }
}

export function joinedSlopes(first: CellSlopes, second: CellSlopes): CellSlopes {
  return {
    cells: Int32Array.from([...first.cells, ...second.cells]),
    slopes: joinSlopes([first.slopes, second.slopes]) as MarginSlopes,
  };
}

/** Finds the slopes at some cells of a map, while its sources are added up. */
class SlopeWriter {
  readonly #grid: Grid;
  readonly #cells: Int32Array;
  readonly #law: PathLossLaw;
  readonly #sums: SlopeSums[];
  /** Fractions of the deviations that are left, 0–1. [cells] */
  readonly #leftRatios: Float64Array;

  /** @param cells of the grid, in any order */
  constructor(grid: Grid, cells: Int32Array, law: PathLossLaw) {
    this.#grid = grid;
    this.#cells = cells;
    this.#law = law;
    this.#sums = Array.from(cells, () => new SlopeSums());
    this.#leftRatios = new Float64Array(cells.length).fill(1);
  }

  /**
   * Adds sources, in the order of the power sums, where cells are among those that the losses are of.
   * @param from number of the first cell that the losses are of
   * @param pathLossDb [source count] of [cells]
   */
  add(from: number, sources: readonly SummedSource[], pathLossDb: readonly Float32Array[]): void {
    const { originXMm, originYMm, cellMm, columns } = this.#grid;
    const count = pathLossDb.length === 0 ? 0 : pathLossDb[0].length;
    for (let index = 0; index < this.#cells.length; index += 1) {
      const cell = this.#cells[index];
      if (cell < from || cell >= from + count) continue;
      const xMm = originXMm + (cell % columns) * cellMm;
      const yMm = originYMm + Math.floor(cell / columns) * cellMm;
      const sums = this.#sums[index];
      for (let order = 0; order < sources.length; order += 1) {
        const source = sources[order];
        const [eastMm, northMm] = [xMm - source.xMm, yMm - source.yMm];
        const distanceM = squaredMmToM(eastMm * eastMm + northMm * northMm + source.upMm * source.upMm);
        const gainDbi = patternGainDbi(source.pattern, eastMm, northMm, source.upMm);
        const lossDb = pathLossDb[order][cell - from];
        sums.addSource(
          fastRatio(source.powerDbm + gainDbi - lossDb),
          exponentSlopeDb(distanceM),
          lossDb - lawLossDb(this.#law, distanceM),
        );
        if (source.endsAntenna) sums.endAntenna(source.antenna);
        if (source.endsServingCell) sums.endServingCell();
      }
    }
  }

  /**
   * Says what is left of the deviations at the cells of a tile.
   * @param ratioAt fraction that is left at a cell, 0–1
   */
  leave(from: number, to: number, ratioAt: (cell: number) => number): void {
    this.#cells.forEach((cell, index) => {
      if (cell >= from && cell < to) this.#leftRatios[index] = ratioAt(cell);
    });
  }

  slopes(): MarginSlopes {
    const found = createMarginSlopes(this.#cells.length);
    this.#sums.forEach((sums, index) => {
      sums.write(found, index, this.#leftRatios[index]);
    });
    return found;
  }
}

interface SumsExports {
  memory: WebAssemblyMemory;
  sumsBytes: { value: number };
  sourceBytes: { value: number };
  serviceBytes: { value: number };
  beginSums(sums: number): void;
  isOutside(sums: number): number;
  addSource(sums: number, source: number): void;
  writeSignals(sums: number, onFoot: number, inBay: number): void;
  writeSamples(sums: number, service: number, count: number): void;
}

/** Cells of a stretch: what is written of them lies in the processor's second cache. */
const stretchCells = 8192;
/** Tables of spreads at hand. */
const maxSpreads = 16;
/** First address of the tables: what lies below is the module's own. */
const tablesAt = 2 ** 17;

/** Bits of `SourceFlag` (packages/engine/assembly/sums.ts). */
const sourceFlag = { hasGains: 1, isFlat: 2, isAlone: 4, endsAntenna: 8, endsServingCell: 16 } as const;

/** Addresses of arrays of a stretch, [rows, stride], in the order of `Sums`. */
interface StretchLayout {
  kinds: number;
  mapKinds: number;
  lossesDb: number;
  gainsDbi: number;
  /** Seven arrays of powers, and the strongest antennas. */
  powers: number[];
  /** RSRP, SINR, margin, spread and probability. */
  signals: number[];
  limiting: number;
  bestAntenna: number;
  samples: number;
  /** Margin, spread and probability at the samples. */
  sampleSignals: number[];
}

/** Rows of a grid that are summed together. */
export interface Stretch {
  grid: Grid;
  /** Number of the first row in the grid. */
  firstRow: number;
  rows: number;
  /** Kinds of the cells that are summed, and of those that the map counts. [rows, columns] */
  kinds: Uint8Array;
  mapKinds: Uint8Array;
}

let instance: SimdSums | undefined;

/** The sums of this thread. */
export function simdSums(): SimdSums {
  instance ??= new SimdSums();
  return instance;
}

/** Rows of a grid of that many columns that make a stretch. */
export function stretchRows(columns: number): number {
  return Math.max(1, Math.floor(stretchCells / columns));
}

/**
 * Power sums of sources and what they mean to a phone, stretch by stretch of a grid's rows: what `addSources`, `writeSignals`
 * and `FloorSignalWriter` do, to the same bits, in WebAssembly (packages/engine/assembly/sums.ts).
 */
export class SimdSums {
  readonly #exports: SumsExports;
  readonly #sums: number;
  readonly #source: number;
  readonly #onFoot: number;
  readonly #inBay: number;
  readonly #tables: { ratios: number; scales: number; reciprocals: number; partsDb: number; normals: number };
  readonly #spreadsAt: number;
  readonly #spreads: SpreadTable[] = [];
  readonly #stretchAt: number;
  #cells = 0;
  #stride = 0;
  #stretch: Stretch | undefined;
  #layout: StretchLayout | undefined;

  constructor() {
    this.#exports = instantiateSimd<SumsExports>();
    const { sumsBytes, sourceBytes, serviceBytes } = this.#exports;
    const room = new Addresses(tablesAt);
    this.#sums = room.take(sumsBytes.value);
    this.#source = room.take(sourceBytes.value);
    this.#onFoot = room.take(serviceBytes.value);
    this.#inBay = room.take(serviceBytes.value);
    this.#tables = {
      ratios: room.take(table.byteLength),
      scales: room.take(dbTables.scales.byteLength),
      reciprocals: room.take(dbTables.reciprocals.byteLength),
      partsDb: room.take(dbTables.partsDb.byteLength),
      normals: room.take(normalTable.table.byteLength),
    };
    this.#spreadsAt = room.take(maxSpreads * spreadBytes);
    this.#stretchAt = room.end;
    this.#growTo(room.end);
    this.#floats(this.#tables.ratios, table.length).set(table);
    this.#floats(this.#tables.scales, dbTables.scales.length).set(dbTables.scales);
    this.#floats(this.#tables.reciprocals, dbTables.reciprocals.length).set(dbTables.reciprocals);
    this.#floats(this.#tables.partsDb, dbTables.partsDb.length).set(dbTables.partsDb);
    this.#floats(this.#tables.normals, normalTable.table.length).set(normalTable.table);
  }

  /** Clears the sums for a stretch. */
  begin(stretch: Stretch): void {
    const { columns } = stretch.grid;
    const stride = columns + (columns % 2);
    const cells = stride * stretch.rows;
    const layout = cells === this.#cells && this.#layout ? this.#layout : this.#layOut(cells);
    this.#cells = cells;
    this.#layout = layout;
    this.#stride = stride;
    this.#stretch = stretch;
    const { buffer } = this.#exports.memory;
    this.#copyIn(new Uint8Array(buffer, layout.kinds, cells), stretch.kinds);
    this.#copyIn(new Uint8Array(buffer, layout.mapKinds, cells), stretch.mapKinds);
    this.#writeSums(stretch.rows, stride, layout);
    this.#exports.beginSums(this.#sums);
  }

  /** Adds a source, in the order of the power sums. @param pathLossDb [rows, columns] of the stretch */
  add(source: SummedSource, pathLossDb: Float32Array): void {
    const { grid, firstRow, rows } = this.#stretch as Stretch;
    const { lossesDb, gainsDbi } = this.#layout as StretchLayout;
    const { buffer } = this.#exports.memory;
    const { pattern, upMm } = source;
    this.#copyIn(new Float32Array(buffer, lossesDb, this.#cells), pathLossDb);
    const hasGains = pattern.sector !== undefined || pattern.cuts !== undefined;
    const isFlat = pattern.nadirDropDb === 0 || upMm === 0;
    const eastMm = grid.originXMm - source.xMm;
    const northMm = grid.originYMm + firstRow * grid.cellMm - source.yMm;
    if (hasGains) {
      for (let row = 0; row < rows; row += 1) {
        const rowDbi = new Float64Array(buffer, gainsDbi + 8 * row * this.#stride, grid.columns);
        patternRowDbi(pattern, eastMm, grid.cellMm, northMm + row * grid.cellMm, upMm, rowDbi);
      }
    }
    const record = new RecordWriter(buffer, this.#source);
    record.f64(source.powerDbm, eastMm, northMm, grid.cellMm, upMm * upMm);
    record.f64(pattern.peakDbi, pattern.nadirDropDb, source.antenna);
    record.i32(
      (hasGains ? sourceFlag.hasGains : 0) |
        (isFlat ? sourceFlag.isFlat : 0) |
        (source.isAlone ? sourceFlag.isAlone : 0) |
        (source.endsAntenna ? sourceFlag.endsAntenna : 0) |
        (source.endsServingCell ? sourceFlag.endsServingCell : 0),
    );
    this.#exports.addSource(this.#sums, this.#source);
  }

  /**
   * Writes the signals of the stretch into a map.
   * @returns false where a power lies outside the tables: then nothing is written
   */
  writeSignals(map: CarrierMap, onFoot: PreparedService, inBay: PreparedService): boolean {
    const { grid, firstRow } = this.#stretch as Stretch;
    const { signals, limiting, bestAntenna } = this.#layout as StretchLayout;
    this.#writeService(this.#onFoot, onFoot);
    this.#writeService(this.#inBay, inBay);
    this.#exports.writeSignals(this.#sums, this.#onFoot, this.#inBay);
    if (this.#exports.isOutside(this.#sums) !== 0) return false;
    const { buffer } = this.#exports.memory;
    const from = firstRow * grid.columns;
    const targets = [map.rsrpDbm, map.sinrDb, map.marginDb, map.sigmaDb, map.servedProbability];
    targets.forEach((target, index) => {
      this.#copyOut(target, from, new Float32Array(buffer, signals[index], this.#cells));
    });
    this.#copyOut(map.limiting, from, new Uint8Array(buffer, limiting, this.#cells));
    this.#copyOut(map.bestAntenna, from, new Int16Array(buffer, bestAntenna, this.#cells));
    return true;
  }

  /**
   * Writes a service at samples whose cells lie in the stretch.
   * @param first of the samples, which follow each other; `count` of them, at most the stretch's cells
   * @returns false where a power lies outside the tables: then nothing is written
   */
  writeSamples(into: FloorSignals, service: PreparedService, first: number, count: number): boolean {
    const { grid, firstRow } = this.#stretch as Stretch;
    const { samples, sampleSignals } = this.#layout as StretchLayout;
    const { buffer } = this.#exports.memory;
    const from = firstRow * grid.columns;
    const padding = this.#stride - grid.columns;
    const cells = new Int32Array(buffer, samples, count);
    for (let index = 0; index < count; index += 1) {
      const cell = into.cells[first + index] - from;
      cells[index] = padding === 0 ? cell : cell + Math.floor(cell / grid.columns);
    }
    this.#writeService(this.#onFoot, service);
    this.#exports.writeSamples(this.#sums, this.#onFoot, count);
    if (this.#exports.isOutside(this.#sums) !== 0) return false;
    const [marginDb, sigmaDb, served] = sampleSignals.map((at) => new Float32Array(buffer, at, count));
    into.marginDb.set(marginDb, first);
    into.sigmaDb.set(sigmaDb, first);
    into.servedProbability.set(served, first);
    return true;
  }

  /** Copies rows of the grid to rows of the even stride. */
  #copyIn<Cells extends Uint8Array | Float32Array>(into: Cells, from: Cells): void {
    const { columns } = (this.#stretch as Stretch).grid;
    if (columns === this.#stride) {
      into.set(from);
      return;
    }
    for (let at = 0, row = 0; at < from.length; at += columns, row += 1) {
      into.set(from.subarray(at, at + columns), row * this.#stride);
      into[row * this.#stride + columns] = 0;
    }
  }

  /** Copies rows of the even stride to those of a map, from a cell of it on. */
  #copyOut<Cells extends Uint8Array | Int16Array | Float32Array>(into: Cells, at: number, from: Cells): void {
    const { grid, rows } = this.#stretch as Stretch;
    const { columns } = grid;
    if (columns === this.#stride) {
      into.set(from, at);
      return;
    }
    for (let row = 0; row < rows; row += 1) {
      const start = row * this.#stride;
      into.set(from.subarray(start, start + columns), at + row * columns);
    }
  }

  #layOut(cells: number): StretchLayout {
    const room = new Addresses(this.#stretchAt);
    const takeAll = (count: number, bytes: number) => Array.from({ length: count }, () => room.take(bytes));
    const layout = {
      kinds: room.take(cells),
      mapKinds: room.take(cells),
      lossesDb: room.take(4 * cells),
      gainsDbi: room.take(8 * cells),
      powers: takeAll(8, 8 * cells),
      signals: takeAll(5, 4 * cells),
      limiting: room.take(cells),
      bestAntenna: room.take(2 * cells),
      samples: room.take(4 * cells),
      sampleSignals: takeAll(3, 4 * cells),
    };
    this.#growTo(room.end);
    return layout;
  }

  #growTo(end: number): void {
    const { memory } = this.#exports;
    const missingBytes = end - memory.buffer.byteLength;
    if (missingBytes > 0) memory.grow(Math.ceil(missingBytes / PAGE_BYTES));
  }

  #floats(at: number, count: number): Float64Array {
    return new Float64Array(this.#exports.memory.buffer, at, count);
  }

  /** Writes the fields of `Sums` in their order. */
  #writeSums(rows: number, stride: number, layout: StretchLayout): void {
    const { ratios, scales, reciprocals, partsDb, normals } = this.#tables;
    const record = new RecordWriter(this.#exports.memory.buffer, this.#sums);
    record.i32(ratios, table.length);
    record.f64(lowestDb, stepsPerDb, nepersPerStep);
    record.i32(rows, stride, layout.kinds, layout.mapKinds, layout.lossesDb, layout.gainsDbi);
    record.i32(...layout.powers);
    record.i32(scales, reciprocals, partsDb);
    record.f64(dbTables.dbPerOctave, dbTables.dbPerNeper);
    record.i32(dbTables.highestExponent, normals, normalTable.table.length);
    record.f64(normalTable.stepsPerSigma, normalTable.widestSigmas);
    record.i32(...layout.signals, layout.limiting, layout.bestAntenna);
    record.i32(layout.samples, ...layout.sampleSignals);
  }

  /** Writes the fields of `Service` in their order. */
  #writeService(at: number, service: PreparedService): void {
    const record = new RecordWriter(this.#exports.memory.buffer, at);
    record.f64(service.rsrpThresholdDbm, service.sinrThresholdDb, service.uplinkOverRsrpDb);
    record.f64(service.noiseMw, service.noiseDbm, service.interferenceLoadRatio, service.passedRatio);
    record.f64(service.commonVarianceDb2, service.cellVarianceDb2);
    record.i32(this.#spreadAddress(service.spreads), service.spreads.length / spreadFields - 1);
  }

  #spreadAddress(spreads: SpreadTable): number {
    let index = this.#spreads.indexOf(spreads);
    if (index < 0) {
      if (this.#spreads.length === maxSpreads) this.#spreads.length = 0;
      index = this.#spreads.push(spreads) - 1;
      this.#floats(this.#spreadsAt + index * spreadBytes, spreads.length).set(spreads);
    }
    return this.#spreadsAt + index * spreadBytes;
  }
}

const spreadFields = 6;
/** Bytes of a table of spreads. */
const spreadBytes = 129 * spreadFields * 8;

/** Hands out addresses, one behind the other. */
class Addresses {
  end: number;

  constructor(start: number) {
    this.end = start;
  }

  take(bytes: number): number {
    const address = this.end;
    this.end += Math.ceil(bytes / 16) * 16;
    return address;
  }
}

/** Writes fields of a record as the module lays them out: numbers of eight bytes at multiples of eight. */
class RecordWriter {
  readonly #view: DataView;
  #at = 0;

  constructor(buffer: ArrayBuffer, address: number) {
    this.#view = new DataView(buffer, address);
  }

  f64(...values: number[]): void {
    this.#at = Math.ceil(this.#at / 8) * 8;
    for (const value of values) {
      this.#view.setFloat64(this.#at, value, true);
      this.#at += 8;
    }
  }

  i32(...values: number[]): void {
    for (const value of values) {
      this.#view.setInt32(this.#at, value, true);
      this.#at += 4;
    }
  }
}
