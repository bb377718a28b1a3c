import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

const example = new URL('../../examples/status-table.csv', import.meta.url);
export const nameColumn = 3;

/**
 * Writes a status table of that many rows as CSV: those of the example over and over, every community of a name of its own.
 * Subtotals, repeated headers and footnotes are among them.
 */
export function writeLargeStatusTable(path, rowCount) {
  const [head, ...rows] = records(readFileSync(example, 'utf8').replace(/^\uFEFF/, ''));
  const file = openSync(path, 'w');
  writeSync(file, `\uFEFF${head}\r\n`);
  let text = '';
  for (let index = 0; index < rowCount; index++) {
    const round = Math.floor(index / rows.length);
    text += `${renamed(rows[index % rows.length], round)}\r\n`;
    if (text.length > 1 << 20) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
}

/** Lines of the table; a line break in quotes ends none. */
function records(text) {
  const lines = [];
  let open = '';
  for (const line of text.split('\r\n')) {
    open = open === '' ? line : `${open}\r\n${line}`;
    if ((open.match(/"/g) ?? []).length % 2 === 1) continue;
    if (open !== '') lines.push(open);
    open = '';
  }
  return lines;
}

/** A community of the round; other rows as they are. The first columns are never quoted. */
function renamed(row, round) {
  const cells = row.split(',');
  if (cells.length <= nameColumn) return row;
  cells[nameColumn] = renamedCell(cells[nameColumn], round);
  return cells.join(',');
}

/** The name of a community in another round of the rows; what is no name stays. */
export function renamedCell(text, round) {
  return round > 0 && /样例/.test(text) ? text + round : text;
}
