// Office Open XML, ECMA-376 part 1: 18.3.1.4 cells.

/** A cell as nearly all are written. */
export interface PlainCell {
  /** From 0. */
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
 * Reads a cell such as `<c r="AA5" s="3" t="s"><v>17</v></c>` that begins at a place of a sheet's XML. Sheets have tens of millions of
 * them, of which this takes a fraction of the time that a scanner of XML takes.
 * @param cell takes what it says
 * @returns where it ends; where it begins if it is written in another way, or does not end in this piece
 */
export function readPlainCell(text: string, at: number, cell: PlainCell): number {
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
