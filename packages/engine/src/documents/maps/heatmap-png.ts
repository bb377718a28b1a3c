import { encode } from 'fast-png';
import type { Grid } from '../../radio/index.ts';
import { type ColourClass, classIndexOf } from './colour-scale.ts';

/**
 * One pixel per cell, north up, as a palette PNG in the class colours; NaN is transparent. The cells' values are
 * [rows, columns] with row 0 south. Same input, same bytes.
 */
export function heatmapPng(
  values: Float32Array,
  grid: Pick<Grid, 'rows' | 'columns'>,
  classes: readonly ColourClass[],
): Uint8Array {
  const { rows, columns } = grid;
  const pixels = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const target = (rows - 1 - row) * columns;
    for (let column = 0; column < columns; column += 1) {
      pixels[target + column] = classIndexOf(values[row * columns + column], classes) + 1;
    }
  }
  // The transparent colour stands first: the encoder writes alpha for the leading entries only.
  const palette = [[255, 255, 255, 0], ...classes.map(({ rgb }) => [...rgb, 255])];
  return encode(
    { width: columns, height: rows, data: pixels, depth: 8, channels: 1, palette },
    { zlib: { level: 9 } },
  );
}
