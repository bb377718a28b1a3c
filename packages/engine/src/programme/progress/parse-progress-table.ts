import {
  InputError,
  type Language,
  type LocalizedProblem,
  languages,
  type Phrase,
  phraseText,
  say,
  type TableRow,
} from '../../core/index.ts';
import { plainText } from '../community-key.ts';
import { isDay } from './calendar.ts';
import type { Signature, Works } from './programme-community.ts';
import { type Stage, stages } from './stages.ts';
import { readAmountCny, readNames, signatureOf, worksOf } from './works.ts';

/** Columns of the table of progress; a table is read with heads in any language. */
type ProgressColumn =
  | 'id'
  | 'district'
  | 'street'
  | 'name'
  | 'address'
  | 'stage'
  | 'due'
  | Stage
  | 'plan-result'
  | 'consent'
  | 'walk'
  | 'plan-file'
  | 'report'
  | 'without-evidence'
  | 'builder'
  | 'sharing'
  | 'cost'
  | 'upkeep'
  | 'note'
  | 'author'
  | 'office'
  | 'role'
  | 'signed';

export const progressColumns: readonly {
  id: ProgressColumn;
  /** Room in a spreadsheet; a hanzi is two. */
  characters: number;
}[] = [
  { id: 'id', characters: 13 },
  { id: 'district', characters: 12 },
  { id: 'street', characters: 14 },
  { id: 'name', characters: 28 },
  { id: 'address', characters: 28 },
  { id: 'stage', characters: 12 },
  { id: 'due', characters: 11 },
  { id: 'surveyed', characters: 12 },
  { id: 'chosen', characters: 12 },
  { id: 'planned', characters: 12 },
  { id: 'coordinated', characters: 12 },
  { id: 'under-construction', characters: 12 },
  { id: 'tested', characters: 12 },
  { id: 'accepted', characters: 12 },
  { id: 'plan-result', characters: 24 },
  { id: 'consent', characters: 24 },
  { id: 'walk', characters: 24 },
  { id: 'plan-file', characters: 24 },
  { id: 'report', characters: 28 },
  { id: 'without-evidence', characters: 24 },
  { id: 'builder', characters: 14 },
  { id: 'sharing', characters: 20 },
  { id: 'cost', characters: 14 },
  { id: 'upkeep', characters: 14 },
  { id: 'note', characters: 40 },
  { id: 'author', characters: 12 },
  { id: 'office', characters: 20 },
  { id: 'role', characters: 12 },
  { id: 'signed', characters: 28 },
];

/** The head of a column. */
export function progressColumnHead(id: ProgressColumn, language: Language): string {
  return phraseText(say(`progress-column-${id}`), language);
}

/** Columns without which a table says nothing. */
const neededColumns: readonly ProgressColumn[] = ['id', 'name', ...stages.slice(1)];

/** A row of the table of progress as somebody filled it in. */
export interface ProgressRow {
  /** Row of the sheet, counted from 1. */
  row: number;
  id: string;
  name: string;
  days: Partial<Record<Stage, string>>;
  due?: string;
  note?: string;
  /** File names of the plan's result, the paper of consent, the walks of the test, the plan, and the test report. */
  planResult?: string;
  consent?: string[];
  walks?: string[];
  planFile?: string;
  report?: string;
  /** Why a step is taken without the evidence that its stage asks for. */
  withoutEvidence?: string;
  /** Facts of the works; undefined where the row says nothing of them. */
  works?: Works;
  /** Who takes the steps of the row. */
  signature: Signature;
  /** Returns where a cell of the row stands, for errors. */
  at(column: ProgressColumn): Phrase;
}

/** Lines of title that spreadsheets have above the heads. */
const maxRowsAbove = 10;
const maxProblems = 200;

/**
 * The table of progress, from the rows of a sheet: heads in any language, columns in any order, empty rows and notes below skipped.
 * @throws InputError with row and column of every cell that cannot be read
 */
