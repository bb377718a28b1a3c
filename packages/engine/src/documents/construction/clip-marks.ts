import type { Mark, PathMark, SheetPoint } from '../encoders/sheet.ts';
import { type Area, clipSegment } from './position-labels.ts';

/** Marks inside an area: lines cut at its edges, filled shapes, circles and texts kept where their middle lies inside, rasters as they are. */
export function clipMarks(marks: readonly Mark[], area: Area): Mark[] {
  const isInside = ([x, y]: SheetPoint) =>
    x >= area.minX && x <= area.maxX && y >= area.minY && y <= area.maxY;
  return marks.flatMap((mark): Mark[] => {
    if (mark.kind === 'text') return isInside(mark.at) ? [mark] : [];
    if (mark.kind === 'raster') return [mark];
    if (mark.kind === 'circle') return isInside(mark.center) ? [mark] : [];
    if (mark.points.every(isInside)) return [mark];
    return mark.pen && !mark.fill ? clipPath(mark, area) : mark.points.some(isInside) ? [mark] : [];
  });
}

function clipPath(mark: PathMark, area: Area): Mark[] {
  const { points, closed } = mark;
  const ring = closed ? [...points, points[0]] : points;
  const parts: SheetPoint[][] = [];
  for (let index = 1; index < ring.length; index++) {
    const inside = clipSegment(ring[index - 1], ring[index], area);
    if (!inside) continue;
    const last = parts.at(-1)?.at(-1);
    if (last && last[0] === inside[0][0] && last[1] === inside[0][1]) parts.at(-1)?.push(inside[1]);
    else parts.push([...inside]);
  }
  return parts.map((part) => ({ ...mark, points: part, closed: false }));
}
