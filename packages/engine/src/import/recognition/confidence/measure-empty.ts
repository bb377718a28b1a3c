import { boundsOf, distance, type Point, pointAlong } from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';

const { finestM, mostCells, nearM } = tuning.confidenceMeasureEmpty;

export interface FloorThings {
  outline: readonly Point[];
  holes: readonly (readonly Point[])[];
  /** Axes of walls, without their doors. */
  walls: readonly (readonly [Point, Point])[];
  /** Places of what stands on the floor or is named there. */
  things: readonly Point[];
}

/**
 * Area of the floor that nothing of a garage is near to, m²: where much of it is, the outline holds what is no part of
 * the floor, such as the ground between a sheet's frame and the walls.
 */
export function measureEmpty({ outline, holes, walls, things }: FloorThings): number {
  const { minX, minY, maxX, maxY } = boundsOf(outline);
  const cellM = Math.max(finestM, Math.sqrt(((maxX - minX) * (maxY - minY)) / mostCells));
  const columns = Math.max(1, Math.ceil((maxX - minX) / cellM));
  const rows = Math.max(1, Math.ceil((maxY - minY) / cellM));
  const cellOf = ([x, y]: Readonly<Point>): number => {
    const column = Math.floor((x - minX) / cellM);
    const row = Math.floor((y - minY) / cellM);
    return column < 0 || row < 0 || column >= columns || row >= rows ? -1 : row * columns + column;
  };
  // 1 is floor, 0 is none or wall, 2 is floor that something is near to.
  const cells = new Uint8Array(columns * rows);
  fillRings(
    [outline, ...holes],
    (row, from, to) => {
      const first = Math.max(0, Math.ceil((from - minX) / cellM - 0.5));
      const end = Math.min(columns, Math.ceil((to - minX) / cellM - 0.5));
      if (end > first) cells.fill(1, row * columns + first, row * columns + end);
    },
    { minY, cellM, rows },
  );
  for (const [a, b] of walls) {
    const steps = Math.ceil((2 * distance(a, b)) / cellM) + 1;
    for (let k = 0; k <= steps; k++) {
      const cell = cellOf(pointAlong(a, b, k / steps));
      if (cell >= 0) cells[cell] = 0;
    }
  }
  const floor = flood(cells, { columns, rows, steps: Math.round(nearM / cellM) }, things.map(cellOf));
  let empty = 0;
  for (const cell of floor) if (cell === 1) empty++;
  return empty * cellM * cellM;
}

/** Marks what so many steps from the starts reach, across sides of cells. Starts may lie in a wall or a column. */
function flood(
  cells: Uint8Array,
  { columns, rows, steps }: { columns: number; rows: number; steps: number },
  starts: readonly number[],
): Uint8Array {
  let edge: number[] = [];
  const visit = (cell: number, next: number[]) => {
    if (cells[cell] !== 1) return;
    cells[cell] = 2;
    next.push(cell);
  };
  for (const start of starts) {
    if (start < 0) continue;
    const [column, row] = [start % columns, Math.floor(start / columns)];
    for (let j = Math.max(0, row - 2); j <= Math.min(rows - 1, row + 2); j++) {
      for (let i = Math.max(0, column - 2); i <= Math.min(columns - 1, column + 2); i++) {
        visit(j * columns + i, edge);
      }
    }
  }
  for (let step = 0; step < steps && edge.length > 0; step++) {
    const next: number[] = [];
    for (const cell of edge) {
      const column = cell % columns;
      if (column > 0) visit(cell - 1, next);
      if (column < columns - 1) visit(cell + 1, next);
      if (cell >= columns) visit(cell - columns, next);
      if (cell < columns * (rows - 1)) visit(cell + columns, next);
    }
    edge = next;
  }
  return cells;
}

/** Spans of each row of cells inside the rings, even-odd, at the middle of the row. */
function fillRings(
  rings: readonly (readonly Point[])[],
  fill: (row: number, fromX: number, toX: number) => void,
  { minY, cellM, rows }: { minY: number; cellM: number; rows: number },
): void {
  for (let row = 0; row < rows; row++) {
    const y = minY + (row + 0.5) * cellM;
    const crossings: number[] = [];
    for (const ring of rings) {
      ring.forEach((a, i) => {
        const b = ring[(i + 1) % ring.length];
        if (a[1] > y === b[1] > y) return;
        crossings.push(a[0] + ((y - a[1]) * (b[0] - a[0])) / (b[1] - a[1]));
      });
    }
    crossings.sort((p, q) => p - q);
    for (let k = 0; k + 1 < crossings.length; k += 2) fill(row, crossings[k], crossings[k + 1]);
  }
}
