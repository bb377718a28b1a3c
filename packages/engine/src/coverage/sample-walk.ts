import type { Grid } from '../kernel/field-kernel.ts';
import { cellKind } from '../scene/scene.ts';
import type { Lattice } from './gaussian-fields.ts';

/** Spacing of the samples along an acceptance walk, metres. */
export const sampleSpacingM = 1;

/** The lattice of an acceptance walk on a grid, in cells. */
export interface WalkLattice extends Lattice {
  firstRow: number;
  firstColumn: number;
  rowCells: number;
  columnCells: number;
}

/** Parallel passes `walkSpacingM` apart along the longer side of the level, a sample each metre. */
export function walkLattice(grid: Grid, walkSpacingM: number): WalkLattice {
  const cellM = grid.cellMm / 1000;
  const passCells = Math.max(1, Math.round(walkSpacingM / cellM));
  const sampleCells = Math.max(1, Math.round(sampleSpacingM / cellM));
  const alongColumns = grid.columns >= grid.rows;
  const rowCells = alongColumns ? passCells : sampleCells;
  const columnCells = alongColumns ? sampleCells : passCells;
  const firstRow = Math.min(grid.rows - 1, Math.floor(rowCells / 2));
  const firstColumn = Math.min(grid.columns - 1, Math.floor(columnCells / 2));
  return {
    rows: 1 + Math.floor((grid.rows - 1 - firstRow) / rowCells),
    columns: 1 + Math.floor((grid.columns - 1 - firstColumn) / columnCells),
    rowStepM: rowCells * cellM,
    columnStepM: columnCells * cellM,
    firstRow,
    firstColumn,
    rowCells,
    columnCells,
  };
}

/** The cells that an acceptance walk samples: the places of its lattice where the floor is counted. */
export function sampleWalk(grid: Grid, cells: Uint8Array, walkSpacingM: number): Int32Array {
  const lattice = walkLattice(grid, walkSpacingM);
  const samples: number[] = [];
  for (let row = 0; row < lattice.rows; row += 1) {
    for (let column = 0; column < lattice.columns; column += 1) {
      const cell =
        (lattice.firstRow + row * lattice.rowCells) * grid.columns +
        lattice.firstColumn +
        column * lattice.columnCells;
      if (cells[cell] !== cellKind.none) samples.push(cell);
    }
  }
  return Int32Array.from(samples);
}
