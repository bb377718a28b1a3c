// OpenDocument 1.3 part 3: 9.1 tables, 19.700 repeated rows and cells; HTML: 4.9 tables, 13.1.2 tags; XML Spreadsheet 2003.
import { InputError } from '../../errors.ts';
import { say } from '../../messages/phrase.ts';
import { decodeWalkText } from './csv-table.ts';
import { type CellMark, type HeldSheet, longestCell, maxColumns, maxRows } from './table-rows.ts';
import { XmlError, type XmlListener, XmlScanner } from './xlsx/scan-xml.ts';
import type { XlsxFile } from './xlsx/xlsx-file.ts';
import { readWholePart } from './xlsx/xml-part.ts';

const maxCells = 5_000_000;
const largestContentBytes = 512 * 1024 * 1024;

/** A cell as it is put into a sheet. */
interface GivenCell {
  text: string;
  /** Parts of it that are struck out. */
  struck: string;
  fill?: string;
  comment?: string;
  columns: number;
  rows: number;
}

/** Puts cells into a sheet one after the other, row by row, and counts positions that merged cells take. */
class SheetBuilder {
  readonly sheet: HeldSheet;
  private number = 0;
  private column = 0;
  private isRowHidden = false;
  private cells: string[] = [];
  private marks: CellMark[] = [];
  private count = 0;
  /** Columns that cells of rows above take, with the last such row. */
  private readonly taken = new Map<number, number>();

  constructor(name: string, isHidden = false) {
    this.sheet = { name, isHidden, rows: [], merges: [], hiddenColumns: new Set(), comments: [] };
  }

  openRow(isHidden: boolean, number = this.number + 1): void {
    this.number = Math.max(this.number + 1, number);
    if (!(this.number <= maxRows)) throw this.tooLarge(maxRows);
    this.isRowHidden = isHidden;
    [this.cells, this.marks, this.column] = [[], [], 0];
  }

  /** Goes on to a column, or past one that a cell above takes. */
  moveTo(column: number): void {
    this.column = column;
  }

  put({ text, struck, fill, comment, columns, rows }: GivenCell, isPast = false): void {
    while (isPast && (this.taken.get(this.column) ?? 0) >= this.number) this.column += 1;
    const { column, number } = this;
    if (column + columns > maxColumns) throw this.tooLarge(maxColumns);
    if (text !== '') {
      if (++this.count > maxCells) throw this.tooLarge(maxCells);
      while (this.cells.length < column) this.cells.push('');
      this.cells[column] = text.slice(0, longestCell);
    }
    if (struck !== '') this.marks.push({ column, kind: 'struck', text: struck.slice(0, longestCell) });
    if (fill !== undefined) this.marks.push({ column, kind: 'fill', text: fill });
    if (comment) this.sheet.comments.push({ row: number, column, text: comment });
    if (rows > 1) {
      const bottom = Math.min(number + rows - 1, maxRows);
      this.sheet.merges.push({ top: number, bottom, column });
      for (let each = column; isPast && each < column + columns; each += 1) this.taken.set(each, bottom);
    }
    this.column += columns;
  }

  closeRow(repeated = 1): void {
    const { cells, marks, isRowHidden } = this;
    const isBlank = cells.length === 0 && marks.length === 0;
    for (let index = 0; index < repeated && !isBlank; index += 1) {
      if (index > 0) this.openRow(isRowHidden);
      this.count += index > 0 ? cells.length : 0;
      if (this.count > maxCells) throw this.tooLarge(maxCells);
      this.sheet.rows.push({
        ...{ number: this.number, cells: [...cells] },
        ...(isRowHidden ? { isHidden: true } : {}),
        ...(marks.length > 0 ? { marks } : {}),
      });
    }
    if (isBlank) this.number = Math.min(maxRows, this.number + repeated - 1);
  }

  private tooLarge(limit: number): InputError {
    const at = say('table-cell', { row: this.number, column: this.column + 1 });
    return new InputError([{ at, found: say('more-data'), expected: say('at-most', { most: limit }) }]);
  }
}

