import { metresToMm, mmToMetres, type Point, pointInMetres } from '../../core/index.ts';
import {
  type Level,
  levelWalls,
  openingKindRow,
  placedOpenings,
  wallCorners,
  zoneKindRow,
} from '../../plan/index.ts';
import {
  buildGrid,
  columnOutline,
  countedCells,
  defaultResolutionM,
  fillPolygon,
  type Grid,
  markCells,
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

/** Fine enough for a door of 0.8 m. */
const fineCellM = 0.25;
const coarseCellM = 0.5;
const maxFineCells = 4_000_000;
/** Half a diagonal step and a little: a step that crosses a line has an end nearer to it than this, in cells. */
const stepReach = 0.72;
/** People walk under what begins above their heads, metres. */
const headHeightM = 1.8;
/** People keep so far from walls and parked cars where there is room, metres. */
const clearanceM = 0.5;

/** The floor of a level as people walk it: walls less their openings, columns, and rooms that are not entered, are left out. */
export function walkingFloor(level: Level): WalkingFloor {
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
    if ((opening.state === 'closed' && isBarredWhenClosed) || isShaftDoor)
      blockSegment(passable, grid, start, end, reachM);
  }
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
function labelParts(passable: Uint8Array, { rows, columns }: Grid): Int32Array {
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
