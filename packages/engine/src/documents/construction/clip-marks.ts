import type { Mark, PathMark, SheetPoint } from '../encoders/sheet.ts';
import type { Area } from './position-labels.ts';

/** Marks inside an area: lines cut at its edges, filled shapes, circles and texts kept where their middle lies inside. */
export function clipMarks(marks: readonly Mark[], area: Area): Mark[] {
  const isInside = ([x, y]: SheetPoint) =>
    x >= area.minX && x <= area.maxX && y >= area.minY && y <= area.maxY;
  return marks.flatMap((mark): Mark[] => {
    if (mark.kind === 'text') return isInside(mark.at) ? [mark] : [];
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

/** The part of a segment inside an area (Liang and Barsky). */
function clipSegment(a: SheetPoint, b: SheetPoint, area: Area): [SheetPoint, SheetPoint] | undefined {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  let from = 0;
  let to = 1;
  for (const [step, room] of [
    [-dx, a[0] - area.minX],
    [dx, area.maxX - a[0]],
    [-dy, a[1] - area.minY],
    [dy, area.maxY - a[1]],
  ]) {
    if (step === 0 && room < 0) return undefined;
    if (step < 0) from = Math.max(from, room / step);
    if (step > 0) to = Math.min(to, room / step);
  }
  if (from >= to) return undefined;
  const at = (fraction: number): SheetPoint =>
    fraction === 0 ? a : fraction === 1 ? b : [a[0] + fraction * dx, a[1] + fraction * dy];
  return [at(from), at(to)];
}
