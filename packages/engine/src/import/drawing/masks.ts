/** Cells that are reached from the border over cells that are 0. */
export function floodOutside(mask: Uint8Array, columns: number, rows: number): Uint8Array {
  const outside = new Uint8Array(mask.length);
  const stack: number[] = [];
  const visit = (index: number): void => {
    if (mask[index] || outside[index]) return;
    outside[index] = 1;
    stack.push(index);
  };
  for (let column = 0; column < columns; column++) {
    visit(column);
    visit((rows - 1) * columns + column);
  }
  for (let row = 0; row < rows; row++) {
    visit(row * columns);
    visit(row * columns + columns - 1);
  }
  for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
    const column = index % columns;
    if (column > 0) visit(index - 1);
    if (column < columns - 1) visit(index + 1);
    if (index >= columns) visit(index - columns);
    if (index < (rows - 1) * columns) visit(index + columns);
  }
  return outside;
}

/**
 * Edges around the cells that are 1, from corner to corners, with the cells to the left of each where rows go up. A corner
 * is `row · (columns + 1) + column`, of the cell that begins there.
 */
export function maskEdges(mask: Uint8Array, columns: number, rows: number): Map<number, number[]> {
  const wide = columns + 1;
  const next = new Map<number, number[]>();
  const add = (from: number, to: number): void => {
    const list = next.get(from);
    if (list) list.push(to);
    else next.set(from, [to]);
  };
  const at = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= columns || row >= rows ? 0 : mask[row * columns + column];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (!at(column, row)) continue;
      const corner = row * wide + column;
      if (!at(column, row - 1)) add(corner, corner + 1);
      if (!at(column + 1, row)) add(corner + 1, corner + wide + 1);
      if (!at(column, row + 1)) add(corner + wide + 1, corner + wide);
      if (!at(column - 1, row)) add(corner + wide, corner);
    }
  }
  return next;
}
