import { type Interval, subtractIntervals } from '../../geometry/intervals.ts';
import { joinStrokes } from './join-strokes.ts';
import { measureBand } from './measure-band.ts';
import type { InkScale } from './measure-ink.ts';
import type { Raster } from './raster.ts';
import { smoothAlong } from './smooth-along.ts';
import { rowAt, type Stroke } from './stroke.ts';
import { type Band, traceBands } from './trace-bands.ts';

/** Slope of what counts as lying along the rows: others belong to another direction. */
export const alongRows = 0.05;
/** Walls thicker than this are no walls but filled areas. */
const thickestWallM = 1;
const thinnestWallM = 0.09;
const shortestWallM = 0.7;
/** Apart like the two faces of a wall. */
const faceDistanceM = { min: 0.07, max: 0.5 } as const;
/** Faint lines are averaged over this length of theirs, more on grainy paper. */
const smoothedLengthM = { clean: 0.45, grainy: 0.9 } as const;
const grainyNoise = 2;
/** Breaks up to this long are crossing walls or dirt; doors in walls are wider. */
const openGapM = { walls: 0.45, lines: 1 } as const;

/** Whether a stroke is as wide, or as dark, as lines are not. */
function isWall(stroke: Stroke, { lineWidth, linePeak, solid, pixelM }: InkScale): boolean {
  if (stroke.width * pixelM < thinnestWallM) return false;
  if (stroke.width >= lineWidth + Math.max(1.2, 0.3 * lineWidth)) return true;
  return linePeak < 0.5 * solid && stroke.peak > 0.65 * solid && stroke.width > 1.2 * lineWidth;
}

/**
 * Wall strokes along the rows: solid ones, and the space between two lines that belong together. They lean away from the
 * rows by no more than `steepest`, rows per column.
 */
export function findWallStrokes(raster: Raster, ink: InkScale, steepest: number): Stroke[] {
  const join = { pixelM: ink.pixelM, threshold: ink.strong, openGapM: openGapM.walls };
  const strokes = joinStrokes(
    measured(raster, ink, { threshold: ink.strong, shortestM: shortestWallM, steepest }),
    raster,
    join,
  );
  const lines = strokes.filter((stroke) => !isWall(stroke, ink));
  const solid = strokes.filter((stroke) => isWall(stroke, ink) && stroke.width * ink.pixelM < thickestWallM);
  return [...solid, ...joinStrokes(pairLines(lines, ink), raster, join)];
}

/** Single lines along the rows, faint ones too. */
export function findLines(raster: Raster, ink: InkScale, shortestM: number): Stroke[] {
  const smoothedM = ink.noise > grainyNoise ? smoothedLengthM.grainy : smoothedLengthM.clean;
  const reach = Math.round(smoothedM / 2 / ink.pixelM);
  const smooth = smoothAlong(raster, reach);
  const strokes = measured(smooth, ink, { threshold: ink.faint, shortestM, steepest: alongRows }).filter(
    (stroke) => !isWall(stroke, ink),
  );
  const trimmed = strokes.map((stroke) => trim(stroke, ink, reach));
  return joinStrokes(trimmed, smooth, {
    pixelM: ink.pixelM,
    threshold: ink.faint,
    openGapM: openGapM.lines,
  });
}

/** Without the tails that averaging along the row has drawn out of the ends. */
function trim(stroke: Stroke, { faint }: InkScale, reach: number): Stroke {
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
  threshold: number;
  shortestM: number;
  steepest: number;
}

function measured(
  raster: Raster,
  { pixelM }: InkScale,
  { threshold, shortestM, steepest }: MeasureOptions,
): Stroke[] {
  const bands = traceBands(raster, { threshold, shortest: shortestM / pixelM, closedGap: 0.1 / pixelM });
  return bands.filter((band) => Math.abs(band.slope) <= steepest).map((band) => strokeOf(raster, band));
}

function strokeOf(raster: Raster, band: Band): Stroke {
  const { peak, width, shift, core } = measureBand(raster, band);
  return {
    from: band.from,
    to: band.to,
    centre: band.centre + shift,
    slope: band.slope,
    width,
    peak,
    filled: core > 0.8,
  };
}

/** Walls drawn as two parallel lines; the nearest lines pair first and each stretch of a line is used once. */
function pairLines(lines: readonly Stroke[], { pixelM }: InkScale): Stroke[] {
  const sorted = [...lines].sort((p, q) => rowAt(p, p.from) - rowAt(q, q.from));
  const pairs: { low: number; high: number; apart: number }[] = [];
  for (let i = 0; i < sorted.length; i++) {
    for (let j = i + 1; j < sorted.length; j++) {
      const from = Math.max(sorted[i].from, sorted[j].from);
      const to = Math.min(sorted[i].to, sorted[j].to);
      if ((rowAt(sorted[j], sorted[j].from) - rowAt(sorted[i], sorted[i].from)) * pixelM > 3) break;
      const apart = rowAt(sorted[j], (from + to) / 2) - rowAt(sorted[i], (from + to) / 2);
      if (apart * pixelM < faceDistanceM.min || apart * pixelM > faceDistanceM.max) continue;
      if ((to - from) * pixelM < shortestWallM) continue;
      if (Math.min(sorted[i].peak, sorted[j].peak) < 0.55 * Math.max(sorted[i].peak, sorted[j].peak))
        continue;
      pairs.push({ low: i, high: j, apart });
    }
  }
  pairs.sort((p, q) => p.apart - q.apart || p.low - q.low || p.high - q.high);
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
        peak: Math.min(a.peak, b.peak),
        filled: false,
      });
    }
  }
  return walls;
}
