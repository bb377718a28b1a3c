import { columnTotal, type DocumentTable, shownCell } from '../../encoders/document-table.ts';
import { greyColour, type Mark, pathMark, pens, rectangleMark, textMark } from '../../encoders/sheet.ts';
import { textWidthMm, wrapText } from '../../encoders/text-width.ts';
import type { DocumentTexts } from '../../wording/document-text.ts';
import { type Box, frameBoxes, type SheetDraft, type SheetSize } from '../frame-sheet.ts';
import { positionMarks } from '../position-marks.ts';

const sizeMm = 2.5;
const lineMm = 3.7;
const padMm = 1.2;

/** Height of the title above a table. */
const titleMm = 12;

/** Size of the letters of that title. */
const headingMm = 5;

/** Height of rows that somebody writes in. */
const writingMm = 6;

/** A row as it is drawn. */
interface RowLayout {
  lines: string[][];
  heightMm: number;
  bold: boolean;
}

const blockGapMm = 12;

/** Tables are as large as they are read from a wall; smaller is what other sheets have. */
const zooms = { max: 2, min: 1, step: 0.05 };

export interface Block {
  widthMm: number;
  heightMm: number;
  marks: Mark[];
}

export const marginMm = 8;
/** Gap between the columns of a table that stands beside itself. */
const gapMm = 8;

/** A table on as many sheets as it needs, heads on each, notes under its end; `zoom` times as large as on drawings. */
export function tableDrafts(
  table: DocumentTable,
  size: SheetSize,
  texts: DocumentTexts,
  zoom = 1,
): SheetDraft[] {
  const { title } = table;
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
  const roomMm = box.heightMm - titleMm - head.heightMm - 6;
  const { parts, usedMm } = splitRows(bodyRows(table, widths), roomMm);
  // A narrow table that goes on stands beside itself.
  const tableMm = widths.reduce((sum, widthMm) => sum + widthMm, 0);
  const across = parts.length === 1 ? 1 : Math.max(1, Math.floor((box.widthMm + gapMm) / (tableMm + gapMm)));
  const partMm = across === 1 ? box.widthMm : tableMm;
  const leftMm = box.x + (box.widthMm - across * partMm - (across - 1) * gapMm) / 2;
  const notes = table.notes.flatMap((note) => wrapText(note, sizeMm, partMm));
  if (usedMm + (notes.length + 1) * lineMm > roomMm) parts.push([]);
  const pages = Array.from({ length: Math.ceil(parts.length / across) }, (_, index) =>
    parts.slice(index * across, (index + 1) * across),
  );
  return pages.map((page, index) => ({
    id: pages.length === 1 ? table.id : `${table.id}-${index + 1}`,
    title:
      pages.length === 1
        ? title
        : texts('construction.continued', { title, part: index + 1, parts: pages.length }),
    ...{ series: title, scale: '–', size },
    marks: positionMarks(
      [
        titleMark(table, box),
        ...page.flatMap((part, column) =>
          partMarks(table, part, {
            box: { ...box, x: leftMm + column * (partMm + gapMm), widthMm: partMm },
            ...{ widths, head, notes: part === parts[parts.length - 1] ? notes : [] },
          }),
        ),
      ],
      { x: drawing.x, y: drawing.y, zoom },
    ),
  }));
}

/** Rows in parts of at most that height, and how much of it the last part takes. */
function splitRows(rows: readonly RowLayout[], roomMm: number): { parts: RowLayout[][]; usedMm: number } {
  const parts: RowLayout[][] = [[]];
  let usedMm = 0;
  for (const row of rows) {
    if (usedMm + row.heightMm > roomMm) {
      parts.push([]);
      usedMm = 0;
    }
    parts[parts.length - 1].push(row);
    usedMm += row.heightMm;
  }
  return { parts, usedMm };
}

