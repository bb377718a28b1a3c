import { rectangleAlong } from '../../geometry/oriented-rectangle.ts';
import { distance, midpoint, type Point } from '../../geometry/points.ts';
import { pointAlong } from '../../geometry/segments.ts';
import type { DrawingPath } from '../drawing.ts';
import { openingWidthRangeM } from './opening-line.ts';

interface Bar {
  start: Point;
  end: Point;
  item: DrawingPath;
}

/**
 * Openings drawn as bars along the wall: one line, two lines or a thin rectangle. Parallel lines nearer than
 * 0.45 m that overlap are one bar.
 */
export function barsOf(paths: readonly DrawingPath[]): Bar[] {
  const lines: Bar[] = [];
  for (const path of paths) {
    if (path.source === 'arc' || path.source === 'circle') continue;
    if (path.closed || path.points.length > 2) {
      const box = longBox(path.points);
      if (box) lines.push({ ...box, item: path });
    } else lines.push({ start: path.points[0], end: path.points[1], item: path });
  }
  lines.sort((p, q) => distance(q.start, q.end) - distance(p.start, p.end));
  const bars: { lines: Bar[] }[] = [];
  for (const line of lines) {
    const bar = bars.find((candidate) => candidate.lines.some((other) => sameBar(other, line)));
    if (bar) bar.lines.push(line);
    else bars.push({ lines: [line] });
  }
  return bars
    .map(({ lines: members }): Bar => {
      const [first] = members;
      const angle = Math.atan2(first.end[1] - first.start[1], first.end[0] - first.start[0]);
      const box = rectangleAlong(
        members.flatMap((line) => [line.start, line.end]),
        angle,
      );
      const u: Point = [(Math.cos(angle) * box.lengthM) / 2, (Math.sin(angle) * box.lengthM) / 2];
      return {
        start: [box.center[0] - u[0], box.center[1] - u[1]],
        end: [box.center[0] + u[0], box.center[1] + u[1]],
        item: first.item,
      };
    })
    .filter((bar) => distance(bar.start, bar.end) >= openingWidthRangeM.min);
}

/**
 * Blast doors are drawn with both leaves standing open: two equal bars across the wall, facing each other.
 * The opening is between their outer sides, at the end where both meet the wall line.
 */
export function openLeafPairs(
  paths: readonly DrawingPath[],
  wallDistance: (point: Point) => number,
): { openings: Bar[]; rest: DrawingPath[] } {
  const leaves = paths.filter((path) => !path.closed && path.points.length === 2 && path.source !== 'arc');
  const used = new Set<DrawingPath>();
  const openings: Bar[] = [];
  const pairs: { i: number; j: number; gap: number }[] = [];
  for (let i = 0; i < leaves.length; i++) {
    for (let j = i + 1; j < leaves.length; j++) {
      const [a, b] = leaves[i].points;
      const [c, d] = leaves[j].points;
      const length = distance(a, b);
      const gap = Math.min(distance(a, c), distance(a, d));
      if (length < 0.4 || Math.abs(distance(c, d) - length) > 0.05 * length) continue;
      // A leaf covers half of the opening or a little less.
      if (gap < 1.7 * length || gap > 2.6 * length || gap > openingWidthRangeM.max) continue;
      const other = distance(a, c) <= distance(a, d) ? distance(b, d) : distance(b, c);
      const skew =
        Math.abs((b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1])) / (length * length);
      if (Math.abs(other - gap) > 0.05 * gap || skew < 0.99) continue;
      const near = distance(a, c) <= distance(a, d) ? c : d;
      const square = Math.abs((near[0] - a[0]) * (b[0] - a[0]) + (near[1] - a[1]) * (b[1] - a[1]));
      if (square > 0.05 * gap * length) continue;
      pairs.push({ i, j, gap });
    }
  }
  pairs.sort((p, q) => q.gap - p.gap || p.i - q.i || p.j - q.j);
  for (const { i, j } of pairs) {
    if (used.has(leaves[i]) || used.has(leaves[j])) continue;
    const [a, b] = leaves[i].points;
    const [c, d] = leaves[j].points;
    const straight = distance(a, c) <= distance(a, d);
    const candidates: [Point, Point][] = straight
      ? [
          [a, c],
          [b, d],
        ]
      : [
          [a, d],
          [b, c],
        ];
    candidates.sort(
      (p, q) => wallDistance(p[0]) + wallDistance(p[1]) - wallDistance(q[0]) - wallDistance(q[1]),
    );
    openings.push({ start: candidates[0][0], end: candidates[0][1], item: leaves[i] });
    // The inner lines of the same two leaves belong to this opening.
    for (const path of leaves) {
      const middle = midpoint(path.points[0], path.points[1]);
      const one = distance(middle, midpoint(a, b));
      const two = distance(middle, midpoint(c, d));
      if (Math.min(one, two) < 0.45) used.add(path);
    }
  }
  return { openings, rest: paths.filter((path) => !used.has(path)) };
}

function longBox(points: readonly Point[]): { start: Point; end: Point } | undefined {
  let best: { angle: number; length: number } = { angle: 0, length: 0 };
  for (let i = 1; i < points.length; i++) {
    const length = distance(points[i - 1], points[i]);
    const angle = Math.atan2(points[i][1] - points[i - 1][1], points[i][0] - points[i - 1][0]);
    if (length > best.length) best = { angle, length };
  }
  if (best.length === 0) return undefined;
  const box = rectangleAlong(points, best.angle);
  if (box.widthM > 0.6 && box.widthM > 0.25 * box.lengthM) return undefined;
  const u: Point = [(Math.cos(best.angle) * box.lengthM) / 2, (Math.sin(best.angle) * box.lengthM) / 2];
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
