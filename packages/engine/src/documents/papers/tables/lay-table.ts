import { columnTotal, type PaperTable, shownCell } from '../../encoders/paper-table.ts';
import { greyColour, type Mark, pathMark, pens, rectangleMark, textMark } from '../../encoders/sheet.ts';
import { textWidthMm, wrapText } from '../../encoders/text-width.ts';
import type { Box } from '../frame-sheet.ts';

export const sizeMm = 2.5;
export const lineMm = 3.7;
const padMm = 1.2;
/** Of the title above a table. */
export const titleMm = 12;
/** Of the letters of that title. */
export const headingMm = 5;
/** Of rows that somebody writes in. */
const writingMm = 6;

/** A row as it is drawn. */
export interface LaidRow {
  lines: string[][];
  heightMm: number;
  bold: boolean;
}

export function bodyRows(table: PaperTable, widths: readonly number[]): LaidRow[] {
  const { columns, totalLabel } = table;
  const isWritten = columns.some(({ blankMm }) => blankMm !== undefined);
  const rows = table.rows.map((row) =>
    makeRow(
      columns.map((column, index) => shownCell(row[index], column)),
      widths,
      false,
      isWritten ? writingMm : 0,
    ),
  );
  if (totalLabel === undefined) return rows;
  const totals = columns.map((column, index) =>
    column.total !== undefined ? shownCell(columnTotal(table, index), column) : index === 0 ? totalLabel : '',
  );
  return [...rows, makeRow(totals, widths, true)];
}

/** As wide as what stands in them, the widest giving way where all do not fit. */
export function columnWidths({ columns, rows, totalLabel }: PaperTable, roomMm: number): number[] {
  const wishes = columns.map((column, index) => {
    const longest = rows.reduce(
      (most, row) => Math.max(most, textWidthMm(shownCell(row[index], column), sizeMm)),
      index === 0 ? textWidthMm(totalLabel ?? '', sizeMm) : 0,
    );
    // A head may stand in two lines, a short one never; broken between its words where it has letters.
    const wordsMm = (column.head.match(/[!-~]+/g) ?? []).map((word) => textWidthMm(word, sizeMm));
    const wholeMm = textWidthMm(column.head, sizeMm);
    const headMm = Math.max(wholeMm / 2 + sizeMm, Math.min(wholeMm, 5 * sizeMm), 3 * sizeMm, ...wordsMm);
    const isAmount = column.total === true && column.format !== 'integer';
    const leastMm = column.blankMm ?? (isAmount ? 9 * sizeMm : 0);
    return Math.max(longest, headMm, leastMm) + 2 * padMm + 0.5;
  });
  const allMm = wishes.reduce((sum, widthMm) => sum + widthMm, 0);
  if (allMm <= roomMm) return wishes;
  const mostMm = widestColumnMm(wishes, roomMm);
  return wishes.map((widthMm) => Math.min(widthMm, mostMm));
}

/** The width at which those that wish for more are cut off, so that all fill the room. */
function widestColumnMm(wishes: readonly number[], roomMm: number): number {
  let leftMm = roomMm;
  const ordered = [...wishes].sort((a, b) => a - b);
  for (const [index, widthMm] of ordered.entries()) {
    const shareMm = leftMm / (ordered.length - index);
    if (widthMm > shareMm) return shareMm;
    leftMm -= widthMm;
  }
  return Number.POSITIVE_INFINITY;
}

export function makeRow(
  cells: readonly string[],
  widths: readonly number[],
  bold: boolean,
  leastMm = 0,
): LaidRow {
  const lines = cells.map((cell, index) => wrapText(cell, sizeMm, widths[index] - 2 * padMm));
  const linesMm = Math.max(...lines.map(({ length }) => length)) * lineMm + 2 * padMm - 0.9;
  return { lines, bold, heightMm: Math.max(leastMm, linesMm) };
}

export function titleMark({ title }: PaperTable, box: Box): Mark {
  const at = [box.x + box.widthMm / 2, box.y + 8] as const;
  return textMark('FRAME', title, at, { sizeMm: headingMm, anchor: 'middle', bold: true });
}

/** Heads and rows in the middle of the box below its title, then notes. */
export function partMarks(
  table: PaperTable,
  page: readonly LaidRow[],
  options: { box: Box; widths: readonly number[]; head: LaidRow; notes: readonly string[] },
): Mark[] {
  const { box, widths, head, notes } = options;
  const tableMm = widths.reduce((sum, widthMm) => sum + widthMm, 0);
  const marks: Mark[] = [];
  const left = box.x + (box.widthMm - tableMm) / 2;
  const top = box.y + titleMm;
  let y = top;
  if (page.length > 0) {
    marks.push(
      rectangleMark('FRAME', { x: left, y, widthMm: tableMm, heightMm: head.heightMm }, { fill: '#eef1f4' }),
    );
    for (const row of [head, ...page]) {
      marks.push(...rowMarks(row, table, { left, y, widths, isHead: row === head }));
      y += row.heightMm;
      marks.push(
        pathMark(
          'FRAME',
          [
            [left, y],
            [left + tableMm, y],
          ],
          { pen: pens.hair },
        ),
      );
    }
    let x = left;
    for (const widthMm of widths.slice(0, -1)) {
      x += widthMm;
      marks.push(
        pathMark(
          'FRAME',
          [
            [x, top],
            [x, y],
          ],
          { pen: pens.hair },
        ),
      );
    }
    marks.push(
      rectangleMark('FRAME', { x: left, y: top, widthMm: tableMm, heightMm: y - top }, { pen: pens.medium }),
    );
  }
  // Under a narrow table as far to the left as the longest needs.
  const notesMm = Math.max(0, ...notes.map((note) => textWidthMm(note, sizeMm)));
  const notesX = Math.max(box.x, Math.min(left, box.x + box.widthMm - notesMm));
  notes.forEach((note, index) => {
    marks.push(textMark('FRAME', note, [notesX, y + 5 + index * lineMm], { sizeMm, colour: greyColour }));
  });
  return marks;
}

function rowMarks(
  { lines, bold, heightMm }: LaidRow,
  { columns }: PaperTable,
  at: { left: number; y: number; widths: readonly number[]; isHead: boolean },
): Mark[] {
  let x = at.left;
  return lines.flatMap((cell, index) => {
    const widthMm = at.widths[index];
    const isNumber = columns[index].format !== 'text' && !at.isHead;
    const place = at.isHead ? x + widthMm / 2 : isNumber ? x + widthMm - padMm : x + padMm;
    const anchor = at.isHead ? 'middle' : isNumber ? 'end' : 'start';
    const top = at.y + (heightMm - cell.length * lineMm) / 2;
    x += widthMm;
    return cell
      .map((line, row) =>
        textMark('FRAME', line, [place, top + row * lineMm + 0.78 * lineMm], { sizeMm, anchor, bold }),
      )
      .filter(({ text }) => text !== '');
  });
}
