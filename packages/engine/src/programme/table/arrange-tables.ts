import {
  type CellComment,
  type CellMark,
  cleanCell,
  columnLetters,
  type OpenTable,
  type TableRow,
  takeRows,
} from '../../core/index.ts';
import { operatorRows, type ProgrammeOperator } from '../../plan/index.ts';
import { cardsAsTable, isData } from './arrange-cards.ts';
import { classifyColumn } from './classify-column.ts';
import { readPolarity } from './polarity.ts';
import { operatorNames } from './read-operators.ts';

/** Longer tables are of one form and go row by row: no office writes another one by hand. */
export const maxArrangedRows = 4000;

/** A table within a sheet. */
export interface ArrangedTable extends OpenTable {
  /** Its form, where it is not a row for each community below one header. */
  form?: 'part' | 'transposed' | 'long' | 'cards';
  /** Words of a heading that speak of all its communities: `三家运营商均未覆盖的小区`. */
  heading?: string;
  /** Rows of an operator that are not there. */
  remarks?: readonly { row: number; column: string; raw: string }[];
  /** Name of a cell on the sheet, `E5`. Without it rows and columns are the sheet's. */
  cellName?(row: number, column: number): string;
  /** Titles of the whole sheet, where it is one of several tables on it. */
  titles?: readonly string[];
}

const operatorWords = operatorRows.flatMap(({ id, isInProgramme, written }): [ProgrammeOperator, RegExp][] =>
  isInProgramme ? [[id as ProgrammeOperator, written.answer]] : [],
);

/** Mobile phones and their networks are of all operators: `basement mobile coverage audit`, `移动通信覆盖情况`. */
const anyMobile =
  /(?<!china[ -]?)mobile[ -]?(?:phones?|networks?|coverage|signals?|communications?|reception|services?|data|users?|telephon\w*)\b|(?<!中国)移动(?:通信|通讯|网络|信号|电话|互联网|用户)/gi;

/** The one operator that a text names; undefined where it names none or several. */
export function operatorIn(given: string): ProgrammeOperator | undefined {
  const text = given.replace(anyMobile, ' ');
  const found = operatorWords.filter(([, word]) => word.test(text));
  return found.length === 1 ? found[0][0] : undefined;
}

/**
 * The tables that stand on a sheet, below or beside one another, each as if it were alone, with a row for each
 * community. A sheet of many rows is one table.
 */
export async function arrangeTables(table: OpenTable): Promise<ArrangedTable[]> {
  const rows = await takeRows(table, maxArrangedRows + 1);
  if (rows.length > maxArrangedRows || rows.length === 0) return [table];
  const cards = cardsAsTable(table, rows);
  if (cards) {
    const { rows: ofCards, titles, cellName } = cards;
    return [heldTable(table, ofCards, { form: 'cards', titles, cellName, comments: [] }).table];
  }
  const turned = transposed(table, rows);
  if (turned) return [turned];
  return tablesSideBySide(table, rows)
    .flatMap((each) => tablesBelow(each.table, each.rows))
    .map(({ table: part, rows: ofPart }) => longForm(part, ofPart) ?? part);
}

interface Held {
  table: ArrangedTable;
  rows: readonly TableRow[];
}

function heldTable(table: ArrangedTable, rows: readonly TableRow[], more: Partial<ArrangedTable>): Held {
  return { table: { ...table, ...more, batches: () => [[...rows]] }, rows };
}

function fieldsIn(cells: readonly string[]): (string | undefined)[] {
  return cells.map((cell) => (cell.trim() === '' ? undefined : classifyColumn(cleanCell(cell))?.field));
}

/** Returns how many different things a row of names speaks of; 0 where it is no header of communities. */
function headerScore(cells: readonly string[]): number {
  const filled = cells.filter((cell) => cell.trim() !== '');
  if (filled.some(isData) || filled.some((cell) => cell.length > 60)) return 0;
  const fields = fieldsIn(cells);
  if (!fields.includes('name')) return 0;
  return new Set(fields.filter((field) => field !== undefined)).size;
}

