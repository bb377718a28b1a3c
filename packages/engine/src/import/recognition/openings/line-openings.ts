import { boundsOf, distance, type Point, rectangleAlong } from '../../../core/index.ts';
import type { DrawingPath } from '../../drawing/drawing.ts';
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
  const cells = new Map<string, Set<number>>();
  const bars: { lines: Bar[] }[] = [];
  for (const line of usable) {
    let index = bars.length;
    // Only the first of the bars in any cell counts: thousands may lie in one location.
    for (const cell of cellsAround(line, 0.5)) {
      for (const k of cells.get(cell) ?? []) {
        if (k < index && bars[k].lines.some((other) => sameBar(other, line))) index = k;
      }
    }
    if (index === bars.length) bars.push({ lines: [] });
    bars[index].lines.push(line);
    for (const cell of cellsAround(line, 0)) {
      const found = cells.get(cell);
      if (found) found.add(index);
      else cells.set(cell, new Set([index]));
    }
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

/** Cells of 4 m that the box around a line touches, grown by a margin, m. */
function cellsAround({ start, end }: Bar, marginM: number): string[] {
  const { minX, minY, maxX, maxY } = boundsOf([start, end]);
  const keys: string[] = [];
  for (let i = Math.floor((minX - marginM) / 4); i <= Math.floor((maxX + marginM) / 4); i++) {
    for (let j = Math.floor((minY - marginM) / 4); j <= Math.floor((maxY + marginM) / 4); j++) {
      keys.push(`${i},${j}`);
    }
  }
  return keys;
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
  // Asked for each two of thousands: no objects, no roots but one.
  const ux = p.end[0] - p.start[0];
  const uy = p.end[1] - p.start[1];
  const length = Math.sqrt(ux * ux + uy * uy);
  const dx = ux / length;
  const dy = uy / length;
  const ax = q.start[0] - p.start[0];
  const ay = q.start[1] - p.start[1];
  const bx = q.end[0] - p.start[0];
  const by = q.end[1] - p.start[1];
  const asideA = ay * dx - ax * dy;
  const asideB = by * dx - bx * dy;
  if (Math.abs(asideA) > 0.45 || Math.abs(asideB) > 0.45) return false;
  const alongA = ax * dx + ay * dy;
  const alongB = bx * dx + by * dy;
  const from = Math.min(alongA, alongB);
  const to = Math.max(alongA, alongB);
  return to > -0.05 && from < length + 0.05 && (to - from < 0.5 || Math.abs((asideA + asideB) / 2) < 0.45);
}
