import { type Mark, type SheetPoint, textMark } from '../encoders/sheet.ts';
import { textWidthMm } from '../encoders/text-width.ts';
import type { Box } from './frame-sheet.ts';

export interface LegendItem {
  label: string;
  draw(at: SheetPoint): Mark[];
}

const sizeMm = 2.5;
const rowMm = 5.6;
const symbolMm = 12;

/** Symbols and what they mean, in columns under a heading. */
export function legendMarks(items: readonly LegendItem[], box: Box, heading: string): Mark[] {
  const rows = Math.max(1, Math.floor((box.heightMm - 7) / rowMm));
  const columns: LegendItem[][] = [];
  for (let from = 0; from < items.length; from += rows) columns.push(items.slice(from, from + rows));
  let x = box.x + 3;
  const marks: Mark[] = [textMark('FRAME', heading, [box.x + 3, box.y + 4.2], { sizeMm: 2.6, bold: true })];
  for (const column of columns) {
    column.forEach(({ draw, label }, index) => {
      const y = box.y + 8.6 + index * rowMm;
      marks.push(
        ...draw([x + symbolMm / 2 - 1, y]),
        textMark('FRAME', label, [x + symbolMm, y + 0.36 * sizeMm], { sizeMm }),
      );
    });
    x += symbolMm + Math.max(...column.map(({ label }) => textWidthMm(label, sizeMm))) + 3;
  }
  return marks;
}
