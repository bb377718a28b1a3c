import type { Level, Position } from '../plan/schema.ts';
import { formatPixel } from './format-numbers.ts';

/** Where a level's floor lies in a picture: metres to pixels, y up to y down. */
export interface PictureFrame {
  widthPx: number;
  /** Top and height of the part that shows the floor. */
  topPx: number;
  heightPx: number;
  pixelsPerM: number;
  x(xM: number): number;
  y(yM: number): number;
}

export const pictureMarginPx = 24;
/** A floor deeper than this times its width is scaled down instead of making a very tall picture. */
const largestAspect = 1.1;

export function framePicture(level: Level, widthPx: number, topPx: number): PictureFrame {
  const bounds = boundsOf(level);
  const widthM = Math.max(bounds.maxX - bounds.minX, 1);
  const depthM = Math.max(bounds.maxY - bounds.minY, 1);
  const innerPx = widthPx - 2 * pictureMarginPx;
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
export function pathData(frame: PictureFrame, positions: readonly Position[], closed: boolean): string {
  const parts = positions.map(
    ([x, y], index) => `${index === 0 ? 'M' : 'L'}${formatPixel(frame.x(x))} ${formatPixel(frame.y(y))}`,
  );
  return parts.join('') + (closed ? 'Z' : '');
}

/** Extent of outline and walls, with half a metre around, metres. */
function boundsOf(level: Level): { minX: number; minY: number; maxX: number; maxY: number } {
  const bounds = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  const add = ([x, y]: Position): void => {
    bounds.minX = Math.min(bounds.minX, x);
    bounds.minY = Math.min(bounds.minY, y);
    bounds.maxX = Math.max(bounds.maxX, x);
    bounds.maxY = Math.max(bounds.maxY, y);
  };
  level.outline.forEach(add);
  for (const wall of level.walls ?? []) {
    add(wall.start);
    add(wall.end);
  }
  const aroundM = 0.5;
  return {
    minX: bounds.minX - aroundM,
    minY: bounds.minY - aroundM,
    maxX: bounds.maxX + aroundM,
    maxY: bounds.maxY + aroundM,
  };
}
