import type { Grid } from '../../radio/index.ts';

/** The cells with none but marked cells around them up to `reach` rows and columns away; beyond the grid stands `outside`. */
export function shrinkCells(
  cells: Uint8Array,
  { rows, columns }: Grid,
  reach: number,
  outside: 0 | 1 = 0,
): Uint8Array {
  const along = new Uint8Array(cells.length);
  const across = new Uint8Array(cells.length);
  for (let row = 0; row < rows; row += 1) shrinkLine(cells, along, row * columns, 1, columns, reach, outside);
  for (let column = 0; column < columns; column += 1) {
    shrinkLine(along, across, column, columns, rows, reach, outside);
  }
  return across;
}

/** One row or column: counts how long the run of marked cells is that ends `reach` cells further on. */
function shrinkLine(
  from: Uint8Array,
  to: Uint8Array,
  first: number,
  stride: number,
  count: number,
  reach: number,
  outside: 0 | 1,
): void {
  let run = outside === 1 ? reach : 0;
  for (let index = 0; index < count + reach; index += 1) {
    const marked = index < count ? from[first + index * stride] : outside;
    run = marked === 1 ? run + 1 : 0;
    if (index >= reach) to[first + (index - reach) * stride] = run > 2 * reach ? 1 : 0;
  }
}
