import { strToU8, zipSync } from 'fflate';

/** Rows of texts and numbers; undefined is a blank cell. */
export type Rows = readonly (readonly (string | number | undefined)[])[];

/** A CSV as spreadsheets write it. */
export function csvText(rows: Rows, separator = ','): string {
  const cell = (value: string | number | undefined) => {
    const text = String(value ?? '');
    return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => `${row.map(cell).join(separator)}\r\n`).join('');
}

export interface SheetOptions {
  name?: string;
  /** Such as `A1:A2`. */
  merges?: readonly string[];
  /** Columns from 0 that are not shown. */
  hidden?: readonly number[];
  /** Texts in a list of their own, as Excel does, or in their cells. */
  shared?: boolean;
  /** What stands before the rows' XML in the sheet, for hostile ones. */
  before?: string;
  /** More sheets behind it. */
  more?: { name: string; rows: Rows }[];
  /** Cells of numbers in this style are dates; `D` before the number of the row's cell tells which. */
  dates?: readonly number[];
}

/** A workbook with what a reader of tables has to do with: shared texts, merges, hidden columns, dates. */
export function xlsxBytes(rows: Rows, options: SheetOptions = {}): Uint8Array {
  const { name = 'Sheet1', merges = [], hidden = [], shared = true, more = [], dates = [] } = options;
  const texts: string[] = [];
  const sheet = (sheetRows: Rows, extra: boolean) => {
    const data = sheetRows.map((row, y) => {
      const cells = row.map((value, x) => {
        const at = `${letters(x)}${y + 1}`;
        if (value === undefined) return '';
        if (typeof value === 'number')
          return `<c r="${at}"${dates.includes(x) ? ' s="1"' : ''}><v>${value}</v></c>`;
        if (!shared)
          return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${xml(value)}</t></is></c>`;
        texts.push(value);
        return `<c r="${at}" t="s"><v>${texts.length - 1}</v></c>`;
      });
      return `<row r="${y + 1}">${cells.join('')}</row>`;
    });
    const cols = hidden.map((x) => `<col min="${x + 1}" max="${x + 1}" hidden="1"/>`).join('');
    const merged = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
    return (
      `<?xml version="1.0"?>${extra ? (options.before ?? '') : ''}<worksheet xmlns="m">${extra && cols ? `<cols>${cols}</cols>` : ''}` +
      `<sheetData>${data.join('')}</sheetData>${extra && merged ? `<mergeCells>${merged}</mergeCells>` : ''}</worksheet>`
    );
  };
  const sheets = [{ name, rows }, ...more].map(({ name: title, rows: sheetRows }, index) => ({
    title,
    xml: sheet(sheetRows, index === 0),
  }));
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="http://x/${type}" Target="${target}"/>`;
  const listed = sheets.map(
    ({ title }, index) => `<sheet name="${xml(title)}" sheetId="${index + 1}" r:id="s${index}"/>`,
  );
  return zipSync({
    '_rels/.rels': strToU8(
      `<Relationships>${relation('a', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    ),
    'xl/workbook.xml': strToU8(`<workbook xmlns:r="r"><sheets>${listed.join('')}</sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships>${sheets.map((_, index) => relation(`s${index}`, 'worksheet', `worksheets/sheet${index + 1}.xml`)).join('')}` +
        `${relation('t', 'sharedStrings', 'sharedStrings.xml')}${relation('y', 'styles', '/xl/styles.xml')}</Relationships>`,
    ),
    'xl/styles.xml': strToU8(
      '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    ),
    'xl/sharedStrings.xml': strToU8(
      `<sst>${texts.map((text) => `<si><t xml:space="preserve">${xml(text)}</t></si>`).join('')}</sst>`,
    ),
    ...Object.fromEntries(
      sheets.map(({ xml: text }, index) => [`xl/worksheets/sheet${index + 1}.xml`, strToU8(text)]),
    ),
  });
}

export function letters(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : `${letters(Math.floor(index / 26) - 1)}${letters(index % 26)}`;
}

function xml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`).replaceAll('\n', '&#10;');
}
