import type { Grid } from '../kernel/field-kernel.ts';
import { instantiateSimd, PAGE_BYTES, type WebAssemblyMemory } from '../kernel/simd-instance.ts';
import { patternRowDbi } from './antenna-gain.ts';
import type { CarrierMap, FloorSignals } from './carrier-map.ts';
import type { SpreadTable } from './log-normal-sum.ts';
import { ratioTable, type SummedSource } from './power-sums.ts';
import { dbTables, normalTable, type PreparedService } from './service-signal.ts';

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
  /** Of the grid. */
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
      ratios: room.take(ratioTable.table.byteLength),
      scales: room.take(dbTables.scales.byteLength),
      reciprocals: room.take(dbTables.reciprocals.byteLength),
      partsDb: room.take(dbTables.partsDb.byteLength),
      normals: room.take(normalTable.table.byteLength),
    };
    this.#spreadsAt = room.take(maxSpreads * spreadBytes);
    this.#stretchAt = room.end;
    this.#growTo(room.end);
    this.#floats(this.#tables.ratios, ratioTable.table.length).set(ratioTable.table);
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
    record.i32(ratios, ratioTable.table.length);
    record.f64(ratioTable.lowestDb, ratioTable.stepsPerDb, ratioTable.nepersPerStep);
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
