// [MS-CFB] 2.2–2.6 compound files; [MS-XLS] 2.4 records of BIFF8 and BIFF5, 2.5.122 RK numbers, 2.5.293 texts.
import { InputError } from '../../errors.ts';
import { say } from '../../messages/phrase.ts';
import { decodeBytes } from '../text-decoder.ts';
import { type CellMark, type HeldSheet, longestCell } from './table-rows.ts';
import { cellText } from './xlsx/cell-text.ts';
import { TextList } from './xlsx/text-list.ts';
import { isDateStyle } from './xlsx/workbook.ts';

const sectorEnd = 0xfffffffa;
const maxCells = 5_000_000;
const maxTexts = 2_000_000;

/**
 * The sheets of an old workbook (.xls of Excel 5 to 2003, .et of WPS), which stand in a compound file.
 * @throws InputError where it is damaged, has a password or is another document
 */
export function readOldWorkbook(bytes: Uint8Array): HeldSheet[] {
  try {
    const stream = workbookStream(bytes);
    const book = new Book(new DataView(stream.buffer, stream.byteOffset, stream.byteLength));
    return book.listed.map(({ name, isHidden, start }) => new SheetOfBook(book, name, isHidden).read(start));
  } catch (error) {
    // A view says so where a damaged record points beyond the end.
    throw error instanceof RangeError ? damaged() : error;
  }
}

function damaged(code: 'table-xls' | 'table-broken-xls' = 'table-broken-xls'): InputError {
  return new InputError([{ at: say('file'), found: say(code), expected: say('table-formats') }]);
}

/** The stream of a compound file in which the workbook is. */
function workbookStream(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 512) throw damaged();
  const sectorLength = 1 << view.getUint16(30, true);
  if (sectorLength !== 512 && sectorLength !== 4096) throw damaged();
  const sectorCount = Math.ceil(bytes.length / sectorLength);
  const sectorAt = (sector: number) => (sector + 1) * sectorLength;
  const wordsOf = (sector: number): number[] => {
    const at = sectorAt(sector);
    if (at + sectorLength > bytes.length) throw damaged();
    return Array.from({ length: sectorLength / 4 }, (_, index) => view.getUint32(at + 4 * index, true));
  };
  const tableSectors = fatSectors(view, sectorCount, wordsOf);
  const next = tableSectors.flatMap(wordsOf);
  const chainOf = (first: number, links: readonly number[], read: (sector: number) => Uint8Array) => {
    const parts: Uint8Array[] = [];
    for (let sector = first; sector < sectorEnd; sector = links[sector] ?? sectorEnd) {
      if (parts.length > links.length || sector >= links.length) throw damaged();
      parts.push(read(sector));
    }
    return joined(parts);
  };
  const readSector = (sector: number) => bytes.subarray(sectorAt(sector), sectorAt(sector) + sectorLength);
  const directory = chainOf(view.getUint32(48, true), next, readSector);
  const entries = entriesOf(directory);
  const book = entries.find(({ name }) => name === 'Workbook') ?? entries.find(({ name }) => name === 'Book');
  if (!book) throw damaged('table-xls');
  if (book.length >= view.getUint32(56, true)) {
    return chainOf(book.start, next, readSector).subarray(0, book.length);
  }
  const shortLinks = chainOf(view.getUint32(60, true), next, readSector);
  const shortView = new DataView(shortLinks.buffer, shortLinks.byteOffset, shortLinks.byteLength);
  const short = Array.from({ length: shortLinks.length >> 2 }, (_, index) =>
    shortView.getUint32(4 * index, true),
  );
  const root = chainOf(entries[0].start, next, readSector);
  const readShort = (sector: number) => root.subarray(sector * 64, sector * 64 + 64);
  return chainOf(book.start, short, readShort).subarray(0, book.length);
}

/** Sectors of the table that says which sector follows which. */
function fatSectors(view: DataView, sectorCount: number, wordsOf: (sector: number) => number[]): number[] {
  const sectors: number[] = [];
  for (let index = 0; index < 109; index += 1) sectors.push(view.getUint32(76 + 4 * index, true));
  let further = view.getUint32(68, true);
  for (let count = 0; further < sectorEnd; count += 1) {
    if (count > sectorCount) throw damaged();
    const words = wordsOf(further);
    further = words.pop() ?? sectorEnd;
    sectors.push(...words);
  }
  return sectors.filter((sector) => sector < sectorEnd);
}

