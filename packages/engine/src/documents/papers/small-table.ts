import { type Mark, pathMark, pens, rectangleMark, textMark } from '../encoders/sheet.ts';
import { cutText } from '../encoders/text-width.ts';

export interface SmallTable {
  /** The first row is the head. */
  rows: readonly (readonly string[])[];
  /** Of each column, mm; all but those in `texts` are figures at the right edge. */
  widthsMm: readonly number[];
  texts: readonly number[];
  /** Rows set in bold. */
  bold?: (row: number) => boolean;
}

export const smallRowMm = 4.1;
const sizeMm = 2.6;
const padMm = 0.8;

/** A table of single lines at its upper left corner; what is too long for its column ends in an ellipsis. */
export function smallTable({ rows, widthsMm, texts, bold }: SmallTable, x: number, y: number): Mark[] {
  const widthMm = widthsMm.reduce((sum, each) => sum + each, 0);
  const line = (at: number, pen: keyof typeof pens) =>
    pathMark(
      'FRAME',
      [
        [x, at],
        [x + widthMm, at],
      ],
      { pen: pens[pen] },
    );
  const marks: Mark[] = [
    rectangleMark('FRAME', { x, y, widthMm, heightMm: smallRowMm }, { fill: '#eef1f4' }),
  ];
  rows.forEach((row, index) => {
    const top = y + index * smallRowMm;
    let left = x;
    row.forEach((cell, column) => {
      const roomMm = widthsMm[column];
      const isText = texts.includes(column);
      const text = cutText(cell, sizeMm, roomMm - 2 * padMm);
      const at: [number, number] = [isText ? left + padMm : left + roomMm - padMm, top + 0.72 * smallRowMm];
      const style = { sizeMm, anchor: isText ? 'start' : 'end', bold: index === 0 || bold?.(index) } as const;
      if (text) marks.push(textMark('FRAME', text, at, style));
      left += roomMm;
    });
    marks.push(line(top + smallRowMm, index === 0 ? 'thin' : 'hair'));
  });
  return [line(y, 'thin'), ...marks];
}
