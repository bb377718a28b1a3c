import { type Phrase, readNumber, say } from '../../core/index.ts';
import type { Operator } from '../../plan/index.ts';
import type { CarrierWords } from './match-carrier.ts';
import { addNumber, createGroupReader } from './read-cells.ts';
import type { Preamble } from './read-preamble.ts';
import { forEachRow, type TableHead } from './read-table.ts';
import { dayFirst, readTimeS, statesZone } from './read-time.ts';
import { createBlankReader, settleRows } from './settle-rows.ts';
import type { SetAsideRow, WalkColumn, WalkRole } from './walk.ts';
import { blankCell, type Cell, type NumberColumn, type ReadingGroup, type WalkRows } from './walk-rows.ts';

/** Columns of which a file has one for all operators. */
const singleRoles = [
  ...(['level', 'operator', 'mcc', 'mnc', 'sim', 'serving', 'technology'] as const),
  ...(['time', 'date', 'mark', 'accuracy', 'point', 'required'] as const),
];

/** Reads all rows of a table once; texts that repeat are kept once. */
export function readWalkRows(
  text: string,
  head: TableHead,
  { preamble, setAside }: { preamble: Preamble; setAside: SetAsideRow[] },
): { rows: WalkRows; next?: TableHead } {
  const { columns } = head;
  const find = (role: WalkRole, operator?: Operator, slot?: string) =>
    columns.find((each) => each.role === role && each.operator === operator && each.slot === slot);
  const groups = groupSlots(columns).map((slot, index, all) =>
    emptyGroup(
      slot,
      {
        isFirst: all.findIndex(({ operator }) => operator === slot.operator) === index,
        isAlone: all.filter(({ operator }) => operator === slot.operator).length === 1,
      },
      find,
    ),
  );
  const rows = emptyRows(head, groups);
  const intern = createIntern();
  const words = new Map<string, CarrierWords>();
  const single = Object.fromEntries(
    singleRoles.map((role) => [role, columns.find((column) => column.role === role)?.index]),
  );
  const readers = groups.map((group) => createGroupReader(group, find, intern, words));
  const readRow = createRowReader(columns, single, rows, intern);
  const { notice, settle } = createBlankReader(head, rows);
  const next = forEachRow(text, head, {
    row: (cells, line) => {
      const cell: Cell = (index) => (index === undefined ? '' : (cells[index] ?? '').trim());
      rows.lines.push(line);
      addNumber(rows.first, cells);
      addNumber(rows.second, cells);
      readRow(cells, cell, preamble.date);
      const event = rows.events[rows.events.length - 1];
      const technology = cell(single.technology);
      for (const reader of readers) reader(cells, cell, { event, technology });
      notice(cells, cell, technology);
    },
    repeatedHeader: (line) => setAside.push({ row: line, reason: 'other-table' }),
  });
  settle();
  settleRows(rows, head, preamble);
  return { rows, next };
}

function emptyRows({ columns }: TableHead, groups: ReadingGroup[]): WalkRows {
  const has = (role: WalkRole) => columns.some((column) => column.role === role);
  const find = (role: WalkRole) => columns.find((column) => column.role === role);
  const kind = has('x') && has('y') ? 'plane' : 'degrees';
  return {
    ...{ lines: [], kind, levels: [], operators: [], sims: [], events: [], marks: [], kinds: [] },
    ...{ eventMarks: new Map(), hasZone: false },
    eventColumns: columns.filter(({ role }) => role === 'event'),
    ...{
      elsewhere: [],
      imageSizes: [],
      timesS: [],
      accuraciesM: [],
      points: [],
      required: [],
      groups,
      assumptions: [],
    },
    first: numberColumn(find(kind === 'plane' ? 'x' : 'lon')),
    second: numberColumn(find(kind === 'plane' ? 'y' : 'lat')),
  };
}

/** "X=2.00;Y=30.00" in the words of an event. */
const eventPosition = /(?<![a-z])x\s*[:=]\s*(-?\d+(?:\.\d+)?)[\s,;，；|]*y\s*[:=]\s*(-?\d+(?:\.\d+)?)/i;
const longestEvent = 400;
const markWord = /打点|标记点|路标|way-?point|pin-?point|\bmark(er)?\b/i;
const notServing = /^(false|0|no|n|否|非|neigh|detected|monitored|listed|candidate|non|邻)/i;
/** Lines of one time that are compared with each other. */
const maxAtOnce = 256;

