import Papa from 'papaparse';
import { InputError } from '../../errors.ts';
import { type Phrase, say } from '../../messages/phrase.ts';
import { createChunkDecoder, decodeBytes, decodeChunks } from '../text-decoder.ts';
import type { OpenOptions } from './open-options.ts';
import { byteChunks, type TableBytes } from './table-bytes.ts';
import { longestCell, maxColumns, maxRows, type OpenTable, type TableRow } from './table-rows.ts';

const largestBytes = 200 * 1024 * 1024;

/** Bytes that are looked at to tell UTF-16 without a mark. */
const sampleBytes = 4096;

// The Encoding Standard, 8.1.1 UTF-8 decoder: which bytes may follow which.

/**
 * Checks that bytes arriving in pieces are UTF-8 text without zeros. Ten times faster than decoding them,
 * which would serve nothing else.
 */
export class Utf8Check {
  private wanted = 0;
  private lowest = 0x80;
  private highest = 0xbf;

  /** Takes the next piece; false where it is no such text. */
  take(bytes: Uint8Array): boolean {
    const { length } = bytes;
    let { wanted, lowest, highest } = this;
    for (let at = 0; at < length; at += 1) {
      const byte = bytes[at];
      if (wanted > 0) {
        if (byte < lowest || byte > highest) return false;
        lowest = 0x80;
        highest = 0xbf;
        wanted -= 1;
      } else if (byte >= 0x80) {
        if (byte < 0xc2 || byte > 0xf4) return false;
        wanted = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
        // No longer than needed, no halves of pairs, nothing beyond the last character.
        if (byte === 0xe0) lowest = 0xa0;
        else if (byte === 0xed) highest = 0x9f;
        else if (byte === 0xf0) lowest = 0x90;
        else if (byte === 0xf4) highest = 0x8f;
      } else if (byte === 0) return false;
    }
    Object.assign(this, { wanted, lowest, highest });
    return true;
  }

  /** Returns whether no character was cut off at the end. */
  isComplete(): boolean {
    return this.wanted === 0;
  }
}

const separators = [',', '\t', ';', '|', '，'] as const;
/** Characters that are looked at to find the separator. */
const headCharacters = 64 * 1024;
/** An opened quote that is not closed within these is a mistake, not a note. */
const longestRecord = 4 * 1024 * 1024;

/** Fraction of the time that a table takes, spent on telling its encoding. */
const openedRatio = 0.03;

/**
 * The rows of a CSV in UTF-8 (with a mark or without), UTF-16, GB 18030 (GBK) or Windows-1252. Read in pieces: a table of a million rows takes no more
 * memory than one of a thousand.
 * @throws InputError where it is no text
 */
export async function openCsv(bytes: TableBytes, { look }: OpenOptions): Promise<OpenTable> {
  const encoding = await encodingOf(bytes, look);
  const separator = separatorOf(bytes, encoding);
  return {
    format: 'csv',
    encoding,
    separator,
    hiddenColumns: new Set(),
    byteLength: bytes.length,
    openedRatio,
    batches: (moveTo) => csvRows(textOf(bytes, encoding, moveTo), separator),
  };
}

/** Windows-1252: quotes, dashes, the euro, and signs of degrees, squares, fractions, diameters, micro and section. */
const westernSigns = new Set([
  ...[0x80, 0x84, 0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97],
  ...[0xa0, 0xa7, 0xab, 0xb0, 0xb1, 0xb2, 0xb3, 0xb4, 0xb5, 0xb7, 0xbb, 0xbc, 0xbd, 0xbe],
]);

/**
 * Tells text of a Western language in one byte a character (Windows-1252) from Chinese text in two or four: its letters above 7F stand
 * between others, where those of a Chinese word stand together. Every such text has a meaning in GB 18030 too: `Länge` is L鋘ge there.
 */
class WesternCheck {
  private runLength = 0;
  private before = 0;
  private last = 0;
  private isWestern = true;
  private alone = 0;
  private together = 0;

  /** Takes the next piece; false where a byte is none of a Western text. */
  take(bytes: Uint8Array): boolean {
    for (let at = 0; at < bytes.length && this.isWestern; at += 1) {
      const byte = bytes[at];
      if (byte < 0x80) {
        if (this.runLength > 0) this.endRun();
        continue;
      }
      this.runLength += 1;
      this.before = this.last;
      this.last = byte;
      this.isWestern = byte >= 0xc0 || westernSigns.has(byte);
    }
    return this.isWestern;
  }

  private endRun(): void {
    const isSharp = this.last === 0xdf && [0xe4, 0xf6, 0xfc].includes(this.before);
    // Größe has two beside each other; more are in no Western word.
    if (this.runLength === 1 || (this.runLength === 2 && isSharp)) this.alone += 1;
    else if (this.runLength === 2) this.together += 1;
    else if (this.runLength > 2) this.isWestern = false;
    this.runLength = 0;
  }

  /** Returns whether the text that was taken is Western. */
  isComplete(): boolean {
    this.endRun();
    return this.isWestern && this.alone > this.together;
  }
}

/**
 * Encoding by its mark, by zeros in every second byte, else the first of UTF-8, Windows-1252 and GB 18030 in which every byte has a
 * meaning and stands as in texts of it.
 */
async function encodingOf(bytes: TableBytes, look: OpenOptions['look']): Promise<string> {
  const wide = wideEncoding(bytes.read(0, Math.min(bytes.length, sampleBytes)));
  for (const label of wide ? [wide] : ['utf-8', 'windows-1252', 'gb18030'])
    if (await isTextIn(bytes, label, look)) return label;
  throw noText();
}

