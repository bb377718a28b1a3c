import { dbToRatio, LOSS_UNITS_PER_DB, lossUnitsToDb, ratioToDb } from '../../core/index.ts';

/** A cap beyond this many dB is no cap: nothing in radio planning is 1000 dB down. */
const LARGEST_CAP_DB = 1000;

/** Above cap + margin the walls carry less than 10^−6 of the leakage: 4·10^−6 dB. */
const MARGIN_DB = 60;

/**
 * Obstacle loss in dB with the fraction c = 10^(−cap/10) of the energy leaking around the obstacles:
 * `−10 log10((1 − c)·10^(−loss/10) + c)`. 0 without obstacles, below both loss and cap with them; a `capDb` above
 * 1000 (Infinity) is no cap.
 */
export function leakageLossDb(obstacleLossDb: number, capDb: number): number {
  if (capDb > LARGEST_CAP_DB) return obstacleLossDb;
  const leakedRatio = dbToRatio(-capDb);
  return Math.max(0, -ratioToDb((1 - leakedRatio) * dbToRatio(-obstacleLossDb) + leakedRatio));
}

/**
 * `leakageLossDb` for every loss of 0, 1, 2 … units (1/256 dB); losses beyond the end take the last entry.
 * Empty when there is no cap.
 */
export function createLeakageTable(capDb: number): Float32Array {
  if (capDb > LARGEST_CAP_DB) return new Float32Array(0);
  const table = new Float32Array(Math.ceil((capDb + MARGIN_DB) * LOSS_UNITS_PER_DB));
  for (let units = 0; units < table.length; units++) {
    table[units] = leakageLossDb(lossUnitsToDb(units), capDb);
  }
  return table;
}
