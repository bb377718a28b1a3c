import { mmToMetres } from '../../core/index.ts';
import { type Level, zoneKindRow } from '../../plan/index.ts';
import {
  buildGrid,
  countedCells,
  defaultResolutionM,
  fillPolygon,
  type Grid,
  labelParts,
  markCells,
  standingFloor,
} from '../../radio/index.ts';

/**
 * A strip between parked cars, or between a car and a wall, narrower than about this is no path to walk along, metres.
 */
const minPassageM = 0.75;

/** Floor of a level where people can walk, and where points may be. */
export interface WalkingFloor {
  level: Level;
  grid: Grid;
  cellM: number;
  /** Counted floor that a counted cell stands for, m²: with all cells the area that the verdict counts. */
  cellAreaM2: number;
  /** [rows, columns] of `cellKind`: what the count takes each cell for. */
  kinds: Uint8Array;
  /** [rows, columns] 1 where a person can stand. No step between two such neighbours crosses a wall. */
  passable: Uint8Array;
  /** [rows, columns] part of the floor that can be walked in one piece, from 1; 0 where nobody can stand. */
  parts: Int32Array;
  /** [rows, columns] bay that a cell belongs to, from 1; 0 on open floor. */
  bays: Int32Array;
  /** [rows, columns] 1 on open floor where nothing is within half a metre. */
  clear: Uint8Array;
  /** [rows, columns] 1 in lobbies. */
  lobby: Uint8Array;
  x(cell: number): number;
  y(cell: number): number;
  /** The cell that a location lies in; −1 outside the grid. */
  cellAt(x: number, y: number): number;
}

/** People keep so far from walls and parked cars where there is room, metres. */
const clearanceM = 0.5;

/** The floor of a level as people walk it: walls less their openings, columns, and rooms that are not entered, are left out. */
export function walkingFloor(level: Level): WalkingFloor {
  const { grid, cellM, passable } = standingFloor(level, ({ state }) => state === 'closed');
  const lobby = new Uint8Array(passable.length);
  for (const zone of level.zones ?? [])
    if (zoneKindRow(zone.kind).isLobby) fillPolygon(lobby, grid, zone.polygon, 1);
  const bays = labelBays(level, grid, passable);
  const open = passable.map((free, cell) => (bays[cell] === 0 ? free : 0));
  const kinds = markCells(level, grid);
  const left = mmToMetres(grid.originXMm);
  const bottom = mmToMetres(grid.originYMm);
  return {
    level,
    grid,
    cellM,
    cellAreaM2: countedCells(kinds) === 0 ? 0 : countedAreaM2(level) / countedCells(kinds),
    kinds,
    passable,
    parts: labelParts(passable, grid),
    bays,
    clear: shrinkCells(open, grid, Math.round(clearanceM / cellM)),
    lobby,
    x: (cell) => left + (cell % grid.columns) * cellM,
    y: (cell) => bottom + Math.floor(cell / grid.columns) * cellM,
    cellAt(x, y) {
      const column = Math.round((x - left) / cellM);
      const row = Math.round((y - bottom) / cellM);
      return column < 0 || row < 0 || column >= grid.columns || row >= grid.rows
        ? -1
        : row * grid.columns + column;
    },
  };
}

/** The counted floor of a level as the verdict counts it unless told otherwise: its cells of 0.5 m. */
function countedAreaM2(level: Level): number {
  const grid = buildGrid(level, defaultResolutionM);
  return countedCells(markCells(level, grid)) * mmToMetres(grid.cellMm) ** 2;
}

/** The cells with none but marked cells around them up to `reach` rows and columns away; beyond the grid stands `outside`. */
function shrinkCells(
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

/**
 * [rows, columns] which bay a cell belongs to, from 1 in the order of the plan; 0 on open floor. Strips beside bays that are
 * too narrow to walk along belong to the nearest bay: whoever goes there squeezes past a car. A door is no such strip.
 */
function labelBays(level: Level, grid: Grid, passable: Uint8Array): Int32Array {
  const bays = new Int32Array(passable.length);
  for (const [index, { polygon }] of (level.bays ?? []).entries()) {
    fillPolygon(bays, grid, polygon, index + 1);
  }
  const outside = new Uint8Array(passable.length);
  for (let cell = 0; cell < bays.length; cell += 1) {
    if (passable[cell] === 0) bays[cell] = 0;
    else if (bays[cell] === 0) outside[cell] = 1;
  }
  const reach = Math.max(1, Math.floor(minPassageM / (grid.cellMm / 1000) / 2));
  const wide = openCells(passable, grid, reach);
  const wideOutside = openCells(outside, grid, reach);
  growInto(bays, grid, (cell) => bays[cell] === 0 && wide[cell] === 1 && wideOutside[cell] === 0);
  return bays;
}

/** The cells that a square of 2·reach + 1 cells covers without leaving the set. */
function openCells(cells: Uint8Array, grid: Grid, reach: number): Uint8Array {
  // What lies nowhere near a centre is left over: growing is shrinking the rest.
  return invert(shrinkCells(invert(shrinkCells(cells, grid, reach)), grid, reach, 1));
}

function invert(cells: Uint8Array): Uint8Array {
  for (let cell = 0; cell < cells.length; cell += 1) cells[cell] = 1 - cells[cell];
  return cells;
}

/** Labels spread from cell to side-by-side cell, all at the same pace. */
function growInto(labels: Int32Array, { rows, columns }: Grid, takes: (cell: number) => boolean): void {
  let edge: number[] = [];
  for (let cell = 0; cell < labels.length; cell += 1) if (labels[cell] !== 0) edge.push(cell);
  while (edge.length > 0) {
    const next: number[] = [];
    for (const cell of edge) {
      const row = Math.floor(cell / columns);
      const column = cell - row * columns;
      for (const [near, inside] of [
        [cell - 1, column > 0],
        [cell + 1, column + 1 < columns],
        [cell - columns, row > 0],
        [cell + columns, row + 1 < rows],
      ] as const) {
        if (!inside || !takes(near)) continue;
        labels[near] = labels[cell];
        next.push(near);
      }
    }
    edge = next;
  }
}