type Attributes = Readonly<Record<string, string>>;

/** Looks in a style of an OpenDocument. */
interface OpenStyle {
  isStruck?: boolean;
  isHidden?: boolean;
  fill?: string;
}

/**
 * The sheets of an OpenDocument workbook (.ods).
 * @throws InputError where it is none
 */
export async function readOpenDocument(file: XlsxFile): Promise<HeldSheet[]> {
  const reader = new OpenDocumentReader();
  await readWholePart(file, 'content.xml', { maxBytes: largestContentBytes, listener: reader });
  if (reader.builders.length > 0) return reader.builders.map(({ sheet }) => sheet);
  throw new InputError([{ at: say('file'), found: say('kind-zip'), expected: say('table-formats') }]);
}

class OpenDocumentReader implements XmlListener {
  readonly builders: SheetBuilder[] = [];
  private readonly styles = new Map<string, OpenStyle>();
  private style: OpenStyle = {};
  private repeated = { rows: 1, columns: 1 };
  private columnCount = 0;
  private isCell = false;
  private isComment = false;
  private isText = false;
  private attributes: Attributes = {};
  private readonly spans: boolean[] = [];
  private plain = '';
  private struck = '';
  private comment = '';

  open(name: string, attributes: Attributes): void {
    if (name === 'style') {
      this.style = {};
      this.styles.set(attributes['style:name'] ?? '', this.style);
    } else if (name.endsWith('-properties')) this.takeProperties(attributes);
    else if (name === 'table') {
      const style = this.styles.get(attributes['table:style-name'] ?? '');
      this.builders.push(new SheetBuilder(attributes['table:name'] ?? '', style?.isHidden));
      this.columnCount = 0;
    } else if (name === 'table-column') this.takeColumn(attributes);
    else if (name === 'table-row') {
      this.repeated.rows = countIn(attributes['table:number-rows-repeated']);
      this.builder?.openRow(isHiddenIn(attributes));
    } else if (name === 'table-cell' || name === 'covered-table-cell') {
      [this.plain, this.struck, this.comment] = ['', '', ''];
      this.attributes = attributes;
      this.isCell = true;
    } else if (name === 'annotation') this.isComment = true;
    else this.openText(name, attributes);
  }

  close(name: string): void {
    if (name === 'table-cell' || name === 'covered-table-cell') this.closeCell();
    else if (name === 'table-row') this.builder?.closeRow(this.repeated.rows);
    else if (name === 'annotation') this.isComment = false;
    else if (name === 'p') this.isText = false;
    else if (name === 'span') this.spans.pop();
  }

  text(chunk: string): void {
    if (!this.isCell || !this.isText) return;
    if (this.isComment) this.comment += chunk;
    else if (this.spans.includes(true)) this.struck += chunk;
    else this.plain += chunk;
  }

  private get builder(): SheetBuilder | undefined {
    return this.builders.at(-1);
  }

  private openText(name: string, attributes: Attributes): void {
    if (name === 'p') {
      this.isText = true;
      if (this.isComment && this.comment !== '') this.comment += '\n';
      if (!this.isComment && this.plain !== '') this.plain += '\n';
    } else if (name === 'span') {
      this.spans.push(this.styles.get(attributes['text:style-name'] ?? '')?.isStruck ?? false);
    } else if (name === 's') this.text(' '.repeat(Math.min(100, countIn(attributes['text:c']))));
    else if (name === 'line-break') this.text('\n');
    else if (name === 'tab') this.text('\t');
  }

  private takeProperties(attributes: Attributes): void {
    const line = attributes['style:text-line-through-style'] ?? attributes['style:text-line-through-type'];
    if (line !== undefined) this.style.isStruck = line !== 'none';
    if (attributes['table:display'] === 'false') this.style.isHidden = true;
    const fill = /^#([0-9a-f]{6})$/i.exec(attributes['fo:background-color'] ?? '')?.[1].toUpperCase();
    if (fill !== undefined && fill !== 'FFFFFF') this.style.fill = fill;
  }