/** A table whose communities are columns, with rows and columns exchanged. */
function transposed(table: OpenTable, rows: readonly TableRow[]): ArrangedTable | undefined {
  if (rows.length > 300 || rows.some(({ cells }) => headerScore(cells) > 2)) return undefined;
  const isTitle = ({ cells }: TableRow) => cells.filter((cell) => cell.trim() !== '').length < 2;
  const body = rows.filter((row) => !isTitle(row));
  const columnCount = Math.max(0, ...body.map(({ cells }) => cells.length));
  const heads = [0, 1].filter((column) => headerScore(body.map(({ cells }) => cells[column] ?? '')) > 2);
  if (heads.length === 0 || columnCount < 2 || columnCount > 2000) return undefined;
  const titles = rows.filter(isTitle);
  const first = titles.length + 1;
  const turned = Array.from({ length: columnCount }, (_, column): TableRow => {
    const marks = body.flatMap(({ marks: all = [] }, index) =>
      all.filter((mark) => mark.column === column).map((mark): CellMark => ({ ...mark, column: index })),
    );
    const cells = body.map((row) => row.cells[column] ?? '');
    return { number: first + column, cells, ...(marks.length > 0 ? { marks } : {}) };
  });
  const comments = (table.comments ?? []).flatMap(({ row, column, text }): CellComment[] => {
    const index = body.findIndex(({ number }) => number === row);
    return index < 0 ? [] : [{ row: first + column, column: index, text }];
  });
  const all = [...titles.map((row, index) => ({ ...row, number: index + 1 })), ...turned];
  const hiddenColumns = new Set(body.flatMap(({ isHidden }, index) => (isHidden ? [index] : [])));
  const cellName = (row: number, column: number) =>
    `${columnLetters(row - first)}${body[column]?.number ?? 0}`;
  return heldTable(table, all, { form: 'transposed', comments, hiddenColumns, cellName }).table;
}

/** Tables of the same columns beside one another: a list that was set in two or three columns to fit a page. */
function tablesSideBySide(table: OpenTable, rows: readonly TableRow[]): Held[] {
  const whole = [{ table, rows }];
  const head = rows.find(({ cells }) => headerScore(cells) > 1);
  if (!head) return whole;
  const fields = fieldsIn(head.cells);
  const names = fields.flatMap((field, index) => (field === 'name' ? [index] : []));
  if (names.length < 2) return whole;
  const step = names[1] - names[0];
  const starts = names.map((at) => at - names[0]);
  const texts = head.cells.map(cleanCell);
  const isSame = starts.every(
    (start, index) =>
      start === index * step &&
      texts.slice(0, step).filter((text, at) => text !== '' && text === texts[start + at]).length >= 2,
  );
  if (!isSame) return whole;
  return starts.map((start, index) => {
    const end = index === starts.length - 1 ? Number.POSITIVE_INFINITY : start + step;
    const isIn = (column: number) => column >= start && column < end;
    const part = rows.map((row): TableRow => {
      const marks = (row.marks ?? []).filter(({ column }) => isIn(column));
      const moved = marks.map((mark) => ({ ...mark, column: mark.column - start }));
      const { marks: _, ...rest } = row;
      return { ...rest, cells: row.cells.slice(start, end), ...(moved.length > 0 ? { marks: moved } : {}) };
    });
    const comments = (table.comments ?? [])
      .filter(({ column }) => isIn(column))
      .map((comment) => ({ ...comment, column: comment.column - start }));
    const hiddenColumns = new Set([...table.hiddenColumns].filter(isIn).map((column) => column - start));
    const titles = rows
      .slice(0, rows.indexOf(head))
      .flatMap(({ cells }) => cells.filter((cell) => cell !== ''));
    const cellName = (row: number, column: number) => `${columnLetters(start + column)}${row}`;
    return heldTable(table, part, { form: 'part', comments, hiddenColumns, titles, cellName });
  });
}

/** A heading that says something of coverage, or which operator the table is of, which no column below it says. */
function isTelling(heading: string): boolean {
  if (operatorIn(heading) !== undefined) return true;
  return /覆盖|信号|盲区|开通/.test(heading) && readPolarity(heading).hasSign;
}

