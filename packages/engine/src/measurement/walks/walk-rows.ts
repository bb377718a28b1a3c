import { readNumber, statesNoService } from '../../core/index.ts';
import type { Operator } from '../../plan/index.ts';
import type { CarrierWords } from './match-carrier.ts';
import { forEachRow, type TableHead } from './read-table.ts';
import type { WalkColumn, WalkRole } from './walk.ts';

const secondsPerDay = 86_400;
/** Days from Excel's day 0 to 1970-01-01. */
const excelEpochDays = 25_569;
const clock = /(\d{1,2})[:时点h](\d{1,2})(?:[:分m](\d{1,2}(?:[.,]\d+)?))?/;
const yearFirst = /(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/;
const dayFirst = /(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})/;
const compact = /^(\d{4})(\d{2})(\d{2})[T _-]?(\d{2})(\d{2})(\d{2}(?:\.\d+)?)$/;
const zone = /(?:Z|([+-])(\d{2}):?(\d{2}))$/;

/** A file's rows by column, before anything is known of units and frame. [row] each */
export interface WalkRows {
  lines: number[];
  first: NumberColumn;
  second: NumberColumn;
  kind: 'plane' | 'degrees';
  levels: string[];
  operators: string[];
  carriers: CarrierWords[];
  timesS: (number | undefined)[];
  points: number[];
  required: boolean[];
  groups: ReadingGroup[];
}

/**
 * Seconds since 1970 as the file's clock shows them (a stated zone is taken off), since midnight where there is no date;
 * undefined where it is no time. Numbers are seconds or milliseconds since 1970, or days of a spreadsheet.
 */
function readTimeS(text: string, date = ''): number | undefined {
  const whole = `${date.trim()} ${text.trim()}`.trim().normalize('NFKC');
  if (whole === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(whole)) return fromNumber(whole);
  const packed = compact.exec(whole);
  if (packed) {
    const [, year, month, day, hours, minutes, seconds] = packed.map(Number);
    return dayS(year, month, day) + hours * 3600 + minutes * 60 + seconds;
  }
  const at = clock.exec(whole);
  const seconds = at ? clockS(at, whole) : 0;
  const [, ...ymd] = (yearFirst.exec(whole) ?? []).map(Number);
  const [, ...dmy] = (dayFirst.exec(whole) ?? []).map(Number);
  const days =
    ymd.length > 0 ? dayS(ymd[0], ymd[1], ymd[2]) : dmy.length > 0 ? dayS(dmy[2], dmy[1], dmy[0]) : undefined;
  if (days === undefined) return at ? seconds : undefined;
  return days + seconds - zoneS(whole);
}

function fromNumber(text: string): number | undefined {
  const value = Number(text);
  if (/^20\d{12}$/.test(text)) return readTimeS(`${text.slice(0, 8)}T${text.slice(8)}`);
  if (value > 1e17) return value / 1e9;
  if (value > 1e14) return value / 1e6;
  if (value > 1e11) return value / 1000;
  if (value > 30_000 && value < 80_000) return (value - excelEpochDays) * secondsPerDay;
  return value;
}

function clockS([, hours, minutes, seconds]: RegExpExecArray, whole: string): number {
  let hour = Number(hours);
  if (/下午|\bpm\b/i.test(whole) && hour < 12) hour += 12;
  if (/上午|\bam\b/i.test(whole) && hour === 12) hour = 0;
  return hour * 3600 + Number(minutes) * 60 + Number((seconds ?? '0').replace(',', '.'));
}

function zoneS(whole: string): number {
  const [, sign, hours, minutes] = (clock.test(whole) && zone.exec(whole)) || [];
  if (!sign) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}

function dayS(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / 1000;
}

const failed =
  /失败|未接通|不通|掉话|掉线|未通|无法|不能|超时|阻塞|未成功|drop|block|fail|time-?out|no answer|^(0|n|no|false|否|×|✗|x|不合格|ng)$/i;
const worked =
  /成功|接通|正常|通过|可用|可以|^能|^(1|y|yes|true|ok|pass|passed|good|是|√|✓|✔|合格)$|success|succeed|connected|established/i;
/** An event is of a call only where it says so: handovers fail without a call failing. */
const ofCall = /call|呼叫|通话|拨|接通|掉话|voice|volte|vonr|\bm[ot]c?\b|扫码|scan/i;

/** Result in a cell: true a call or scan worked, false it did not, undefined nothing known. */
function readResult(text: string): boolean | undefined {
  const value = text.normalize('NFKC').trim();
  if (value === '') return undefined;
  if (failed.test(value)) return false;
  return worked.test(value) ? true : undefined;
}

/** The same of a column of events or states, where most rows are about other things. */
function readEvent(text: string): boolean | undefined {
  return ofCall.test(text) ? readResult(text) : undefined;
}

/** Numbers of one column: NaN blank, −Infinity "no service", +Infinity what is no number (`bad` has its text). */
export interface NumberColumn {
  column?: WalkColumn;
  values: number[];
  bad: Map<number, string>;
}

/** One operator's columns, or those of all. */
export interface ReadingGroup {
  operator?: Operator;
  rsrp: NumberColumn;
  sinr: NumberColumn;
  rsrq: NumberColumn;
  served: (boolean | undefined)[];
  noService: boolean[];
  cells: string[];
}

