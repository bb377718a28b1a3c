import { type Phrase, say } from '../../core/index.ts';
import {
  type Carrier,
  type Level,
  type Operator,
  type Plan,
  type Technology,
  technologyRow,
  technologyRows,
  usualTechnology,
} from '../../plan/index.ts';
import { carrierFinder, type NoReading, type RowCarrier } from './find-operators.ts';
import { createCarrierMatcher, technologyOf } from './match-carrier.ts';
import type { Preamble } from './read-preamble.ts';
import type { SetAsideReason, SetAsideRow, WalkOptions, WalkReading } from './walk.ts';
import { isInside, type WalkFrame } from './walk-frame.ts';
import {
  highestPci,
  type NumberColumn,
  type ReadingGroup,
  type RowKind,
  type WalkRows,
} from './walk-rows.ts';

/** Scale of the numbers in a column of levels. */
interface LevelScale {
  toDbm(value: number, technology: Technology): number;
  /** The assumption made where the file does not state it. */
  assumption?: Phrase;
}

const asIs: LevelScale = { toDbm: (value) => value };

/** Phones hear at least this little; a pile of stronger readings is a position, not a floor, dBm. */
const highestFloorDbm = -110;

/** No technology has a report below it (TS 36.133 table 9.1.4-1, TS 38.133 table 10.1.6.1-1): less stands for none. */
const lowestReportDbm = -156;
/** Tools write it where nothing was detected; no phone receives as little, dBm. */
const notDetectedDbm = -140;

/** A phone measures no ratio outside these, dB. */
const sinrRangeDb = { min: -40, max: 60 };
const rsrqRangeDb = { min: -45, max: 5 };

/** A file's rows with all that is known of them before they become readings. */
export interface PreparedRows {
  rows: WalkRows;
  levels: readonly (Level | undefined)[];
  frame: WalkFrame;
  preamble: Preamble;
  /** Rows that lie between no two marks. */
  outsideMarks: ReadonlySet<number>;
}

/** The rows as readings in the plan's frame, and those that cannot be used. */
export function buildReadings(
  plan: Plan,
  prepared: PreparedRows,
  options: WalkOptions,
): { readings: WalkReading[]; setAside: SetAsideRow[]; assumptions: Phrase[] } {
  const { rows, levels, frame, preamble } = prepared;
  const readings: WalkReading[] = [];
  const setAside: SetAsideRow[] = [];
  const assumptions: Phrase[] = [];
  const findCarrier = carrierFinder(plan, rows, preamble, options, assumptions);
  const measured = rows.groups.map((group) => ({
    ...group,
    ...measureLevels(plan, group, options, assumptions),
  }));
  rows.lines.forEach((row, index) => {
    const aside = (reason: SetAsideReason, found?: string, at?: SetAsideRow['at']) =>
      setAside.push({ row, reason, ...(found ? { found } : {}), ...(at ? { at } : {}) });
    const kind = kindOf(rows, measured, index);
    if (kind) {
      aside(kind.reason, kind.found);
      return;
    }
    const location = locationOf(rows, index, frame.kind);
    if (typeof location === 'string') {
      const bad = rows.first.bad.get(index) ?? rows.second.bad.get(index);
      aside(prepared.outsideMarks.has(index) ? 'outside-marks' : location, bad);
      return;
    }
    const level = levels[index];
    if (!level) {
      aside('unknown-level', rows.levels[index]);
      return;
    }
    const [x, y] = frame.toPlan(...location);
    if (!isInside(level, [x, y])) {
      aside('outside', `${level.id} (${x.toFixed(1)}, ${y.toFixed(1)})`);
      return;
    }
    const at = { row, x, y, level: level.id };
    readRow(measured, index, (group) => {
      const found = findCarrier(index, group);
      return 'reason' in found ? found : readGroup(rows, index, group, found, at);
    }).forEach((read) => {
      if ('reason' in read) aside(read.reason, read.found, read.at);
      else readings.push(read);
    });
  });
  return { readings, setAside, assumptions };
}

