import { dbToRatio, LOSS_UNITS_PER_DB, lossUnitsToDb, ratioToDb } from '../../core/index.ts';
import { OBLIQUE_FIELDS, type Obstacles } from './field-kernel.ts';
import { type PointMm, sideOfWall } from './obstacle-crossings.ts';

/** A cap beyond this many dB is no cap: nothing in radio planning is 1000 dB down. */
const LARGEST_CAP_DB = 1000;

/** Walls above cap + margin carry less than 10^−6 of the leakage: 4·10^−6 dB. */
const MARGIN_DB = 60;

/**
 * Loss of obstacles whose own losses add up to `sumDb`, dB: `2k(√(1 + sum/k) − 1)` with the knee k. The first ones cost
 * what they cost, each further one less: behind many walls more and more arrives by other ways than straight through.
 */
export function saturatedLossDb(sumDb: number, kneeDb: number = Number.POSITIVE_INFINITY): number {
  // The same without the cancellation of a small sum.
  return kneeDb === Number.POSITIVE_INFINITY ? sumDb : (2 * sumDb) / (Math.sqrt(1 + sumDb / kneeDb) + 1);
}

/** What another dB of obstacles costs behind a sum of them, 0–1: the slope of `saturatedLossDb`. */
export function saturationSlope(sumDb: number, kneeDb: number): number {
  return 1 / Math.sqrt(1 + sumDb / kneeDb);
}

/**
 * Obstacle loss in dB with the fraction c = 10^(−cap/10) of the energy leaking around the obstacles:
 * `−10 log10((1 − c)·10^(−loss/10) + c)`. 0 without obstacles, below both loss and cap with them; a `capDb` above
 * 1000 (Infinity) is no cap.
 */
export function leakageLossDb(obstacleLossDb: number, capDb: number, kneeDb?: number): number {
  const lossDb = saturatedLossDb(obstacleLossDb, kneeDb);
  if (capDb > LARGEST_CAP_DB) return lossDb;
  const leakedRatio = dbToRatio(-capDb);
  return Math.max(0, -ratioToDb((1 - leakedRatio) * dbToRatio(-lossDb) + leakedRatio));
}

/** Bounds are few: a model has one, and every kernel of a process looks its table up. */
const maxTables = 4;
const knownTables = new Map<string, Float32Array>();

/**
 * `leakageLossDb` for every loss of 0, 1, 2 … units (1/256 dB); losses beyond the end take the last entry.
 * Empty when there is neither cap nor knee. Shared: not to be written to.
 */
export function leakageTable(capDb: number, kneeDb?: number): Float32Array {
  const key = `${capDb} ${kneeDb}`;
  const known = knownTables.get(key);
  if (known) return known;
  const table = createTable(capDb, kneeDb);
  if (knownTables.size === maxTables) knownTables.clear();
  knownTables.set(key, table);
  return table;
}

function createTable(capDb: number, kneeDb: number | undefined): Float32Array {
  if (capDb > LARGEST_CAP_DB && kneeDb === undefined) return new Float32Array(0);
  const table = new Float32Array(Math.ceil(sumForDb(capDb + MARGIN_DB, kneeDb) * LOSS_UNITS_PER_DB));
  for (let units = 0; units < table.length; units++) {
    table[units] = leakageLossDb(lossUnitsToDb(units), capDb, kneeDb);
  }
  return table;
}

/** Sum of losses whose `saturatedLossDb` is so much, dB; at most 1000. */
export function sumForDb(saturatedDb: number, kneeDb: number | undefined): number {
  const sumDb = kneeDb === undefined ? saturatedDb : saturatedDb + saturatedDb ** 2 / (4 * kneeDb);
  return Math.min(LARGEST_CAP_DB, sumDb);
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