/** Columns of which a file has one for all operators. */
const singleRoles = [
  ...(['level', 'operator', 'carrier', 'frequency', 'channel', 'band', 'technology'] as const),
  ...(['time', 'date', 'point', 'required'] as const),
];

/** Reads all rows once; texts that repeat are kept once. */
export function readWalkRows(text: string, head: TableHead): WalkRows {
  const { columns } = head;
  const has = (role: WalkRole) => columns.some((column) => column.role === role);
  const kind = has('x') && has('y') ? 'plane' : 'degrees';
  const find = (role: WalkRole, operator?: Operator) =>
    columns.find((column) => column.role === role && column.operator === operator);
  const groups = groupOperators(columns).map((operator) => emptyGroup(operator, find));
  const rows: WalkRows = {
    lines: [],
    first: numberColumn(find(kind === 'plane' ? 'x' : 'lon')),
    second: numberColumn(find(kind === 'plane' ? 'y' : 'lat')),
    kind,
    levels: [],
    operators: [],
    carriers: [],
    timesS: [],
    points: [],
    required: [],
    groups,
  };
  const intern = createIntern();
  const words = new Map<string, CarrierWords>();
  const single = Object.fromEntries(
    singleRoles.map((role) => [role, columns.find((column) => column.role === role)?.index]),
  );
  const resultColumns = groups.map(({ operator }) => find('result', operator)?.index);
  const stateColumns = groups.map(({ operator }) => find('state', operator)?.index);
  const cellColumns = groups.map(({ operator }) => find('cell', operator)?.index);
  forEachRow(text, head, (cells, line) => {
    const cell = (index: number | undefined) => (index === undefined ? '' : (cells[index] ?? '').trim());
    rows.lines.push(line);
    addNumber(rows.first, cells);
    addNumber(rows.second, cells);
    rows.levels.push(intern(cell(single.level)));
    rows.operators.push(intern(cell(single.operator)));
    rows.carriers.push(carrierWords(single, cell, words));
    rows.timesS.push(readTimeS(cell(single.time), cell(single.date)));
    const point = readNumber(cell(single.point));
    rows.points.push(typeof point === 'number' ? point : Number.NaN);
    rows.required.push(/^(yes|true|1|y|是|必测|√|✓)$/i.test(cell(single.required)));
    groups.forEach((group, index) => {
      const state = cell(stateColumns[index]);
      const result = cell(resultColumns[index]);
      addNumber(group.rsrp, cells);
      addNumber(group.sinr, cells);
      addNumber(group.rsrq, cells);
      group.served.push(readResult(result) ?? readEvent(state));
      group.noService.push(statesNoService(state) || statesNoService(result));
      group.cells.push(intern(cell(cellColumns[index])));
    });
  });
  return rows;
}

/** Keeps a text once, however many rows have it. */
function createIntern(): (value: string) => string {
  const interned = new Map<string, string>();
  return (value) => {
    const found = interned.get(value);
    if (found !== undefined) return found;
    if (interned.size < 100_000) interned.set(value, value);
    return value;
  };
}

/** Operators with columns of signals or results of their own; undefined where the columns are of all. */
function groupOperators(columns: readonly WalkColumn[]): (Operator | undefined)[] {
  const measured = columns.filter(({ role }) => role === 'rsrp' || role === 'result' || role === 'state');
  const operators = [...new Set(measured.map(({ operator }) => operator))];
  return operators.some((operator) => operator !== undefined)
    ? operators.filter((operator) => operator !== undefined)
    : [undefined];
}

function emptyGroup(
  operator: Operator | undefined,
  find: (role: WalkRole, operator?: Operator) => WalkColumn | undefined,
): ReadingGroup {
  return {
    operator,
    rsrp: numberColumn(find('rsrp', operator)),
    sinr: numberColumn(find('sinr', operator)),
    rsrq: numberColumn(find('rsrq', operator)),
    served: [],
    noService: [],
    cells: [],
  };
}

function numberColumn(column: WalkColumn | undefined): NumberColumn {
  return { column, values: [], bad: new Map() };
}

function addNumber({ column, values, bad }: NumberColumn, cells: readonly string[]): void {
  const text = column ? (cells[column.index] ?? '') : '';
  const read = text === '' ? 'blank' : readNumber(text);
  if (read === 'bad') bad.set(values.length, text.trim().slice(0, 60));
  values.push(
    typeof read === 'number'
      ? read
      : read === 'blank'
        ? Number.NaN
        : read === 'bad'
          ? Number.POSITIVE_INFINITY
          : Number.NEGATIVE_INFINITY,
  );
}

function carrierWords(
  single: Partial<Record<string, number>>,
  cell: (index: number | undefined) => string,
  known: Map<string, CarrierWords>,
): CarrierWords {
  const row = {
    carrier: cell(single.carrier),
    frequency: cell(single.frequency),
    channel: cell(single.channel),
    band: cell(single.band),
    technology: cell(single.technology),
  };
  const key = Object.values(row).join('|');
  const before = known.get(key);
  if (before) return before;
  if (known.size < 10_000) known.set(key, row);
  return row;
}
