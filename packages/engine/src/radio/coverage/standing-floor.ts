import { metresToMm, mmToMetres, type Point, pointInMetres } from '../../core/index.ts';
import {
  type Level,
  levelWalls,
  type Opening,
  openingKindRow,
  placedOpenings,
  wallCorners,
  zoneKindRow,
} from '../../plan/index.ts';
import type { Grid } from '../kernel/field-kernel.ts';
import { buildGrid, fillPolygon } from '../scene/build-grid.ts';
import { columnOutline } from '../scene/level-facets.ts';
import { cellEastM, cellNorthM } from './draw-locations.ts';

/** Cells of a level where people can stand. */
export interface StandingFloor {
  grid: Grid;
  cellM: number;
  /** [rows, columns] 1 where a person can stand. No step between two such neighbours crosses a wall. */
  passable: Uint8Array;
}

/** Fine enough for a door of 0.8 m. */
const fineCellM = 0.25;
const coarseCellM = 0.5;
const maxFineCells = 4_000_000;
/** Half a diagonal step and a little: a step that crosses a line has an end nearer to it than this, in cells. */
const stepReach = 0.72;
/** People walk under what begins above their heads, metres. */
const headHeightM = 1.8;

/**
 * Cells of a level where people can stand: walls less their openings, columns, and rooms that are not entered, are left out.
 * @param isClosed whether a door that bars the way when closed does so
 */
export function standingFloor(level: Level, isClosed: (opening: Opening) => boolean): StandingFloor {
  const fine = buildGrid(level, coarseCellM);
  const grid = fine.rows * fine.columns * 4 > maxFineCells ? fine : buildGrid(level, fineCellM);
  const cellM = mmToMetres(grid.cellMm);
  const passable = new Uint8Array(grid.rows * grid.columns);
  fillPolygon(passable, grid, level.outline, 1);
  for (const hole of level.holes ?? []) fillPolygon(passable, grid, hole, 0);
  for (const zone of level.zones ?? []) {
    if (zoneKindRow(zone.kind).isClosed) fillPolygon(passable, grid, zone.polygon, 0);
  }
  const reachM = stepReach * cellM;
  const ring = (corners: readonly Point[]) => {
    fillPolygon(passable, grid, corners, 0);
    corners.forEach((corner, index) => {
      blockSegment(passable, grid, corner, corners[(index + 1) % corners.length], reachM);
    });
  };
  for (const column of level.columns ?? []) ring(columnOutline(column));
  for (const hole of level.holes ?? []) ring(hole);
  for (const { wall, startMm, endMm } of levelWalls(level).segments) {
    if ((wall.bottomM ?? 0) >= headHeightM) continue;
    const [start, end] = [pointInMetres(startMm), pointInMetres(endMm)];
    blockSegment(passable, grid, start, end, reachM);
    fillPolygon(passable, grid, wallCorners(start, end, wall.thicknessM), 0);
  }
  for (const { opening, start, end } of placedOpenings(level)) {
    const { isBarredWhenClosed, isShaftDoor } = openingKindRow(opening.kind);
    if ((isBarredWhenClosed && isClosed(opening)) || isShaftDoor)
      blockSegment(passable, grid, start, end, reachM);
  }
  return { grid, cellM, passable };
}

/** Parts of a floor smaller than this where no path leads are not gone to, m². */
const minPartM2 = 30;
/** Smaller ones are what is left between walls and columns, m². */
const minRoomM2 = 4;

/** Counted floor that no way on its level leads to. */
export interface ClosedFloor {
  /** Nearest cell to its middle, metres in the plan's frame. */
  x: number;
  y: number;
  areaM2: number;
  /** Large enough that the test goes there: whoever drew it knows a way. */
  isTested: boolean;
}

interface ReachedFloor {
  /** [rows, columns] 1 where a person can stand in the middle of a cell, on a part of the floor that is worth going to. */
  cells: Uint8Array;
  /** The largest first. */
  closed: ClosedFloor[];
}

/**
 * The floor of a level that a test goes to, and what is behind walls without a door. Whoever tests has the doors opened.
 * @param countCells [rows, columns] of the grid: not 0 where floor counts; asked where the floor is not known yet
 */
export function reachedFloor(level: Level, grid: Grid, countCells: () => Uint8Array): ReachedFloor {
  const key = JSON.stringify([
    [grid.originXMm, grid.originYMm, grid.cellMm, grid.columns, grid.rows],
    [level.outline, level.holes, level.zones, level.columns, level.walls],
    level.openings?.map(({ state, ...opening }) => opening),
  ]);
  const known = reached.get(key) ?? findReached(level, grid, countCells());
  reached.delete(key);
  reached.set(key, known);
  for (const [oldest] of reached) {
    if (reached.size <= maxReached) break;
    reached.delete(oldest);
  }
  return known;
}

/** Latest results by the floor that they are of, the oldest first. */
const reached = new Map<string, ReachedFloor>();
/** Levels of a plan and of its variant. */
const maxReached = 16;

function findReached(level: Level, grid: Grid, counted: Uint8Array): ReachedFloor {
  const parts = partsOn(
    grid,
    standingFloor(level, () => false),
  );
  const cellsOf: number[][] = [];
  parts.forEach((part, cell) => {
    if (part === 0 || counted[cell] === 0) return;
    cellsOf[part] ??= [];
    cellsOf[part].push(cell);
  });
  const fewest = minPartM2 / mmToMetres(grid.cellMm) ** 2;
  const cells = Uint8Array.from(parts, (part) => ((cellsOf[part]?.length ?? 0) >= fewest ? 1 : 0));
  return { cells, closed: closedParts(level, grid, cellsOf) };
}

