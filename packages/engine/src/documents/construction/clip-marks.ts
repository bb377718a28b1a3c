import type { Mark, PathMark, SheetPoint } from '../encoders/sheet.ts';
import { type Area, clipSegment } from './position-labels.ts';

/** Marks inside an area: lines and filled shapes cut at its edges, circles and texts kept where their middle lies inside, rasters as they are. */
export function clipMarks(marks: readonly Mark[], area: Area): Mark[] {
  const isInside = ([x, y]: SheetPoint) =>
    x >= area.minX && x <= area.maxX && y >= area.minY && y <= area.maxY;
  return marks.flatMap((mark): Mark[] => {
    if (mark.kind === 'text') return isInside(mark.at) ? [mark] : [];
    if (mark.kind === 'raster') return [mark];
    if (mark.kind === 'circle') return isInside(mark.center) ? [mark] : [];
    if (mark.points.every(isInside)) return [mark];
    if (mark.pen && !mark.fill) return clipPath(mark, area);
    const points = cutRing(mark.points, area);
    return points.length > 2 ? [{ ...mark, points }] : [];
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

/** A ring cut at the four edges of an area (Sutherland and Hodgman): what it adds along the edges has no area. */
export function cutRing(ring: readonly SheetPoint[], { minX, minY, maxX, maxY }: Area): SheetPoint[] {
  const edges = [
    [0, minX, 1],
    [0, maxX, -1],
    [1, minY, 1],
    [1, maxY, -1],
  ] as const;
  return edges.reduce<SheetPoint[]>(
    (points, [axis, at, side]) => {
      const offOf = (point: SheetPoint) => side * (point[axis] - at);
      return points.flatMap((point, index): SheetPoint[] => {
        const before = points[(index + points.length - 1) % points.length];
        const [off, offBefore] = [offOf(point), offOf(before)];
        const kept: SheetPoint[] = off >= 0 ? [point] : [];
        if (off >= 0 === offBefore >= 0) return kept;
        const part = offBefore / (offBefore - off);
        const cut: SheetPoint = [
          before[0] + part * (point[0] - before[0]),
          before[1] + part * (point[1] - before[1]),
        ];
        return [cut, ...kept];
      });
    },
    [...ring],
  );
}
