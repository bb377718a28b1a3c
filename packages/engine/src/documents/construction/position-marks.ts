import type { Mark, PaperPoint } from '../encoders/sheet.ts';

/** Marks of a drawing somewhere else on the sheet, and larger: its upper left corner goes to (x, y). Pens keep their widths. */
export function placeMarks(
  marks: readonly Mark[],
  { x, y, zoom = 1 }: { x: number; y: number; zoom?: number },
): Mark[] {
  const place = ([ownX, ownY]: PaperPoint): PaperPoint => [x + zoom * ownX, y + zoom * ownY];
  return marks.map((mark) => {
    if (mark.kind === 'path') return { ...mark, points: mark.points.map(place) };
    if (mark.kind === 'circle')
      return { ...mark, center: place(mark.center), radiusMm: zoom * mark.radiusMm };
    return { ...mark, at: place(mark.at), sizeMm: zoom * mark.sizeMm };
  });
}