type MeasuredGroup = ReadingGroup & MeasuredLevels;

/** Why a row is set aside whatever stands in it; an event without a level is no measurement that failed. */
function kindOf(rows: WalkRows, groups: readonly MeasuredGroup[], index: number): RowKind | undefined {
  const kind = rows.kinds[index];
  if (kind?.reason === 'duplicate') return kind;
  const isLost = groups.some(({ noService }) => noService[index]);
  if (kind && (kind.found !== undefined || !isLost)) {
    if (kind.found !== undefined || groups.some(({ rsrp }) => !Number.isNaN(rsrp.values[index]))) return kind;
  }
  const isMeasured = groups.some(
    ({ rsrp, served }) => !Number.isNaN(rsrp.values[index]) || served[index] !== undefined,
  );
  if (isMeasured || isLost) return undefined;
  const event = rows.events[index];
  if (event === '' && !rows.elsewhere[index]) return undefined;
  return { reason: 'event', ...(event === '' ? {} : { found: event.slice(0, 60) }) };
}

/**
 * Readings of a row's groups. Carriers that a row has no value of are not missing where another of the operator has one,
 * and of several beams of a cell the strongest serves.
 */
function readRow(
  groups: readonly MeasuredGroup[],
  index: number,
  read: (group: MeasuredGroup) => WalkReading | NoReading,
): (WalkReading | NoReading)[] {
  if (groups.length === 1) return [read(groups[0])];
  const found = groups.map((group) => ({ group, outcome: read(group) }));
  return found.flatMap(({ group, outcome }, at): (WalkReading | NoReading)[] => {
    const others = found.filter((each, other) => other !== at && each.group.operator === group.operator);
    if ('reason' in outcome) {
      const isAnotherRead = others.some((each) => !('reason' in each.outcome));
      const isFirst = found.findIndex((each) => each.group.operator === group.operator) === at;
      const isEmpty = outcome.reason === 'no-reading' || Number.isNaN(group.levelsDbm[index]);
      return isEmpty && (isAnotherRead || !isFirst) ? [] : [outcome];
    }
    const beams = others.filter(
      (each) => each.group.cellSlot === group.cellSlot && !('reason' in each.outcome),
    );
    const isWeaker = beams.some((each) => {
      const dbm = (each.outcome as WalkReading).rsrpDbm ?? Number.NEGATIVE_INFINITY;
      return dbm > (outcome.rsrpDbm ?? Number.NEGATIVE_INFINITY);
    });
    return isWeaker ? [] : [outcome];
  });
}

/** Reading of one group of a row's columns, or the reason why there is none. */
function readGroup(
  rows: WalkRows,
  index: number,
  group: MeasuredGroup,
  { operator, carrier, frequencyMhz }: RowCarrier,
  { row, x, y, level }: Pick<WalkReading, 'row' | 'x' | 'y' | 'level'>,
): WalkReading | NoReading {
  const reading: WalkReading = { row, x, y, level };
  if (operator) reading.operator = operator;
  if (carrier) reading.carrierId = carrier.id;
  if (frequencyMhz !== undefined) reading.frequencyMhz = frequencyMhz;
  const problem = addSignal(reading, group, index, carrier);
  if (problem) return { ...problem, at: { x, y, level, ...(operator ? { operator } : {}) } };
  if (rows.timesS[index] !== undefined) reading.timeS = rows.timesS[index];
  if (group.cells[index] !== '') reading.cell = group.cells[index];
  const pci = group.pci.values[index];
  if (Number.isInteger(pci) && pci >= 0 && pci <= highestPci) reading.pci = pci;
  const beam = group.beam.values[index];
  if (Number.isInteger(beam) && beam >= 0 && beam < beamCount) reading.beam = beam;
  if (!Number.isNaN(rows.points[index])) reading.point = rows.points[index];
  if (rows.required[index]) reading.required = true;
  return reading;
}