export function parseProgressTable(sheet: readonly TableRow[]): ProgressRow[] {
  const headIndex = findHead(sheet);
  const head = sheet[Math.max(headIndex, 0)] ?? { number: 1, cells: [] };
  const columns = findColumns(head.cells);
  const missing = neededColumns.filter((id) => !columns.has(id));
  if (missing.length > 0) {
    const list = missing
      .map((id) => languages.map((language) => progressColumnHead(id, language)))
      .map(([first, ...others]) => `${first} (${others.join(', ')})`)
      .join(', ');
    const at = say('line', { line: head.number });
    throw new InputError([{ at, found: say('no-column', { list }), expected: say('progress-table') }]);
  }
  const problems: LocalizedProblem[] = [];
  const rows: ProgressRow[] = [];
  for (const { number: row, cells } of sheet.slice(headIndex + 1)) {
    const cell = (id: ProgressColumn) => (cells[columns.get(id) ?? -1] ?? '').trim();
    if (cell('id') === '' || (cell('name') === '' && stages.every((stage) => cell(stage) === ''))) continue;
    const at = (column: ProgressColumn) =>
      say('row-column', { row, column: head.cells[columns.get(column) ?? 0].trim() });
    const tell = (column: ProgressColumn, found: Phrase, expected: Phrase) =>
      problems.push({ at: at(column), found, expected });
    const days: Partial<Record<Stage, string>> = {};
    for (const stage of stages) {
      if (cell(stage) === '') continue;
      days[stage] = readDay(cell(stage));
      if (days[stage] === undefined) tell(stage, say('text-found', { text: cell(stage) }), say('a-day'));
    }
    const optional = (id: ProgressColumn) => cell(id) || undefined;
    const works = readWorks(cell, (column, found) => tell(column, found, say('an-amount')));
    rows.push({
      ...{ row, id: cell('id'), name: cell('name'), days, at, works },
      ...{ consent: readFiles(cell('consent')), walks: readFiles(cell('walk')) },
      ...{
        planResult: optional('plan-result'),
        planFile: optional('plan-file'),
        withoutEvidence: optional('without-evidence'),
      },
      signature: signatureOf({ author: cell('author'), office: cell('office'), role: cell('role') }),
      ...{ due: optional('due')?.toUpperCase(), note: optional('note'), report: optional('report') },
    });
  }
  const seen = new Map<string, number>();
  for (const { row, id, at } of rows) {
    const other = seen.get(id);
    if (other === undefined) seen.set(id, row);
    else
      problems.push({
        at: at('id'),
        found: say('row-twice', { id, row: other }),
        expected: say('id-in-one-row'),
      });
  }
  if (problems.length > 0) throw new InputError(problems.slice(0, maxProblems));
  return rows;
}

/** Returns whether the first rows of a sheet are those of a table of progress: all of its columns are there. */
export function isProgressHead(sheet: readonly TableRow[]): boolean {
  const columns = findColumns(sheet[findHead(sheet)]?.cells ?? []);
  return neededColumns.every((id) => columns.has(id));
}

/** Returns whether a sheet is a table of progress at all. */
export function hasProgressHead(sheet: readonly TableRow[]): boolean {
  return findHead(sheet) >= 0;
}

function findHead(sheet: readonly TableRow[]): number {
  return sheet.slice(0, maxRowsAbove).findIndex(({ cells }) => findColumns(cells).has('id'));
}

let byHead: ReadonlyMap<string, ProgressColumn> | undefined;

/** Columns by the plain text of their heads in every language. */
function columnsByHead(): ReadonlyMap<string, ProgressColumn> {
  byHead ??= new Map(
    progressColumns.flatMap(({ id }) =>
      languages.map((language) => [plainText(progressColumnHead(id, language)), id] as const),
    ),
  );
  return byHead;
}

function findColumns(row: readonly string[]): Map<ProgressColumn, number> {
  const columns = new Map<ProgressColumn, number>();
  row.forEach((head, index) => {
    const text = plainText(head);
    const id = columnsByHead().get(text);
    if (id && !columns.has(id)) columns.set(id, index);
  });
  return columns;
}

/** Facts of the works in a row; cells that are no amounts are told. */
function readWorks(
  cell: (id: ProgressColumn) => string,
  tell: (column: ProgressColumn, found: Phrase) => void,
): Works | undefined {
  const [costCny, upkeepCnyPerYear] = (['cost', 'upkeep'] as const).map((column) => {
    const amountCny = readAmountCny(cell(column));
    if (amountCny === null) tell(column, say('text-found', { text: cell(column) }));
    return amountCny ?? undefined;
  });
  const builder = cell('builder') || undefined;
  return worksOf({ builder, sharing: readNames(cell('sharing')), costCny, upkeepCnyPerYear });
}

/** Names of files as somebody lists them in a cell. */
function readFiles(text: string): string[] | undefined {
  const files = text.split(/[;；\n]/).map((file) => file.trim());
  const named = files.filter((file) => file !== '');
  return named.length > 0 ? named : undefined;
}

/** `2026-11-3`, `2026/11/03`, `2026.11.3`, `2026年11月3日`, `20261103`, and the day numbers of spreadsheets. */
function readDay(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  if (/^\d{5}$/.test(plain))
    return new Date(Date.UTC(1899, 11, 30 + Number(plain))).toISOString().slice(0, 10);
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (!parts) return undefined;
  const [, year, month, day] = parts;
  const whole = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(whole) ? whole : undefined;
}
