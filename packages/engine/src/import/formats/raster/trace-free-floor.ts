import { type Point, signedArea } from '../../../core/index.ts';
import { edgeLoops, straighten } from './mask-edges.ts';
import type { Raster } from './raster.ts';
import { largestPiece, shrink, spread } from './spread-mask.ts';

/** Floor narrower than this is a beam through a gap, no floor, m. */
const narrowestM = 0.7;
/** The edge runs in steps of pixels; corners nearer to a straight line than this are dropped, m. */
const straightM = 0.2;
const smallestHoleM2 = 4;

/** The edge of the largest connected piece of free floor (1), and of what stands in it; in pixels, largest first. */
export function traceFreeFloor(free: Raster, metresPerPixel: number): Point[][] {
  const reach = Math.max(1, Math.round(narrowestM / 2 / metresPerPixel));
  const opened = spread(shrink(free, reach), reach);
  const floor = largestPiece(opened)?.piece;
  if (!floor) return [];
  return edgeLoops(floor)
    .filter((loop) => Math.abs(signedArea(loop)) * metresPerPixel ** 2 >= smallestHoleM2)
    .sort((p, q) => Math.abs(signedArea(q)) - Math.abs(signedArea(p)))
    .map((loop) => straighten(loop, straightM / metresPerPixel));
}