/** Short tables together on one sheet, below or beside each other, as large as they fit; undefined where they do not. */
export function joinedDraft(
  tables: readonly DocumentTable[],
  size: SheetSize,
  sheet: Pick<SheetDraft, 'id' | 'title'>,
): SheetDraft | undefined {
  const { drawing } = frameBoxes(size);
  const room = { widthMm: drawing.widthMm - 2 * marginMm, heightMm: drawing.heightMm - marginMm };
  const layouts = tables.map((table) => tableLayout(table));
  const wide = layouts.map((blockIn) => blockIn(0));
  for (let zoom = zooms.max; zoom >= zooms.min - 1e-9; zoom -= zooms.step) {
    const [widthMm, heightMm] = [room.widthMm / zoom, room.heightMm / zoom];
    const below = layouts.map((blockIn) => blockIn(widthMm));
    const gapsMm = (blockGapMm * (tables.length - 1)) / zoom;
    const isBelow = sumOf(below, 'heightMm') + gapsMm <= heightMm && maxOf(below, 'widthMm') <= widthMm;
    const fitsInRow = sumOf(wide, 'widthMm') + gapsMm <= widthMm && maxOf(wide, 'heightMm') <= heightMm;
    if (!isBelow && !fitsInRow) continue;
    const blocks = isBelow ? below : wide;
    const along = isBelow ? 'heightMm' : 'widthMm';
    // What is left over stands evenly around them.
    const spareMm = (room[along] - zoom * sumOf(blocks, along)) / (blocks.length + (isBelow ? 0 : 1));
    let fromMm = isBelow ? 0 : spareMm;
    const marks = blocks.flatMap((block) => {
      const offset = isBelow
        ? { x: (room.widthMm - zoom * block.widthMm) / 2, y: fromMm }
        : { x: fromMm, y: 0 };
      fromMm += zoom * block[along] + spareMm;
      return positionMarks(block.marks, {
        x: drawing.x + marginMm + offset.x,
        y: drawing.y + offset.y,
        zoom,
      });
    });
    return { ...sheet, scale: '–', size, marks };
  }
  return undefined;
}

/** A table as large as it fits a sheet; on as many sheets as it needs where it fits none. */
export function largeTableDrafts(table: DocumentTable, size: SheetSize, texts: DocumentTexts): SheetDraft[] {
  const { id, title } = table;
  const joined = joinedDraft([table], size, { id, title });
  return joined ? [joined] : tableDrafts(table, size, texts);
}

/** @param roomMm for the notes; without it they are as wide as the table */
export function layoutBlock(table: DocumentTable, roomMm = 0): Block {
  return tableLayout(table)(roomMm);
}

/** A table's rows are set once, for any room of its notes. */
function tableLayout(table: DocumentTable): (roomMm: number) => Block {
  const widths = columnWidths(table, Number.POSITIVE_INFINITY);
  const heads = table.columns.map((column) => column.head);
  const head = makeRow(heads, widths, true);
  const rows = bodyRows(table, widths);
  const tableMm = widths.reduce((sum, each) => sum + each, 0);
  const narrowestMm = Math.max(tableMm, textWidthMm(table.title, headingMm));
  const rowsMm = rows.reduce((sum, row) => sum + row.heightMm, head.heightMm);
  return (roomMm) => {
    const widthMm = Math.max(narrowestMm, roomMm);
    const notes = table.notes.flatMap((note) => wrapText(note, sizeMm, widthMm));
    const heightMm = titleMm + rowsMm + 3 + notes.length * lineMm;
    const box = { x: 0, y: 0, widthMm, heightMm };
    const marks = [titleMark(table, box), ...partMarks(table, rows, { box, widths, head, notes })];
    return { widthMm, heightMm, marks };
  };
}

function sumOf(blocks: readonly Block[], along: 'widthMm' | 'heightMm'): number {
  return blocks.reduce((sum, block) => sum + block[along], 0);
}

