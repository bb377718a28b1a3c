import { columnLetters } from '../../../core/index.ts';
import {
  type Cell,
  type CellFormat,
  columnTotal,
  type DocumentTable,
  formatDecimals,
} from '../../encoders/document-table.ts';
import { escapeXml } from '../../encoders/escape-xml.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const formats: readonly CellFormat[] = [
  ...(['text', 'integer', 'quantity', 'metres', 'centimetres', 'db', 'money', 'percent'] as const),
];
/** Numbers of built-in formats; 164 is one decimal. */
const numberFormats: Record<CellFormat, number> = {
  text: 49,
  integer: 1,
  quantity: 0,
  metres: 164,
  centimetres: 2,
  db: 164,
  money: 4,
  percent: 165,
};
/** Styles: plain cells by format, the same in bold for totals, then these. */
const styles = { title: 2 * formats.length, head: 2 * formats.length + 1, note: 2 * formats.length + 2 };
const quotedStyle = 2 * formats.length + 3;
/** Title and heads, above the first row. */
export const rowsAbove = 2;

/** A table as a worksheet: title, heads, rows, totals, notes. */
export function sheetXml(table: DocumentTable, isFirst: boolean): string {
  const { columns, rows, totalLabel, notes, title } = table;
  const last = columnLetters(columns.length - 1);
  const lines = [
    row(1, `<c r="A1" s="${styles.title}" t="inlineStr"><is><t>${escapeXml(title)}</t></is></c>`, 24),
    row(2, columns.map(({ head }, index) => textCell(cellName(index, 2), head, styles.head)).join(''), 32),
    ...rows.map((cells, index) => {
      const at = index + rowsAbove + 1;
      return row(at, columns.map((_, column) => dataCell(table, cells[column], column, at)).join(''));
    }),
  ];
  let next = rows.length + rowsAbove + 1;
  if (totalLabel !== undefined) {
    lines.push(row(next, columns.map((_, column) => totalCell(table, column, next)).join('')));
    next += 1;
  }
  for (const note of notes) lines.push(row(++next, textCell(cellName(0, next), note, styles.note)));
  const widths = columns.map(
    ({ characters }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${characters}" customWidth="1"/>`,
  );
  return (
    `<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    `<sheetViews><sheetView workbookViewId="0"${isFirst ? ' tabSelected="1"' : ''}>` +
    `<pane ySplit="${rowsAbove}" topLeftCell="A${rowsAbove + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="16"/><cols>${widths.join('')}</cols><sheetData>${lines.join('')}</sheetData>` +
    `<autoFilter ref="A2:${last}${rows.length + rowsAbove}"/>` +
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>' +
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
    '<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>'
  );
}

function dataCell(table: DocumentTable, cell: Cell, column: number, at: number): string {
  const { format, formula } = table.columns[column];
  const style = formats.indexOf(format);
  const name = cellName(column, at);
  if (cell === undefined) return `<c r="${name}" s="${style}"/>`;
  if (typeof cell === 'string' || format === 'text') return textCell(name, String(cell), style);
  return numberCell(name, style, rounded(cell, format), formula && formulaAt(formula, at));
}

function totalCell(table: DocumentTable, column: number, at: number): string {
  const { format, total, formula } = table.columns[column];
  const style = formats.length + formats.indexOf(format);
  const name = cellName(column, at);
  if (total === undefined || total === false)
    return column === 0
      ? textCell(name, table.totalLabel ?? '', formats.length)
      : `<c r="${name}" s="${style}"/>`;
  const range = `${cellName(column, rowsAbove + 1)}:${cellName(column, at - 1)}`;
  const computed = typeof total === 'number' ? formula && formulaAt(formula, at) : `SUM(${range})`;
  return numberCell(name, style, columnTotal(table, column), table.rows.length > 0 ? computed : undefined);
}

function formulaAt(formula: string, at: number): string {
  return formula.replace(/\{(\d+)\}/g, (_, other) => cellName(Number(other), at));
}

function rounded(value: number, format: Exclude<CellFormat, 'text'>): number {
  // Money is exact to the cent; other figures are rounded by how they are shown, not in what they are.
  // What binary sums leave behind the twelfth digit is no figure.
  return Number(format === 'money' ? value.toFixed(formatDecimals.money) : value.toPrecision(12));
}

function numberCell(name: string, style: number, value: number, formula?: string): string {
  if (!Number.isFinite(value)) return `<c r="${name}" s="${style}"/>`;
  return `<c r="${name}" s="${style}">${formula ? `<f>${escapeXml(formula)}</f>` : ''}<v>${value}</v></c>`;
}

/** A text stays one, also after it was edited: one that begins like a formula is quoted. */
function textCell(name: string, value: string, style: number): string {
  const isLikeFormula = /^[=+\-@\t\r＝＋－＠]/.test(value);
  const shown = isLikeFormula && style === 0 ? quotedStyle : style;
  return `<c r="${name}" s="${shown}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
}

function row(at: number, cells: string, heightPt?: number): string {
  const height = heightPt === undefined ? '' : ` ht="${heightPt}" customHeight="1"`;
  return `<row r="${at}"${height}>${cells}</row>`;
}

/** `C7`: column counted from 0, row from 1. */
export function cellName(column: number, at: number): string {
  return `${columnLetters(column)}${at}`;
}

/** The styles that the cells refer to, in the order of their numbers. */
export function stylesXml(): string {
  const border = '<border><left/><right/><top/><bottom/><diagonal/></border>';
  const lines = `<border>${['left', 'right', 'top', 'bottom'].map((side) => `<${side} style="thin"><color rgb="FFB9C0C7"/></${side}>`).join('')}<diagonal/></border>`;
  const font = (extra: string) => `<font>${extra}<name val="Microsoft YaHei"/><family val="2"/></font>`;
  const cell = (format: number, fontId: number, extra = '', more = '') =>
    `<xf numFmtId="${format}" fontId="${fontId}" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyFont="1"${more}>${extra}</xf>`;
  const wrap = '<alignment vertical="center" wrapText="1"/>';
  const middle = '<alignment vertical="center"/>';
  const cells = [
    ...formats.map((format) =>
      cell(numberFormats[format], 0, format === 'text' ? wrap : middle, ' applyAlignment="1"'),
    ),
    ...formats.map((format) => cell(numberFormats[format], 1, middle, ' applyAlignment="1"')),
    `<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>`,
    `<xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>`,
    `<xf numFmtId="0" fontId="3" fillId="0" borderId="0" xfId="0" applyFont="1"/>`,
    cell(49, 0, wrap, ' applyAlignment="1" quotePrefix="1"'),
  ];
  return (
    `<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="0.0"/><numFmt numFmtId="165" formatCode="0.0%"/></numFmts>` +
    `<fonts count="4">${font('<sz val="10"/>')}${font('<b/><sz val="10"/>')}${font('<b/><sz val="14"/>')}${font('<sz val="9"/><color rgb="FF6B737B"/>')}</fonts>` +
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8ECF0"/><bgColor indexed="64"/></patternFill></fill></fills>' +
    `<borders count="2">${border}${lines}</borders>` +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${cells.length}">${cells.join('')}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}
