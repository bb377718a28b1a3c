import { distance, median, type Point, PointGrid } from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import type { FrameSegment, FrameSegments } from './trace-frame.ts';

const { nearestM, endReachM } = tuning.rasterFindBays;

/** Sizes that a bay can have, m; a length of two is two bays back to back. */
const lengthRangeM = { min: 4.6, max: 6.4 } as const;
const widthRangeM = { min: 2.15, max: 2.95 } as const;
/** A line by where it lies across and how far it runs along, pixels. */
interface Run {
  at: number;
  from: number;
  to: number;
}

/**
 * Corners of parking bays between thin lines along the rows and columns: two sides and, across an end, a line or the face
 * of a wall.
 */
export function findBays({ lines, walls }: FrameSegments, pixelM: number): Point[][] {
  const level = lines.filter(isLevel).map((line) => runAt(line, true, 0));
  const upright = lines.filter((line) => !isLevel(line)).map((line) => runAt(line, false, 0));
  const levelEnds = [...level, ...walls.filter(isLevel).flatMap((wall) => faces(wall, true))];
  const uprightEnds = [
    ...upright,
    ...walls.filter((wall) => !isLevel(wall)).flatMap((wall) => faces(wall, false)),
  ];
  const position = (across: number, along: number): Point => [across, along];
  return [
    ...baysBetween(upright, levelEnds, pixelM).map((box) => corners(box, position)),
    ...baysBetween(level, uprightEnds, pixelM).map((box) => corners(box, (across, along) => [along, across])),
  ];
}

function isLevel({ a, b }: FrameSegment): boolean {
  return Math.abs(b[0] - a[0]) >= Math.abs(b[1] - a[1]);
}

function runAt({ a, b }: FrameSegment, level: boolean, aside: number): Run {
  const [along, across] = level ? [0, 1] : [1, 0];
  return { at: (a[across] + b[across]) / 2 + aside, from: a[along], to: b[along] };
}

function faces(wall: FrameSegment, level: boolean): Run[] {
  return [-wall.width / 2, wall.width / 2].map((aside) => runAt(wall, level, aside));
}

/**
 * Keeps those of the usual size where bays lie over each other: a column's axis or a kerb beside a bay makes odd ones.
 */
export function dropOverlaps(bays: readonly Point[][], pixelM: number): Point[][] {
  const sizes = bays.map(([a, b, c]) => [distance(a, b), distance(b, c)].sort((p, q) => p - q));
  const usual = [0, 1].map((side) => median(sizes.map((size) => size[side])));
  const oddness = sizes.map(([width, length]) => Math.abs(width - usual[0]) + Math.abs(length - usual[1]));
  const order = bays.map((_, i) => i).sort((i, j) => oddness[i] - oddness[j] || i - j);
  const grid = new PointGrid(4 / pixelM);
  const reach = nearestM / pixelM;
  const middles: Point[] = [];
  const retained: number[] = [];
  for (const i of order) {
    const [[ax, ay], , [cx, cy]] = bays[i];
    const middle: Point = [(ax + cx) / 2, (ay + cy) / 2];
    const near = grid.near(middle[0] - reach, middle[1] - reach, middle[0] + reach, middle[1] + reach);
    if (near.some((j) => distance(middles[j], middle) < reach)) continue;
    grid.add(middles.length, ...middle);
    middles.push(middle);
    retained.push(i);
  }
  return retained.sort((i, j) => i - j).map((i) => bays[i]);
}

interface Box {
  low: number;
  high: number;
  from: number;
  to: number;
}

function corners({ low, high, from, to }: Box, position: (across: number, along: number) => Point): Point[] {
  return [position(low, from), position(high, from), position(high, to), position(low, to)];
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

/** Positions of the lines across that run over the middle between the sides. */
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
