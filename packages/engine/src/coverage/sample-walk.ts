import type { Grid } from '../kernel/field-kernel.ts';
import { cellKind } from '../scene/scene.ts';

/** Spacing of the samples along an acceptance walk, metres. */
const sampleSpacingM = 1;

/**
 * The cells that an acceptance walk samples: parallel passes `walkSpacingM` apart along the longer side of the
 * level, a sample each metre, where the floor is counted.
 */
export function sampleWalk(grid: Grid, cells: Uint8Array, walkSpacingM: number): Int32Array {
  const cellM = grid.cellMm / 1000;
  const passStep = Math.max(1, Math.round(walkSpacingM / cellM));
  const sampleStep = Math.max(1, Math.round(sampleSpacingM / cellM));
  const alongColumns = grid.columns >= grid.rows;
  const rowStep = alongColumns ? passStep : sampleStep;
  const columnStep = alongColumns ? sampleStep : passStep;
  const samples: number[] = [];
  for (let row = Math.floor(rowStep / 2); row < grid.rows; row += rowStep) {
    for (let column = Math.floor(columnStep / 2); column < grid.columns; column += columnStep) {
      const cell = row * grid.columns + column;
      if (cells[cell] !== cellKind.none) samples.push(cell);
    }
  }
  return Int32Array.from(samples);
}