  private takeColumn(attributes: Attributes): void {
    const count = Math.min(maxColumns, countIn(attributes['table:number-columns-repeated']));
    const hidden = this.builder?.sheet.hiddenColumns;
    // The last columns of a sheet are one that is repeated thousands of times.
    for (let index = 0; isHiddenIn(attributes) && count < 1000 && index < count; index += 1)
      hidden?.add(this.columnCount + index);
    this.columnCount += count;
  }

  private closeCell(): void {
    const { attributes, builder } = this;
    this.isCell = false;
    const style = this.styles.get(attributes['table:style-name'] ?? '');
    const stated = valueIn(attributes) ?? this.plain;
    const isStruck = style?.isStruck === true && stated !== '';
    const text = isStruck ? '' : stated;
    const repeated = countIn(attributes['table:number-columns-repeated']);
    const cell: GivenCell = {
      ...{ text, struck: isStruck ? stated : this.struck, fill: style?.fill, comment: this.comment },
      ...{ columns: 1, rows: countIn(attributes['table:number-rows-spanned']) },
    };
    const isBlank = text === '' && cell.struck === '' && !this.comment;
    // Nothing is put for the blank cells behind the last one.
    if (isBlank && repeated > 100) builder?.put({ ...cell, fill: undefined, columns: 1 });
    else for (let index = 0; index < repeated; index += 1) builder?.put(cell);
  }
}

function countIn(text: string | undefined): number {
  const count = Number(text ?? 1);
  return Number.isInteger(count) && count > 0 ? count : 1;
}

function isHiddenIn(attributes: Attributes): boolean {
  return /^(collapse|filter)$/.test(attributes['table:visibility'] ?? '');
}

/** Value of a cell, where it is more than what it shows: a date as a day, a number with all its digits. */
function valueIn(attributes: Attributes): string | undefined {
  const value = attributes['office:value'];
  switch (attributes['office:value-type']) {
    case 'float':
    case 'percentage':
    case 'currency':
      return value === undefined || !Number.isFinite(Number(value)) ? undefined : String(Number(value));
    case 'date':
      return attributes['office:date-value']?.slice(0, 10);
    case 'boolean':
      return attributes['office:boolean-value']?.toUpperCase();
    default:
      return undefined;
  }
}

/** Returns whether a text is a page or a workbook in XML, by its first characters in any encoding. */
export function isMarkup(start: Uint8Array): boolean {
  const text = String.fromCharCode(...start.filter((byte) => byte > 0 && byte < 0x80)).trimStart();
  return /^(<!--|<!doctype html|<\?xml|<(html|head|body|table|meta|style|div|workbook|ss:workbook)[\s>])/i.test(
    text,
  );
}

/**
 * The tables of a page, or the sheets of a workbook in XML of 2003, as many offices' systems give out under the name .xls.
 * @throws InputError where there is no table
 */
export function readMarkupTables(bytes: Uint8Array): HeldSheet[] {
  const named = /charset\s*=\s*["']?([\w-]+)/i.exec(String.fromCharCode(...bytes.subarray(0, 2048)))?.[1];
  const isWestern = named !== undefined && !/^(utf|gb)/i.test(named);
  const { text } = isWestern ? { text: westernText(bytes) } : decodeWalkText(bytes);
  const isWorkbook =
    /<(\w+:)?workbook[\s>]/i.test(text.slice(0, 4096)) && !/<html[\s>]/i.test(text.slice(0, 4096));
  const sheets = isWorkbook ? readXmlWorkbook(text) : new PageReader(text).read();
  if (sheets.some(({ rows }) => rows.length > 0)) return sheets;
  throw new InputError([{ at: say('file'), found: say('table-no-table'), expected: say('table-formats') }]);
}

function westernText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4096)
    text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}

