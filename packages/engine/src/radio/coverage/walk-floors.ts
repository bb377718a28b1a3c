import type { Level } from '../../plan/index.ts';
import type { Grid } from '../kernel/field-kernel.ts';
import { isSameGrid } from '../kernel/grouped-grid.ts';
import { buildGrid, cellKind, defaultResolutionM, markCells, maxGridCells } from '../scene/build-grid.ts';
import type { AcceptanceWalk, WalkedFloor } from './acceptance-walk.ts';
import { type ClosedFloor, reachedFloor } from './standing-floor.ts';

/**
 * The floors that the acceptance test draws its locations on: grids of their own, so that they are the same whatever the
 * prediction's cells are. Locations are told apart (on foot, in a bay) by the middles of cells of 0.5 m; of levels too
 * large for these, of larger ones.
 * @param known floors of the same levels, taken over where their grid is the walk's
 */
export function walkFloors(levels: readonly Level[], known: readonly WalkedFloor[] = []): WalkedFloor[] {
  return levels.map((level, index) => {
    const grid = walkGrid(level);
    const there = known[index];
    const isSame = there !== undefined && isSameGrid(there.grid, grid);
    const cells = isSame ? there.cells : markCells(level, grid);
    return {
      grid,
      cells,
      reachable: reachedFloor(level, grid, () => cells).cells,
      bays: level.bays,
      zones: level.zones,
    };
  });
}

/** Counted floor of a level that no way on it leads to, the largest first. */
export function closedFloor(level: Level): readonly ClosedFloor[] {
  const grid = walkGrid(level);
  return reachedFloor(level, grid, () => markCells(level, grid)).closed;
}

function walkGrid(level: Level): Grid {
  const xsM = level.outline.map(([x]) => x);
  const ysM = level.outline.map(([, y]) => y);
  const areaM2 = (Math.max(...xsM) - Math.min(...xsM)) * (Math.max(...ysM) - Math.min(...ysM));
  let cellM = defaultResolutionM;
  while (areaM2 > (maxGridCells / 2) * cellM ** 2) cellM *= 2;
  return buildGrid(level, cellM);
}

/**
 * The cells of a level's grid at the middles of the test's squares there. A point on the edge of two cells, as all are
 * on a grid half as fine, is read off one of its own kind, so that no car stands on it on one grid and beside it on
 * the other.
 */
export function walkCells(
  { grids, levelCells, kinds }: AcceptanceWalk,
  level: number,
  grid: Grid,
  cells: Uint8Array,
): Int32Array {
  const levelGrid = grids[level];
  const points = levelCells[level];
  if (isSameGrid(levelGrid, grid)) return points;
  const first = levelCells.slice(0, level).reduce((sum, { length }) => sum + length, 0);
  return points.map((point, index) => {
    const xMm = levelGrid.originXMm + (point % levelGrid.columns) * levelGrid.cellMm;
    const yMm = levelGrid.originYMm + Math.floor(point / levelGrid.columns) * levelGrid.cellMm;
    return nearestCell(grid, cells, kinds[first + index], xMm, yMm);
  });
}

/** The nearest cell of that kind within a cell's width, else the nearest counted one, else the nearest. */
function nearestCell(grid: Grid, cells: Uint8Array, kind: number, xMm: number, yMm: number): number {
  const column = within((xMm - grid.originXMm) / grid.cellMm, grid.columns);
  const row = within((yMm - grid.originYMm) / grid.cellMm, grid.rows);
  let best = row * grid.columns + column;
  let bestRank = Number.POSITIVE_INFINITY;
  for (let reach = 0; reach < Math.max(grid.columns, grid.rows); reach += 1) {
    for (const near of ring(grid, column, row, reach)) {
      const found = cells[near];
      if (found === cellKind.none) continue;
      const eastMm = grid.originXMm + (near % grid.columns) * grid.cellMm - xMm;
      const northMm = grid.originYMm + Math.floor(near / grid.columns) * grid.cellMm - yMm;
      const rank = (found === kind ? 0 : 4 * grid.cellMm ** 2) + eastMm ** 2 + northMm ** 2;
      if (rank < bestRank) {
        best = near;
        bestRank = rank;
      }
    }
    if (reach > 0 && bestRank < Number.POSITIVE_INFINITY) break;
  }
  return best;
}

/** Cells `reach` cells away, row by row. */
function* ring({ columns, rows }: Grid, column: number, row: number, reach: number): Generator<number> {
  for (let y = Math.max(0, row - reach); y <= Math.min(rows - 1, row + reach); y += 1) {
    const isEdge = Math.abs(y - row) === reach;
    for (let x = column - reach; x <= column + reach; x += isEdge ? 1 : Math.max(1, 2 * reach)) {
      if (x >= 0 && x < columns) yield y * columns + x;
    }
  }
}

function within(point: number, count: number): number {
  return Math.max(0, Math.min(count - 1, Math.round(point)));
}
