/** Draws what drawings have over and around a plan. */
import type { TruthLevel } from '../score-import.ts';
import type { DxfPen, Point } from './dxf-pen.ts';

/** Grid lines with bubbles at both ends, over the columns that stand in line. */
export function drawAxes(pen: DxfPen, level: TruthLevel): void {
  const ring = level.outline[0].exterior;
  const xs = ring.map((point) => point[0]);
  const ys = ring.map((point) => point[1]);
  const [left, right] = [Math.min(...xs) - 4, Math.max(...xs) + 4];
  const [bottom, top] = [Math.min(...ys) - 4, Math.max(...ys) + 4];
  const lines = (values: readonly number[]) => {
    const counts = new Map<number, number>();
    for (const value of values)
      counts.set(Math.round(value * 100), (counts.get(Math.round(value * 100)) ?? 0) + 1);
    return [...counts]
      .filter(([, count]) => count > 3)
      .map(([key]) => key / 100)
      .sort((p, q) => p - q);
  };
  const bubble = (at: Point, label: string) => {
    pen.circle('axis', at, 0.5);
    pen.text('axis', label, at, 0.4);
  };
  lines(level.columns.map(({ x }) => x)).forEach((x, i) => {
    pen.line('axis', [x, bottom], [x, top]);
    for (const y of [bottom - 0.5, top + 0.5]) bubble([x, y], `${i + 1}`);
  });
  lines(level.columns.map(({ y }) => y)).forEach((y, i) => {
    pen.line('axis', [left, y], [right, y]);
    for (const x of [left - 0.5, right + 0.5]) bubble([x, y], String.fromCharCode(65 + (i % 26)));
  });
}

/** What drawings have around and over the plan: frame, title block, legend, section, detail, dimensions. */
export function drawNoise(pen: DxfPen, level: TruthLevel): void {
  const ring = level.outline[0].exterior;
  const right = Math.max(...ring.map((point) => point[0]), ...level.walls.map(({ a }) => a[0])) + 12;
  const top = Math.max(...ring.map((point) => point[1]), ...level.walls.map(({ a }) => a[1])) + 8;
  const left = Math.min(...ring.map((point) => point[0]), ...level.walls.map(({ a }) => a[0])) - 12;
  const bottom = Math.min(...ring.map((point) => point[1]), ...level.walls.map(({ a }) => a[1])) - 25;
  const box = (thing: string, x: number, y: number, w: number, h: number) =>
    pen.polyline(thing, [
      [x, y],
      [x + w, y],
      [x + w, y + h],
      [x, y + h],
    ]);
  box('frame', left, bottom, right + 70 - left, top - bottom);
  box('frame', left - 1, bottom - 1, right + 72 - left, top - bottom + 2);
  box('frame', right + 30, bottom, 40, 12);
  pen.text('text', '图例', [right + 20, bottom + 28], 0.8);
  // A legend: one of each, beside its name.
  box('retaining_wall', right + 20, bottom + 24, 3, 0.3);
  pen.text('text', '钢筋混凝土墙', [right + 25, bottom + 24], 0.4);
  box('column', right + 20, bottom + 21, 0.6, 0.6);
  pen.text('text', '框架柱', [right + 25, bottom + 21], 0.4);
  pen.insert('charger', '充电桩', [right + 20, bottom + 18]);
  pen.text('text', '充电桩', [right + 25, bottom + 18], 0.4);
  // A section: slabs and walls of both storeys, cut.
  const [sx, sy] = [right + 20, top - 20];
  for (const y of [0, 0.35, 4, 4.35]) pen.line('retaining_wall', [sx, sy + y], [sx + 40, sy + y]);
  for (const x of [0, 0.35, 39.65, 40]) pen.line('retaining_wall', [sx + x, sy], [sx + x, sy + 4.35]);
  pen.text('text', '1-1剖面图 1:50', [sx + 15, sy - 2], 0.8);
  // Dimensions that were exploded: lines, ticks and numbers.
  for (let x = left + 12; x < right - 20; x += 8.1) {
    pen.line('dim', [x, top - 6], [x + 8.1, top - 6]);
    pen.text('dim', '8100', [x + 3.5, top - 5.8], 0.3);
  }
}
