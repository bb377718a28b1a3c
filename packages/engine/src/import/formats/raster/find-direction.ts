import { degToRad, radToDeg } from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import type { Raster } from './raster.ts';

const { sampleCount, coarseStepDeg, fineStepDeg, nearDeg } = tuning.rasterFindDirection;

export interface Direction {
  /** From the rows towards the columns, 0 ≤ angle < 90°: lines along it and across it. */
  angleRad: number;
  /** How much more the ink gathers on lines of this direction than of any; 1 is not at all. */
  contrast: number;
}

/**
 * The direction that most lines of a picture have, along or across: seen along it, ink falls on few lines
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

/** Within the slope that is traced with another direction; both repeat after 90°. */
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
