import { DrawingError, say } from '../../../core/index.ts';
import { planExpected, type Raster } from './raster.ts';
import { rowAt, type Stroke } from './stroke.ts';

export interface JoinOptions {
  pixelM: number;
  /** Ink between two strokes is at least this dark where they are one. */
  threshold: number;
  /** Breaks up to this long are crossing walls or scanning errors. */
  openGapM: number;
}

/** Large garages have some thousand. */
const largestStrokeCount = 12_000;
/** Across columns and thicker walls, where there is ink all along. */
const inkedGapM = 1.6;

/** Strokes that follow each other in one line become one. */
export function joinStrokes(strokes: readonly Stroke[], raster: Raster, options: JoinOptions): Stroke[] {
  if (strokes.length > largestStrokeCount) {
    throw new DrawingError(say('image'), say('strokes-beside', { most: largestStrokeCount }), planExpected);
  }
  const sorted = [...strokes].sort((p, q) => p.from - q.from || p.centre - q.centre);
  const joined: Stroke[] = [];
  for (const stroke of sorted) {
    let best = -1;
    let bestGap = Infinity;
    joined.forEach((before, k) => {
      const gap = stroke.from - before.to;
      if (gap < bestGap && follows(before, stroke, raster, options)) {
        bestGap = gap;
        best = k;
      }
    });
    if (best < 0) joined.push({ ...stroke });
    else joined[best] = extend(joined[best], stroke);
  }
  return joined;
}

function follows(
  before: Stroke,
  after: Stroke,
  raster: Raster,
  { pixelM, threshold, openGapM }: JoinOptions,
): boolean {
  const gapM = (after.from - before.to) * pixelM;
  if (gapM > Math.max(inkedGapM, openGapM) || after.to <= before.to) return false;
  const overlap = before.to - after.from;
  if (overlap > 0 && overlap > 0.5 * (after.to - after.from)) return false;
  const thick = Math.max(before.width, after.width);
  const aside = Math.abs(rowAt(before, Math.max(after.from, before.from)) - after.centre);
  if (aside > Math.max(1.5, 0.25 * thick)) return false;
  if (Math.abs(before.width - after.width) > Math.max(2.2, 0.35 * thick)) return false;
  return gapM <= openGapM || inkShare(raster, before, after, threshold) >= 0.9;
}

/** Share of the columns between two strokes that have ink from edge to edge, and not only a door's line. */
function inkShare({ width, height, data }: Raster, before: Stroke, after: Stroke, threshold: number): number {
  const reach = Math.floor(0.4 * Math.min(before.width, after.width));
  let inked = 0;
  let seen = 0;
  for (let x = Math.max(0, before.to); x < Math.min(width, after.from); x++) {
    const row = Math.floor((rowAt(before, x) + rowAt(after, x)) / 2);
    if (row < reach || row + reach >= height) continue;
    seen++;
    const at = row * width + x;
    if (data[at - reach * width] >= threshold && data[at + reach * width] >= threshold) inked++;
  }
  return seen === 0 ? 0 : inked / seen;
}

/** Widths that differ by more hide a face of one: its middle is off, pixels and share. */
const sameWidth = { pixels: 1.2, share: 0.1 } as const;

/** One stroke through both: least squares of their columns, or the line of the longer where widths differ. */
function extend(before: Stroke, after: Stroke): Stroke {
  const a = before.to - before.from;
  const b = after.to - after.from;
  const mean = (p: number, q: number) => (p * a + q * b) / (a + b);
  const longer = a >= b ? before : after;
  const thick = Math.max(before.width, after.width);
  const isEven = Math.abs(before.width - after.width) <= Math.max(sameWidth.pixels, sameWidth.share * thick);
  const { centre, slope } = isEven ? fitBoth(before, after) : lineOf(longer, before.from);
  return {
    from: before.from,
    to: after.to,
    centre,
    slope,
    width: isEven ? mean(before.width, after.width) : longer.width,
    ink: mean(before.ink, after.ink),
    peak: mean(before.peak, after.peak),
    filled: longer.filled,
  };
}

function lineOf(stroke: Stroke, from: number): { centre: number; slope: number } {
  return { centre: rowAt(stroke, from), slope: stroke.slope };
}

function fitBoth(before: Stroke, after: Stroke): { centre: number; slope: number } {
  const a = before.to - before.from;
  const b = after.to - after.from;
  const x1 = (before.from + before.to) / 2;
  const x2 = (after.from + after.to) / 2;
  const [row1, row2] = [rowAt(before, x1), rowAt(after, x2)];
  const between = (a * b) / (a + b);
  const own = [a ** 3 / 12, b ** 3 / 12];
  const slope =
    (before.slope * own[0] + after.slope * own[1] + between * (x2 - x1) * (row2 - row1)) /
    (own[0] + own[1] + between * (x2 - x1) ** 2);
  const middle = (x1 * a + x2 * b) / (a + b);
  const row = (row1 * a + row2 * b) / (a + b);
  return { centre: row - slope * (middle - before.from), slope };
}
