import { createRandom, mmToMetres } from '../../core/index.ts';
import { type Level, zoneKindRow } from '../../plan/index.ts';
import type { Grid } from '../kernel/field-kernel.ts';
import { cellKind, fillPolygon } from '../scene/build-grid.ts';
import type { Lattice } from './gaussian-fields.ts';

/** Squares of one kind on one level that locations may be in. */
export interface SquareStratum {
  level: number;
  stratum: Stratum;
  /** Numbers of the squares in the order of a Hilbert curve: any stretch of it is compact. */
  squares: Int32Array;
  /** Counted floor that they stand for. */
  areaM2: number;
}

/** Closer than this fraction of the mean distance nothing is pushed aside: every point stays as likely as another. */
const looseRatio = 0.55;
/** Points tried per location before the farthest from all others is taken. */
const triesPerLocation = 40;

/** The squares by level and kind of floor. */
export function listStrata(squares: TestSquares): SquareStratum[] {
  const strata: SquareStratum[] = [];
  squares.areasM2.forEach((areas, level) => {
    for (const [stratum, areaM2] of Object.entries(areas) as [Stratum, number][]) {
      const drawn: number[] = [];
      for (let square = squares.firstOf[level]; square < squares.firstOf[level + 1]; square += 1) {
        if (squares.strata[square] === stratum) drawn.push(square);
      }
      if (drawn.length > 0) strata.push({ level, stratum, squares: alongHilbert(drawn, squares), areaM2 });
    }
  });
  return strata;
}

/**
 * `count` locations over all strata in proportion to their areas (largest remainders), as far as they have squares: each
 * stratum is cut into compact parts with one random square in each, `spacingM` from all others on its level where there
 * is room for it. Numbers of squares.
 */
export function drawLocations(
  strata: readonly SquareStratum[],
  squares: TestSquares,
  { count, spacingM, seed }: { count: number; spacingM: number; seed: number },
): Int32Array {
  const random = createRandom(seed);
  const fractions = allocate(strata, count);
  const totalM2 = strata.reduce((sum, { areaM2 }) => sum + areaM2, 0);
  const nearestAllowedM = Math.min(spacingM, looseRatio * Math.sqrt(totalM2 / Math.max(1, count)));
  const drawn: number[] = [];
  let level = -1;
  let firstOnLevel = 0;
  strata.forEach((stratum, index) => {
    if (stratum.level !== level) {
      level = stratum.level;
      firstOnLevel = drawn.length;
    }
    const stratumSquares = stratum.squares;
    for (let part = 0; part < fractions[index]; part += 1) {
      const first = Math.floor((part * stratumSquares.length) / fractions[index]);
      const end = Math.max(first + 1, Math.floor(((part + 1) * stratumSquares.length) / fractions[index]));
      let best = stratumSquares[first];
      let bestM = -1;
      for (let attempt = 0; attempt < triesPerLocation && bestM < nearestAllowedM; attempt += 1) {
        const square = stratumSquares[first + Math.floor(random() * (end - first))];
        const distanceM = nearestM(squares, square, drawn, firstOnLevel);
        if (distanceM > bestM) {
          best = square;
          bestM = distanceM;
        }
      }
      drawn.push(best);
    }
  });
  return Int32Array.from(drawn);
}

function nearestM(
  { eastM, northM }: TestSquares,
  square: number,
  drawn: readonly number[],
  first: number,
): number {
  let nearest2 = Infinity;
  for (let index = first; index < drawn.length; index += 1) {
    const apart2 = (eastM[square] - eastM[drawn[index]]) ** 2 + (northM[square] - northM[drawn[index]]) ** 2;
    if (apart2 < nearest2) nearest2 = apart2;
  }
  return Math.sqrt(nearest2);
}

/** Whole fractions of a count in proportion to areas, no more than there are squares. */
function allocate(strata: readonly SquareStratum[], count: number): number[] {
  const totalM2 = strata.reduce((sum, { areaM2 }) => sum + areaM2, 0);
  const exact = strata.map(({ areaM2 }) => (totalM2 === 0 ? 0 : (areaM2 * count) / totalM2));
  const fractions = exact.map(Math.floor);
  const left = count - fractions.reduce((sum, fraction) => sum + fraction, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) fractions[index] += 1;
  return fractions.map((fraction, index) => Math.min(fraction, strata[index].squares.length));
}

