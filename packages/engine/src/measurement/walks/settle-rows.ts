import { say, statesNoService } from '../../core/index.ts';
import { isOthers } from './read-column-name.ts';
import type { Preamble } from './read-preamble.ts';
import type { TableHead } from './read-table.ts';
import { secondsPerDay } from './read-time.ts';
import type { WalkRole } from './walk.ts';
import { blankCell, type Cell, highestPci, type WalkRows } from './walk-rows.ts';

/** Roles of what is measured of a cell. */
const signalRoles: ReadonlySet<WalkRole> = new Set([
  ...([
    'rsrp',
    'sinr',
    'rsrq',
    'pci',
    'beam',
    'beamKind',
    'channel',
    'frequency',
    'band',
    'cell',
    'result',
  ] as const),
]);

/** Rows that show which columns are filled beside a level. */
const shownRows = 5000;
const unknownNetwork = /^(unknown|未知|invalid|none)$/i;
const longestWord = 60;

/**
 * Tells rows without a level apart: lost service that stands in any column, rows of other quantities, which fill columns
 * that are blank beside levels, and rows where the phone was asked and had none.
 */
export function createBlankReader(
  { columns, names }: TableHead,
  rows: WalkRows,
): { notice(cells: readonly string[], cell: Cell, technology: string): void; settle(): void } {
  const used = new Set(columns.map(({ index }) => index));
  const signals = columns.filter(({ role }) => signalRoles.has(role)).map(({ index }) => index);
  const phoneColumns = [...names.keys()].filter((index) => !isOthers(names[index]));
  const others = [...names.keys()].filter((index) => !used.has(index));
  const filled = new Map<number, number>();
  const blankRows: { index: number; filled: number[] }[] = [];
  let shown = 0;
  let unknown = 0;
  const isExport = signals.length > 3;
  const notice = (cells: readonly string[], cell: Cell, technology: string) => {
    const index = rows.lines.length - 1;
    rows.elsewhere.push(false);
    const isBlank = rows.groups.every(({ rsrp }) => Number.isNaN(rsrp.values[index]));
    const inOthers = () => others.filter((at) => !blankCell.test((cells[at] ?? '').trim()));
    if (!isBlank) {
      if (isExport && shown < shownRows)
        for (const at of inOthers()) filled.set(at, (filled.get(at) ?? 0) + 1);
      shown += 1;
      return;
    }
    const says = (at: number) =>
      cells[at] !== undefined && cells[at].length < longestWord && statesNoService(cells[at]);
    const [first] = rows.groups;
    if (first.operator === undefined && phoneColumns.some(says)) first.noService[index] = true;
    if (!isExport || !signals.every((at) => blankCell.test(cell(at)))) return;
    if (unknownNetwork.test(technology)) unknown += 1;
    else blankRows.push({ index, filled: inOthers() });
  };
  const settle = () => {
    const counted = Math.min(shown, shownRows);
    const isElsewhere = (at: number) => (filled.get(at) ?? 0) < counted / 5;
    for (const row of blankRows) rows.elsewhere[row.index] = row.filled.some(isElsewhere);
    if (unknown > 0) rows.assumptions.push(say('walk-network-unknown', { rows: unknown }));
  };
  return { notice, settle };
}

/** Settles what only all rows of a table together tell: identities of cells, how long service was lost, the day of the times. */
export function settleRows(rows: WalkRows, head: TableHead, preamble: Preamble): void {
  settleCells(rows, head);
  spreadLostService(rows);
  startTimes(rows, head, preamble);
  noteTimes(rows, head);
}

/**
 * A number of a cell without its area is the physical identity where all are as small: scanners decode nothing else. A
 * column of physical identities with larger numbers is of cells.
 */
function settleCells({ groups, assumptions }: WalkRows, { columns, ignored }: TableHead): void {
  const hasArea = ignored.some((name) => /^(e?nb|enodeb|gnodeb|node|lac|tac|bsic)/i.test(name.trim()));
  for (const group of groups) {
    const { column } = group.pci;
    if (column || hasArea) continue;
    const named = columns.find(({ role, slot }) => role === 'cell' && slot === group.slot);
    const numbers = group.cells.map((cell) => (/^\d{1,4}$/.test(cell) ? Number(cell) : Number.NaN));
    const filled = group.cells.filter((cell) => cell !== '').length;
    const small = numbers.filter((number) => number <= highestPci).length;
    if (!named || filled === 0 || small < filled) continue;
    group.pci.values = numbers;
    assumptions.push(say('walk-cell-pci', { columns: named.name }));
  }
}

const regained = /in[ -]service|recover|regain|restor|恢复|重新驻网|registered/i;

/** An event of lost service lasts until a level is measured again, or another event says so. */
function spreadLostService({ events, groups, kinds, sims, assumptions }: WalkRows): void {
  const lost = new Set<string>();
  let count = 0;
  events.forEach((event, index) => {
    const sim = sims[index];
    const isMeasured = groups.some(({ rsrp }) => rsrp.values[index] > lowestLevel);
    if (event !== '' && statesNoService(event)) lost.add(sim);
    else if (isMeasured || (event !== '' && regained.test(event))) lost.delete(sim);
    else if (event === '' && lost.has(sim) && !kinds[index]) {
      groups[0].noService[index] = true;
      count += 1;
    }
  });
  if (count > 0) assumptions.push(say('walk-lost-until', { rows: count }));
}

/** Whatever is no level of any phone, dBm. */
const lowestLevel = -156;
/** A walk is shorter. */
const longestWalkS = 3 * secondsPerDay;

/** Times that count from the start that a line above the header tells are of that day. */
function startTimes(rows: WalkRows, { columns }: TableHead, { startS }: Preamble): void {
  const column = columns.find(({ role }) => role === 'time');
  const known = rows.timesS.filter((timeS) => timeS !== undefined);
  if (!column || startS === undefined || known.length === 0) return;
  const isRelative = known[0] < 60 && known.every((timeS) => timeS >= 0 && timeS < longestWalkS);
  if (!isRelative || !/^(m?s|sec)?$/.test(column.unit ?? '')) return;
  const perS = column.unit === 'ms' ? 1000 : 1;
  rows.timesS = rows.timesS.map((timeS) => (timeS === undefined ? undefined : startS + timeS / perS));
  rows.assumptions.push(say('walk-time-from-start', { column: column.name }));
}

/** Times that have no date go on after midnight. */
function noteTimes({ timesS, assumptions }: WalkRows, { columns }: TableHead): void {
  const known = timesS.filter((timeS) => timeS !== undefined);
  if (known.length === 0 || !known.every((timeS) => timeS <= secondsPerDay)) return;
  const column = columns.find(({ role }) => role === 'time')?.name ?? '';
  assumptions.push(say('walk-no-date', { column }));
  let days = 0;
  let lastS = known[0];
  timesS.forEach((timeS, index) => {
    if (timeS === undefined) return;
    if (timeS < lastS - secondsPerDay / 2) days += 1;
    lastS = timeS;
    timesS[index] = timeS + days * secondsPerDay;
  });
}
