import { InputError } from '../../errors.ts';
import { say } from '../../messages/phrase.ts';

/** A row of a table as the file has it. */
export interface TableRow {
  /** Number of the row in the table, from 1: the n-th record of a CSV, the row's own number of a sheet. */
  number: number;
  /** Texts; beyond the last all are blank. */
  cells: readonly string[];
}

/** A table of which the rows can be read, and read again. */
export interface OpenTable {
  format: 'csv' | 'xlsx';
  encoding: string;
  /** Given for a CSV. */
  separator?: string;
  /** Given for a workbook. */
  sheet?: string;
  /** Columns that the sheet does not show, from 0. They are read like the others. */
  hiddenColumns: ReadonlySet<number>;
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
      if (row.number <= head || row.cells.every((cell) => cell === '' || cell.trim() === '')) continue;
      const last = Math.min(row.number - 1, given + maxBlankRows);
      for (let number = given + 1; number <= last; number += 1) yield { number, cells: [] };
      yield row;
      given = row.number;
    }
  };
}
