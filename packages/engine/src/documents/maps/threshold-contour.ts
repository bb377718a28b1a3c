import { mmToMetres } from '../../core/index.ts';
import type { Grid } from '../../radio/index.ts';
import { formatPixel } from '../encoders/format-numbers.ts';
import type { PictureFrame } from './picture-frame.ts';

/**
 * Path data of the edges between counted cells at or above a limit and counted cells below it: the limit's contour,
 * exact to the cell. Runs of edges are joined.
 */
export function thresholdContour(
  values: Float32Array,
  grid: Grid,
  limit: number,
  frame: PictureFrame,
): string {
  const { rows, columns } = grid;
  const cellM = mmToMetres(grid.cellMm);
  const leftM = mmToMetres(grid.originXMm) - cellM / 2;
  const bottomM = mmToMetres(grid.originYMm) - cellM / 2;
  const x = (column: number): string => formatPixel(frame.x(leftM + column * cellM));
  const y = (row: number): string => formatPixel(frame.y(bottomM + row * cellM));
  const parts: string[] = [];
  for (let row = 1; row < rows; row += 1) {
    let start = -1;
    for (let column = 0; column <= columns; column += 1) {
      const index = row * columns + column;
      const edge = column < columns && differs(values[index], values[index - columns], limit);
      if (edge && start < 0) start = column;
      if (!edge && start >= 0) {
        parts.push(`M${x(start)} ${y(row)}H${x(column)}`);
        start = -1;
      }
    }
  }
  for (let column = 1; column < columns; column += 1) {
    let start = -1;
    for (let row = 0; row <= rows; row += 1) {
      const index = row * columns + column;
      const edge = row < rows && differs(values[index], values[index - 1], limit);
      if (edge && start < 0) start = row;
      if (!edge && start >= 0) {
        parts.push(`M${x(column)} ${y(start)}V${y(row)}`);
        start = -1;
      }
    }
  }
  return parts.join('');
}

function differs(a: number, b: number, limit: number): boolean {
  return !Number.isNaN(a) && !Number.isNaN(b) && a >= limit !== b >= limit;
}
