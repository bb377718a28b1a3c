import { DrawingError, type Interval, say, subtractIntervals } from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import { evennessOf, measureBand } from './measure-band.ts';
import { faintestLine, type InkScale } from './measure-ink.ts';
import { planExpected, type Raster } from './raster.ts';
import { smoothAlong } from './smooth-along.ts';
import { rowAt, type Stroke } from './stroke.ts';
import { type Band, traceBands } from './trace-bands.ts';

export const { alongRows } = tuning.rasterFindStrokes;
const {
  largestStrokeCount,
  inkedGapM,
  thickestWallM,
  thinnestWallM,
  shortestWallM,
  minInkM,
  grainyNoise,
  bayLineSigmas,
  minEven,
  shortestPartM,
} = tuning.rasterFindStrokes;

interface JoinOptions {
  pixelM: number;
  /** Ink between two strokes is at least this dark where they are one. */
  threshold: number;
  /** Breaks up to this long are crossing walls or scanning errors. */
  openGapM: number;
}

/** Strokes that follow each other in one line become one. */
function joinStrokes(strokes: readonly Stroke[], raster: Raster, options: JoinOptions): Stroke[] {
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
  return gapM <= openGapM || inkFraction(raster, before, after, threshold) >= 0.9;
}

/** Fraction of the columns between two strokes that have ink from edge to edge, and not only a door's line. */
function inkFraction(
  { width, height, data }: Raster,
  before: Stroke,
  after: Stroke,
  threshold: number,
): number {
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
const sameWidth = { pixels: 1.2, ratio: 0.1 } as const;

/** One stroke through both: least squares of their columns, or the line of the longer where widths differ. */
function extend(before: Stroke, after: Stroke): Stroke {
  const a = before.to - before.from;
  const b = after.to - after.from;
  const mean = (p: number, q: number) => (p * a + q * b) / (a + b);
  const longer = a >= b ? before : after;
  const thick = Math.max(before.width, after.width);
  const isEven = Math.abs(before.width - after.width) <= Math.max(sameWidth.pixels, sameWidth.ratio * thick);
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
  const secondMoments = [a ** 3 / 12, b ** 3 / 12];
  const slope =
    (before.slope * secondMoments[0] + after.slope * secondMoments[1] + between * (x2 - x1) * (row2 - row1)) /
    (secondMoments[0] + secondMoments[1] + between * (x2 - x1) ** 2);
  const middle = (x1 * a + x2 * b) / (a + b);
  const row = (row1 * a + row2 * b) / (a + b);
  return { centre: row - slope * (middle - before.from), slope };
}

/** Apart like the two faces of a wall. */
const faceDistanceM = { min: 0.07, max: 0.5 } as const;
/** Faint lines are averaged over this length of theirs, more on grainy paper. */
const smoothedLengthM = { cleanWalls: 0.1, clean: 0.45, grainy: 0.9 } as const;
/** Breaks up to this long are crossing walls or dirt; doors in walls are wider. */
const openGapM = { walls: 0.45, lines: 1 } as const;

/**
 * Returns whether a stroke is wider than lines are, or has ink for a wall where pixels are too coarse to show its
 * width.
 */
function isWall({ width, ink }: Stroke, { lineWidth, lineInk, solid, pixelM }: InkScale): boolean {
  if (width * pixelM < thinnestWallM) return false;
  if (width >= lineWidth + Math.max(1.2, 0.3 * lineWidth)) return true;
  return ink * (255 / solid) * pixelM >= minInkM && ink >= 2.2 * lineInk;
}

/**
 * Wall strokes along the rows: solid ones, and the space between two lines that belong together. They lean away from the
 * rows by no more than `steepest`, rows per column.
 */
export function findWallStrokes(raster: Raster, ink: InkScale, steepest: number): Stroke[] {
  const join = { pixelM: ink.pixelM, threshold: ink.strong, openGapM: openGapM.walls };
  // Walls and lines are joined apart: a door's line is no part of the wall.
  const isSolid = (stroke: Stroke) => isWall(stroke, ink) && stroke.width * ink.pixelM < thickestWallM;
  const strokes = measured(raster, ink, { threshold: ink.strong, shortestM: shortestWallM, steepest });
  const solid = joinStrokes(strokes.filter(isSolid), raster, join);
  const faint = faintStrokes(raster, ink, steepest);
  const pale = joinStrokes(
    faint.filter((stroke) => isSolid(stroke) && !isAmong(stroke, solid)),
    raster,
    join,
  );
  const lines = joinStrokes(
    faint.filter((stroke) => !isWall(stroke, ink)),
    raster,
    join,
  );
  return [...solid, ...pale, ...joinStrokes(pairLines(lines, ink), raster, join)];
}

/** Half of the stroke or more lies in others. */
function isAmong(stroke: Stroke, others: readonly Stroke[]): boolean {
  let shared = 0;
  for (const other of others) {
    const from = Math.max(stroke.from, other.from);
    const to = Math.min(stroke.to, other.to);
    if (to <= from) continue;
    const apart = Math.abs(rowAt(stroke, (from + to) / 2) - rowAt(other, (from + to) / 2));
    if (apart < Math.max(stroke.width, other.width) / 2 + 1) shared += to - from;
  }
  return shared >= 0.5 * (stroke.to - stroke.from);
}

/** Strokes that only stand out once the grain is averaged out along them. */
function faintStrokes(raster: Raster, ink: InkScale, steepest: number): Stroke[] {
  const smoothedM = ink.noise > grainyNoise ? smoothedLengthM.clean : smoothedLengthM.cleanWalls;
  const reach = Math.round(smoothedM / 2 / ink.pixelM);
  const smooth = smoothAlong(raster, reach);
  const threshold = Math.max(faintestLine(smooth, ink.solid), 0.4 * ink.linePeak);
  const strokes = measured(raster, ink, { traced: smooth, threshold, shortestM: shortestWallM, steepest });
  return strokes.map((stroke) => trim(stroke, threshold, reach));
}

/** Single lines along the rows, faint ones too, of a raster without walls and columns; `whole` has them still. */
export function findLines(raster: Raster, whole: Raster, ink: InkScale, shortestM: number): Stroke[] {
  const smoothedM = ink.noise > grainyNoise ? smoothedLengthM.grainy : smoothedLengthM.clean;
  const reach = Math.round(smoothedM / 2 / ink.pixelM);
  const smooth = smoothAlong(raster, reach);
  const faint = faintestLine(smooth, ink.solid, bayLineSigmas);
  const strokes = measured(smooth, ink, {
    threshold: faint,
    // On grainy paper dirt looks like short parts.
    shortestM: ink.noise > grainyNoise ? shortestM : shortestPartM,
    steepest: alongRows,
    even: 0,
    wavering: true,
  }).filter((stroke) => !isWall(stroke, ink));
  const trimmed = strokes.map((stroke) => trim(stroke, faint, reach));
  const join = { pixelM: ink.pixelM, threshold: faint, openGapM: openGapM.lines };
  return joinStrokes(trimmed, whole, join).filter(({ from, to }) => (to - from) * ink.pixelM >= shortestM);
}

/** Returns the stroke without the tails that averaging along the row has drawn out of the ends. */
function trim(stroke: Stroke, faint: number, reach: number): Stroke {
  const tail = Math.max(0, Math.round(reach - (faint / Math.max(faint, stroke.peak)) * (2 * reach + 1)));
  if (stroke.to - stroke.from <= 2 * tail + 2) return stroke;
  return {
    ...stroke,
    from: stroke.from + tail,
    to: stroke.to - tail,
    centre: stroke.centre + tail * stroke.slope,
  };
}

interface MeasureOptions {
  /** Raster in which strips are looked for: itself, or averaged along its rows. */
  traced?: Raster;
  threshold: number;
  shortestM: number;
  steepest: number;
  even?: number;
  wavering?: boolean;
}

/** Strips of `traced` with what `raster` shows there, but for uneven ones. */
function measured(
  raster: Raster,
  { pixelM, noise }: InkScale,
  { traced = raster, threshold, shortestM, steepest, even = minEven, wavering }: MeasureOptions,
): Stroke[] {
  const bands = traceBands(traced, {
    threshold,
    shortest: shortestM / pixelM,
    closedGap: 0.1 / pixelM,
    wavering,
  });
  return bands
    .filter((band) => Math.abs(band.slope) <= steepest)
    .map((band) => ({ band, stroke: strokeOf(raster, band) }))
    .filter(({ band, stroke }) => evennessOf(raster, centred(band, stroke), noise) >= even)
    .map(({ stroke }) => stroke);
}

function centred(band: Band, { centre, width }: Stroke): Band {
  return { ...band, centre, thickness: width };
}

function strokeOf(raster: Raster, band: Band): Stroke {
  const { peak, width, shift, ink, core } = measureBand(raster, band);
  return {
    from: band.from,
    to: band.to,
    centre: band.centre + shift,
    slope: band.slope,
    width,
    ink,
    peak,
    filled: core > 0.8,
  };
}

/** Walls drawn as two parallel lines; the nearest and most alike lines pair first and each stretch of a line is used once. */
function pairLines(lines: readonly Stroke[], { pixelM }: InkScale): Stroke[] {
  const sorted = [...lines].sort((p, q) => rowAt(p, p.from) - rowAt(q, q.from));
  const pairs: { low: number; high: number; apart: number; cost: number }[] = [];
  for (let i = 0; i < sorted.length; i++) {
    for (let j = i + 1; j < sorted.length; j++) {
      const from = Math.max(sorted[i].from, sorted[j].from);
      const to = Math.min(sorted[i].to, sorted[j].to);
      if ((rowAt(sorted[j], sorted[j].from) - rowAt(sorted[i], sorted[i].from)) * pixelM > 3) break;
      const apart = rowAt(sorted[j], (from + to) / 2) - rowAt(sorted[i], (from + to) / 2);
      if (apart * pixelM < faceDistanceM.min || apart * pixelM > faceDistanceM.max) continue;
      if ((to - from) * pixelM < shortestWallM) continue;
      // Two lines of one pen, rather than a wall's face and a bay's line beside it.
      const alike = Math.min(sorted[i].peak, sorted[j].peak) / Math.max(sorted[i].peak, sorted[j].peak);
      if (alike >= 0.55) pairs.push({ low: i, high: j, apart, cost: apart * (3 - 2 * alike) });
    }
  }
  pairs.sort((p, q) => p.cost - q.cost || p.low - q.low || p.high - q.high);
  const used: Interval[][] = sorted.map(() => []);
  const walls: Stroke[] = [];
  for (const { low, high, apart } of pairs) {
    const a = sorted[low];
    const b = sorted[high];
    const shared: Interval = [Math.max(a.from, b.from), Math.min(a.to, b.to)];
    for (const [from, to] of subtractIntervals(shared, [...used[low], ...used[high]])) {
      if ((to - from) * pixelM < shortestWallM) continue;
      used[low].push([from, to]);
      used[high].push([from, to]);
      const start = (rowAt(a, from) + rowAt(b, from)) / 2;
      const end = (rowAt(a, to) + rowAt(b, to)) / 2;
      walls.push({
        from,
        to,
        centre: start,
        slope: (end - start) / (to - from),
        // The lines' own width is on top, as with solid strokes.
        width: apart + (a.width + b.width) / 2,
        ink: a.ink + b.ink,
        peak: Math.min(a.peak, b.peak),
        filled: false,
      });
    }
  }
  return walls;
}
