import { type Mark, type Pen, pathMark, type SheetPoint, textMark } from '../encoders/sheet.ts';
import { textWidthMm } from '../encoders/text-width.ts';
import type { Box } from './frame-sheet.ts';

export interface LegendItem {
  label: string;
  draw(at: SheetPoint): Mark[];
}

const sizeMm = 2.5;
/** Distances of rows, mm: closer where that saves columns that the box has no room for. */
const rowsMm = [5.6, 4.9];
const symbolMm = 12;
const headMm = 7;

/** Legend items in columns of as many rows as a box is high, and the room that these take. */
function legendColumns(items: readonly LegendItem[], heightMm: number, rowMm: number) {
  const rows = Math.max(1, Math.floor((heightMm - headMm) / rowMm));
  const columns: LegendItem[][] = [];
  for (let from = 0; from < items.length; from += rows) columns.push(items.slice(from, from + rows));
  const widths = columns.map(
    (column) => symbolMm + Math.max(...column.map(({ label }) => textWidthMm(label, sizeMm))) + 3,
  );
  return { columns, widths, rowMm, widthMm: widths.reduce((sum, each) => sum + each, 3) };
}

/** Width that a legend takes in a box so high and at most so wide, mm: its rows stand closer where they would be too many. */
export function legendWidthMm(items: readonly LegendItem[], box: Pick<Box, 'widthMm' | 'heightMm'>): number {
  return fittingColumns(items, box).widthMm;
}

function fittingColumns(
  items: readonly LegendItem[],
  { widthMm, heightMm }: Pick<Box, 'widthMm' | 'heightMm'>,
) {
  const all = rowsMm.map((rowMm) => legendColumns(items, heightMm, rowMm));
  return all.find((each) => each.widthMm <= widthMm) ?? all[all.length - 1];
}

/** A piece of a line. */
export function legendStroke(pen: Pen): LegendItem['draw'] {
  return ([x, y]) => [
    pathMark(
      'FRAME',
      [
        [x - 4, y],
        [x + 4, y],
      ],
      { pen },
    ),
  ];
}

/** Symbols and what they mean, in columns under a heading. */
export function legendMarks(items: readonly LegendItem[], box: Box, heading: string): Mark[] {
  const { columns, widths, rowMm } = fittingColumns(items, box);
  let x = box.x + 3;
  const marks: Mark[] = [textMark('FRAME', heading, [box.x + 3, box.y + 4.2], { sizeMm: 2.6, bold: true })];
  columns.forEach((column, at) => {
    column.forEach(({ draw, label }, index) => {
      const y = box.y + 8.6 + index * rowMm;
      marks.push(
        ...draw([x + symbolMm / 2 - 1, y]),
        textMark('FRAME', label, [x + symbolMm, y + 0.36 * sizeMm], { sizeMm }),
      );
    });
    x += widths[at];
  });
  return marks;
}
