import { type Box, frameBoxes, type SheetDraft, type SheetSize } from '../frame-sheet.ts';
import type { PaperTexts } from '../paper-texts.ts';
import { placeMarks } from '../place-marks.ts';
import { greyColour, type Mark, pathMark, pens, rectangleMark, textMark } from '../sheet.ts';
import { textWidthMm, wrapText } from '../text-width.ts';
import { columnTotal, type PaperTable, shownCell } from './paper-table.ts';

const sizeMm = 2.5;
const lineMm = 3.7;
const padMm = 1.2;
const marginMm = 8;
const titleMm = 12;
/** Of rows that somebody writes in. */
const writingMm = 6;

interface Row {
  lines: string[][];
  heightMm: number;
  bold: boolean;
}

/** A table on as many sheets as it needs, heads on each, notes under its end; `zoom` times as large as on drawings. */
export function tableDrafts(table: PaperTable, size: SheetSize, texts: PaperTexts, zoom = 1): SheetDraft[] {
  const { drawing } = frameBoxes(size);
  const box = {
    ...{ x: marginMm, y: 0 },
    widthMm: drawing.widthMm / zoom - 2 * marginMm,
    heightMm: drawing.heightMm / zoom,
  };
  const widths = columnWidths(table, box.widthMm);
  const head = makeRow(
    table.columns.map((column) => column.head),
    widths,
    true,
  );
  const rows = bodyRows(table, widths);
  const notes = table.notes.flatMap((note) => wrapText(note, sizeMm, box.widthMm));
  const roomMm = box.heightMm - titleMm - head.heightMm - 6;
  const pages: Row[][] = [[]];
  let usedMm = 0;
  for (const row of rows) {
    if (usedMm + row.heightMm > roomMm) {
      pages.push([]);
      usedMm = 0;
    }
    pages[pages.length - 1].push(row);
    usedMm += row.heightMm;
  }
  if (usedMm + (notes.length + 1) * lineMm > roomMm) pages.push([]);
  return pages.map((page, index) => ({
    id: pages.length === 1 ? table.id : `${table.id}-${index + 1}`,
    title: pages.length === 1 ? table.title : texts.continued(table.title, index + 1, pages.length),
    series: table.title,
    scale: '–',
    size,
    marks: placeMarks(
      pageMarks(table, page, { ...{ box, widths, head }, notes: index === pages.length - 1 ? notes : [] }),
      { x: drawing.x, y: drawing.y, zoom },
    ),
  }));
}

function bodyRows(table: PaperTable, widths: readonly number[]): Row[] {
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
function columnWidths({ columns, rows, totalLabel }: PaperTable, roomMm: number): number[] {
  const wishes = columns.map((column, index) => {
    const longest = rows.reduce(
      (most, row) => Math.max(most, textWidthMm(shownCell(row[index], column), sizeMm)),
      index === 0 ? textWidthMm(totalLabel ?? '', sizeMm) : 0,
    );
    // A head may stand in two lines, broken between its words where it has letters.
    const wordsMm = (column.head.match(/[!-~]+/g) ?? []).map((word) => textWidthMm(word, sizeMm));
    const headMm = Math.max(textWidthMm(column.head, sizeMm) / 2 + sizeMm, 3 * sizeMm, ...wordsMm);
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

function makeRow(cells: readonly string[], widths: readonly number[], bold: boolean, leastMm = 0): Row {
  const lines = cells.map((cell, index) => wrapText(cell, sizeMm, widths[index] - 2 * padMm));
  const linesMm = Math.max(...lines.map(({ length }) => length)) * lineMm + 2 * padMm - 0.9;
  return { lines, bold, heightMm: Math.max(leastMm, linesMm) };
}

function pageMarks(
  table: PaperTable,
  page: readonly Row[],
  options: { box: Box; widths: readonly number[]; head: Row; notes: readonly string[] },
): Mark[] {
  const { box, widths, head, notes } = options;
  const tableMm = widths.reduce((sum, widthMm) => sum + widthMm, 0);
  const marks: Mark[] = [
    textMark('FRAME', table.title, [box.x + box.widthMm / 2, box.y + 8], {
      sizeMm: 5,
      anchor: 'middle',
      bold: true,
    }),
  ];
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
  { lines, bold, heightMm }: Row,
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
