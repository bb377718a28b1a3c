import type { Point } from '../../geometry/points.ts';
import type { Piece } from './trace-frame.ts';

/** Sizes that a bay can have, m; a length of two is two bays back to back. */
const lengthRangeM = { min: 4.6, max: 6.4 } as const;
const widthRangeM = { min: 2.15, max: 2.95 } as const;
/** A line across ends the sides within this distance, m. */
const endReachM = 0.4;

/** A line by where it lies across and how far it runs along, pixels. */
interface Run {
  at: number;
  from: number;
  to: number;
}

/** Corners of parking bays between thin lines along the rows and columns: two sides and a line across an end. */
export function findBays(lines: readonly Piece[], pixelM: number): Point[][] {
  const flat = lines.filter(({ a, b }) => Math.abs(b[0] - a[0]) >= Math.abs(b[1] - a[1]));
  const steep = lines.filter(({ a, b }) => Math.abs(b[0] - a[0]) < Math.abs(b[1] - a[1]));
  const level = flat.map(({ a, b }): Run => ({ at: (a[1] + b[1]) / 2, from: a[0], to: b[0] }));
  const upright = steep.map(({ a, b }): Run => ({ at: (a[0] + b[0]) / 2, from: a[1], to: b[1] }));
  const place = (across: number, along: number): Point => [across, along];
  return [
    ...baysBetween(upright, level, pixelM).map((box) => corners(box, place)),
    ...baysBetween(level, upright, pixelM).map((box) => corners(box, (across, along) => [along, across])),
  ];
}

interface Box {
  low: number;
  high: number;
  from: number;
  to: number;
}

function corners({ low, high, from, to }: Box, place: (across: number, along: number) => Point): Point[] {
  return [place(low, from), place(high, from), place(high, to), place(low, to)];
}

function baysBetween(sides: readonly Run[], ends: readonly Run[], pixelM: number): Box[] {
  const sorted = [...sides].sort((p, q) => p.at - q.at);
  const acrossBy = [...ends].sort((p, q) => p.at - q.at);
  const boxes: Box[] = [];
  for (let i = 0; i < sorted.length; i++) {
    for (let j = i + 1; j < sorted.length; j++) {
      const widthM = (sorted[j].at - sorted[i].at) * pixelM;
      if (widthM > widthRangeM.max) break;
      if (widthM < widthRangeM.min) continue;
      const from = Math.max(sorted[i].from, sorted[j].from);
      const to = Math.min(sorted[i].to, sorted[j].to);
      if ((to - from) * pixelM < lengthRangeM.min) continue;
      const middle = (sorted[i].at + sorted[j].at) / 2;
      const cuts = crossings(acrossBy, middle, from - endReachM / pixelM, to + endReachM / pixelM);
      for (const [start, end] of stretches(from, to, cuts, pixelM)) {
        boxes.push({ low: sorted[i].at, high: sorted[j].at, from: start, to: end });
      }
    }
  }
  return boxes;
}

/** Places of the lines across that run over the middle between the sides. */
function crossings(ends: readonly Run[], middle: number, from: number, to: number): number[] {
  return ends
    .filter((end) => end.at >= from && end.at <= to && end.from < middle && end.to > middle)
    .map(({ at }) => at);
}

/** The parts of two sides that are bays: from line across to line across, or to where the sides end. */
function stretches(from: number, to: number, cuts: readonly number[], pixelM: number): [number, number][] {
  if (cuts.length === 0) return [];
  const reach = endReachM / pixelM;
  const marks = [...cuts];
  if (!cuts.some((cut) => Math.abs(cut - from) <= reach)) marks.push(from);
  if (!cuts.some((cut) => Math.abs(cut - to) <= reach)) marks.push(to);
  marks.sort((p, q) => p - q);
  const found: [number, number][] = [];
  for (let i = 0; i < marks.length; i++) {
    for (let j = i + 1; j < marks.length; j++) {
      const lengthM = (marks[j] - marks[i]) * pixelM;
      if (lengthM < lengthRangeM.min || lengthM > lengthRangeM.max) continue;
      found.push([marks[i], marks[j]]);
      i = j - 1;
      break;
    }
  }
  return found;
}
