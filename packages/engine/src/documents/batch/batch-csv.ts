import Papa from 'papaparse';
import { plainText } from '../encoders/table-csv.ts';
import { batchColumns } from './batch-columns.ts';
import type { BatchRow } from './batch-row.ts';

/**
 * The table of a batch as CSV in UTF-8 with a byte order mark, numbers in full. A text that a spreadsheet would compute begins
 * with an apostrophe.
 */
export function batchCsv(rows: readonly BatchRow[]): string {
  const lines = rows.map((row) =>
    batchColumns.map(({ read }) => {
      const cell = read(row);
      return typeof cell === 'string' ? plainText(cell) : String(cell ?? '');
    }),
  );
  const whole = [batchColumns.map(({ name }) => name), ...lines];
  return `\uFEFF${Papa.unparse(whole, { newline: '\r\n', escapeFormulae: false })}\r\n`;
}
