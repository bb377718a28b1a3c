import type { Point } from '../../core/index.ts';

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

/** The cells that a line runs through, some of them more than once. Its corners are in cells, within the mask. */
export function visitLine(line: readonly Point[], columns: number, visit: (cell: number) => void): void {
  line.forEach(([x, y], i) => {
    const [fromX, fromY] = line[Math.max(0, i - 1)];
    const steps = Math.max(1, Math.ceil(2 * Math.hypot(x - fromX, y - fromY)));
    for (let k = 0; k <= steps; k++) {
      const column = Math.floor(fromX + ((x - fromX) * k) / steps);
      visit(Math.floor(fromY + ((y - fromY) * k) / steps) * columns + column);
    }
  });
}

/** The cells whose middles a ring holds. Its corners are in cells, within the mask. */
export function visitFilling(ring: readonly Point[], columns: number, visit: (cell: number) => void): void {
  let [lowest, highest] = [Infinity, -Infinity];
  for (const [, y] of ring) {
    lowest = Math.min(lowest, y);
    highest = Math.max(highest, y);
  }
  for (let row = Math.floor(lowest); row <= highest; row++) {
    const y = row + 0.5;
    const crossings: number[] = [];
    ring.forEach((a, i) => {
      const b = ring[(i + 1) % ring.length];
      if (a[1] > y !== b[1] > y) crossings.push(a[0] + ((y - a[1]) * (b[0] - a[0])) / (b[1] - a[1]));
    });
    crossings.sort((p, q) => p - q);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      for (let column = Math.ceil(crossings[k] - 0.5); column + 0.5 < crossings[k + 1]; column++)
        visit(row * columns + column);
    }
  }
}

const far = 1e12;

/** Squared distance in cells from each cell to the nearest that is 1: Felzenszwalb and Huttenlocher (2012). */
export function squaredDistances(mask: Uint8Array, columns: number, rows: number): Float32Array {
  const result = columnDistances(mask, columns, rows);
  const values = new Float64Array(columns);
  const offsets = new Float64Array(columns);
  const vertex = new Int32Array(columns);
  const border = new Float64Array(columns + 1);
  for (let start = 0; start < mask.length; start += columns) {
    let k = -1;
    for (let q = 0; q < columns; q++) {
      const value = result[start + q];
      // Columns without a cell that is 1 are nearest to none.
      if (value >= far / 2) continue;
      values[q] = value;
      offsets[q] = value + q * q;
      let s = -Infinity;
      while (k >= 0) {
        s = (offsets[q] - offsets[vertex[k]]) / (2 * (q - vertex[k]));
        if (s > border[k]) break;
        k--;
      }
      k++;
      vertex[k] = q;
      border[k] = k === 0 ? -Infinity : s;
    }
    if (k < 0) continue;
    border[k + 1] = Infinity;
    k = 0;
    for (let q = 0; q < columns; q++) {
      while (border[k + 1] < q) k++;
      const p = vertex[k];
      result[start + q] = (q - p) * (q - p) + values[p];
    }
  }
  return result;
}

/** The same within each column alone; `far` in columns where no cell is 1. */
function columnDistances(mask: Uint8Array, columns: number, rows: number): Float32Array {
  const result = new Float32Array(mask.length);
  const gaps = new Float64Array(columns).fill(Infinity);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      gaps[column] = mask[row * columns + column] ? 0 : gaps[column] + 1;
      result[row * columns + column] = Math.min(far, gaps[column] * gaps[column]);
    }
  }
  gaps.fill(Infinity);
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      gaps[column] = mask[at] ? 0 : gaps[column] + 1;
      const squared = gaps[column] * gaps[column];
      if (squared < result[at]) result[at] = squared;
    }
  }
  return result;
}
