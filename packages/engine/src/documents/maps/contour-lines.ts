import { mmToMetres, type Point } from '../../core/index.ts';
import type { Grid } from '../../radio/index.ts';

/**
 * Lines along which values on a grid pass a limit, in the plan's frame, metres: straight between cell centres, where the
 * value interpolated along each edge of the lattice is the limit. Values at or above it lie on the left; a line that ends
 * where it began is closed, others end at cells without a value (NaN). (Marching squares; a saddle is decided by its mean.)
 */
export function contourLines(values: Float32Array, grid: Grid, limit: number): Point[][] {
  const { rows, columns } = grid;
  const next = new Map<number, number>();
  for (let row = 0; row + 1 < rows; row += 1) {
    for (let column = 0; column + 1 < columns; column += 1) {
      for (const [from, to] of squareSegments(values, row * columns + column, columns, limit)) {
        next.set(from, to);
      }
    }
  }
  const point = (edge: number) => edgeLocation(values, grid, edge, limit);
  const ends = new Set(next.values());
  // Lines with an end first: what is left runs in circles.
  const starts = [...next.keys()].filter((edge) => !ends.has(edge));
  const lines: Point[][] = [];
  for (const start of [...starts, ...next.keys()]) {
    if (!next.has(start)) continue;
    const line = [point(start)];
    let edge: number | undefined = start;
    while (edge !== undefined) {
      const to = next.get(edge);
      next.delete(edge);
      if (to !== undefined) line.push(point(to));
      edge = to;
    }
    lines.push(line);
  }
  return lines;
}

/** Edges are numbered by the cell that they begin at: twice its index, and one more for the edge to the next row. */
function squareSegments(
  values: Float32Array,
  cell: number,
  columns: number,
  limit: number,
): [number, number][] {
  // Counter-clockwise from the first cell of the first row.
  const corners = [cell, cell + 1, cell + columns + 1, cell + columns].map((index) => values[index]);
  if (corners.some(Number.isNaN)) return [];
  const edges = [2 * cell, 2 * (cell + 1) + 1, 2 * (cell + columns), 2 * cell + 1];
  const isHigh = corners.map((value) => value >= limit);
  // Around the square, from an edge where values fall to the one where they rise again.
  const falls = [0, 1, 2, 3].filter((index) => isHigh[index] && !isHigh[(index + 1) % 4]);
  const isSaddle = falls.length === 2;
  const isMeanHigh = corners.reduce((sum, value) => sum + value, 0) / 4 >= limit;
  return falls.map((fall) => {
    const step = isSaddle && !isMeanHigh ? 3 : 1;
    let rise = (fall + step) % 4;
    while (!isSaddle && (isHigh[rise] || !isHigh[(rise + 1) % 4])) rise = (rise + 1) % 4;
    return [edges[fall], edges[rise]];
  });
}

function edgeLocation(values: Float32Array, grid: Grid, edge: number, limit: number): Point {
  const cell = Math.floor(edge / 2);
  const isUpright = edge % 2 === 1;
  const a = values[cell];
  const b = values[isUpright ? cell + grid.columns : cell + 1];
  // Infinite values stand for what no number says: their edge is passed in its middle.
  const fraction = Number.isFinite(a) && Number.isFinite(b) ? (limit - a) / (b - a) : 0.5;
  const row = Math.floor(cell / grid.columns) + (isUpright ? fraction : 0);
  const column = (cell % grid.columns) + (isUpright ? 0 : fraction);
  return [mmToMetres(grid.originXMm + column * grid.cellMm), mmToMetres(grid.originYMm + row * grid.cellMm)];
}
