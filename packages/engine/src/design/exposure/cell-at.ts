import type { Grid } from '../../radio/index.ts';

/** Index of the cell around a location, undefined outside of the grid. */
export function cellAt(
  { originXMm, originYMm, cellMm, rows, columns }: Grid,
  x: number,
  y: number,
): number | undefined {
  const column = Math.round((x * 1000 - originXMm) / cellMm);
  const row = Math.round((y * 1000 - originYMm) / cellMm);
  const isInside = column >= 0 && column < columns && row >= 0 && row < rows;
  return isInside ? row * columns + column : undefined;
}
