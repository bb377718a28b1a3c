import type { Mark, SheetPoint } from '../encoders/sheet.ts';

/** Marks of a drawing somewhere else on the sheet, and larger: its upper left corner goes to (x, y). Pens keep their widths. */
export function positionMarks(
  marks: readonly Mark[],
  { x, y, zoom = 1 }: { x: number; y: number; zoom?: number },
): Mark[] {
  const location = ([localX, localY]: SheetPoint): SheetPoint => [x + zoom * localX, y + zoom * localY];
  return marks.map((mark) => {
    if (mark.kind === 'path') return { ...mark, points: mark.points.map(location) };
    if (mark.kind === 'circle')
      return { ...mark, center: location(mark.center), radiusMm: zoom * mark.radiusMm };
    if (mark.kind === 'raster') {
      const { at, widthMm, heightMm } = mark;
      return { ...mark, at: location(at), widthMm: zoom * widthMm, heightMm: zoom * heightMm };
    }
    return { ...mark, at: location(mark.at), sizeMm: zoom * mark.sizeMm };
  });
}