function maxOf(blocks: readonly Block[], along: 'widthMm' | 'heightMm'): number {
  return Math.max(...blocks.map((block) => block[along]));
}

function bodyRows(table: DocumentTable, widths: readonly number[]): RowLayout[] {
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

/** Widths of columns as their texts need them, the widest giving way where all do not fit. */
function columnWidths({ columns, rows, totalLabel }: DocumentTable, roomMm: number): number[] {
  const wishes = columns.map((column, index) => {
    const longest = rows.reduce(
      (max, row) => Math.max(max, textWidthMm(shownCell(row[index], column), sizeMm)),
      index === 0 ? textWidthMm(totalLabel ?? '', sizeMm) : 0,
    );
    // A head may stand in two lines, a short one never; broken between its words where it has letters.
    const wordsMm = (column.head.match(/[!-~]+/g) ?? []).map((word) => textWidthMm(word, sizeMm));
    const wholeMm = textWidthMm(column.head, sizeMm);
    const headMm = Math.max(wholeMm / 2 + sizeMm, Math.min(wholeMm, 5 * sizeMm), 3 * sizeMm, ...wordsMm);
    const isAmount = column.total === true && column.format !== 'integer';
    const minMm = column.blankMm ?? (isAmount ? 9 * sizeMm : 0);
    return Math.max(longest, headMm, minMm) + 2 * padMm + 0.5;
  });
  const allMm = wishes.reduce((sum, widthMm) => sum + widthMm, 0);
  if (allMm <= roomMm) return wishes;
  const maxMm = widestColumnMm(wishes, roomMm);
  return wishes.map((widthMm) => Math.min(widthMm, maxMm));
}

/** The width at which those that wish for more are cut off, so that all fill the room. */
function widestColumnMm(wishes: readonly number[], roomMm: number): number {
  let leftMm = roomMm;
  const ordered = [...wishes].sort((a, b) => a - b);
  for (const [index, widthMm] of ordered.entries()) {
    const equalMm = leftMm / (ordered.length - index);
    if (widthMm > equalMm) return equalMm;
    leftMm -= widthMm;
  }
  return Number.POSITIVE_INFINITY;
}

function makeRow(cells: readonly string[], widths: readonly number[], bold: boolean, minMm = 0): RowLayout {
  const lines = cells.map((cell, index) => wrapText(cell, sizeMm, widths[index] - 2 * padMm));
  const linesMm = Math.max(...lines.map(({ length }) => length)) * lineMm + 2 * padMm - 0.9;
  return { lines, bold, heightMm: Math.max(minMm, linesMm) };
}

function titleMark({ title }: DocumentTable, box: Box): Mark {
  const at = [box.x + box.widthMm / 2, box.y + 8] as const;
  return textMark('FRAME', title, at, { sizeMm: headingMm, anchor: 'middle', bold: true });
}

/** Heads and rows in the middle of the box below its title, then notes. */
function partMarks(
  table: DocumentTable,
  page: readonly RowLayout[],
  options: { box: Box; widths: readonly number[]; head: RowLayout; notes: readonly string[] },
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
  { lines, bold, heightMm }: RowLayout,
  { columns }: DocumentTable,
  at: { left: number; y: number; widths: readonly number[]; isHead: boolean },
): Mark[] {
  let x = at.left;
  return lines.flatMap((cell, index) => {
    const widthMm = at.widths[index];
    const isNumber = columns[index].format !== 'text' && !at.isHead;
    const location = at.isHead ? x + widthMm / 2 : isNumber ? x + widthMm - padMm : x + padMm;
    const anchor = at.isHead ? 'middle' : isNumber ? 'end' : 'start';
    const top = at.y + (heightMm - cell.length * lineMm) / 2;
    x += widthMm;
    return cell
      .map((line, row) =>
        textMark('FRAME', line, [location, top + row * lineMm + 0.78 * lineMm], { sizeMm, anchor, bold }),
      )
      .filter(({ text }) => text !== '');
  });
}
