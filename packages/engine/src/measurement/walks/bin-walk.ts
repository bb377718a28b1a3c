import { dbmToMw, mean, mwToDbm, wavelengthM } from '../../core/index.ts';
// Lee's local mean (W. C. Y. Lee, IEEE Trans. Veh. Technol. 34, 1985): fast fading is averaged out over 20–40 wavelengths.

import type { Operator } from '../../plan/index.ts';
import type { WalkReading } from './walk.ts';

/** The readings of one carrier and operator in one square of a level, as one. */
export interface LocalMean {
  level: string;
  operator?: Operator;
  carrierId?: string;
  frequencyMhz?: number;
  /** Mean location of the readings, metres. */
  x: number;
  y: number;
  /** Side of the square, metres. */
  gridM: number;
  /** How many readings; below about 30 some fast fading is left. */
  samples: number;
  /** Mean power, dBm; with any censored reading the median; absent where only results were read. */
  rsrpDbm?: number;
  /** True where the median is below the floor: the level is below `rsrpDbm`. */
  censored?: boolean;
  sinrDb?: number;
  /** False where any result in the square was a failure. */
  served?: boolean;
  /** Mean time of the readings that have one. */
  timeS?: number;
  /** True where the readings are of cells that are not the plan's. */
  isOtherCell?: true;
  /** Lines of the file. */
  rows: number[];
}

/**
 * Squares are 20 wavelengths wide, but no wider than shadowing allows and no narrower than a location is known, metres.
 */
const wavelengths = 20;
const narrowestM = 1;
const widestM = 5;

/** Side of the squares that readings of a frequency are averaged over, metres. */
export function localMeanGridM(frequencyMhz: number | undefined): number {
  const binM = frequencyMhz === undefined ? widestM : wavelengths * wavelengthM(frequencyMhz);
  return Math.min(widestM, Math.max(narrowestM, binM));
}

/**
 * One local mean per level, operator, carrier and square: a phone that stood still counts once. In the order in which the
 * squares were first entered.
 * @param gridM side of the squares; default: by each reading's frequency, `localMeanGridM`
 */
export function binWalk(readings: readonly WalkReading[], gridM?: number): LocalMean[] {
  const squares = new Map<string, WalkReading[]>();
  for (const reading of readings) {
    const side = gridM ?? localMeanGridM(reading.frequencyMhz);
    const column = Math.floor(reading.x / side);
    const row = Math.floor(reading.y / side);
    const of = `${reading.level}|${reading.operator}|${reading.carrierId ?? reading.frequencyMhz}|${reading.isOtherCell}`;
    const key = `${of}|${column}|${row}`;
    const found = squares.get(key);
    if (found) found.push(reading);
    else squares.set(key, [reading]);
  }
  return [...squares.values()].map((readings) =>
    localMean(readings, gridM ?? localMeanGridM(readings[0].frequencyMhz)),
  );
}

/** Local mean of one phone in one square. */
function localMean(readings: readonly WalkReading[], gridM: number): LocalMean {
  const { level, operator, carrierId, frequencyMhz } = readings[0];
  const found: LocalMean = {
    level,
    ...(operator ? { operator } : {}),
    ...(carrierId ? { carrierId } : {}),
    ...(frequencyMhz === undefined ? {} : { frequencyMhz }),
    ...(readings[0].isOtherCell ? { isOtherCell: true } : {}),
    x: mean(readings.map(({ x }) => x)),
    y: mean(readings.map(({ y }) => y)),
    gridM,
    samples: readings.length,
    ...meanLevel(readings),
    rows: readings.map(({ row }) => row),
  };
  const sinrsDb = readings.flatMap(({ sinrDb }) => (sinrDb === undefined ? [] : [sinrDb]));
  if (sinrsDb.length > 0) found.sinrDb = mean(sinrsDb);
  const results = readings.flatMap(({ served }) => (served === undefined ? [] : [served]));
  if (results.length > 0) found.served = results.every(Boolean);
  const timesS = readings.flatMap(({ timeS }) => (timeS === undefined ? [] : [timeS]));
  if (timesS.length > 0) found.timeS = mean(timesS);
  return found;
}

/** Mean of the powers; where some are censored the median, which a minority of them does not move. */
function meanLevel(readings: readonly WalkReading[]): Pick<LocalMean, 'rsrpDbm' | 'censored'> {
  const levels = readings.filter(({ rsrpDbm }) => rsrpDbm !== undefined);
  if (levels.length === 0) return {};
  if (!levels.some(({ censored }) => censored)) {
    return { rsrpDbm: mwToDbm(mean(levels.map(({ rsrpDbm }) => dbmToMw(rsrpDbm as number)))) };
  }
  const sorted = [...levels].sort(
    (a, b) =>
      Number(b.censored ?? false) - Number(a.censored ?? false) ||
      (a.rsrpDbm as number) - (b.rsrpDbm as number),
  );
  // The lower of the two middle ones.
  const middle = sorted[(sorted.length - 1) >> 1];
  return { rsrpDbm: middle.rsrpDbm, ...(middle.censored ? { censored: true } : {}) };
}
