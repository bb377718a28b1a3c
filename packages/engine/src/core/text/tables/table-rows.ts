import { InputError } from '../../errors.ts';
import { say } from '../../messages/phrase.ts';

/** Looks of a cell that its text does not tell. */
export interface CellMark {
  /** Counted from 0. */
  column: number;
  /** Its text or a part of it is struck out, the cell has a colour, or a formula of which no value is stored. */
  kind: 'struck' | 'fill' | 'formula';
  /** The text that is struck out, the colour as `FFFF00`, the formula. */
  text: string;
}

/** A row of a table as the file has it. */
export interface TableRow {
  /** Number of the row in the table, from 1: the n-th record of a CSV, the row's own number of a sheet. */
  number: number;
  /** Texts; beyond the last all are blank. What is struck out is no part of them. */
  cells: readonly string[];
  isHidden?: boolean;
  marks?: readonly CellMark[];
}

/** Somebody's comment on a cell. */
export interface CellComment {
  /** Counted from 1. */
  row: number;
  /** Counted from 0. */
  column: number;
  text: string;
}

/** Cells merged over several rows: from row to row, in the column of their text. */
export interface TallMerge {
  top: number;
  bottom: number;
  column: number;
}

export type TableFormat = 'csv' | 'xlsx' | 'xls' | 'ods' | 'html';

/** A table of which the rows can be read, and read again. */
export interface OpenTable {
  format: TableFormat;
  encoding: string;
  /** Given for a CSV. */
  separator?: string;
  /** Given for a workbook. */
  sheet?: string;
  /** Columns that the sheet does not show, from 0. They are read like the others. */
  hiddenColumns: ReadonlySet<number>;
  /** Comments on its cells. */
  comments?: readonly CellComment[];
  /** Sheets of the same workbook that are not shown and not opened. */
  hiddenSheets?: readonly string[];
  /** Length as in the file: what `moveTo` counts up to. */
  byteLength: number;
  /** Fraction of all the time that the table takes which went into opening it; about. */
  openedRatio: number;
  /**
   * The rows from the first, a few at a time; rows of a sheet that are left out are not given. `moveTo` is told how
   * many bytes are read.
   */
  batches(moveTo?: (offset: number) => void): Iterable<TableRow[]> | AsyncIterable<TableRow[]>;
}

/** More rows than any sheet of a spreadsheet has, and than a city has garages. */
export const maxRows = 1_100_000;
/** A sheet of a spreadsheet has no more columns. */
export const maxColumns = 16_384;
/** Longest text of a cell: more than a spreadsheet takes. */
export const longestCell = 40_000;

/** More blank rows in one position are not given. */
const maxBlankRows = 100;

/** The first rows of a table, as many as are wanted, or those that are. */
export async function takeRows(
  table: OpenTable,
  count: number,
  isWanted: (row: TableRow) => boolean = () => true,
): Promise<TableRow[]> {
  const taken: TableRow[] = [];
  for await (const batch of table.batches()) {
    for (const row of batch) {
      if (taken.length < count && isWanted(row)) taken.push(row);
    }
    if (taken.length >= count) break;
  }
  return taken;
}

/**
 * All rows of a table that have something in a cell.
 * @throws InputError naming the first row beyond so many
 */
export async function filledRows(table: OpenTable, maxCount: number): Promise<TableRow[]> {
  const rows = await takeRows(table, maxCount + 1, ({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (rows.length <= maxCount) return rows;
  const at = say('table-row', { row: rows[maxCount].number });
  throw new InputError([{ at, found: say('walk-more-rows'), expected: say('at-most', { most: maxCount }) }]);
}

/**
 * Gives the rows behind a header with those that the sheet leaves out as blank ones, but none behind the last that has something in it.
 * To be given batch after batch.
 */
export function createGapFiller(head: number): (batch: readonly TableRow[]) => Generator<TableRow> {
  let given = head;
  return function* (batch) {
    for (const row of batch) {
      const isBlank = row.cells.every((cell) => cell === '' || cell.trim() === '');
      // A row that is struck out from end to end has no text, and is told.
      if (row.number <= head || (isBlank && !row.marks?.some(({ kind }) => kind === 'struck'))) continue;
      const last = Math.min(row.number - 1, given + maxBlankRows);
      for (let number = given + 1; number <= last; number += 1) yield { number, cells: [] };
      yield row;
      given = row.number;
    }
  };
}

/** A function that gives cells merged over several rows their text in each of them; `merges` are in the order of their first rows. */
export function createMergeFiller(merges: readonly TallMerge[]) {
  const open = new Map<TallMerge, string>();
  let next = 0;
  return <Row extends { number: number; cells: string[] }>(row: Row): Row => {
    while (next < merges.length && merges[next].top <= row.number) {
      const merge = merges[next++];
      if (merge.bottom >= row.number) open.set(merge, row.cells[merge.column] ?? '');
    }
    for (const [merge, text] of open) {
      if (merge.bottom < row.number) open.delete(merge);
      else if (text !== '') {
        while (row.cells.length <= merge.column) row.cells.push('');
        if (row.cells[merge.column] === '') row.cells[merge.column] = text;
      }
    }
    return row;
  };
}

/** A sheet that is held whole, as old workbooks and text documents have them. */
export interface HeldSheet {
  name: string;
  isHidden: boolean;
  rows: { number: number; cells: string[]; isHidden?: boolean; marks?: CellMark[] }[];
  merges: TallMerge[];
  hiddenColumns: Set<number>;
  comments: CellComment[];
}

/** Sheets of a workbook that are looked at. */
const maxSheets = 200;

/**
 * The sheets of a workbook that are visible or named; all of them where none is.
 * @throws InputError where none has a name that is asked for
 */
export function chosenSheets<Each extends { name: string; isHidden: boolean }>(
  sheets: readonly Each[],
  named: readonly string[] = [],
): { sheets: readonly Each[]; hidden: string[] } {
  const missing = named.find((each) => sheets.every(({ name }) => name !== each));
  if (missing !== undefined) {
    const list = sheets.map(({ name }) => name).join(', ');
    throw new InputError([
      { at: 'sheet', found: JSON.stringify(missing), expected: say('one-of', { list: list.slice(0, 500) }) },
    ]);
  }
  const meant = sheets.filter(({ isHidden, name }) => !isHidden || named.includes(name));
  const chosen = (meant.length > 0 ? meant : sheets).slice(0, maxSheets);
  const hidden = sheets.filter((each) => each.isHidden && !chosen.includes(each)).map(({ name }) => name);
  return { sheets: chosen, hidden };
}

/** Tables of sheets that are held. */
export function heldTables(
  format: TableFormat,
  all: readonly HeldSheet[],
  { sheets: named, byteLength }: { sheets?: readonly string[]; byteLength: number },
): OpenTable[] {
  const { sheets, hidden } = chosenSheets(all, named);
  return sheets.map((sheet) => {
    const fill = createMergeFiller(sheet.merges.sort((a, b) => a.top - b.top));
    const rows = sheet.rows.map(fill);
    return {
      ...{ format, encoding: 'utf-8', sheet: sheet.name, hiddenColumns: sheet.hiddenColumns },
      ...{ comments: sheet.comments, hiddenSheets: hidden, byteLength: byteLength / sheets.length },
      openedRatio: 0.5,
      batches: () => [rows],
    };
  });
}
