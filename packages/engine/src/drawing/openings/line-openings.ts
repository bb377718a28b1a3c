import { rectangleAlong } from '../../geometry/oriented-rectangle.ts';
import { PointGrid } from '../../geometry/point-grid.ts';
import { boundsOf, distance, type Point } from '../../geometry/points.ts';
import { pointAlong } from '../../geometry/segments.ts';
import type { DrawingPath } from '../drawing.ts';
import { type Bar, openingWidthRangeM } from './opening-line.ts';

/**
 * Openings drawn as bars along the wall: one line, two lines or a thin rectangle. Parallel lines nearer than
 * 0.45 m that overlap are one bar. Longer ones than `longestM` are left out.
 */
export function barsOf(paths: readonly DrawingPath[], longestM: number = openingWidthRangeM.max): Bar[] {
  const lines: Bar[] = [];
  const symbols = new Map<number, DrawingPath[]>();
  for (const path of paths) {
    if (path.symbol >= 0) {
      const parts = symbols.get(path.symbol);
      if (parts) parts.push(path);
      else symbols.set(path.symbol, [path]);
    } else if (path.source === 'arc' || path.source === 'circle') continue;
    else if (path.closed || path.points.length > 2) addBox([path], lines);
    else lines.push({ start: path.points[0], end: path.points[1], item: path });
  }
  for (const parts of symbols.values()) addBox(parts, lines);
  const usable = lines.filter(({ start, end }) => {
    const length = distance(start, end);
    return length >= 0.35 && length <= longestM;
  });
  usable.sort((p, q) => distance(q.start, q.end) - distance(p.start, p.end));
  const grid = new PointGrid(4);
  const bars: { lines: Bar[] }[] = [];
  for (const line of usable) {
    const { minX, minY, maxX, maxY } = boundsOf([line.start, line.end]);
    const near = grid.near(minX - 0.5, minY - 0.5, maxX + 0.5, maxY + 0.5);
    let index = near.find((k) => bars[k].lines.some((other) => sameBar(other, line)));
    if (index === undefined) {
      index = bars.length;
      bars.push({ lines: [] });
    }
    bars[index].lines.push(line);
    grid.add(index, minX, minY, maxX, maxY);
  }
  return bars
    .map(({ lines: members }): Bar => {
      const [first] = members;
      const angleRad = Math.atan2(first.end[1] - first.start[1], first.end[0] - first.start[0]);
      const box = rectangleAlong(
        members.flatMap((line) => [line.start, line.end]),
        angleRad,
      );
      const u: Point = [(Math.cos(angleRad) * box.lengthM) / 2, (Math.sin(angleRad) * box.lengthM) / 2];
      return {
        start: [box.center[0] - u[0], box.center[1] - u[1]],
        end: [box.center[0] + u[0], box.center[1] + u[1]],
        item: first.item,
      };
    })
    .filter((bar) => distance(bar.start, bar.end) >= openingWidthRangeM.min);
}

/** The thin box around the paths, as a bar along their longest edge; nothing when they make no thin box. */
function addBox(paths: readonly DrawingPath[], lines: Bar[]): void {
  const points = paths.flatMap((path) => path.points);
  const box = longBox(paths, points);
  if (box) lines.push({ ...box, item: paths[0] });
}

function longBox(
  paths: readonly DrawingPath[],
  points: readonly Point[],
): { start: Point; end: Point } | undefined {
  let best: { angleRad: number; length: number } = { angleRad: 0, length: 0 };
  for (const { points: corners } of paths) {
    for (let i = 1; i < corners.length; i++) {
      const length = distance(corners[i - 1], corners[i]);
      const angleRad = Math.atan2(corners[i][1] - corners[i - 1][1], corners[i][0] - corners[i - 1][0]);
      if (length > best.length) best = { angleRad, length };
    }
  }
  if (best.length === 0) return undefined;
  const box = rectangleAlong(points, best.angleRad);
  if (box.widthM > 0.6 && box.widthM > 0.25 * box.lengthM) return undefined;
  const u: Point = [(Math.cos(best.angleRad) * box.lengthM) / 2, (Math.sin(best.angleRad) * box.lengthM) / 2];
  return {
    start: [box.center[0] - u[0], box.center[1] - u[1]],
    end: [box.center[0] + u[0], box.center[1] + u[1]],
  };
}

function sameBar(p: Bar, q: Bar): boolean {
  const length = distance(p.start, p.end);
  const dx = (p.end[0] - p.start[0]) / length;
  const dy = (p.end[1] - p.start[1]) / length;
  const along = (point: Point) => (point[0] - p.start[0]) * dx + (point[1] - p.start[1]) * dy;
  const aside = (point: Point) => (point[1] - p.start[1]) * dx - (point[0] - p.start[0]) * dy;
  if (Math.abs(aside(q.start)) > 0.45 || Math.abs(aside(q.end)) > 0.45) return false;
  const from = Math.min(along(q.start), along(q.end));
  const to = Math.max(along(q.start), along(q.end));
  return (
    to > -0.05 &&
    from < length + 0.05 &&
    (to - from < 0.5 || Math.abs(aside(pointAlong(q.start, q.end, 0.5))) < 0.45)
  );
}
