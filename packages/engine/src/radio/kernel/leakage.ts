import { dbToLossUnits, dbToRatio, lossUnitsToDb, ratioToDb } from '../../core/index.ts';
import { OBLIQUE_FIELDS, type Obstacles } from './field-kernel.ts';
import { type PointMm, sideOfWall } from './obstacle-crossings.ts';

/** A cap beyond this many dB is no cap: nothing in radio planning is 1000 dB down. */
const LARGEST_CAP_DB = 1000;

/** Walls above cap + margin carry less than 10^−6 of the leakage: 4·10^−6 dB. */
const MARGIN_DB = 60;

/** Units of a square of losses (`Obstacles.areSquares`): a wall of 3 dB is told to 0.01 dB. */
const UNITS_PER_SQUARE_DB = 16;

/** Loss of one obstacle, dB, as the units of an obstacle set. */
export function obstacleUnits(lossDb: number, areSquares: boolean | undefined): number {
  return areSquares ? Math.round(lossDb * lossDb * UNITS_PER_SQUARE_DB) : dbToLossUnits(lossDb);
}

/** Loss of what a link crosses, dB, by the sum of its units. */
export function crossedLossDb(sumUnits: number, areSquares: boolean | undefined): number {
  return areSquares ? Math.sqrt(sumUnits / UNITS_PER_SQUARE_DB) : lossUnitsToDb(sumUnits);
}

/**
 * Obstacle loss in dB with the fraction c = 10^(−cap/10) of the energy leaking around the obstacles:
 * `−10 log10((1 − c)·10^(−loss/10) + c)`. 0 without obstacles, below both loss and cap with them; a `capDb` above
 * 1000 (Infinity) is no cap.
 */
export function leakageLossDb(obstacleLossDb: number, capDb: number): number {
  if (capDb > LARGEST_CAP_DB) return obstacleLossDb;
  return leakingLossDb(obstacleLossDb, dbToRatio(-capDb));
}

function leakingLossDb(obstacleLossDb: number, leakedRatio: number): number {
  return Math.max(0, -ratioToDb((1 - leakedRatio) * dbToRatio(-obstacleLossDb) + leakedRatio));
}

/** Bounds are few: a model has one, and every kernel of a process looks its table up. */
const maxTables = 4;
const knownTables = new Map<string, Float32Array>();

/**
 * `leakageLossDb` for every sum of 0, 1, 2 … units of an obstacle set; sums beyond the end take the last entry. Empty
 * where there is no cap and losses add up. Shared: not to be written to.
 */
export function leakageTable(capDb: number, areSquares?: boolean): Float32Array {
  const key = `${capDb} ${areSquares === true}`;
  const known = knownTables.get(key);
  if (known) return known;
  const table = createTable(capDb, areSquares);
  if (knownTables.size === maxTables) knownTables.clear();
  knownTables.set(key, table);
  return table;
}

/** Losses whose squares are tabulated where there is no cap, dB: nothing in a garage is more down. */
const LARGEST_ROOT_DB = 160;

function createTable(capDb: number, areSquares: boolean | undefined): Float32Array {
  const hasCap = capDb <= LARGEST_CAP_DB;
  if (!hasCap && !areSquares) return new Float32Array(0);
  const lastDb = areSquares ? Math.min(LARGEST_ROOT_DB, capDb + MARGIN_DB) : capDb + MARGIN_DB;
  const table = new Float32Array(Math.ceil(obstacleUnits(lastDb, areSquares)));
  const leakedRatio = hasCap ? dbToRatio(-capDb) : 0;
  for (let units = 0; units < table.length; units++) {
    const lossDb = crossedLossDb(units, areSquares);
    table[units] = hasCap ? leakingLossDb(lossDb, leakedRatio) : lossDb;
  }
  return table;
}

/**
 * Loss of the oblique steps [first, end) of one obstacle for a link that counts it, 1/256 dB; see
 * `Obstacles.obliqueSteps`. Reciprocal: a link and its reverse cross in the same direction once taken from the left.
 */
export function obliqueLossUnits(
  t: PointMm,
  p: PointMm,
  a: PointMm,
  b: PointMm,
  steps: Int32Array,
  first: number,
  end: number,
): number {
  const sign = sideOfWall(a, b, t);
  const dx = sign * (p[0] - t[0]);
  const dy = sign * (p[1] - t[1]);
  let sumUnits = 0;
  for (let step = first; step < end; step++) {
    const ex = steps[OBLIQUE_FIELDS * step + 1];
    const ey = steps[OBLIQUE_FIELDS * step + 2];
    // Towards b the flatter links run left of the direction, towards a right of it.
    const alongB = ex * (b[0] - a[0]) + ey * (b[1] - a[1]) > 0;
    const turn = ex * dy - ey * dx;
    if (alongB ? turn > 0 : turn < 0) sumUnits += steps[OBLIQUE_FIELDS * step + 3];
  }
  return sumUnits;
}

const knownStarts = new WeakMap<Int32Array, Int32Array>();

/**
 * First step of each obstacle, [obstacle count + 1]; undefined when there are none. Steps are sorted by
 * obstacle and never change.
 */
export function obliqueStarts({ lossUnits, obliqueSteps: steps }: Obstacles): Int32Array | undefined {
  if (!steps || steps.length === 0) return undefined;
  const known = knownStarts.get(steps);
  if (known) return known;
  const obstacleCount = lossUnits.length;
  const starts = new Int32Array(obstacleCount + 1);
  for (let at = 0; at < steps.length; at += OBLIQUE_FIELDS) starts[steps[at] + 1]++;
  for (let index = 0; index < obstacleCount; index++) starts[index + 1] += starts[index];
  knownStarts.set(steps, starts);
  return starts;
}
