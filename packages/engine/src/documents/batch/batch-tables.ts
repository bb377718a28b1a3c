import { strToU8 } from 'fflate';
import Papa from 'papaparse';
import { plainText } from '../encoders/table-csv.ts';
import { batchColumns } from './batch-columns.ts';
import type { BatchRow } from './batch-row.ts';

/** Rows that are made into text at a time: a text has a largest length, bytes have not. */
const rowsAtOnce = 10_000;

/**
 * The table of a batch as CSV in UTF-8 with a byte order mark, numbers in full. A text that a spreadsheet would compute begins
 * with an apostrophe.
 */
export function batchCsv(rows: readonly BatchRow[]): Uint8Array {
  const csv = (lines: string[][]) =>
    lines.length === 0 ? '' : `${Papa.unparse(lines, { newline: '\r\n', escapeFormulae: false })}\r\n`;
  const lineOf = (row: BatchRow) =>
    batchColumns.map(({ read }) => {
      const cell = read(row);
      return typeof cell === 'string' ? plainText(cell) : String(cell ?? '');
    });
  const head = `\uFEFF${csv([batchColumns.map(({ name }) => name)])}`;
  return joinedBytes(rows, { head, text: (each) => csv(each.map(lineOf)), foot: '' });
}

/** The same as JSON: `{ "communities": [ … ] }`, a line for each, cells by the names of columns, without those that are empty. */
export function batchJson(rows: readonly BatchRow[]): Uint8Array {
  const lineOf = (row: BatchRow) =>
    JSON.stringify(Object.fromEntries(batchColumns.map(({ name, read }) => [name, read(row)])));
  return joinedBytes(rows, {
    head: '{"communities":[\n',
    text: (each, isLast) => `${each.map(lineOf).join(',\n')}${isLast ? '\n' : ',\n'}`,
    foot: ']}\n',
  });
}

interface TextParts {
  head: string;
  text(rows: readonly BatchRow[], isLast: boolean): string;
  foot: string;
}

function joinedBytes(rows: readonly BatchRow[], { head, text, foot }: TextParts): Uint8Array {
  const parts = [strToU8(head)];
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const to = from + rowsAtOnce;
    parts.push(strToU8(text(rows.slice(from, to), to >= rows.length)));
  }
  parts.push(strToU8(foot));
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