function entriesOf(directory: Uint8Array): { name: string; start: number; length: number }[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  const entries: { name: string; start: number; length: number }[] = [];
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const nameLength = Math.min(64, view.getUint16(at + 64, true));
    const name = decodeBytes(directory.subarray(at, at + Math.max(0, nameLength - 2)), 'utf-16le') ?? '';
    entries.push({ name, start: view.getUint32(at + 116, true), length: view.getUint32(at + 120, true) });
  }
  if (entries.length === 0) throw damaged();
  return entries;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

interface BiffRecord {
  type: number;
  start: number;
  length: number;
  next: number;
}

function recordAt(view: DataView, at: number): BiffRecord | undefined {
  if (at + 4 > view.byteLength) return undefined;
  const length = view.getUint16(at + 2, true);
  if (at + 4 + length > view.byteLength) return undefined;
  return { type: view.getUint16(at, true), start: at + 4, length, next: at + 4 + length };
}

const [endOfFile, filePassword, continued] = [0x0a, 0x2f, 0x3c];
/** Windows code pages that old workbooks of China, Japan, Korea and the West are in, as decoders call them. */
const codePages: Readonly<Record<number, string>> = {
  936: 'gb18030',
  950: 'big5',
  932: 'shift_jis',
  949: 'euc-kr',
};

/** Data that all sheets of a workbook share. */
class Book {
  readonly listed: { name: string; isHidden: boolean; start: number }[] = [];
  readonly texts: string[] = [];
  readonly dateStyles = new Set<number>();
  readonly struckStyles = new Set<number>();
  isFrom1904 = false;
  readonly isWide: boolean;
  private codePage = 'windows-1252';
  private readonly codes = new Map<number, string>();
  private readonly struckFonts: boolean[] = [];
  private styleCount = 0;

  constructor(readonly view: DataView) {
    const first = recordAt(view, 0);
    if (!first || (first.type & 0xff) !== 0x09 || first.length < 4) throw damaged();
    const version = view.getUint16(first.start, true);
    if (version !== 0x600 && version !== 0x500) throw damaged('table-xls');
    this.isWide = version === 0x600;
    for (let record: BiffRecord | undefined = first; record; record = recordAt(view, record.next)) {
      if (record.type === endOfFile) break;
      if (record.type === filePassword) throw damaged('table-xls');
      this.take(record);
    }
    if (this.listed.length === 0) throw damaged();
  }

  private take({ type, start, length, next }: BiffRecord): void {
    const { view } = this;
    if (type === 0x42 && length >= 2) this.codePage = codePages[view.getUint16(start, true)] ?? this.codePage;
    else if (type === 0x22 && length >= 2) this.isFrom1904 = view.getUint16(start, true) === 1;
    else if (type === 0x85 && length >= 8) {
      // Only worksheets have cells; charts and macros are of other kinds.
      if (view.getUint8(start + 5) !== 0) return;
      const name = this.shortText(start + 6, start + length);
      const isHidden = view.getUint8(start + 4) !== 0;
      this.listed.push({ name, isHidden, start: view.getUint32(start, true) });
    } else if (type === 0x31 && length >= 4)
      this.struckFonts.push((view.getUint16(start + 2, true) & 8) !== 0);
    else if (type === 0x41e && length >= 4) {
      const code = this.isWide ? this.text(start + 2, next) : this.shortText(start + 2, start + length);
      this.codes.set(view.getUint16(start, true), code);
    } else if (type === 0xe0 && length >= 4) this.takeStyle(start);
    else if (type === 0xfc) this.takeTexts(start, length);
  }

  private takeStyle(start: number): void {
    const font = this.view.getUint16(start, true);
    const format = this.view.getUint16(start + 2, true);
    if (isDateStyle(format, this.codes.get(format))) this.dateStyles.add(this.styleCount);
    // There is no font of number 4.
    if (this.struckFonts[font > 4 ? font - 1 : font]) this.struckStyles.add(this.styleCount);
    this.styleCount += 1;
  }

  /** A text with its length in one byte before it. */
  private shortText(at: number, end: number): string {
    const count = this.view.getUint8(at);
    return this.isWide
      ? this.characters(at + 2, count, (this.view.getUint8(at + 1) & 1) === 1, end)
      : this.bytesText(at + 1, count, end);
  }

  /** A text with its length in two bytes before it. */
  text(at: number, end: number): string {
    if (at + 2 > end) return '';
    const count = this.view.getUint16(at, true);
    if (!this.isWide) return this.bytesText(at + 2, count, end);
    return at + 3 > end ? '' : this.characters(at + 3, count, (this.view.getUint8(at + 2) & 1) === 1, end);
  }

  private bytesText(at: number, count: number, end: number): string {
    const { buffer, byteOffset } = this.view;
    const bytes = new Uint8Array(buffer, byteOffset + at, Math.max(0, Math.min(count, end - at)));
    return decodeBytes(bytes, this.codePage) ?? '';
  }

