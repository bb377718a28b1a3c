import { openTables } from '../table/open-table.ts';
import type { TableRow } from '../table/table-rows.ts';
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
  const tables = await openTables(bytes);
  const sheets = tables.map((table) => [...table.rows()]);
  return parseProgressTable(sheets.find(hasProgressHead) ?? sheets[0] ?? []);
}

/**
 * Whether a file is a table of progress, by its first rows.
 * @throws InputError where it is no table
 */
export async function isProgressTable(bytes: Uint8Array): Promise<boolean> {
  const tables = await openTables(bytes);
  return tables.some((table) => isProgressHead(firstRows(table.rows())));
}

function firstRows(rows: Iterable<TableRow>): TableRow[] {
  const first: TableRow[] = [];
  for (const row of rows) {
    first.push(row);
    if (first.length === headRows) break;
  }
  return first;
}
