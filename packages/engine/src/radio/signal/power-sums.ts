import { dbToRatio } from '../../core/index.ts';
import type { Grid, PathLossLaw } from '../kernel/field-kernel.ts';
import { lawLossDb, squaredMmToM } from '../kernel/path-loss-law.ts';
import { cellKind } from '../scene/build-grid.ts';
import { type PreparedPattern, patternGainDbi, patternRowDbi } from './antenna-gain.ts';
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
  leftRatio,
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
/** What `fastRatio` looks up: 10^(x/10) from `lowestDb` on. */
export const ratioTable = { table, lowestDb, stepsPerDb, nepersPerStep };

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