  characters(at: number, count: number, isWide: boolean, end: number): string {
    let text = '';
    const last = Math.min(end, at + count * (isWide ? 2 : 1));
    for (let from = at; from + (isWide ? 1 : 0) < last; from += isWide ? 2 : 1) {
      text += String.fromCharCode(isWide ? this.view.getUint16(from, true) : this.view.getUint8(from));
    }
    return text;
  }

  /** The texts that cells share; one may go on in the next record, which then says anew how wide its characters are. */
  private takeTexts(start: number, length: number): void {
    const { view } = this;
    let [at, end] = [start + 8, start + length];
    const goOn = (): boolean => {
      const record = recordAt(view, end);
      if (record?.type !== continued) return false;
      [at, end] = [record.start, record.next];
      return true;
    };
    const skip = (count: number): void => {
      for (let rest = count; rest > 0; ) {
        const taken = Math.min(rest, end - at);
        at += taken;
        rest -= taken;
        if (rest > 0 && !goOn()) return;
      }
    };
    const total = Math.min(maxTexts, view.getUint32(start + 4, true));
    while (this.texts.length < total) {
      if (at >= end && !goOn()) return;
      if (at + 3 > end) return;
      let count = view.getUint16(at, true);
      const flags = view.getUint8(at + 2);
      let isWide = (flags & 1) === 1;
      at += 3;
      const runs = (flags & 8) !== 0 ? view.getUint16(at, true) : 0;
      at += (flags & 8) !== 0 ? 2 : 0;
      const further = (flags & 4) !== 0 ? view.getUint32(at, true) : 0;
      at += (flags & 4) !== 0 ? 4 : 0;
      let text = '';
      while (count > 0) {
        const fitting = Math.min(count, Math.floor((end - at) / (isWide ? 2 : 1)));
        text += this.characters(at, fitting, isWide, end);
        at += fitting * (isWide ? 2 : 1);
        count -= fitting;
        if (count === 0 || !goOn()) break;
        isWide = (view.getUint8(at) & 1) === 1;
        at += 1;
      }
      skip(4 * runs + further);
      this.texts.push(text);
    }
  }
}

const noTexts = new TextList();

/** Gathers the cells of a sheet. */
class SheetOfBook {
  private readonly rows = new Map<number, { cells: string[]; marks: CellMark[] }>();
  private readonly hiddenRows = new Set<number>();
  private readonly sheet: HeldSheet;
  private cellCount = 0;
  /** The formula whose text follows. */
  private awaited?: { row: number; column: number; style: number };
  private lastObject = -1;
  private readonly objectTexts = new Map<number, string>();
  private readonly notes: { row: number; column: number; object: number; text: string }[] = [];

  constructor(
    private readonly book: Book,
    name: string,
    isHidden: boolean,
  ) {
    this.sheet = { name, isHidden, rows: [], merges: [], hiddenColumns: new Set(), comments: [] };
  }

  read(start: number): HeldSheet {
    const { view } = this.book;
    let depth = 0;
    for (let record = recordAt(view, start); record; record = recordAt(view, record.next)) {
      if (record.type === 0x809) depth += 1;
      // A chart within the sheet has an end as well.
      if (record.type === endOfFile && --depth <= 0) break;
      if (depth <= 1) this.take(record);
    }
    const numbers = [...this.rows.keys()].sort((a, b) => a - b);
    this.sheet.rows = numbers.flatMap((number) => {
      const { cells, marks } = this.rows.get(number) ?? { cells: [], marks: [] };
      const isHidden = this.hiddenRows.has(number);
      return [{ number, cells, ...(isHidden ? { isHidden } : {}), ...(marks.length > 0 ? { marks } : {}) }];
    });
    for (const { row, column, object, text } of this.notes) {
      const stated = text || (this.objectTexts.get(object) ?? '');
      if (stated !== '') this.sheet.comments.push({ row, column, text: stated });
    }
    return this.sheet;
  }