/** TS 38.213 section 4.1: at most this many synchronisation blocks in a burst. */
const beamCount = 64;

/** The two numbers of a row's position, or why there is none. */
function locationOf(
  { first, second }: WalkRows,
  index: number,
  kind: WalkFrame['kind'],
): [number, number] | 'no-fix' | 'bad-number' {
  const location: [number, number] = [first.values[index], second.values[index]];
  if (location.some((value) => value === Number.POSITIVE_INFINITY)) return 'bad-number';
  if (!location.every(Number.isFinite)) return 'no-fix';
  const offEarth = Math.abs(location[0]) > 180 || Math.abs(location[1]) > 90;
  if (kind === 'degrees' && (offEarth || (location[0] === 0 && location[1] === 0))) return 'no-fix';
  return location;
}

interface MeasuredLevels {
  /** dBm of each row; NaN none, −Infinity below the floor, +Infinity no number. */
  levelsDbm: number[];
  /** Technology of rows whose carrier is not known. */
  technology: Carrier['technology'];
  floorDbm?: number;
}

/** The levels of a group in dBm, and the floor they show. */
function measureLevels(
  plan: Plan,
  group: ReadingGroup,
  options: WalkOptions,
  assumptions: Phrase[],
): MeasuredLevels {
  const { column, values } = group.rsrp;
  const named = group.technology ?? technologyOfName(column?.name ?? '');
  const technology = named ?? technologyOfPlan(plan, group.operator);
  if (!column) return { levelsDbm: values, technology };
  const scale = levelScale(column.name, column.unit, values);
  if (scale.assumption) assumptions.push(scale.assumption);
  const matchCarrier = createCarrierMatcher(plan);
  if (/rss|信号|level|电平|场强/i.test(column.name) && technologyRow(technology).resourceBlocks) {
    assumptions.push(say('walk-level-vague', { column: column.name }));
  }
  if (group.listed?.name) assumptions.push(say('walk-beams-named', { column: column.name }));
  if (group.listed?.strength) assumptions.push(say('walk-beams-strongest', { column: column.name }));
  const ofRow = createTechnologyReader();
  let unmeasured: number | undefined;
  let undetected = 0;
  let placeholder: number | undefined;
  const levelsDbm = values.map((value, index) => {
    if (!Number.isFinite(value)) return value;
    if (isPlaceholder(value)) {
      placeholder ??= value;
      return Number.NaN;
    }
    const matched = () => matchCarrier(group.carriers[index], group.operator).carrier?.technology;
    const resolved = ofRow(group.carriers[index].technology) ?? named ?? matched() ?? technology;
    const dbm = scale.toDbm(value, resolved);
    if (dbm < lowestReportDbm) {
      unmeasured ??= value;
      return Number.NaN;
    }
    if (dbm > Math.max(technologyRow(resolved).reported.lowDbm, notDetectedDbm)) return dbm;
    undetected += 1;
    return Number.NEGATIVE_INFINITY;
  });
  if (placeholder !== undefined) {
    assumptions.push(say('walk-level-placeholder', { column: column.name, found: placeholder }));
  }
  if (undetected > 0)
    assumptions.push(say('walk-level-undetected', { column: column.name, rows: undetected }));
  if (unmeasured !== undefined) {
    assumptions.push(say('walk-level-none', { column: column.name, found: unmeasured }));
  }
  if (options.floorDbm !== undefined) return { levelsDbm, technology, floorDbm: options.floorDbm };
  const floorDbm = findFloorDbm(levelsDbm.filter(Number.isFinite));
  if (floorDbm !== undefined) {
    assumptions.push(say('walk-floor', { column: column.name, floor: Math.round(10 * floorDbm) / 10 }));
  }
  return { levelsDbm, technology, floorDbm };
}

