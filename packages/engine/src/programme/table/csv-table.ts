import Papa from 'papaparse';
import { decodePieces } from '../../drawing/dxf/text-decoder.ts';
import { InputError } from '../../errors.ts';
import { type Phrase, say } from '../../phrases/phrase.ts';
import { wideEncoding } from '../../walks/decode-walk-text.ts';
import { longestCell, mostColumns, mostRows, type OpenTable, type TableRow } from './table-rows.ts';

const separators = [',', '\t', ';', '|', '，'] as const;
/** Characters that are looked at to find the separator. */
const headCharacters = 64 * 1024;
/** An opened quote that is not closed within these is a mistake, not a note. */
const longestRecord = 4 * 1024 * 1024;

/**
 * The rows of a CSV in UTF-8 (with a mark or without), UTF-16 or GB 18030 (GBK). Read in pieces: a table of a million rows takes no more
 * memory than one of a thousand.
 * @throws InputError where it is no text
 */
export function openCsv(bytes: Uint8Array): OpenTable {
  const encoding = encodingOf(bytes);
  const separator = separatorOf(bytes, encoding);
  return {
    format: 'csv',
    encoding,
    separator,
    hiddenColumns: new Set(),
    byteLength: bytes.length,
    rows: (moveTo) => csvRows(textOf(bytes, encoding, moveTo), separator),
  };
}

/** By its mark, by zeros in every second byte, else the first of UTF-8 and GB 18030 in which every byte has a meaning. */
function encodingOf(bytes: Uint8Array): string {
  const wide = wideEncoding(bytes);
  for (const label of wide ? [wide] : ['utf-8', 'gb18030']) if (isTextIn(bytes, label)) return label;
  throw new InputError([{ at: say('encoding'), found: say('walk-no-text'), expected: say('table-formats') }]);
}

function isTextIn(bytes: Uint8Array, label: string): boolean {
  try {
    for (const text of decodePieces(bytes, label)) if (text.includes('\0')) return false;
    return true;
  } catch {
    return false;
  }
}

/** The one that makes most columns of the first lines. */
function separatorOf(bytes: Uint8Array, encoding: string): string {
  let head = '';
  for (const text of textOf(bytes, encoding)) {
    head += text;
    if (head.length >= headCharacters) break;
  }
  const widths = separators.map((separator) => {
    const { data } = new Papa.Parser({ delimiter: separator, newline: '\n', preview: 50 }).parse(
      head.slice(0, headCharacters),
      0,
      false,
    );
    return data.reduce((sum, row) => sum + row.length, 0) / Math.max(1, data.length);
  });
  return separators[widths.indexOf(Math.max(...widths))];
}

/** Its text in pieces, without the mark, line ends as `\n`. */
function* textOf(bytes: Uint8Array, encoding: string, moveTo?: (offset: number) => void): Generator<string> {
  let isFirst = true;
  let endsInReturn = false;
  for (const piece of decodePieces(bytes, encoding, moveTo)) {
    let text = isFirst ? piece.replace(/^\uFEFF/, '') : piece;
    isFirst = false;
    if (endsInReturn && text.startsWith('\n')) text = text.slice(1);
    endsInReturn = text === '' ? endsInReturn : text.endsWith('\r');
    yield text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  }
}

function* csvRows(texts: Iterable<string>, separator: string): Generator<TableRow> {
  const parser = new Papa.Parser({ delimiter: separator, newline: '\n' });
  let number = 0;
  let rest = '';
  function* rowsOf(text: string, isLast: boolean): Generator<TableRow> {
    const { data, errors, meta } = parser.parse(text, 0, !isLast);
    for (const cells of data) {
      number += 1;
      checkSize(number, cells);
      yield { number, cells };
    }
    if (isLast && errors.some(({ code }) => code === 'MissingQuotes')) throw openQuote(number);
    rest = text.slice(meta.cursor);
    if (rest.length > longestRecord) throw openQuote(number + 1);
  }
  for (const text of texts) yield* rowsOf(rest + text, false);
  if (rest !== '') yield* rowsOf(rest, true);
}

function openQuote(row: number): InputError {
  return new InputError([
    { at: say('table-row', { row }), found: say('table-open-quote'), expected: say('table-closed-quote') },
  ]);
}

/** @throws InputError with row and column where a table is larger than any spreadsheet */
export function checkSize(row: number, cells: readonly string[]): void {
  const refuse = (at: Phrase, found: Phrase, most: number): never => {
    throw new InputError([{ at, found, expected: say('at-most', { most }) }]);
  };
  if (row > mostRows) refuse(say('table-row', { row }), say('walk-more-rows'), mostRows);
  if (cells.length > mostColumns) {
    refuse(say('table-row', { row }), say('table-columns-count', { count: cells.length }), mostColumns);
  }
  for (let column = 0; column < cells.length; column += 1) {
    const { length } = cells[column];
    if (length <= longestCell) continue;
    const at = say('table-cell', { row, column: column + 1 });
    refuse(at, say('table-characters', { count: length }), longestCell);
  }
}
