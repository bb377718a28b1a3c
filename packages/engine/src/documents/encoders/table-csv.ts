import Papa from 'papaparse';
import {
  type Cell,
  columnTotal,
  type DocumentTable,
  formatDecimals,
  type TableColumn,
} from './document-table.ts';

/**
 * A table as CSV in UTF-8 with a byte order mark, since spreadsheets take Chinese for something else without. A text that a
 * spreadsheet would compute begins with an apostrophe.
 * @param stamp a line above the head
 */
export function tableCsv(table: DocumentTable, stamp?: string): string {
  const { columns, rows, totalLabel } = table;
  const lines = rows.map((row) => columns.map((column, index) => cellText(row[index], column)));
  const totals = columns.map((column, index) =>
    column.total !== undefined
      ? cellText(columnTotal(table, index), column)
      : index === 0
        ? (totalLabel ?? '')
        : '',
  );
  const head = [...(stamp === undefined ? [] : [[stamp]]), columns.map(({ head }) => head)];
  const whole = [...head, ...lines, ...(totalLabel === undefined ? [] : [totals])];
  return `\uFEFF${Papa.unparse(whole, { newline: '\r\n', escapeFormulae: false })}\r\n`;
}

function cellText(cell: Cell, { format }: TableColumn): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number' && format !== 'text')
    return String(Number(cell.toFixed(formatDecimals[format])) + 0);
  return plainText(String(cell));
}

/** A text that no spreadsheet takes for a formula. */
export function plainText(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}