/** Reads what a row says of itself and not of a cell. */
function createRowReader(
  columns: readonly WalkColumn[],
  single: Partial<Record<string, number>>,
  rows: WalkRows,
  intern: (value: string) => string,
): (cells: readonly string[], cell: Cell, date: string | undefined) => void {
  const events = columns.filter(({ role }) => role === 'event').map(({ index }) => index);
  const imageSizes = columns.filter(({ role }) => role === 'image').map(({ index }) => index);
  const isRepeated = createRepeatCheck();
  const imageSizeOf = createImageReader(imageSizes);
  return (cells, cell, date) => {
    rows.levels.push(intern(cell(single.level)));
    const code = networkCode(cell(single.mcc), cell(single.mnc));
    rows.operators.push(intern(cell(single.operator) || code));
    rows.sims.push(intern(cell(single.sim)));
    const event = intern(
      events
        .map((index) => cell(index))
        .filter((text) => text !== '')
        .join(' '),
    );
    rows.events.push(event);
    const position = event.length < longestEvent ? eventPosition.exec(event) : null;
    if (position) rows.eventMarks.set(rows.events.length - 1, [Number(position[1]), Number(position[2])]);
    rows.marks.push(markWord.test(event) || !blankCell.test(cell(single.mark)));
    rows.imageSizes.push(imageSizes.length === 0 ? undefined : imageSizeOf(cell));
    const time = cell(single.time);
    const day = cell(single.date) || (clockOnly.test(time) ? date : undefined);
    rows.timesS.push(readTimeS(time, day));
    rows.hasZone ||= statesZone(time);
    if (rows.lines.length === 1) rows.assumptions.push(...dateAssumptions(time, cell(single.date), day));
    const point = readNumber(cell(single.point));
    const accuracyM = readNumber(cell(single.accuracy));
    rows.accuraciesM.push(typeof accuracyM === 'number' ? accuracyM : Number.NaN);
    rows.points.push(typeof point === 'number' ? point : Number.NaN);
    rows.required.push(/^(yes|true|1|y|是|必测|√|✓)$/i.test(cell(single.required)));
    const serving = cell(single.serving);
    const isOther = single.serving !== undefined && (serving === '' || notServing.test(serving));
    const isSame = single.time !== undefined && time !== '' && isRepeated(time, cells);
    rows.kinds.push(
      isSame
        ? { reason: 'duplicate' }
        : isOther
          ? { reason: 'neighbour', ...(serving === '' ? {} : { found: serving }) }
          : undefined,
    );
  };
}

/** Assumptions about the dates of rows, by the first of them. */
function dateAssumptions(time: string, written: string, day: string | undefined): Phrase[] {
  if (written === '' && day !== undefined) return [say('walk-date-by-header', { date: day })];
  const found = dayFirst.exec(`${written} ${time}`)?.[0];
  if (!found) return [];
  if (/\b[ap]m\b/i.test(time)) return [say('walk-date-order', { found })];
  const [day1, month1] = found.split(/[-/.]/).map(Number);
  return found.includes('/') && day1 <= 12 && month1 <= 12 ? [say('walk-date-day-first', { found })] : [];
}

const clockOnly = /^\d{1,2}[:时]\d{1,2}/;

/** Tells whether a line has stood there before with the same time. */
function createRepeatCheck(): (time: string, cells: readonly string[]) => boolean {
  let at = '';
  let seen = new Set<string>();
  return (time, cells) => {
    if (time !== at) {
      at = time;
      if (seen.size > 0) seen = new Set();
    }
    const line = cells.join('\u0001');
    if (seen.has(line)) return true;
    if (seen.size < maxAtOnce) seen.add(line);
    return false;
  };
}

/** Numbers about the picture; rows with the same ones share one list. */
function createImageReader(imageSizes: readonly number[]): (cell: Cell) => readonly number[] {
  let last: readonly number[] = [];
  return (cell) => {
    const read = imageSizes.map((index) => {
      const value = readNumber(cell(index));
      return typeof value === 'number' ? value : Number.NaN;
    });
    if (read.length !== last.length || read.some((value, index) => !Object.is(value, last[index])))
      last = read;
    return last;
  };
}

function networkCode(country: string, network: string): string {
  return country === '' || network === '' ? '' : `${country}${network.padStart(2, '0')}`;
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

interface SlotName {
  operator?: Operator;
  slot?: string;
}

/** Operators and carriers with levels of their own, and operators with results alone. */
function groupSlots(columns: readonly WalkColumn[]): SlotName[] {
  const measured = columns.filter(({ role }) => role === 'rsrp' || role === 'result' || role === 'state');
  const ofOperators = measured.some(({ operator }) => operator !== undefined);
  const slots: SlotName[] = [];
  for (const { operator, slot, role } of measured) {
    if (ofOperators && operator === undefined) continue;
    const isKnown = slots.some(
      (each) => each.operator === operator && (role !== 'rsrp' || each.slot === slot),
    );
    const hasLevel = columns.some((each) => each.role === 'rsrp' && each.operator === operator);
    if (!isKnown && (role === 'rsrp' || !hasLevel)) slots.push({ operator, slot });
  }
  return slots.length > 0 ? slots : [{}];
}

function emptyGroup(
  { operator, slot }: SlotName,
  place: Pick<ReadingGroup, 'isFirst' | 'isAlone'>,
  find: (role: WalkRole, operator?: Operator, slot?: string) => WalkColumn | undefined,
): ReadingGroup {
  const of = (role: WalkRole) => numberColumn(find(role, operator, slot) ?? find(role, undefined, slot));
  const rsrp = numberColumn(find('rsrp', operator, slot));
  return {
    ...{
      operator,
      slot,
      ...place,
      rsrp,
      sinr: of('sinr'),
      rsrq: of('rsrq'),
      pci: of('pci'),
      beam: of('beam'),
    },
    cellSlot: slot?.replace(/ ?b\d+$/, ''),
    technology: rsrp.column?.technology,
    ...{ carriers: [], served: [], noService: [], cells: [] },
  };
}

function numberColumn(column: WalkColumn | undefined): NumberColumn {
  return { column, values: [], bad: new Map() };
}
