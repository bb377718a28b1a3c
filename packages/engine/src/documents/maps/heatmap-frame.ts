import { type Bounds, boundsOf, type Point } from '../../core/index.ts';
import type { Level } from '../../plan/index.ts';
import { formatPixel } from '../encoders/format-numbers.ts';

/** Position of a level's floor in an image: metres to pixels, y up to y down. */
export interface HeatmapFrame {
  widthPx: number;
  /** Top and height of the part that shows the floor. */
  topPx: number;
  heightPx: number;
  pixelsPerM: number;
  x(xM: number): number;
  y(yM: number): number;
}

export const imageMarginPx = 24;
/** A floor deeper than this times its width is scaled down instead of making a very tall image. */
const largestAspect = 1.1;

export function frameImage(level: Level, widthPx: number, topPx: number): HeatmapFrame {
  const bounds = heatmapBounds(level);
  const widthM = Math.max(bounds.maxX - bounds.minX, 1);
  const depthM = Math.max(bounds.maxY - bounds.minY, 1);
  const innerPx = widthPx - 2 * imageMarginPx;
  const pixelsPerM = Math.min(innerPx / widthM, (innerPx * largestAspect) / depthM);
  const leftPx = (widthPx - widthM * pixelsPerM) / 2;
  const heightPx = depthM * pixelsPerM;
  return {
    widthPx,
    topPx,
    heightPx,
    pixelsPerM,
    x: (xM) => leftPx + (xM - bounds.minX) * pixelsPerM,
    y: (yM) => topPx + (bounds.maxY - yM) * pixelsPerM,
  };
}

/** Path data of an open or closed line through positions in metres. */
export function pathData(frame: HeatmapFrame, positions: readonly Point[], closed: boolean): string {
  const parts = positions.map(
    ([x, y], index) => `${index === 0 ? 'M' : 'L'}${formatPixel(frame.x(x))} ${formatPixel(frame.y(y))}`,
  );
  return parts.join('') + (closed ? 'Z' : '');
}

/** Walls and ramps are shown so far beyond the outline. */
const aroundM = 5;

/** Extent of the outline, and of walls that reach a little beyond it, metres. */
function heatmapBounds(level: Level): Bounds {
  const outline = boundsOf(level.outline);
  const walls = boundsOf((level.walls ?? []).flatMap((wall) => [wall.start, wall.end]));
  const edgeM = 0.5;
  return {
    minX: Math.max(Math.min(outline.minX, walls.minX), outline.minX - aroundM) - edgeM,
    minY: Math.max(Math.min(outline.minY, walls.minY), outline.minY - aroundM) - edgeM,
    maxX: Math.min(Math.max(outline.maxX, walls.maxX), outline.maxX + aroundM) + edgeM,
    maxY: Math.min(Math.max(outline.maxY, walls.maxY), outline.maxY + aroundM) + edgeM,
  };
}

/**
 * White over everything outside the floor's part of the image: cuts off what reaches beyond it. Painting costs the
 * renderer a hundredth of what a clip does.
 */
export function whiteMargins(frame: HeatmapFrame): string {
  const bottomPx = frame.topPx + frame.heightPx;
  const band = (y: number, heightPx: number): string =>
    `<rect y="${formatPixel(y)}" width="${formatPixel(frame.widthPx)}" height="${formatPixel(heightPx)}" fill="#fff"/>`;
  return band(0, frame.topPx) + band(bottomPx, 1e5);
}