/** Tables with headers of their own one below another. A header that is only repeated begins none. */
function tablesBelow(table: ArrangedTable, rows: readonly TableRow[]): Held[] {
  const heads = rows.flatMap((row, index) => (headerScore(row.cells) > 1 ? [index] : []));
  const filledIn = (row: TableRow) => row.cells.filter((cell) => cell.trim() !== '');
  const headingsAbove = (index: number) => {
    let from = index;
    while (from > 0 && filledIn(rows[from - 1]).length === 1) from -= 1;
    return from;
  };
  const starts: { head: number; from: number; heading: string }[] = [];
  for (const head of heads) {
    const from = headingsAbove(head);
    const above = rows.slice(from, head).flatMap(filledIn).filter(isTelling);
    const heading = (above.at(-1) ?? '').trim();
    const last = starts.at(-1);
    // A header of two or three rows is one.
    if (last && head - last.head < 3 && from === head) continue;
    const isRepeated = last && isSameHeader(rows[last.head].cells, rows[head].cells);
    if (isRepeated && heading === '') continue;
    starts.push({ head, from, heading });
  }
  if (starts.length < 2) return [{ table, rows }];
  const titles = [...(table.titles ?? []), ...rows.slice(0, starts[0].head).flatMap(filledIn)];
  return starts.map(({ from, heading }, index) => {
    const to = starts[index + 1]?.from ?? rows.length;
    const part = rows.slice(index === 0 ? 0 : from, to);
    return heldTable(table, part, { form: 'part', titles, ...(heading === '' ? {} : { heading }) });
  });
}

/** A group over several operators is the same as the first of them. */
function isSameField(field: string, other: string): boolean {
  return field === other || (field === 'covered' && other.startsWith('covered.'));
}

/** Returns whether two rows of names have the same in the columns that both name: one is the other's repetition. */
function isSameHeader(a: readonly string[], b: readonly string[]): boolean {
  const [first, other] = [fieldsIn(a), fieldsIn(b)];
  const both = first.flatMap((field, index) =>
    field && other[index] ? [isSameField(field, other[index])] : [],
  );
  const isNew = other.some((field, index) => field !== undefined && index >= a.length);
  return both.length > 1 && both.every((isSame) => isSame) && !isNew;
}

const operatorHeader = /^(基础)?(电信)?(运营商|运营企业|运营单位|企业|operator|carrier)(名称)?$/i;

/** A table with a row for each community and operator. */
interface LongForm {
  heads: readonly string[];
  operatorColumn: number;
  nameColumn: number;
  /** Columns of which each operator has its own value. */
  perOperator: readonly { head: string; index: number }[];
}

/** A table with a row for each community and operator, as one with a row for each community. */
function longForm(table: ArrangedTable, rows: readonly TableRow[]): ArrangedTable | undefined {
  const isOfOperators = (cell: string) => operatorHeader.test(cell.replace(/\s/g, ''));
  const at = rows.findIndex(
    ({ cells }) => headerScore(cells) > 1 || (headerScore(cells) === 1 && cells.some(isOfOperators)),
  );
  if (at < 0) return undefined;
  const heads = rows[at].cells.map(cleanCell);
  const operatorColumn = heads.findIndex(isOfOperators);
  if (operatorColumn < 0) return undefined;
  const below = rows.slice(at + 1);
  const isOfOne = ({ cells }: TableRow) => operatorIn(cells[operatorColumn] ?? '') !== undefined;
  const filled = below.filter(({ cells }) => (cells[operatorColumn] ?? '').trim() !== '');
  const named = below.filter(isOfOne);
  if (named.length < 2 || named.length < 0.8 * filled.length) return undefined;
  const nameColumn = fieldsIn(rows[at].cells).indexOf('name');
  const perOperator = heads.flatMap((head, index) => {
    const field = index === operatorColumn || head === '' ? undefined : classifyColumn(`电信${head}`)?.field;
    return /^(covered|garageRsrpDbm|groundRsrpDbm)/.test(field ?? '') ? [{ head, index }] : [];
  });
  const form: LongForm = { heads, operatorColumn, nameColumn, perOperator };
  const groups = groupsOf(named, form);
  const header = [
    ...heads.map((head, index) => (isShared(form, index) ? head : '')),
    ...operators.flatMap((id) => perOperator.map(({ head }) => `${operatorNames[id]}${head}`)),
  ];
  const ever = operators.filter((id) => named.some((row) => operatorOf(row, form) === id));
  const remarks = groups.flatMap((group) => {
    const lacking = ever.filter((id) => group.every((row) => operatorOf(row, form) !== id));
    const raw = `${group[0].cells[nameColumn] ?? ''} ${lacking.map((id) => operatorNames[id]).join('、')}`;
    return lacking.map((id) => ({
      ...{ row: group[0].number, raw },
      column: `${operatorNames[id]}${perOperator[0]?.head ?? ''}`,
    }));
  });
  const others = below.filter((row) => !isOfOne(row));
  const joined = groups.map((group) => joinedRow(group, form));
  const all = [...rows.slice(0, at), { ...rows[at], cells: header }, ...joined, ...others];
  const comments = (table.comments ?? []).flatMap(({ row, column, text }) => {
    const group = groups.find((each) => each.some(({ number }) => number === row));
    const found = group?.find(({ number }) => number === row);
    return group && found ? [{ row: group[0].number, column: columnIn(form, found, column), text }] : [];
  });
  const sorted = all.sort((a, b) => a.number - b.number);
  const cellName = (row: number, column: number) => {
    const at = column - heads.length;
    const group = groups.find((each) => each[0].number === row);
    const operator = operators[Math.floor(at / Math.max(1, perOperator.length))];
    const found = at < 0 ? undefined : group?.find((each) => operatorOf(each, form) === operator);
    const index = at < 0 ? column : (perOperator[at % perOperator.length]?.index ?? 0);
    return `${columnLetters(index)}${found?.number ?? row}`;
  };
  return heldTable(table, sorted, { form: 'long', remarks, comments, cellName }).table;
}

