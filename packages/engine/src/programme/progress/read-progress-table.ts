import { openTables, type TableRow, takeRows } from '../../core/index.ts';
import {
  hasProgressHead,
  isProgressHead,
  type ProgressRow,
  parseProgressTable,
} from './parse-progress-table.ts';

/** Rows in which the heads are looked for. */
const headRows = 10;

/**
 * The table of progress from the bytes of a CSV or XLSX file: of several sheets the first with its heads.
 * @throws InputError as `parseProgressTable`, and where the file is no table
 */
export async function readProgressTable(bytes: Uint8Array): Promise<ProgressRow[]> {
  let first: TableRow[] | undefined;
  for (const table of await openTables(bytes)) {
    const rows = await takeRows(table, Number.POSITIVE_INFINITY);
    if (hasProgressHead(rows)) return parseProgressTable(rows);
    first ??= rows;
  }
  return parseProgressTable(first ?? []);
}

/**
 * Returns whether a file is a table of progress, by its first rows.
 * @throws InputError where it is no table
 */
export async function isProgressTable(bytes: Uint8Array): Promise<boolean> {
  for (const table of await openTables(bytes)) {
    if (isProgressHead(await takeRows(table, headRows))) return true;
  }
  return false;
}
