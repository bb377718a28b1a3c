import { type Mark, textMark } from '../../encoders/sheet.ts';

/** A4 upright, margins, and the text that most of it is set in, mm. */
export const [widthMm, heightMm] = [210, 297];
export const left = 15;
export const roomMm = widthMm - 2 * left;
export const textMm = 3;

/** Lines of text under each other. */
export function lines(
  rows: readonly string[],
  x: number,
  top: number,
  { stepMm, ...style }: { sizeMm: number; stepMm: number; bold?: boolean; colour?: string },
): Mark[] {
  return rows.map((row, index) => textMark('FRAME', row, [x, top + index * stepMm], style));
}

export function heading(text: string, y: number, x = left): Mark {
  return textMark('FRAME', text, [x, y], { sizeMm: 3.8, bold: true });
}
