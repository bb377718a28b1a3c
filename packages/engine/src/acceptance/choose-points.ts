import { createRandom } from '../random.ts';
import { cellKind } from '../scene/scene.ts';
import type { WalkingFloor } from './walking-floor.ts';

export const strata = ['lane', 'bay', 'lobby'] as const;
/** Open floor, bays, lift lobbies: each gets points in proportion to its counted area. */
export type Stratum = (typeof strata)[number];

export interface ChosenPoint {
  floor: WalkingFloor;
  cell: number;
  stratum: Stratum;
}

/** Cells of one kind on one level that points may be in. */
export interface StratumCells {
  floor: WalkingFloor;
  stratum: Stratum;
  /** In the order of a Hilbert curve: any stretch of it is compact. */
  cells: Int32Array;
  areaM2: number;
}

/** Parts of a floor smaller than this get no points, m². */
const leastPartM2 = 30;
/** Closer than this share of the mean distance nothing is pushed aside: every place stays as likely as another. */
const looseRatio = 0.55;
/** Places tried per point before the farthest from all others is taken. */
const triesPerPoint = 40;

/** The counted floor that can be reached on foot, by level and kind. */
export function listStrata(floors: readonly WalkingFloor[]): StratumCells[] {
  return floors.flatMap((floor) => {
    const { kinds, passable, parts, lobby, cellM, cellAreaM2 } = floor;
    const partCells = new Map<number, number>();
    const isFree = (cell: number) => passable[cell] === 1 && kinds[cell] !== cellKind.none;
    for (let cell = 0; cell < kinds.length; cell += 1) {
      if (isFree(cell)) partCells.set(parts[cell], (partCells.get(parts[cell]) ?? 0) + 1);
    }
    const lists: Record<Stratum, number[]> = { lane: [], bay: [], lobby: [] };
    for (let cell = 0; cell < kinds.length; cell += 1) {
      if (!isFree(cell) || (partCells.get(parts[cell]) ?? 0) * cellM ** 2 < leastPartM2) continue;
      const stratum = lobby[cell] === 1 ? 'lobby' : kinds[cell] === cellKind.inBay ? 'bay' : 'lane';
      lists[stratum].push(cell);
    }
    return strata.map((stratum) => ({
      floor,
      stratum,
      cells: alongHilbert(lists[stratum], floor.grid.columns),
      areaM2: lists[stratum].length * cellAreaM2,
    }));
  });
}

/**
 * `count` points over all strata in proportion to their areas (largest remainders): each stratum is cut into compact
 * parts of equal area with one random point in each, `spacingM` from all others on its level where there is room for it.
 */
export function choosePoints(
  all: readonly StratumCells[],
  count: number,
  spacingM: number,
  seed: number,
): ChosenPoint[] {
  const random = createRandom(seed);
  const shares = allocate(
    all.map(({ areaM2 }) => areaM2),
    count,
  );
  const totalM2 = all.reduce((sum, { areaM2 }) => sum + areaM2, 0);
  const nearestAllowedM = Math.min(spacingM, looseRatio * Math.sqrt(totalM2 / Math.max(1, count)));
  const chosen: ChosenPoint[] = [];
  all.forEach(({ floor, stratum, cells }, index) => {
    const own = shares[index];
    if (own === 0) return;
    const near = chosen.filter((point) => point.floor === floor);
    for (let part = 0; part < own; part += 1) {
      const first = Math.floor((part * cells.length) / own);
      const end = Math.max(first + 1, Math.floor(((part + 1) * cells.length) / own));
      let best = cells[first];
      let bestM = -1;
      for (let attempt = 0; attempt < triesPerPoint && bestM < nearestAllowedM; attempt += 1) {
        const cell = cells[first + Math.floor(random() * (end - first))];
        const distanceM = nearestM(floor, cell, near);
        if (distanceM > bestM) {
          best = cell;
          bestM = distanceM;
        }
      }
      const point = { floor, cell: best, stratum };
      chosen.push(point);
      near.push(point);
    }
  });
  return chosen;
}

function nearestM(floor: WalkingFloor, cell: number, points: readonly ChosenPoint[]): number {
  let nearest = Infinity;
  for (const point of points) {
    const apart = Math.hypot(floor.x(cell) - floor.x(point.cell), floor.y(cell) - floor.y(point.cell));
    if (apart < nearest) nearest = apart;
  }
  return nearest;
}

/** Whole shares of a count in proportion to areas. */
function allocate(areasM2: readonly number[], count: number): number[] {
  const totalM2 = areasM2.reduce((sum, areaM2) => sum + areaM2, 0);
  const exact = areasM2.map((areaM2) => (totalM2 === 0 ? 0 : (areaM2 * count) / totalM2));
  const shares = exact.map(Math.floor);
  const left = count - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) shares[index] += 1;
  return shares;
}

function alongHilbert(cells: readonly number[], columns: number): Int32Array {
  const order = 2 ** 13;
  const keys = Float64Array.from(cells, (cell) => {
    const row = Math.floor(cell / columns);
    return hilbertIndex(cell - row * columns, row, order) * 2 ** 24 + cell;
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
