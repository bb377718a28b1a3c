import { degToRad, type Point, radToDeg } from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import type { Raster } from './raster.ts';

const { sampleCount, coarseStepDeg, fineStepDeg, nearDeg } = tuning.rasterFindDirection;

interface Direction {
  /** Angle from the rows towards the columns, 0 ≤ angle < 90°: lines along it and across it. */
  angleRad: number;
  /** How much more the ink gathers on lines of this direction than of any; 1 is not at all. */
  contrast: number;
}

/** An image turned so that a direction of the drawing lies along its rows, at its own resolution. */
export interface TurnedRaster extends Raster {
  /** Pixel coordinates of this raster (corner of the first pixel is 0, 0) to those of the image it was made of. */
  toSource: (point: Readonly<Point>) => Point;
}

export interface TurnOptions {
  /** Direction in the image, from its rows towards its columns (clockwise to the eye), that becomes horizontal. */
  angleRad: number;
  /** Pixels of the result for one pixel of the source. */
  zoom: number;
}

/** Samples the image bilinearly in the turned frame; outside of it is paper. */
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

/**
 * The direction that most lines of an image have, along or across: seen along it, ink falls on few lines
 * (projection profile). Directions that are known are not looked for. Undefined where there is hardly any ink.
 */
export function findDirection(mask: Raster, knownRad: readonly number[] = []): Direction | undefined {
  const points = sampleInk(mask);
  if (points.length < 400) return undefined;
  const reach = Math.max(mask.width, mask.height);
  let best = { deg: 0, energy: 0 };
  let sum = 0;
  let count = 0;
  for (let deg = 0; deg < 90; deg += coarseStepDeg) {
    // Wide bins, so that a line half a step off still gathers.
    const energy = gathering(points, reach, degToRad(deg), 4);
    sum += energy;
    count++;
    if (energy > best.energy && !knownRad.some((known) => isNear(deg, radToDeg(known))))
      best = { deg, energy };
  }
  if (best.energy === 0) return undefined;
  const contrast = best.energy / (sum / count);
  let fine = { deg: best.deg, energy: 0 };
  for (let k = -40; k <= 40; k++) {
    const deg = best.deg + k * fineStepDeg;
    const energy = gathering(points, reach, degToRad(deg), 1);
    if (energy > fine.energy) fine = { deg, energy };
  }
  return { angleRad: degToRad(((fine.deg % 90) + 90) % 90), contrast };
}

/**
 * Returns whether directions differ by less than the slope that is traced with another direction; both repeat after
 * 90°.
 */
function isNear(aDeg: number, bDeg: number): boolean {
  const apart = Math.abs(aDeg - bDeg) % 90;
  return Math.min(apart, 90 - apart) < nearDeg;
}

/** Coordinates of ink, x and y by turns, evenly picked. */
function sampleInk({ width, height, data }: Raster): Float32Array {
  let total = 0;
  for (let i = 0; i < data.length; i++) if (data[i]) total++;
  const stride = Math.max(1, total / sampleCount);
  const points = new Float32Array(2 * Math.min(total, Math.ceil(total / stride) + 1));
  let seen = 0;
  let next = 0;
  let at = 0;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (!data[i]) continue;
      if (seen++ < next || at + 2 > points.length) continue;
      next += stride;
      points[at++] = x;
      points[at++] = y;
    }
  }
  return points.subarray(0, at);
}

/** Sum of squared counts of ink on lines along and across the direction; no coordinate exceeds `reach`. */
function gathering(points: Float32Array, reach: number, angleRad: number, binPixels: number): number {
  const cos = Math.cos(angleRad) / binPixels;
  const sin = Math.sin(angleRad) / binPixels;
  const size = Math.ceil((3 * reach) / binPixels) + 4;
  const along = new Uint32Array(size);
  const across = new Uint32Array(size);
  const shift = Math.ceil((1.5 * reach) / binPixels) + 1;
  for (let i = 0; i < points.length; i += 2) {
    const u = points[i] * cos + points[i + 1] * sin;
    const v = points[i + 1] * cos - points[i] * sin;
    along[Math.round(u) + (shift >> 1)]++;
    across[Math.round(v) + shift]++;
  }
  let energy = 0;
  for (let i = 0; i < size; i++) energy += along[i] * along[i] + across[i] * across[i];
  return energy;
}