function noText(): InputError {
  return new InputError([
    { at: say('encoding'), found: say('walk-no-text'), expected: say('table-formats') },
  ]);
}

async function isTextIn(bytes: TableBytes, label: string, look: OpenOptions['look']): Promise<boolean> {
  const check = createCheck(label);
  let doneBytes = 0;
  for (const chunk of byteChunks(bytes)) {
    if (!check.take(chunk)) return false;
    doneBytes += chunk.length;
    await look?.(openedRatio * (doneBytes / bytes.length));
  }
  return check.isComplete();
}

function createCheck(label: string): Pick<Utf8Check, 'take' | 'isComplete'> {
  if (label === 'utf-8') return new Utf8Check();
  return label === 'windows-1252' ? new WesternCheck() : createDecodingCheck(label);
}

/** Checks text in an encoding of which only the host's decoder knows the characters. */
function createDecodingCheck(label: string): Pick<Utf8Check, 'take' | 'isComplete'> {
  const decode = createChunkDecoder(label);
  const isText = (chunk: Uint8Array, isLast: boolean) => {
    try {
      return !decode(chunk, isLast).includes('\0');
    } catch {
      return false;
    }
  };
  return { take: (chunk) => isText(chunk, false), isComplete: () => isText(new Uint8Array(0), true) };
}

/** The one that makes most columns of the first lines. */
function separatorOf(bytes: TableBytes, encoding: string): string {
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
function* textOf(bytes: TableBytes, encoding: string, moveTo?: (offset: number) => void): Generator<string> {
  let isFirst = true;
  let endsInReturn = false;
  try {
    for (const chunk of decodeChunks(byteChunks(bytes), encoding, moveTo)) {
      let text = isFirst ? chunk.replace(/^\uFEFF/, '') : chunk;
      isFirst = false;
      if (endsInReturn && text.startsWith('\n')) text = text.slice(1);
      endsInReturn = text === '' ? endsInReturn : text.endsWith('\r');
      yield text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
    }
  } catch (error) {
    // A file that somebody writes to while it is read is no longer the text that was looked at.
    throw error instanceof TypeError ? noText() : error;
  }
}

function* csvRows(texts: Iterable<string>, separator: string): Generator<TableRow[]> {
  const parser = new Papa.Parser({ delimiter: separator, newline: '\n' });
  let number = 0;
  let rest = '';
  const rowsOf = (text: string, isLast: boolean): TableRow[] => {
    const { data, errors, meta } = parser.parse(text, 0, !isLast);
    const rows = data.map((cells) => {
      number += 1;
      checkSize(number, cells);
      return { number, cells };
    });
    if (isLast && errors.some(({ code }) => code === 'MissingQuotes')) throw openQuote(number);
    rest = text.slice(meta.cursor);
    if (rest.length > longestRecord) throw openQuote(number + 1);
    return rows;
  };
  for (const text of texts) yield rowsOf(rest + text, false);
  if (rest !== '') yield rowsOf(rest, true);
}

function openQuote(row: number): InputError {
  return new InputError([
    { at: say('table-row', { row }), found: say('table-open-quote'), expected: say('table-closed-quote') },
  ]);
}

/** @throws InputError with row and column where a table is larger than any spreadsheet */
export function checkSize(row: number, cells: readonly string[]): void {
  const refuse = (at: Phrase, found: Phrase, max: number): never => {
    throw new InputError([{ at, found, expected: say('at-most', { most: max }) }]);
  };
  if (row > maxRows) refuse(say('table-row', { row }), say('walk-more-rows'), maxRows);
  if (cells.length > maxColumns) {
    refuse(say('table-row', { row }), say('table-columns-count', { count: cells.length }), maxColumns);
  }
  for (let column = 0; column < cells.length; column += 1) {
    const { length } = cells[column];
    if (length <= longestCell) continue;
    const at = say('table-cell', { row, column: column + 1 });
    refuse(at, say('table-characters', { count: length }), longestCell);
  }
}

/**
 * The text of a table in UTF-8, UTF-16 (either order, with or without a mark) or GB 18030, its line ends as `\n`.
 * @throws InputError where it is too large or in none of them
 */
export function decodeWalkText(bytes: Uint8Array): { text: string; encoding: string } {
  if (bytes.length > largestBytes) {
    throw new InputError([
      {
        at: say('size'),
        found: say('bytes-count', { count: bytes.length }),
        expected: say('at-most-bytes', { most: largestBytes }),
      },
    ]);
  }
  const wide = wideEncoding(bytes);
  for (const label of wide ? [wide] : ['utf-8', 'gb18030']) {
    const text = decodeBytes(bytes, label);
    if (text === undefined || text.includes('\0')) continue;
    const unmarked = text.replace(/^\uFEFF/, '');
    return { text: unmarked.includes('\r') ? unmarked.replace(/\r\n?/g, '\n') : unmarked, encoding: label };
  }
  throw new InputError([
    { at: say('encoding'), found: say('walk-no-text'), expected: say('walk-encodings') },
  ]);
}

/** A byte order mark says UTF-16; so does a zero in every second byte, since separators and numbers are ASCII. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const length = Math.min(bytes.length, sampleBytes);
  for (let index = 0; index < length; index += 1) if (bytes[index] === 0) zeros[index % 2] += 1;
  if (Math.max(...zeros) < length / 10) return undefined;
  return zeros[1] > zeros[0] ? 'utf-16le' : 'utf-16be';
}