function alongHilbert(ordered: readonly number[], squares: TestSquares): Int32Array {
  const { grids, levelCells, firstOf } = squares;
  const order = 2 ** 13;
  const level = levelOfSquare(squares, ordered[0]);
  const { columns } = grids[level];
  const keys = Float64Array.from(ordered, (square) => {
    const cell = levelCells[level][square - firstOf[level]];
    const row = Math.floor(cell / columns);
    return hilbertIndex(cell - row * columns, row, order) * 2 ** 24 + square;
  });
  keys.sort();
  return Int32Array.from(keys, (key) => key % 2 ** 24);
}

function hilbertIndex(column: number, row: number, order: number): number {
  let x = column;
  let y = row;
  let index = 0;
  for (let side = order / 2; side >= 1; side /= 2) {
    const right = (x & side) > 0 ? 1 : 0;
    const up = (y & side) > 0 ? 1 : 0;
    index += side * side * ((3 * right) ^ up);
    if (up === 0) {
      if (right === 1) {
        x = side - 1 - (x & (side - 1));
        y = side - 1 - (y & (side - 1));
      }
      [x, y] = [y, x];
    }
  }
  return index;
}

/** Side of the square of floor that is one location of an acceptance test, metres. */
export const locationM = 2;
/** Distance between the middles of squares that may be drawn, metres: closer ones tell the same. */
const spacingM = 3;

export const strata = ['lane', 'bay', 'lobby'] as const;
/** Open floor, bays, lift lobbies: each gets locations in proportion to its counted area. */
export type Stratum = (typeof strata)[number];

/** A level's floor as the test sees it. */
export interface WalkedFloor {
  grid: Grid;
  /** [rows, columns] of `cellKind`. */
  cells: Uint8Array;
  /** [rows, columns] 1 where a person can stand on floor that a way leads to; where it is not known everywhere. */
  reachable?: Uint8Array;
  /**
   * Bays, if known: locations in one bay are in one car; else each location in a bay is in a car of its own.
   */
  bays?: Level['bays'];
  /** Zones, if known: lobbies have locations in proportion to their area. */
  zones?: Level['zones'];
}

/** A lattice of squares on a grid, in cells. */
export interface SquareLattice extends Lattice {
  firstRow: number;
  firstColumn: number;
  stepCells: number;
}

/** The squares of counted floor that an acceptance test may draw as locations: those whose middle counts and can be stood on. */
export interface TestSquares {
  /** [levels] */
  grids: Grid[];
  lattices: SquareLattice[];
  /** [levels] of [squares of the level]: the cell at the middle of each. */
  levelCells: Int32Array[];
  /** [levels + 1]: number of the level's first square. */
  firstOf: number[];
  /** [squares], level by level: `cellKind`, and metres in the plan's frame. */
  kinds: Uint8Array;
  strata: Stratum[];
  eastM: Float64Array;
  northM: Float64Array;
  /** [squares]: counted floor that is known once the location is measured, m². */
  visitedM2: Float64Array;
  /** [levels]: counted floor of each kind. */
  areasM2: Record<Stratum, number>[];
  /** The same, of floor where a person can stand and that a way leads to. */
  reachableAreasM2: Record<Stratum, number>[];
}

/** Lists the squares of all levels. Where they miss all of a tiny floor, every cell is one, at last those in walls too. */
export function listSquares(floors: readonly WalkedFloor[]): TestSquares {
  const usual = squaresOf(floors, spacingM);
  if (usual.kinds.length > 0) return usual;
  const every = squaresOf(floors, 0);
  if (every.kinds.length > 0) return every;
  return squaresOf(
    floors.map((floor) => ({ ...floor, reachable: undefined })),
    0,
  );
}

