import { openTables } from '../table/open-table.ts';
import { hasProgressHead, type ProgressRow, parseProgressTable } from './parse-progress-table.ts';

/**
 * The table of progress from the bytes of a CSV or XLSX file: of several sheets the first with its heads.
 * @throws InputError as `parseProgressTable`, and where the file is no table
 */
export async function readProgressTable(bytes: Uint8Array): Promise<ProgressRow[]> {
  const tables = await openTables(bytes);
  const sheets = tables.map((table) => [...table.rows()]);
  return parseProgressTable(sheets.find(hasProgressHead) ?? sheets[0] ?? []);
}
