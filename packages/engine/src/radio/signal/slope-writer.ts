import type { Grid, PathLossLaw } from '../kernel/field-kernel.ts';
import { lawLossDb, squaredMmToM } from '../kernel/path-loss-law.ts';
import { patternGainDbi } from './antenna-gain.ts';
import {
  type CellSlopes,
  createMarginSlopes,
  exponentSlopeDb,
  joinSlopes,
  type MarginSlopes,
  SlopeSums,
  slopesOfCells,
} from './margin-slopes.ts';
import { fastRatio, type SummedSource } from './power-sums.ts';

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
