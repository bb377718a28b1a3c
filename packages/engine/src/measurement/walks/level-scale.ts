// Reporting ranges: TS 36.133 table 9.1.4-1 (RSRP), TS 38.133 table 10.1.6.1-1 (SS-RSRP), TS 45.008 section 8.1.4 (RXLEV).
import { type Phrase, say } from '../../core/index.ts';
import type { Carrier } from '../../plan/index.ts';

type Technology = Carrier['technology'];

/** Lowest and highest level that a phone reports, dBm, and what report 0 lies below. */
export const reportedRange: Readonly<
  Record<Technology, { lowDbm: number; highDbm: number; reports: number }>
> = {
  gsm: { lowDbm: -110, highDbm: -40, reports: 63 },
  lte: { lowDbm: -140, highDbm: -30, reports: 97 },
  nr: { lowDbm: -156, highDbm: -25, reports: 127 },
};

/** How the numbers of a column of levels are meant. */
export interface LevelScale {
  toDbm(value: number, technology: Technology): number;
  /** What was assumed, where it is not said. */
  assumption?: Phrase;
}

const asIs: LevelScale = { toDbm: (value) => value };

/**
 * Tells dBm from magnitudes without a sign, tenths of a decibel, 3GPP reports and Android's ASU, by the column's unit and
 * name and all its values. A reading below the lowest report comes back below `lowDbm`.
 */
export function levelScale(name: string, unit: string | undefined, values: readonly number[]): LevelScale {
  let lowest = Infinity;
  let highest = -Infinity;
  let positive = 0;
  let count = 0;
  let whole = true;
  for (const value of values) {
    // What stands for "none" says nothing of the unit.
    if (!Number.isFinite(value) || isPlaceholder(value)) continue;
    count += 1;
    if (value > 0) positive += 1;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    whole &&= Number.isInteger(value);
  }
  if (count === 0) return asIs;
  if (/asu/i.test(name)) return { toDbm: fromAsu, assumption: say('walk-level-asu', { column: name }) };
  if (highest <= -250 && lowest >= -1600) {
    return { toDbm: (value) => value / 10, assumption: say('walk-level-tenths', { column: name }) };
  }
  // A single stray does not turn a column of dBm into another unit.
  if (positive < count / 2) return asIs;
  const isReport = whole && lowest >= 0 && highest <= 127 && lowest < 40 && unit !== 'dbm';
  if (isReport) return { toDbm: fromReport, assumption: say('walk-level-report', { column: name }) };
  return { toDbm: (value) => -Math.abs(value), assumption: say('walk-level-unsigned', { column: name }) };
}

/** Numbers that stand for "no value": Android's, and the usual nines. */
export function isPlaceholder(value: number): boolean {
  return Math.abs(value) >= 32_767 || Math.abs(value) === 9999 || Math.abs(value) === 999;
}

/** Middle of what a report stands for; report 0 is anything below the scale. */
function fromReport(report: number, technology: Technology): number {
  const { lowDbm } = reportedRange[technology];
  return report <= 0 ? lowDbm - 1 : lowDbm + report - 0.5;
}

/** Android's arbitrary strength unit. */
function fromAsu(asu: number, technology: Technology): number {
  if (technology === 'gsm') return asu <= 0 ? reportedRange.gsm.lowDbm - 3 : -113 + 2 * asu;
  return -140 + asu;
}

/** Phones hear at least this little; a pile of stronger readings is a place, not a floor, dBm. */
const highestFloorDbm = -110;

/**
 * The lowest reading, where so many rows have exactly it that it must be the phone's floor and not the garage's, dBm.
 * [count] of readings, dBm
 */
export function findFloorDbm(levelsDbm: readonly number[]): number | undefined {
  let lowest = Infinity;
  for (const value of levelsDbm) if (value < lowest) lowest = value;
  let at = 0;
  let near = 0;
  for (const value of levelsDbm) {
    if (value === lowest) at += 1;
    else if (value <= lowest + 3) near += 1;
  }
  return lowest <= highestFloorDbm && at >= 10 && at > 3 * near ? lowest : undefined;
}
