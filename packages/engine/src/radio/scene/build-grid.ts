import { InputError, metresToMm, type Point, say, signedArea } from '../../core/index.ts';
import { type Level, wallCorners, type ZoneKind, zoneKindRows } from '../../plan/index.ts';
import type { Grid } from '../kernel/field-kernel.ts';
import { columnOutline } from './level-facets.ts';

/** Cell of predictions that are not told another, metres. */
export const defaultResolutionM = 0.5;

/** Cells a single grid may have; 0.1 m over a 400 m × 400 m level. */
export const maxGridCells = 16_000_000;

/**
 * The receiver grid over a level's outline, anchored at the outline's lower left corner so that moving a plan
 * by whole millimetres moves its cells with it.
 */
export function buildGrid(level: Level, resolutionM: number): Grid {
  const cellMm = 2 * Math.round((resolutionM * 1000) / 2);
  const xsMm = level.outline.map((position) => metresToMm(position[0]));
  const ysMm = level.outline.map((position) => metresToMm(position[1]));
  const leftMm = Math.min(...xsMm);
  const bottomMm = Math.min(...ysMm);
  if (!(cellMm >= 50 && cellMm <= 20_000)) {
    throw new InputError([{ at: 'resolution', found: `${resolutionM} m`, expected: '0.05–20 m' }]);
  }
  const columns = Math.max(1, Math.ceil((Math.max(...xsMm) - leftMm) / cellMm));
  const rows = Math.max(1, Math.ceil((Math.max(...ysMm) - bottomMm) / cellMm));
  if (columns * rows > maxGridCells) {
    throw new InputError([
      {
        at: say('resolution-on', { level: level.id }),
        found: say('resolution-of', {
          resolution: resolutionM,
          size: say('cells-count', { count: columns * rows }),
        }),
        expected: say('at-most-cells', { count: maxGridCells }),
      },
    ]);
  }
  return {
    originXMm: leftMm + cellMm / 2,
    originYMm: bottomMm + cellMm / 2,
    cellMm,
    columns,
    rows,
  };
}

/** Area inside the outline less its holes, m². */
export function levelAreaM2(level: Level): number {
  const holes = level.holes ?? [];
  return (
    Math.abs(signedArea(level.outline)) - holes.reduce((sum, hole) => sum + Math.abs(signedArea(hole)), 0)
  );
}

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

/** Marks each cell of the grid for the count: [rows, columns] of `cellKind`. */
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

/** Returns how many cells count. */
export function countedCells(cells: Uint8Array): number {
  let count = 0;
  for (const kind of cells) if (kind !== cellKind.none) count += 1;
  return count;
}

/**
 * Sets `value` in every cell whose centre lies inside the ring (even-odd; a centre on an edge belongs to the
 * polygon on its upper or right side, so that neighbouring polygons share no cell).
 */
export function fillPolygon(
  cells: Uint8Array | Int32Array,
  grid: Grid,
  ring: readonly Point[],
  value: number,
): void {
  const xsMm = ring.map((position) => metresToMm(position[0]));
  const ysMm = ring.map((position) => metresToMm(position[1]));
  const lowest = Math.min(...ysMm);
  const highest = Math.max(...ysMm);
  const firstRow = Math.max(0, Math.ceil((lowest - grid.originYMm) / grid.cellMm));
  const lastRow = Math.min(grid.rows - 1, Math.floor((highest - grid.originYMm) / grid.cellMm));
  for (let row = firstRow; row <= lastRow; row += 1) {
    const yMm = grid.originYMm + row * grid.cellMm;
    const crossings: number[] = [];
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      if (ysMm[i] > yMm !== ysMm[j] > yMm) {
        crossings.push(xsMm[i] + ((yMm - ysMm[i]) * (xsMm[j] - xsMm[i])) / (ysMm[j] - ysMm[i]));
      }
    }
    crossings.sort((a, b) => a - b);
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const first = Math.max(0, Math.ceil((crossings[pair] - grid.originXMm) / grid.cellMm));
      const end = Math.min(grid.columns, Math.ceil((crossings[pair + 1] - grid.originXMm) / grid.cellMm));
      if (end > first) cells.fill(value, row * grid.columns + first, row * grid.columns + end);
    }
  }
}

/** Role of a cell of the receiver grid in the acceptance count. */
export const cellKind = {
  /** Outside the outline, in a hole, or in a room that the count leaves out. */
  none: 0,
  /** A phone in a hand: lanes, lobbies, any open floor. */
  onFoot: 1,
  /** A phone in a parked car. */
  inBay: 2,
} as const;