/** Technologies of words, each looked up once. */
function createTechnologyReader(): (text: string) => Technology | undefined {
  const known = new Map<string, Technology | undefined>();
  return (text) => {
    if (text !== '' && !known.has(text)) known.set(text, technologyOf(text));
    return known.get(text);
  };
}

function technologyOfName(name: string): Carrier['technology'] | undefined {
  return technologyRows.find(({ written: { levelColumn } }) => levelColumn?.test(name))?.id;
}

function technologyOfPlan(plan: Plan, operator: Operator | undefined): Carrier['technology'] {
  const matching = plan.carriers.filter((carrier) => operator === undefined || carrier.operator === operator);
  const technologies = new Set(matching.map(({ technology }) => technology));
  return technologies.size === 1 ? matching[0].technology : usualTechnology;
}

/** Writes what was measured; returns why that is nothing. */
function addSignal(
  reading: WalkReading,
  group: ReadingGroup & MeasuredLevels,
  index: number,
  carrier: Carrier | undefined,
): { reason: SetAsideReason; found?: string } | undefined {
  const { levelsDbm, floorDbm, rsrp, sinr, rsrq, served, noService } = group;
  const { lowDbm, highDbm } = technologyRow(carrier?.technology ?? group.technology).reported;
  const lowestDbm = floorDbm ?? lowDbm;
  const dbm = levelsDbm[index];
  if (dbm === Number.POSITIVE_INFINITY) return { reason: 'bad-number', found: rsrp.bad.get(index) };
  if (served[index] !== undefined) reading.served = served[index];
  if (noService[index] || dbm <= lowestDbm) {
    reading.rsrpDbm = lowestDbm;
    reading.censored = true;
    if (dbm === Number.NEGATIVE_INFINITY && rsrp.values[index] === dbm) reading.served ??= false;
    if (noService[index]) reading.served ??= false;
  } else if (Number.isFinite(dbm)) {
    if (dbm > highDbm) return { reason: 'bad-number', found: `${rsrp.values[index]}` };
    reading.rsrpDbm = dbm;
  }
  const sinrDb = ratioOf(sinr, index, sinrRangeDb);
  const rsrqDb = ratioOf(rsrq, index, rsrqRangeDb);
  if (sinrDb !== undefined) reading.sinrDb = sinrDb;
  if (rsrqDb !== undefined) reading.rsrqDb = rsrqDb;
  if (reading.rsrpDbm !== undefined || reading.served !== undefined) return undefined;
  const stood = rsrp.values[index];
  return { reason: 'no-reading', ...(Number.isFinite(stood) ? { found: `${stood}` } : {}) };
}

function ratioOf(
  { values }: NumberColumn,
  index: number,
  { min, max }: { min: number; max: number },
): number | undefined {
  const value = values[index];
  return value >= min && value <= max ? value : undefined;
}

/**
 * Tells dBm from magnitudes without a sign, tenths of a decibel, 3GPP reports and Android's ASU, by the column's unit and
 * name and all its values. A reading below the lowest report comes back below `lowDbm`.
 */
function levelScale(name: string, unit: string | undefined, values: readonly number[]): LevelScale {
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
  if (/asu/i.test(name))
    return {
      toDbm: (asu, technology) => technologyRow(technology).asuDbm(asu),
      assumption: say('walk-level-asu', { column: name }),
    };
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
function isPlaceholder(value: number): boolean {
  return Math.abs(value) >= 32_767 || Math.abs(value) === 9999 || Math.abs(value) === 999;
}

/** Middle of what a report stands for; report 0 is anything below the scale. */
function fromReport(report: number, technology: Technology): number {
  const { lowDbm } = technologyRow(technology).reported;
  return report <= 0 ? lowDbm - 1 : lowDbm + report - 0.5;
}

/**
 * The lowest reading, where so many rows have exactly it that it must be the phone's floor and not the garage's, dBm.
 * [count] of readings, dBm
 */
function findFloorDbm(levelsDbm: readonly number[]): number | undefined {
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
