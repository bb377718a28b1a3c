// Office Open XML, ECMA-376 part 1: 18.3 worksheets.
import { InputError } from '../../../errors.ts';
import { type Phrase, say } from '../../../messages/phrase.ts';
import {
  type CellMark,
  createMergeFiller,
  longestCell,
  maxColumns,
  maxRows,
  type TableRow,
  type TallMerge,
} from '../table-rows.ts';
import { cellText, columnIndex, type SheetValues } from './cell-text.ts';
import { largestSheetBytes, type XlsxFile } from './xlsx-file.ts';
import { readPart } from './xml-part.ts';

// Office Open XML, ECMA-376 part 1: 18.3.1.4 cells.

/** A cell as nearly all are written. */
interface PlainCell {
  /** Column, counted from 0. */
  column: number;
  style: number;
  type: string;
  value: string;
}

const [quote, letterA, letterZ, digit0, digit9, less, ampersand] = [...'"AZ09<&'].map((character) =>
  character.charCodeAt(0),
);
const longestColumn = 3;
const longestStyle = 6;
const types: ReadonlySet<string> = new Set(['b', 'd', 'e', 'n', 's', 'str']);
const longestType = 3;
const [start, style, type, open, close] = ['<c r="', ' s="', ' t="', '><v>', '</v></c>'];

/**
 * The rows of a sheet. Cells merged over several rows have their text in each of them; cells merged over columns have it in the
 * first. `hidden` is filled with the columns that the sheet does not show; `moveTo` is told how many packed bytes are read.
 * @throws InputError with row and column where it is larger than a spreadsheet can be
 */
export async function* sheetRows(
  file: XlsxFile,
  part: string,
  sheet: SheetValues & {
    merges: readonly TallMerge[];
    hidden: Set<number>;
    moveTo?: (offset: number) => void;
  },
): AsyncGenerator<TableRow[]> {
  const { merges, hidden, moveTo } = sheet;
  const fill = createMergeFiller(merges);
  const reader = new SheetReader(sheet, hidden);
  for await (const _ of readPart(file, part, { maxBytes: largestSheetBytes, listener: reader, moveTo })) {
    if (reader.finished.length > 0) yield reader.finished.splice(0).map(fill);
  }
}

/**
 * Reads a cell such as `<c r="AA5" s="3" t="s"><v>17</v></c>` that begins at a position of a sheet's XML. Sheets have
 * tens of millions of them, of which this takes a fraction of the time that a scanner of XML takes.
 * @param cell takes what it says
 * @returns where it ends; where it begins if it is written in another way, or does not end in this piece
 */
function readPlainCell(text: string, at: number, cell: PlainCell): number {
  if (!text.startsWith(start, at)) return at;
  let end = at + start.length;
  const letters = end;
  let column = 0;
  let code = text.charCodeAt(end);
  for (; code >= letterA && code <= letterZ; code = text.charCodeAt(++end))
    column = column * 26 + code - letterA + 1;
  if (end === letters || end > letters + longestColumn) return at;
  while (code >= digit0 && code <= digit9) code = text.charCodeAt(++end);
  if (code !== quote) return at;
  end += 1;
  cell.column = column - 1;
  cell.style = 0;
  if (text.startsWith(style, end)) {
    const first = end + style.length;
    end = first;
    for (code = text.charCodeAt(end); code >= digit0 && code <= digit9; code = text.charCodeAt(++end))
      cell.style = cell.style * 10 + code - digit0;
    if (code !== quote || end === first || end > first + longestStyle) return at;
    end += 1;
  }
  cell.type = 'n';
  if (text.startsWith(type, end)) {
    const from = end + type.length;
    for (end = from; text.charCodeAt(end) !== quote; end += 1) if (end - from > longestType) return at;
    cell.type = text.slice(from, end);
    if (!types.has(cell.type)) return at;
    end += 1;
  }
  if (!text.startsWith(open, end)) return at;
  const value = end + open.length;
  end = value;
  for (code = text.charCodeAt(end); code !== less; code = text.charCodeAt(++end)) {
    if (code === ampersand || end >= text.length) return at;
  }
  if (!text.startsWith(close, end)) return at;
  cell.value = text.slice(value, end);
  return end + close.length;
}

/** Cells of a sheet, blank ones between them included: a million rows of a hundred columns. */
const maxCells = 100_000_000;
/** Longest value as it is written: beyond it only the beginning is kept, which is too long for a cell. */
const longestValue = 1 << 20;

interface HeldRow {
  number: number;
  cells: string[];
  isHidden?: boolean;
  marks?: CellMark[];
}

/** A flag of the format, on where its attribute is left out of its element. */
function isOn(value = '1'): boolean {
  return /^(1|true|on)$/.test(value);
}