  private take(record: BiffRecord): void {
    const { view, texts } = this.book;
    const { type, start, length } = record;
    if (this.takeLayout(record) || length < 6) return;
    const [row, column, style] = [0, 2, 4].map((offset) => view.getUint16(start + offset, true));
    if (type === 0x203 && length >= 14)
      this.put(row, column, style, String(view.getFloat64(start + 6, true)));
    else if (type === 0x27e && length >= 10) this.put(row, column, style, rkText(view, start + 6));
    else if (type === 0xbd) {
      for (let at = start + 4, index = 0; at + 6 <= start + length - 2; at += 6, index += 1)
        this.put(row, column + index, view.getUint16(at, true), rkText(view, at + 2));
    } else if (type === 0xfd && length >= 10)
      this.put(row, column, style, texts[view.getUint32(start + 6, true)] ?? '', 'str');
    else if ((type === 0x204 || type === 0xd6) && length >= 8)
      this.put(row, column, style, this.book.text(start + 6, start + length), 'str');
    else if (type === 0x205 && length >= 8) {
      const [value, isError] = [view.getUint8(start + 6), view.getUint8(start + 7) === 1];
      this.put(row, column, style, isError ? '#N/A' : String(value), isError ? 'e' : 'b');
    } else if ((type & 0xff) === 0x06 && length >= 14) this.takeFormula(start, { row, column, style });
    else if ((type & 0xff) === 0x07 && this.awaited) {
      const { row: ofRow, column: ofColumn, style: ofStyle } = this.awaited;
      this.put(ofRow, ofColumn, ofStyle, this.book.text(start, start + length), 'str');
      this.awaited = undefined;
    }
  }

  /** Takes what a sheet says beside its cells: rows and columns that are hidden, cells that are merged, comments. */
  private takeLayout({ type, start, length, next }: BiffRecord): boolean {
    const { view } = this.book;
    const word = (offset: number) => (offset + 2 <= length ? view.getUint16(start + offset, true) : 0);
    if (type === 0x208) {
      if ((word(12) & 0x20) !== 0) this.hiddenRows.add(word(0) + 1);
    } else if (type === 0x7d) {
      const isHidden = (word(8) & 1) === 1;
      for (let column = word(0); isHidden && column <= Math.min(word(2), 255); column += 1)
        this.sheet.hiddenColumns.add(column);
    } else if (type === 0xe5) {
      for (let at = 2; at + 8 <= length; at += 8) {
        const [top, bottom, column] = [word(at) + 1, word(at + 2) + 1, word(at + 4)];
        if (bottom > top) this.sheet.merges.push({ top, bottom, column });
      }
    } else if (type === 0x5d) this.lastObject = word(0) === 0x15 ? word(6) : -1;
    else if (type === 0x1b6) {
      const text = recordAt(view, next);
      if (text?.type === continued && text.length > 1) {
        const isWide = (view.getUint8(text.start) & 1) === 1;
        const stated = this.book.characters(text.start + 1, word(10), isWide, text.next);
        this.objectTexts.set(this.lastObject, stated);
      }
    } else if (type === 0x1c) {
      const text = this.book.isWide ? '' : this.book.text(start + 4, start + length);
      this.notes.push({ row: word(0) + 1, column: word(2), object: word(6), text });
    } else return false;
    return true;
  }

  private takeFormula(start: number, cell: { row: number; column: number; style: number }): void {
    const { view } = this.book;
    const { row, column, style } = cell;
    if (view.getUint16(start + 12, true) !== 0xffff) {
      this.put(row, column, style, String(view.getFloat64(start + 6, true)));
      return;
    }
    const kind = view.getUint8(start + 6);
    if (kind === 0) this.awaited = cell;
    else if (kind === 1) this.put(row, column, style, String(view.getUint8(start + 8)), 'b');
    else if (kind === 2) this.put(row, column, style, '#N/A', 'e');
  }

  private put(row: number, column: number, style: number, value: string, type = 'n'): void {
    if (++this.cellCount > maxCells) {
      const at = say('table-cell', { row: row + 1, column: column + 1 });
      throw new InputError([{ at, found: say('more-data'), expected: say('at-most', { most: maxCells }) }]);
    }
    const { dateStyles, isFrom1904, struckStyles } = this.book;
    const text = cellText(value, type, style, { texts: noTexts, dateStyles, isFrom1904 });
    if (text === '') return;
    const { cells, marks } = this.rows.get(row + 1) ?? { cells: [], marks: [] };
    this.rows.set(row + 1, { cells, marks });
    if (struckStyles.has(style)) {
      marks.push({ column, kind: 'struck', text: text.slice(0, longestCell) });
      return;
    }
    while (cells.length < column) cells.push('');
    cells[column] = text.slice(0, longestCell);
  }
}

/** A number in four bytes: a whole number or the upper half of a double, perhaps of hundredths. */
function rkText(view: DataView, at: number): string {
  const word = view.getUint32(at, true);
  let value = word >> 2;
  if ((word & 2) === 0) {
    const bytes = new DataView(new ArrayBuffer(8));
    bytes.setUint32(4, (word & 0xfffffffc) >>> 0, true);
    value = bytes.getFloat64(0, true);
  }
  return String((word & 1) === 1 ? value / 100 : value);
}
