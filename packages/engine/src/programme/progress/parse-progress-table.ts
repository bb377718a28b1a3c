import { InputError, type LocalizedProblem, type Phrase, say, type TableRow } from '../../core/index.ts';
import { plainText } from '../community-key.ts';
import { isDay } from './calendar.ts';
import { type Stage, stages } from './stages.ts';

/** Columns of the table of progress, in both languages; a table is read by either. */
type ProgressColumn =
  | 'id'
  | 'district'
  | 'street'
  | 'name'
  | 'address'
  | 'stage'
  | 'due'
  | Stage
  | 'report'
  | 'note';

export const progressColumns: readonly {
  id: ProgressColumn;
  zh: string;
  en: string;
  /** Room in a spreadsheet; a hanzi is two. */
  characters: number;
}[] = [
  { id: 'id', zh: '编号', en: 'id', characters: 13 },
  { id: 'district', zh: '区', en: 'district', characters: 12 },
  { id: 'street', zh: '街道/镇', en: 'street', characters: 14 },
  { id: 'name', zh: '小区名称', en: 'name', characters: 28 },
  { id: 'address', zh: '地址', en: 'address', characters: 28 },
  { id: 'stage', zh: '当前阶段', en: 'stage', characters: 12 },
  { id: 'due', zh: '计划季度', en: 'due', characters: 11 },
  { id: 'surveyed', zh: '摸排日期', en: 'surveyed on', characters: 12 },
  { id: 'chosen', zh: '选定日期', en: 'chosen on', characters: 12 },
  { id: 'planned', zh: '方案日期', en: 'planned on', characters: 12 },
  { id: 'coordinated', zh: '协调日期', en: 'coordinated on', characters: 12 },
  { id: 'under-construction', zh: '开工日期', en: 'works began on', characters: 12 },
  { id: 'tested', zh: '测试日期', en: 'tested on', characters: 12 },
  { id: 'accepted', zh: '验收日期', en: 'accepted on', characters: 12 },
  { id: 'report', zh: '测试报告', en: 'test report', characters: 28 },
  { id: 'note', zh: '备注', en: 'note', characters: 40 },
];

/** Without them a table says nothing. */
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
  /** File name of the test report. */
  report?: string;
  /** Where a cell of the row stands, for errors. */
  at(column: ProgressColumn): Phrase;
}

/** Lines of title that spreadsheets have above the heads. */
const maxRowsAbove = 10;
const maxProblems = 200;

/**
 * The table of progress, from the rows of a sheet: heads in either language, columns in any order, empty rows and notes below skipped.
 * @throws InputError with row and column of every cell that cannot be read
 */
export function parseProgressTable(sheet: readonly TableRow[]): ProgressRow[] {
  const headIndex = findHead(sheet);
  const head = sheet[Math.max(headIndex, 0)] ?? { number: 1, cells: [] };
  const columns = findColumns(head.cells);
  const missing = neededColumns.filter((id) => !columns.has(id));
  if (missing.length > 0) {
    const names = missing.map((id) => progressColumns.find((column) => column.id === id)!);
    const list = names.map(({ zh, en }) => `${zh} (${en})`).join(', ');
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
    const days: Partial<Record<Stage, string>> = {};
    for (const stage of stages) {
      if (cell(stage) === '') continue;
      days[stage] = readDay(cell(stage));
      if (days[stage] === undefined)
        problems.push({
          at: at(stage),
          found: say('text-found', { text: cell(stage) }),
          expected: say('a-day'),
        });
    }
    const optional = (id: ProgressColumn) => cell(id) || undefined;
    rows.push({
      ...{ row, id: cell('id'), name: cell('name'), days, at },
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

/** Whether the first rows of a sheet are those of a table of progress: all of its columns are there. */
export function isProgressHead(sheet: readonly TableRow[]): boolean {
  const columns = findColumns(sheet[findHead(sheet)]?.cells ?? []);
  return neededColumns.every((id) => columns.has(id));
}

/** Whether a sheet is a table of progress at all. */
export function hasProgressHead(sheet: readonly TableRow[]): boolean {
  return findHead(sheet) >= 0;
}

function findHead(sheet: readonly TableRow[]): number {
  return sheet.slice(0, maxRowsAbove).findIndex(({ cells }) => findColumns(cells).has('id'));
}

function findColumns(row: readonly string[]): Map<ProgressColumn, number> {
  const columns = new Map<ProgressColumn, number>();
  row.forEach((head, index) => {
    const text = plainText(head);
    const column = progressColumns.find(({ zh, en }) => [zh, en].some((name) => plainText(name) === text));
    if (column && !columns.has(column.id)) columns.set(column.id, index);
  });
  return columns;
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
