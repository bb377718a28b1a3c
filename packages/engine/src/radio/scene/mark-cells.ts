import { type Level, wallCorners, type ZoneKind, zoneKindRows } from '../../plan/index.ts';
import type { Grid } from '../kernel/field-kernel.ts';
import { cellKind } from './cell-kinds.ts';
import { columnOutline } from './column-outline.ts';
import { fillPolygon } from './fill-polygon.ts';

/** Rooms that the acceptance walk does not enter. Lobbies are counted. */
export const uncountedZones: ReadonlySet<ZoneKind> = new Set(
  zoneKindRows.filter(({ isClosed, isRamp }) => isClosed || isRamp).map(({ id }) => id),
);

/** People walk under what begins above their heads, metres. */
const headHeightM = 1.8;

/** Everything of a level that decides what its cells are. */
const floorParts = ['outline', 'holes', 'bays', 'zones', 'columns', 'walls'] as const;

/** True when both versions of a level have the same cells for certain: they differ in other things (openings, names). */
export function hasSameFloor(a: Level, b: Level): boolean {
  return floorParts.every((part) => a[part] === b[part]);
}

/** What each cell of the grid is for the count: [rows, columns] of `cellKind`. */
export function markCells(level: Level, grid: Grid): Uint8Array {
  const cells = new Uint8Array(grid.rows * grid.columns);
  fillPolygon(cells, grid, level.outline, cellKind.onFoot);
  for (const hole of level.holes ?? []) fillPolygon(cells, grid, hole, cellKind.none);
  const inBay = new Uint8Array(cells.length);
  for (const bay of level.bays ?? []) fillPolygon(inBay, grid, bay.polygon, 1);
  for (let index = 0; index < cells.length; index += 1) {
    // A bay drawn over a wall or past the outline adds no floor.
    if (inBay[index] === 1 && cells[index] !== cellKind.none) cells[index] = cellKind.inBay;
  }
  for (const zone of level.zones ?? []) {
    if (uncountedZones.has(zone.kind)) fillPolygon(cells, grid, zone.polygon, cellKind.none);
  }
  // An outline drawn on a wall's outer face adds no floor either.
  fillSolids(cells, level, grid);
  return cells;
}

/** Takes columns and walls out of cells: nobody walks inside them. */
export function fillSolids(cells: Uint8Array | Int32Array, level: Level, grid: Grid): void {
  for (const column of level.columns ?? []) {
    fillPolygon(cells, grid, columnOutline(column), cellKind.none);
  }
  for (const wall of level.walls ?? []) {
    if ((wall.bottomM ?? 0) >= headHeightM) continue;
    if (wall.start[0] === wall.end[0] && wall.start[1] === wall.end[1]) continue;
    // The floor of a doorway is no floor of a room either: walls are taken whole.
    fillPolygon(cells, grid, wallCorners(wall.start, wall.end, wall.thicknessM), cellKind.none);
  }
}

/** How many cells count. */
export function countedCells(cells: Uint8Array): number {
  let count = 0;
  for (const kind of cells) if (kind !== cellKind.none) count += 1;
  return count;
}
