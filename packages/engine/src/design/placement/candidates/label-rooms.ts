import { mmToMetres } from '../../../core/index.ts';
import { type Level, type Position, placedOpenings } from '../../../plan/index.ts';
import type { Grid } from '../../../radio/index.ts';

/** Where a wall stands between the middles of neighbouring cells. [rows, columns] of 1 each */
export interface WalledEdges {
  /** Between a cell and the one east of it. */
  east: Uint8Array;
  /** Between a cell and the one north of it. */
  north: Uint8Array;
}

/** At the ends a wall's body reaches beyond its middle line: without that, corners would leak. */
const leastOverlapM = 0.15;

/** Edges of the grid that a level's walls cross, openings in them and in gaps between them taken as closed. */
export function edgesWithWalls(level: Level, grid: Grid): WalledEdges {
  const { rows, columns } = grid;
  const edges = { east: new Uint8Array(rows * columns), north: new Uint8Array(rows * columns) };
  const cellM = mmToMetres(grid.cellMm);
  for (const { start, end, thicknessM } of barriers(level)) {
    const lengthM = Math.hypot(end[0] - start[0], end[1] - start[1]);
    if (lengthM === 0) continue;
    const longer = Math.max(leastOverlapM, thicknessM / 2) / lengthM;
    const [dx, dy] = [longer * (end[0] - start[0]), longer * (end[1] - start[1])];
    const [fromColumn, fromRow] = toCells(grid, cellM, start[0] - dx, start[1] - dy);
    const [toColumn, toRow] = toCells(grid, cellM, end[0] + dx, end[1] + dy);
    for (const row of wholeBetween(fromRow, toRow, rows)) {
      const at = fromColumn + ((row - fromRow) / (toRow - fromRow)) * (toColumn - fromColumn);
      const column = Math.floor(at);
      if (column >= 0 && column < columns) edges.east[row * columns + column] = 1;
    }
    for (const column of wholeBetween(fromColumn, toColumn, columns)) {
      const at = fromRow + ((column - fromColumn) / (toColumn - fromColumn)) * (toRow - fromRow);
      const row = Math.floor(at);
      if (row >= 0 && row < rows) edges.north[row * columns + column] = 1;
    }
  }
  return edges;
}

interface Barrier {
  start: Position;
  end: Position;
  thicknessM: number;
}

/** Walls that stand on the floor, whole, and what closes the gaps between them. */
function barriers(level: Level): Barrier[] {
  const walls = (level.walls ?? []).filter(({ bottomM = 0 }) => bottomM < 1);
  const doors = placedOpenings(level).filter(({ seat }) => seat === 'in-gap');
  return [...walls, ...doors.map(({ start, end }) => ({ start, end, thicknessM: 0 }))];
}

function toCells({ originXMm, originYMm }: Grid, cellM: number, x: number, y: number): [number, number] {
  return [(x - mmToMetres(originXMm)) / cellM, (y - mmToMetres(originYMm)) / cellM];
}

/** Whole numbers in (low, high] of the grid, whichever comes first: neighbouring pieces of a line share none. */
function* wholeBetween(a: number, b: number, count: number): Generator<number> {
  const first = Math.max(0, Math.floor(Math.min(a, b)) + 1);
  const last = Math.min(count - 1, Math.floor(Math.max(a, b)));
  for (let whole = first; whole <= last; whole += 1) yield whole;
}

/**
 * Floor that no wall separates, numbered. `rooms` is [rows, columns], −1 where there is no floor; `sizes` are cells per room.
 * @param outside [rows, columns], not 0 where there is no floor
 */
export function labelRooms(
  { rows, columns }: Grid,
  outside: Uint8Array,
  { east, north }: WalledEdges,
): { rooms: Int32Array; sizes: number[] } {
  const rooms = new Int32Array(rows * columns).fill(-1);
  const sizes: number[] = [];
  const queue = new Int32Array(rows * columns);
  for (let first = 0; first < rooms.length; first += 1) {
    if (rooms[first] >= 0 || outside[first] !== 0) continue;
    const room = sizes.length;
    let [done, found] = [0, 1];
    queue[0] = first;
    rooms[first] = room;
    const enter = (cell: number) => {
      if (rooms[cell] >= 0 || outside[cell] !== 0) return;
      rooms[cell] = room;
      queue[found] = cell;
      found += 1;
    };
    for (; done < found; done += 1) {
      const cell = queue[done];
      const column = cell % columns;
      if (column + 1 < columns && east[cell] === 0) enter(cell + 1);
      if (column > 0 && east[cell - 1] === 0) enter(cell - 1);
      if (cell + columns < rooms.length && north[cell] === 0) enter(cell + columns);
      if (cell >= columns && north[cell - columns] === 0) enter(cell - columns);
    }
    sizes.push(found);
  }
  return { rooms, sizes };
}
