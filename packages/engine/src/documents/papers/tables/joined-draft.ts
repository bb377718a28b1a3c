import type { PaperTable } from '../../encoders/paper-table.ts';
import type { Mark } from '../../encoders/sheet.ts';
import { textWidthMm, wrapText } from '../../encoders/text-width.ts';
import { frameBoxes, type SheetDraft, type SheetSize } from '../frame-sheet.ts';
import { placeMarks } from '../place-marks.ts';
import {
  bodyRows,
  columnWidths,
  headingMm,
  lineMm,
  makeRow,
  partMarks,
  sizeMm,
  titleMark,
  titleMm,
} from './lay-table.ts';

const marginMm = 8;
const gapMm = 12;
/** As large as they are read from a wall; smaller is what other sheets have. */
const zooms = { most: 2, least: 1, step: 0.05 };

interface Block {
  widthMm: number;
  heightMm: number;
  marks: Mark[];
}

/** Short tables together on one sheet, below or beside each other, as large as they fit; undefined where they do not. */
export function joinedDraft(
  tables: readonly PaperTable[],
  size: SheetSize,
  sheet: Pick<SheetDraft, 'id' | 'title'>,
): SheetDraft | undefined {
  const { drawing } = frameBoxes(size);
  const room = { widthMm: drawing.widthMm - 2 * marginMm, heightMm: drawing.heightMm - marginMm };
  for (let zoom = zooms.most; zoom >= zooms.least - 1e-9; zoom -= zooms.step) {
    const [widthMm, heightMm] = [room.widthMm / zoom, room.heightMm / zoom];
    const below = tables.map((table) => layBlock(table, widthMm));
    const beside = tables.map((table) => layBlock(table));
    const gapsMm = (gapMm * (tables.length - 1)) / zoom;
    const isBelow = sumOf(below, 'heightMm') + gapsMm <= heightMm && mostOf(below, 'widthMm') <= widthMm;
    const isBeside = sumOf(beside, 'widthMm') + gapsMm <= widthMm && mostOf(beside, 'heightMm') <= heightMm;
    if (!isBelow && !isBeside) continue;
    const blocks = isBelow ? below : beside;
    const along = isBelow ? 'heightMm' : 'widthMm';
    // What is left over stands evenly around them.
    const spareMm = (room[along] - zoom * sumOf(blocks, along)) / (blocks.length + (isBelow ? 0 : 1));
    let fromMm = isBelow ? 0 : spareMm;
    const marks = blocks.flatMap((block) => {
      const offset = isBelow
        ? { x: (room.widthMm - zoom * block.widthMm) / 2, y: fromMm }
        : { x: fromMm, y: 0 };
      fromMm += zoom * block[along] + spareMm;
      return placeMarks(block.marks, { x: drawing.x + marginMm + offset.x, y: drawing.y + offset.y, zoom });
    });
    return { ...sheet, scale: '–', size, marks };
  }
  return undefined;
}

/** @param roomMm for the notes; without it they are as wide as the table */
function layBlock(table: PaperTable, roomMm = 0): Block {
  const widths = columnWidths(table, Number.POSITIVE_INFINITY);
  const heads = table.columns.map((column) => column.head);
  const head = makeRow(heads, widths, true);
  const rows = bodyRows(table, widths);
  const tableMm = widths.reduce((sum, each) => sum + each, 0);
  const widthMm = Math.max(tableMm, roomMm, textWidthMm(table.title, headingMm));
  const notes = table.notes.flatMap((note) => wrapText(note, sizeMm, widthMm));
  const rowsMm = rows.reduce((sum, row) => sum + row.heightMm, head.heightMm);
  const heightMm = titleMm + rowsMm + 3 + notes.length * lineMm;
  const box = { x: 0, y: 0, widthMm, heightMm };
  const marks = [titleMark(table, box), ...partMarks(table, rows, { box, widths, head, notes })];
  return { widthMm, heightMm, marks };
}

function sumOf(blocks: readonly Block[], along: 'widthMm' | 'heightMm'): number {
  return blocks.reduce((sum, block) => sum + block[along], 0);
}

function mostOf(blocks: readonly Block[], along: 'widthMm' | 'heightMm'): number {
  return Math.max(...blocks.map((block) => block[along]));
}