/** Parts besides the largest that no ramp or entrance leads to. */
function closedParts(level: Level, grid: Grid, cellsOf: readonly number[][]): ClosedFloor[] {
  const exits = new Uint8Array(grid.rows * grid.columns);
  for (const { kind, polygon } of level.zones ?? []) {
    if (zoneKindRow(kind).isExit) fillPolygon(exits, grid, polygon, 1);
  }
  const [, ...others] = cellsOf.filter((cells) => cells).sort((a, b) => b.length - a.length);
  const cellM2 = mmToMetres(grid.cellMm) ** 2;
  return others
    .filter((cells) => cells.length * cellM2 >= minRoomM2 && !cells.some((cell) => exits[cell] === 1))
    .map((cells) => {
      const areaM2 = cells.length * cellM2;
      return { ...middleOf(cells, grid), areaM2, isTested: areaM2 >= minPartM2 };
    });
}

/** The cell nearest to the centre of area. */
function middleOf(cells: readonly number[], grid: Grid): { x: number; y: number } {
  const at = cells.map((cell) => ({ x: cellEastM(grid, cell), y: cellNorthM(grid, cell) }));
  const meanX = at.reduce((sum, { x }) => sum + x, 0) / at.length;
  const meanY = at.reduce((sum, { y }) => sum + y, 0) / at.length;
  const away = ({ x, y }: { x: number; y: number }) => Math.hypot(x - meanX, y - meanY);
  return at.reduce((best, other) => (away(other) < away(best) ? other : best));
}

/** [rows, columns] of a grid: the part of the floor that the middle of each cell is on, from 1. */
function partsOn(grid: Grid, { passable, grid: standing }: StandingFloor): Int32Array {
  const parts = labelParts(passable, standing);
  const found = new Int32Array(grid.rows * grid.columns);
  for (let row = 0; row < grid.rows; row += 1) {
    const standingRow = nearestLine(grid.originYMm + row * grid.cellMm, standing.originYMm, standing);
    if (standingRow < 0 || standingRow >= standing.rows) continue;
    for (let column = 0; column < grid.columns; column += 1) {
      const eastMm = grid.originXMm + column * grid.cellMm;
      const standingColumn = nearestLine(eastMm, standing.originXMm, standing);
      if (standingColumn < 0 || standingColumn >= standing.columns) continue;
      found[row * grid.columns + column] = parts[standingRow * standing.columns + standingColumn];
    }
  }
  return found;
}

function nearestLine(atMm: number, originMm: number, { cellMm }: Grid): number {
  return Math.round((atMm - originMm) / cellMm);
}

/** Clears the cells whose centres are within reach of a segment. */
function blockSegment(cells: Uint8Array, grid: Grid, start: Point, end: Point, reachM: number): void {
  const reachMm = metresToMm(reachM);
  const [ax, ay] = start.map(metresToMm);
  const [bx, by] = end.map(metresToMm);
  const firstRow = Math.max(0, Math.ceil((Math.min(ay, by) - reachMm - grid.originYMm) / grid.cellMm));
  const lastRow = Math.min(
    grid.rows - 1,
    Math.floor((Math.max(ay, by) + reachMm - grid.originYMm) / grid.cellMm),
  );
  const lengthSquared = (bx - ax) ** 2 + (by - ay) ** 2;
  for (let row = firstRow; row <= lastRow; row += 1) {
    const y = grid.originYMm + row * grid.cellMm;
    // Only the stretch of the segment near this row matters: long walls cross many columns.
    const [low, high] = stretchNear(ax, ay, bx, by, y, reachMm);
    const first = Math.max(0, Math.ceil((low - reachMm - grid.originXMm) / grid.cellMm));
    const last = Math.min(grid.columns - 1, Math.floor((high + reachMm - grid.originXMm) / grid.cellMm));
    for (let column = first; column <= last; column += 1) {
      const x = grid.originXMm + column * grid.cellMm;
      const along = lengthSquared === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / lengthSquared;
      const t = Math.max(0, Math.min(1, along));
      if (Math.hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - y) <= reachMm) {
        cells[row * grid.columns + column] = 0;
      }
    }
  }
}

/** Range of x of the part of a segment whose y is within reach of a row. */
function stretchNear(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  y: number,
  reach: number,
): [number, number] {
  if (ay === by) return [Math.min(ax, bx), Math.max(ax, bx)];
  const at = (level: number) => Math.max(0, Math.min(1, (level - ay) / (by - ay)));
  const first = ax + at(y - reach) * (bx - ax);
  const second = ax + at(y + reach) * (bx - ax);
  return [Math.min(first, second), Math.max(first, second)];
}

/** Connected parts by steps to the eight neighbours. */
export function labelParts(passable: Uint8Array, { rows, columns }: Grid): Int32Array {
  const parts = new Int32Array(passable.length);
  const stack: number[] = [];
  let count = 0;
  for (let seed = 0; seed < passable.length; seed += 1) {
    if (passable[seed] === 0 || parts[seed] !== 0) continue;
    count += 1;
    parts[seed] = count;
    stack.push(seed);
    for (let cell = stack.pop(); cell !== undefined; cell = stack.pop()) {
      const row = Math.floor(cell / columns);
      const column = cell - row * columns;
      for (let dy = -1; dy <= 1; dy += 1) {
        for (let dx = -1; dx <= 1; dx += 1) {
          if (row + dy < 0 || row + dy >= rows || column + dx < 0 || column + dx >= columns) continue;
          const next = cell + dy * columns + dx;
          if (passable[next] === 0 || parts[next] !== 0) continue;
          parts[next] = count;
          stack.push(next);
        }
      }
    }
  }
  return parts;
}