const entities: Readonly<Record<string, string>> = {
  ...{ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ', times: '×', radic: '√', middot: '·' },
  ...{
    ldquo: '“',
    rdquo: '”',
    ge: '≥',
    le: '≤',
    deg: '°',
    sup2: '²',
    minus: '−',
    ndash: '–',
    mdash: '—',
    hellip: '…',
  },
};

function plainText(markup: string): string {
  return markup.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w{1,8});/gi, (whole, reference: string) => {
    if (!reference.startsWith('#')) return entities[reference] ?? whole;
    const code = /^#x/i.test(reference)
      ? Number.parseInt(reference.slice(2), 16)
      : Number(reference.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const tag = /^<(\/?)([a-z][\w:]*)([^>]*)>/i;
/** Longest tag that is looked at as one. */
const longestTag = 8192;

/** Gathers the tables of a page. A table within a cell is a part of that cell's text. */
class PageReader {
  private readonly builders: SheetBuilder[] = [];
  private depth = 0;
  private isRow = false;
  private cell: GivenCell | undefined;
  private struckDepth = 0;
  private readonly spans: boolean[] = [];

  constructor(private readonly markup: string) {}

  read(): HeldSheet[] {
    const { markup } = this;
    for (let at = 0; at < markup.length; ) {
      const next = markup.indexOf('<', at);
      this.takeText(markup.slice(at, next < 0 ? markup.length : next));
      if (next < 0) break;
      at = this.takeMarkup(next);
    }
    this.closeRow();
    return this.builders.map(({ sheet }) => sheet);
  }

  /** End of the tag, comment or script that begins at a position. */
  private takeMarkup(at: number): number {
    const { markup } = this;
    const past = (mark: string) => {
      const end = markup.indexOf(mark, at);
      return end < 0 ? markup.length : end + mark.length;
    };
    if (markup.startsWith('<!--', at)) return past('-->');
    const found = tag.exec(markup.slice(at, at + longestTag));
    if (!found) return at + 1;
    const [whole, isEnd, name, attributes] = found;
    const lower = name.toLowerCase();
    if (/^(script|style|title)$/.test(lower) && isEnd === '') return past(`</${name}`);
    if (isEnd === '') this.openTag(lower, attributes);
    else this.closeTag(lower);
    return at + whole.length;
  }

  private openTag(name: string, attributes: string): void {
    if (name === 'table') {
      this.depth += 1;
      if (this.depth === 1) this.builders.push(new SheetBuilder(String(this.builders.length + 1)));
    } else if (this.depth > 1) return;
    else if (name === 'tr') {
      this.closeRow();
      this.builders.at(-1)?.openRow(isHiddenStyle(attributes));
      this.isRow = this.builders.length > 0;
    } else if ((name === 'td' || name === 'th') && this.isRow) {
      this.closeCell();
      const countOf = (key: string) => countIn(attributeIn(attributes, key));
      const fill = fillIn(attributes);
      const [columns, rows] = [countOf('colspan'), countOf('rowspan')];
      this.cell = { text: '', struck: '', columns, rows, ...(fill === undefined ? {} : { fill }) };
      this.struckDepth = isStruckStyle(attributes) ? 1 : 0;
    } else if (name === 'br' && this.cell) this.cell.text += '\n';
    else if (/^(s|strike|del)$/.test(name)) this.struckDepth += 1;
    else if (name === 'span' || name === 'font') {
      this.spans.push(isStruckStyle(attributes));
      this.struckDepth += isStruckStyle(attributes) ? 1 : 0;
    }
  }

  private closeTag(name: string): void {
    if (name === 'table') {
      if (this.depth === 1) this.closeRow();
      this.depth = Math.max(0, this.depth - 1);
    } else if (this.depth > 1) return;
    else if (name === 'tr') this.closeRow();
    else if (name === 'td' || name === 'th') this.closeCell();
    else if (/^(s|strike|del)$/.test(name)) this.struckDepth = Math.max(0, this.struckDepth - 1);
    else if ((name === 'span' || name === 'font') && this.spans.pop())
      this.struckDepth = Math.max(0, this.struckDepth - 1);
  }

  private takeText(markup: string): void {
    if (!this.cell || markup === '' || this.cell.text.length > longestCell) return;
    const text = plainText(markup.replace(/[ \t\r\n]+/g, ' '));
    if (this.struckDepth > 0) this.cell.struck += text;
    else this.cell.text += text;
  }

  private closeCell(): void {
    if (!this.cell) return;
    const { text, struck } = this.cell;
    this.builders.at(-1)?.put({ ...this.cell, text: text.trim(), struck: struck.trim() }, true);
    this.cell = undefined;
  }

  private closeRow(): void {
    this.closeCell();
    if (this.isRow) this.builders.at(-1)?.closeRow();
    this.isRow = false;
  }
}

function attributeIn(attributes: string, key: string): string | undefined {
  const [, quoted, single, bare] =
    new RegExp(`\\b${key}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes) ?? [];
  return quoted ?? single ?? bare;
}

function isHiddenStyle(attributes: string): boolean {
  return /display\s*:\s*none/i.test(attributes);
}

function isStruckStyle(attributes: string): boolean {
  return /line-through/i.test(attributes);
}

function fillIn(attributes: string): string | undefined {
  const style = /background(?:-color)?\s*:\s*#?(\w+)/i.exec(attributes)?.[1];
  const colour = (style ?? attributeIn(attributes, 'bgcolor')?.replace('#', ''))?.toUpperCase();
  return colour === undefined || /^(FFFFFF|WHITE|NONE|TRANSPARENT)$/.test(colour) ? undefined : colour;
}

/** Sheets of a workbook in XML of 2003. */
function readXmlWorkbook(text: string): HeldSheet[] {
  const builders: SheetBuilder[] = [];
  let cell: GivenCell | undefined;
  let part = '';
  const namedValue = (attributes: Attributes, key: string) =>
    Object.entries(attributes).find(([name]) => name.replace(/^\w+:/, '') === key)?.[1];
  const numberOf = (attributes: Attributes, key: string) => Number(namedValue(attributes, key) ?? 0) || 0;
  const scanner = new XmlScanner({
    open(name, attributes) {
      const builder = builders.at(-1);
      if (name === 'Worksheet') builders.push(new SheetBuilder(namedValue(attributes, 'Name') ?? ''));
      else if (name === 'Row') {
        const index = numberOf(attributes, 'Index');
        builder?.openRow(namedValue(attributes, 'Hidden') === '1', ...(index > 0 ? [index] : []));
      } else if (name === 'Cell') {
        const index = numberOf(attributes, 'Index');
        if (index > 0) builder?.moveTo(index - 1);
        const [columns, rows] = [numberOf(attributes, 'MergeAcross'), numberOf(attributes, 'MergeDown')];
        cell = { text: '', struck: '', comment: '', columns: columns + 1, rows: rows + 1 };
      } else if (name === 'Comment' || (name === 'Data' && part !== 'Comment')) part = name;
    },
    text(chunk) {
      if (!cell || part === '') return;
      if (part === 'Comment') cell.comment += chunk;
      else cell.text += chunk;
    },
    close(name) {
      if (name === part) part = '';
      else if (name === 'Row') builders.at(-1)?.closeRow();
      else if (name === 'Cell' && cell) {
        // A day comes with the hour at which it begins.
        const day = /^(\d{4}-\d\d-\d\d)T00:00:00/.exec(cell.text)?.[1];
        builders.at(-1)?.put({ ...cell, text: day ?? cell.text, comment: cell.comment?.trim() });
        cell = undefined;
      }
    },
  });
  try {
    scanner.write(text);
    scanner.close();
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const found = error.kind === 'doctype' ? say('osm-dtd') : say('broken-xml', { reason: error.message });
    throw new InputError([
      { at: say('line', { line: scanner.line }), found, expected: say('table-formats') },
    ]);
  }
  return builders.map(({ sheet }) => sheet);
}