const operators = Object.keys(operatorNames) as ProgrammeOperator[];

function operatorOf(row: TableRow, { operatorColumn }: LongForm): ProgrammeOperator | undefined {
  return operatorIn(row.cells[operatorColumn] ?? '');
}

function isShared({ operatorColumn, perOperator }: LongForm, index: number): boolean {
  return index !== operatorColumn && perOperator.every((each) => each.index !== index);
}

/** The column of the joined table in which a cell of a row stands. */
function columnIn(form: LongForm, row: TableRow, column: number): number {
  const { heads, perOperator } = form;
  const ofOperator = perOperator.findIndex(({ index }) => index === column);
  const operator = operatorOf(row, form);
  if (ofOperator < 0 || operator === undefined) return column;
  return heads.length + operators.indexOf(operator) * perOperator.length + ofOperator;
}

/** Rows of one community. Cells that were merged over them have their text in the first one only. */
function groupsOf(rows: readonly TableRow[], { heads, nameColumn }: LongForm): TableRow[][] {
  const groups = new Map<string, TableRow[]>();
  let last: string | undefined;
  for (const row of rows) {
    const key = (row.cells[nameColumn] ?? '').trim() === '' ? last : keyOf(row.cells, heads, nameColumn);
    if (key === undefined) continue;
    last = key;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

/** Rows of one community as one row. Where they differ nothing is chosen: the cell has them all and is asked about. */
function joinedRow(group: readonly TableRow[], form: LongForm): TableRow {
  const { heads, nameColumn, perOperator } = form;
  const serial = fieldsIn(heads).indexOf('serial');
  const cells = heads.map((_, index) => {
    if (!isShared(form, index)) return '';
    return index === serial || index === nameColumn
      ? (group[0].cells[index] ?? '')
      : joinedCells(group, index);
  });
  const ofOperators = operators.flatMap((id) => {
    const ofOne = group.filter((row) => operatorOf(row, form) === id);
    return perOperator.map(({ index }) => joinedCells(ofOne, index));
  });
  const marks = group.flatMap((row) =>
    (row.marks ?? []).map((mark) => ({ ...mark, column: columnIn(form, row, mark.column) })),
  );
  return { ...group[0], cells: [...cells, ...ofOperators], ...(marks.length > 0 ? { marks } : {}) };
}

/** The one text of a column in several rows; several are told apart by a sign that no reader takes for a part of a value. */
function joinedCells(rows: readonly TableRow[], index: number): string {
  return [
    ...new Set(rows.map(({ cells }) => (cells[index] ?? '').trim()).filter((cell) => cell !== '')),
  ].join(' ≠ ');
}

function keyOf(cells: readonly string[], heads: readonly string[], nameColumn: number): string {
  const fields = fieldsIn(heads);
  const address = fields.indexOf('address');
  return [cells[nameColumn], cells[address] ?? '', cells[fields.indexOf('district')] ?? '']
    .map((cell) => (cell ?? '').trim())
    .join('|');
}