/** Gathers the cells of a sheet to rows. */
class SheetReader {
  readonly finished: HeldRow[] = [];
  private number = 0;
  private cells: string[] = [];
  private isHidden = false;
  private marks: CellMark[] = [];
  private formula = '';
  private isFormula = false;
  private isStruckRun = false;
  private struckText = '';
  private column = -1;
  private type = '';
  private style = 0;
  private value = '';
  private isValue = false;
  private isReading = false;
  private cellCount = 0;
  private readonly plain: PlainCell = { column: 0, style: 0, type: '', value: '' };

  constructor(
    private readonly values: SheetValues,
    private readonly hidden: Set<number>,
  ) {}

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'c') this.openCell(attributes);
    else if (name === 'v' || name === 't') this.isValue = !this.isReading;
    else if (name === 'rPh') this.isReading = true;
    else if (name === 'f') this.isFormula = true;
    else if (name === 'r') this.isStruckRun = false;
    else if (name === 'strike') this.isStruckRun = isOn(attributes.val);
    else if (name === 'row') this.openRow(attributes);
    else if (name === 'col') this.hide(attributes);
  }

  take(text: string, at: number): number {
    if (this.isValue || this.isReading) return at;
    const end = readPlainCell(text, at, this.plain);
    if (end === at) return at;
    const { column, type, style, value } = this.plain;
    this.beginCell(column, type, style, value);
    this.closeCell();
    return end;
  }

  text(chunk: string): void {
    if (this.isFormula && this.formula.length < longestCell) this.formula += chunk;
    if (!this.isValue || this.value.length >= longestValue) return;
    if (this.isStruckRun) this.struckText += chunk;
    else this.value += chunk;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.isValue = false;
    else if (name === 'rPh') this.isReading = false;
    else if (name === 'f') this.isFormula = false;
    else if (name === 'r') this.isStruckRun = false;
    else if (name === 'c') this.closeCell();
    else if (name === 'row') {
      const { number, cells, isHidden, marks } = this;
      this.finished.push({
        ...{ number, cells },
        ...(isHidden ? { isHidden } : {}),
        ...(marks.length > 0 ? { marks } : {}),
      });
      this.cellCount += this.cells.length;
      if (this.cellCount > maxCells) this.refuse(say('more-data'), maxCells);
    }
  }

  private openRow({ r: given, hidden }: Readonly<Record<string, string>>): void {
    const number = given === undefined ? this.number + 1 : Number(given);
    // Rows come in order; one that does not is read as the next.
    this.number = number > this.number ? number : this.number + 1;
    this.cells = [];
    this.marks = [];
    this.isHidden = hidden !== undefined && isOn(hidden);
    this.column = -1;
    if (this.number > maxRows || !Number.isInteger(this.number)) {
      this.refuse(say('walk-more-rows'), maxRows);
    }
  }

  private openCell({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>): void {
    this.beginCell(r === undefined ? this.column + 1 : columnIndex(r), t, Number(s), '');
  }

  private beginCell(column: number, type: string, style: number, value: string): void {
    this.column = column;
    if (!(column >= 0 && column < maxColumns)) {
      this.refuse(say('table-columns-count', { count: column + 1 }), maxColumns);
    }
    this.type = type;
    this.style = style;
    this.value = value;
    this.formula = '';
    this.struckText = '';
    this.isStruckRun = false;
  }

  private closeCell(): void {
    const { struckStyles, struckTexts, fills } = this.values;
    let text = cellText(this.value, this.type, this.style, this.values);
    const { column, style } = this;
    const fill = fills.get(style);
    if (fill !== undefined) this.marks.push({ column, kind: 'fill', text: fill });
    if (this.formula !== '' && this.value.trim() === '' && this.type !== 'str')
      this.marks.push({ column, kind: 'formula', text: `=${this.formula}` });
    const struck = this.type === 's' ? (struckTexts.get(Number(this.value)) ?? '') : this.struckText;
    const isWholeStruck = text !== '' && struckStyles.has(style);
    if (isWholeStruck || struck !== '') {
      this.marks.push({ column, kind: 'struck', text: isWholeStruck ? text : struck });
      if (isWholeStruck) text = '';
    }
    if (text === '') return;
    if (text.length > longestCell) this.refuse(say('table-characters', { count: text.length }), longestCell);
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = text;
  }

  private hide({ min, max, hidden = '0' }: Readonly<Record<string, string>>): void {
    if (!isOn(hidden)) return;
    const last = Math.min(Number(max), maxColumns);
    for (let column = Number(min); column <= last; column += 1) this.hidden.add(column - 1);
  }

  private refuse(found: Phrase, max: number): never {
    const at = say('table-cell', { row: this.number, column: this.column + 1 });
    throw new InputError([{ at, found, expected: say('at-most', { most: max }) }]);
  }
}