function squaresOf(floors: readonly WalkedFloor[], stepM: number): TestSquares {
  const lattices = floors.map(({ grid }) => squareLattice(grid, stepM));
  const levelCells = floors.map((floor, level) => latticeCells(floor, lattices[level]));
  const firstOf = [0];
  for (const { length } of levelCells) firstOf.push(firstOf[firstOf.length - 1] + length);
  const lobbies = floors.map(({ grid, zones = [] }) => {
    const isLobby = new Uint8Array(grid.rows * grid.columns);
    for (const zone of zones) if (zoneKindRow(zone.kind).isLobby) fillPolygon(isLobby, grid, zone.polygon, 1);
    return isLobby;
  });
  const stratumOf = (level: number, cell: number): Stratum =>
    floors[level].cells[cell] === cellKind.inBay ? 'bay' : lobbies[level][cell] === 1 ? 'lobby' : 'lane';
  const each = <Value>(value: (floor: WalkedFloor, cell: number, level: number) => Value): Value[] =>
    floors.flatMap((floor, level) => Array.from(levelCells[level], (cell) => value(floor, cell, level)));
  return {
    grids: floors.map(({ grid }) => grid),
    lattices,
    levelCells,
    firstOf,
    kinds: Uint8Array.from(each(({ cells }, cell) => cells[cell])),
    strata: each((_, cell, level) => stratumOf(level, cell)),
    eastM: Float64Array.from(each(({ grid }, cell) => cellEastM(grid, cell))),
    northM: Float64Array.from(each(({ grid }, cell) => cellNorthM(grid, cell))),
    visitedM2: Float64Array.from(each(visitedM2)),
    areasM2: floors.map((floor, level) => areasOf(floor, (cell) => stratumOf(level, cell))),
    reachableAreasM2: floors.map((floor, level) =>
      areasOf(floor, (cell) => stratumOf(level, cell), floor.reachable),
    ),
  };
}

/** Counted floor of each kind, m²; of cells that `only` marks. */
function areasOf(
  { grid, cells }: WalkedFloor,
  stratumOf: (cell: number) => Stratum,
  only?: Uint8Array,
): Record<Stratum, number> {
  const areas = { lane: 0, bay: 0, lobby: 0 };
  const cellM2 = mmToMetres(grid.cellMm) ** 2;
  for (let cell = 0; cell < cells.length; cell += 1) {
    if (cells[cell] !== cellKind.none && only?.[cell] !== 0) areas[stratumOf(cell)] += cellM2;
  }
  return areas;
}

function squareLattice(grid: Grid, stepM: number): SquareLattice {
  const cellM = mmToMetres(grid.cellMm);
  const stepCells = Math.max(1, Math.round(stepM / cellM));
  const rows = Math.max(1, Math.floor(grid.rows / stepCells));
  const columns = Math.max(1, Math.floor(grid.columns / stepCells));
  // In the middle of the floor, as far from one edge as from the other.
  const firstOf = (cells: number, count: number) => (cells - 1 - (count - 1) * stepCells) >> 1;
  return {
    rows,
    columns,
    rowStepM: stepCells * cellM,
    columnStepM: stepCells * cellM,
    firstRow: firstOf(grid.rows, rows),
    firstColumn: firstOf(grid.columns, columns),
    stepCells,
  };
}

function latticeCells({ grid, cells, reachable }: WalkedFloor, lattice: SquareLattice): Int32Array {
  const { rows, columns, firstRow, firstColumn, stepCells } = lattice;
  const found: number[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const cell = (firstRow + row * stepCells) * grid.columns + firstColumn + column * stepCells;
      if (cells[cell] !== cellKind.none && reachable?.[cell] !== 0) found.push(cell);
    }
  }
  return Int32Array.from(found);
}

/** Counted cells in the square of the plan's frame around a cell: what a measured location is known of. */
function visitedM2({ grid, cells }: WalkedFloor, cell: number): number {
  const squareOf = (metres: number) => Math.floor(metres / locationM);
  const [east, north] = [squareOf(cellEastM(grid, cell)), squareOf(cellNorthM(grid, cell))];
  const reach = Math.ceil(locationM / mmToMetres(grid.cellMm));
  const row = Math.floor(cell / grid.columns);
  const column = cell - row * grid.columns;
  let count = 0;
  for (let y = Math.max(0, row - reach); y <= Math.min(grid.rows - 1, row + reach); y += 1) {
    for (let x = Math.max(0, column - reach); x <= Math.min(grid.columns - 1, column + reach); x += 1) {
      const near = y * grid.columns + x;
      if (cells[near] === cellKind.none) continue;
      if (squareOf(cellEastM(grid, near)) === east && squareOf(cellNorthM(grid, near)) === north) count += 1;
    }
  }
  return count * mmToMetres(grid.cellMm) ** 2;
}

/** Index of the level that a square is on. */
export function levelOfSquare({ firstOf }: TestSquares, square: number): number {
  let level = firstOf.length - 2;
  while (firstOf[level] > square) level -= 1;
  return level;
}

export function cellEastM(grid: Grid, cell: number): number {
  return mmToMetres(grid.originXMm + (cell % grid.columns) * grid.cellMm);
}

export function cellNorthM(grid: Grid, cell: number): number {
  return mmToMetres(grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm);
}
