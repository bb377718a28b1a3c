import type { Point } from '../../../core/index.ts';
import type { Raster } from './raster.ts';

/** A picture turned so that a direction of the drawing lies along its rows, at its own resolution. */
export interface TurnedRaster extends Raster {
  /** Pixel coordinates of this raster (corner of the first pixel is 0, 0) to those of the picture it was made of. */
  toSource: (point: Readonly<Point>) => Point;
}

export interface TurnOptions {
  /** Direction in the picture, from its rows towards its columns (clockwise to the eye), that becomes horizontal. */
  angleRad: number;
  /** Pixels of the result for one pixel of the source. */
  zoom: number;
}

/** Samples the picture bilinearly in the turned frame; outside of it is paper. */
export function turnRaster(source: Raster, { angleRad, zoom }: TurnOptions): TurnedRaster {
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  const corners: Point[] = [
    [0, 0],
    [source.width, 0],
    [0, source.height],
    [source.width, source.height],
  ];
  const us = corners.map(([x, y]) => x * cos + y * sin);
  const vs = corners.map(([x, y]) => y * cos - x * sin);
  const u0 = Math.min(...us);
  const v0 = Math.min(...vs);
  const width = Math.max(1, Math.ceil((Math.max(...us) - u0) * zoom - 1e-6));
  const height = Math.max(1, Math.ceil((Math.max(...vs) - v0) * zoom - 1e-6));
  const toSource = ([px, py]: Readonly<Point>): Point => {
    const u = px / zoom + u0;
    const v = py / zoom + v0;
    return [u * cos - v * sin, u * sin + v * cos];
  };
  const data = new Uint8Array(width * height);
  const [stepX, stepY] = [cos / zoom, sin / zoom];
  const { width: wide, height: high, data: from } = source;
  for (let y = 0; y < height; y++) {
    let [sx, sy] = toSource([0.5, y + 0.5]);
    sx -= 0.5;
    sy -= 0.5;
    for (let x = 0, to = y * width; x < width; x++, to++, sx += stepX, sy += stepY) {
      const left = Math.floor(sx);
      const top = Math.floor(sy);
      if (left < 0 || top < 0 || left + 1 >= wide || top + 1 >= high) {
        data[to] = sampleAtEdge(source, sx, sy);
        continue;
      }
      const at = top * wide + left;
      const a = from[at];
      const b = from[at + 1];
      const c = from[at + wide];
      const d = from[at + wide + 1];
      if ((a | b | c | d) === 0) continue;
      const fx = sx - left;
      const fy = sy - top;
      const above = a + (b - a) * fx;
      data[to] = above + (c + (d - c) * fx - above) * fy + 0.5;
    }
  }
  return { width, height, data, toSource };
}

function sampleAtEdge({ width, height, data }: Raster, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < -1 || top < -1 || left >= width || top >= height) return 0;
  const fx = x - left;
  const fy = y - top;
  const at = top * width + left;
  const inLeft = left >= 0;
  const inRight = left + 1 < width;
  let value = 0;
  if (top >= 0) {
    if (inLeft) value += data[at] * (1 - fx) * (1 - fy);
    if (inRight) value += data[at + 1] * fx * (1 - fy);
  }
  if (top + 1 < height) {
    if (inLeft) value += data[at + width] * (1 - fx) * fy;
    if (inRight) value += data[at + width + 1] * fx * fy;
  }
  return Math.round(value);
}
