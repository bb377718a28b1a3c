import { readNumber, saysNoService } from '../../core/index.ts';
import type { Operator } from '../../plan/index.ts';
import type { CarrierWords } from './match-carrier.ts';
import { readEvent, readResult } from './read-result.ts';
import { forEachRow, type TableHead } from './read-table.ts';
import { readTimeS } from './read-time.ts';
import type { WalkColumn, WalkRole } from './walk.ts';

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

/** Reads all rows once; texts that repeat are kept once. */
export function readWalkRows(text: string, head: TableHead): WalkRows {
  const { columns } = head;
  const has = (role: WalkRole) => columns.some((column) => column.role === role);
  const kind = has('x') && has('y') ? 'plane' : 'degrees';
  const find = (role: WalkRole, operator?: Operator) =>
    columns.find((column) => column.role === role && column.operator === operator);
  const groups = groupOperators(columns).map(
    (operator): ReadingGroup => ({
      operator,
      rsrp: numberColumn(find('rsrp', operator)),
      sinr: numberColumn(find('sinr', operator)),
      rsrq: numberColumn(find('rsrq', operator)),
      served: [],
      noService: [],
      cells: [],
    }),
  );
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
  const interned = new Map<string, string>();
  const intern = (value: string) => {
    const own = interned.get(value);
    if (own !== undefined) return own;
    if (interned.size < 100_000) interned.set(value, value);
    return value;
  };
  const words = new Map<string, CarrierWords>();
  const single = Object.fromEntries(
    (
      [
        'level',
        'operator',
        'carrier',
        'frequency',
        'channel',
        'band',
        'technology',
        'time',
        'date',
        'point',
        'required',
      ] as const
    ).map((role) => [role, columns.find((column) => column.role === role)?.index]),
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
      group.noService.push(saysNoService(state) || saysNoService(result));
      group.cells.push(intern(cell(cellColumns[index])));
    });
  });
  return rows;
}

/** Operators with columns of signals or results of their own; undefined where the columns are of all. */
function groupOperators(columns: readonly WalkColumn[]): (Operator | undefined)[] {
  const measured = columns.filter(({ role }) => role === 'rsrp' || role === 'result' || role === 'state');
  const operators = [...new Set(measured.map(({ operator }) => operator))];
  return operators.some((operator) => operator !== undefined)
    ? operators.filter((operator) => operator !== undefined)
    : [undefined];
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
  const own = {
    carrier: cell(single.carrier),
    frequency: cell(single.frequency),
    channel: cell(single.channel),
    band: cell(single.band),
    technology: cell(single.technology),
  };
  const key = Object.values(own).join('|');
  const before = known.get(key);
  if (before) return before;
  if (known.size < 10_000) known.set(key, own);
  return own;
}
