import { createRandom } from '../../core/index.ts';
import { levelOfSquare, type Stratum, type TestSquares } from './test-squares.ts';

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

/** The squares by level and kind of floor, of those that are asked for. */
export function listStrata(
  squares: TestSquares,
  isWanted: (square: number) => boolean = () => true,
): SquareStratum[] {
  const strata: SquareStratum[] = [];
  squares.areasM2.forEach((areas, level) => {
    for (const [stratum, areaM2] of Object.entries(areas) as [Stratum, number][]) {
      const own: number[] = [];
      for (let square = squares.firstOf[level]; square < squares.firstOf[level + 1]; square += 1) {
        if (squares.strata[square] === stratum && isWanted(square)) own.push(square);
      }
      if (own.length > 0) strata.push({ level, stratum, squares: alongHilbert(own, squares), areaM2 });
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
    const own = stratum.squares;
    for (let part = 0; part < fractions[index]; part += 1) {
      const first = Math.floor((part * own.length) / fractions[index]);
      const end = Math.max(first + 1, Math.floor(((part + 1) * own.length) / fractions[index]));
      let best = own[first];
      let bestM = -1;
      for (let attempt = 0; attempt < triesPerLocation && bestM < nearestAllowedM; attempt += 1) {
        const square = own[first + Math.floor(random() * (end - first))];
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

function alongHilbert(own: readonly number[], squares: TestSquares): Int32Array {
  const { grids, levelCells, firstOf } = squares;
  const order = 2 ** 13;
  const level = levelOfSquare(squares, own[0]);
  const { columns } = grids[level];
  const keys = Float64Array.from(own, (square) => {
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
