import { type Point, pointAlong } from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import type { Block } from './find-columns.ts';
import { alongRows, findLines, findWallStrokes } from './find-strokes.ts';
import type { InkScale } from './measure-ink.ts';
import { type Raster, transpose } from './raster.ts';
import { rowAt, type Stroke } from './stroke.ts';

const { shortestLineM, softEdge } = tuning.rasterTraceFrame;

/** A straight piece of the drawing in pixels of the turned raster. */
export interface FrameSegment {
  a: Point;
  b: Point;
  width: number;
  /** Darkness, 0–255. */
  peak: number;
  filled: boolean;
}

/** Everything straight along the rows and columns of a turned raster. */
export interface FrameSegments {
  walls: FrameSegment[];
  lines: FrameSegment[];
}

/** Traces walls and lines along the rows and the columns. Lines are looked for beside walls and columns only. */
export function traceFrame(raster: Raster, blocks: readonly Block[], ink: InkScale): FrameSegments {
  const walls = traceWalls(raster, ink, alongRows);
  const rest = withoutBodies(raster, walls, blocks);
  const lines = [
    ...findLines(rest, raster, ink, shortestLineM).map((stroke) => segmentOf(stroke, false)),
    ...findLines(transpose(rest), transpose(raster), ink, shortestLineM).map((stroke) =>
      segmentOf(stroke, true),
    ),
  ];
  return { walls, lines };
}

/** Walls that lean away from rows and columns by no more than `steepest`. */
export function traceWalls(raster: Raster, ink: InkScale, steepest: number): FrameSegment[] {
  return [
    ...findWallStrokes(raster, ink, steepest).map((stroke) => segmentOf(stroke, false)),
    ...findWallStrokes(transpose(raster), ink, steepest).map((stroke) => segmentOf(stroke, true)),
  ];
}

/** Paper where walls and columns are: averaged along a line, their dark ends would hide what is near. */
function withoutBodies(
  { width, height, data }: Raster,
  walls: readonly FrameSegment[],
  blocks: readonly Block[],
): Raster {
  const rest = Uint8Array.from(data);
  const clear = (left: number, top: number, right: number, bottom: number): void => {
    const from = Math.max(0, Math.floor(left));
    const to = Math.min(width, Math.ceil(right));
    for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, Math.ceil(bottom)); y++) {
      if (to > from) rest.fill(0, y * width + from, y * width + to);
    }
  };
  for (const { center, size } of blocks) {
    const [reachX, reachY] = [size[0] / 2 + softEdge, size[1] / 2 + softEdge];
    clear(center[0] - reachX, center[1] - reachY, center[0] + reachX, center[1] + reachY);
  }
  for (const { a, b, width: thickness } of walls) {
    const reach = thickness / 2 + softEdge;
    const steps = Math.max(1, Math.round(Math.max(Math.abs(b[0] - a[0]), Math.abs(b[1] - a[1])) / 8));
    const lies = Math.abs(b[0] - a[0]) >= Math.abs(b[1] - a[1]);
    for (let k = 0; k < steps; k++) {
      const p = pointAlong(a, b, k / steps);
      const q = pointAlong(a, b, (k + 1) / steps);
      if (lies) clear(p[0], Math.min(p[1], q[1]) - reach, q[0], Math.max(p[1], q[1]) + reach);
      else clear(Math.min(p[0], q[0]) - reach, p[1], Math.max(p[0], q[0]) + reach, q[1]);
    }
  }
  return { width, height, data: rest };
}

function segmentOf(stroke: Stroke, upright: boolean): FrameSegment {
  const { from, to, width, peak, filled } = stroke;
  let start = rowAt(stroke, from);
  let end = rowAt(stroke, to);
  // Not more than a pixel off: it lies along the rows.
  if (Math.abs(end - start) < 1.5) start = end = (start + end) / 2;
  const position = (along: number, across: number): Point => (upright ? [across, along] : [along, across]);
  return { a: position(from, start), b: position(to, end), width, peak, filled };
}
