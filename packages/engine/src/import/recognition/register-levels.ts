import { median, type Point } from '../../core/index.ts';
import type { LevelDrawing } from '../drawing/level-drawing.ts';
import type { FoundColumn } from './recognise-columns.ts';

/** Describes what one level offers for laying it over another. */
export interface LevelMarks {
  /** Positions of axis labels by text. */
  axes: Map<string, Point[]>;
  columns: readonly FoundColumn[];
  /** Lift lobbies and stairs: things that stand above each other. */
  cores: readonly Point[];
}

export interface Registration {
  shift: Point;
  /** Fraction of the smaller level's columns that find one of the other level within 0.3 m. */
  columnMatchRatio: number;
  by: 'axes' | 'columns' | 'corner';
}

/** Texts of axis bubbles. */
export function axisLabels({ drawing, classOf }: LevelDrawing): Map<string, Point[]> {
  const labels = new Map<string, Point[]>();
  for (const text of drawing.texts) {
    if (classOf(text) !== 'axis') continue;
    const label = text.text.trim().toUpperCase();
    if (!/^[\dA-Z]{1,3}([-/][\dA-Z]{1,3})?$/.test(label)) continue;
    const list = labels.get(label);
    if (list) list.push(text.position);
    else labels.set(label, [text.position]);
  }
  return labels;
}

/**
 * The shift that lays `moving` over `fixed`. Axis labels first (the same label on the same line), then the
 * shift most column pairs agree on; a shift that brings cores together wins ties.
 */
export function registerLevel(fixed: LevelMarks, moving: LevelMarks): Registration {
  const byAxes = shiftByAxes(fixed, moving);
  if (byAxes) {
    const ratio = columnMatch(fixed, moving, byAxes);
    if (ratio > 0.5 || fixed.columns.length < 4)
      return { shift: byAxes, columnMatchRatio: ratio, by: 'axes' };
  }
  const byColumns = shiftByColumns(fixed, moving);
  if (byColumns)
    return { shift: byColumns, columnMatchRatio: columnMatch(fixed, moving, byColumns), by: 'columns' };
  if (byAxes) return { shift: byAxes, columnMatchRatio: 0, by: 'axes' };
  return { shift: [0, 0], columnMatchRatio: 0, by: 'corner' };
}

function shiftByAxes(fixed: LevelMarks, moving: LevelMarks): Point | undefined {
  const dx: number[] = [];
  const dy: number[] = [];
  for (const [label, there] of moving.axes) {
    const here = fixed.axes.get(label);
    if (!here || here.length !== there.length) continue;
    const spanX = Math.max(...here.map((p) => p[0])) - Math.min(...here.map((p) => p[0]));
    const spanY = Math.max(...here.map((p) => p[1])) - Math.min(...here.map((p) => p[1]));
    const mean = (points: readonly Point[], axis: 0 | 1) =>
      points.reduce((sum, p) => sum + p[axis], 0) / points.length;
    // Both ends of an axis carry its label: the coordinate they share is the axis.
    if (spanX < 1 && spanY > 1) dx.push(mean(here, 0) - mean(there, 0));
    else if (spanY < 1 && spanX > 1) dy.push(mean(here, 1) - mean(there, 1));
    else if (here.length === 1) {
      dx.push(here[0][0] - there[0][0]);
      dy.push(here[0][1] - there[0][1]);
    }
  }
  if (dx.length < 2 || dy.length < 2) return undefined;
  return [median(dx), median(dy)];
}

function shiftByColumns(fixed: LevelMarks, moving: LevelMarks): Point | undefined {
  if (fixed.columns.length < 4 || moving.columns.length < 4) return undefined;
  const votes = new Map<string, { count: number; x: number; y: number }>();
  const vote = (from: Point, to: Point, weight: number): void => {
    const x = to[0] - from[0];
    const y = to[1] - from[1];
    const key = `${Math.round(x / 0.1)},${Math.round(y / 0.1)}`;
    const entry = votes.get(key);
    if (entry) {
      entry.x += x * weight;
      entry.y += y * weight;
      entry.count += weight;
    } else votes.set(key, { count: weight, x: x * weight, y: y * weight });
  };
  const limit = 600;
  for (const a of moving.columns.slice(0, limit))
    for (const b of fixed.columns.slice(0, limit)) vote(a.center, b.center, 1);
  for (const a of moving.cores) for (const b of fixed.cores) vote(a, b, 3);
  let best: { count: number; x: number; y: number } | undefined;
  for (const entry of votes.values()) if (!best || entry.count > best.count) best = entry;
  return best && best.count >= 4 ? [best.x / best.count, best.y / best.count] : undefined;
}

function columnMatch(fixed: LevelMarks, moving: LevelMarks, shift: Point): number {
  const cells = new Set(fixed.columns.map(({ center }) => cellOf(center[0], center[1])));
  const near = (x: number, y: number) =>
    [-0.25, 0, 0.25].some((u) => [-0.25, 0, 0.25].some((v) => cells.has(cellOf(x + u, y + v))));
  const hits = moving.columns.filter(({ center }) => near(center[0] + shift[0], center[1] + shift[1])).length;
  return hits / Math.max(1, Math.min(fixed.columns.length, moving.columns.length));
}

function cellOf(x: number, y: number): string {
  return `${Math.round(x / 0.5)},${Math.round(y / 0.5)}`;
}
