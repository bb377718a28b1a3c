import { DrawingError, median, say } from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import { planExpected, type Raster } from './raster.ts';

const { largestBandCount, thinPixels, bentPixels } = tuning.rasterTraceBands;

/** A straight strip of ink along the rows, in pixels of its raster. */
export interface Band {
  from: number;
  to: number;
  /** Centre line: `centre + slope · (x − from)`. */
  centre: number;
  slope: number;
  thickness: number;
}

export interface TraceOptions {
  /** Ink is at least this dark. */
  threshold: number;
  /** Shorter strips are not taken, pixels. */
  shortest: number;
  /** Breaks up to this long are scanning errors, pixels. */
  closedGap: number;
  /** Pale lines on grainy paper waver; walls and their faces do not. */
  wavering?: boolean;
}

/** Strips of ink along the rows: long horizontal runs, stacked while their edges go on evenly. */
export function traceBands(raster: Raster, options: TraceOptions): Band[] {
  return stackRuns(transposedRuns(raster, options), raster, options);
}

/** Long runs of ink along the rows, as a mask with columns laid out one after the other. */
function transposedRuns({ width, height, data }: Raster, options: TraceOptions): Uint8Array {
  const { threshold, shortest, closedGap } = options;
  const mask = new Uint8Array(data.length);
  for (let y = 0, row = 0; y < height; y++, row += width) {
    const end = row + width;
    for (let at = row; at < end; ) {
      while (at < end && data[at] < threshold) at++;
      if (at === end) break;
      const start = at;
      let last = at;
      for (; at < end && at - last <= closedGap; at++) if (data[at] >= threshold) last = at;
      if (last + 1 - start < shortest) continue;
      for (let x = start - row; x <= last - row; x++) mask[x * height + y] = 1;
    }
  }
  return mask;
}

interface OpenBand {
  from: number;
  to: number;
  tops: number[];
  bottoms: number[];
  /** Thickness of late. */
  usual: number;
}

/** Edges go on within two pixels, of thin strips within one, and the thickness stays: a wall that thins to a line ends there. */
function goesOn({ tops, bottoms, usual }: OpenBand, top: number, bottom: number, wavering: boolean): boolean {
  const last = tops.length - 1;
  const step = usual < thinPixels && !wavering ? 1 : 2;
  if (Math.abs(tops[last] - top) > step || Math.abs(bottoms[last] - bottom) > step) return false;
  return Math.abs(bottom - top - usual) <= Math.max(wavering ? 2.2 : 1.6, 0.3 * usual);
}

function stackRuns(
  mask: Uint8Array,
  { width, height }: Raster,
  { shortest, wavering = false }: TraceOptions,
): Band[] {
  const bands: Band[] = [];
  let open: OpenBand[] = [];
  for (let x = 0; x < width; x++) {
    const next: OpenBand[] = [];
    let candidate = 0;
    const start = x * height;
    const column = mask.subarray(start, start + height);
    for (let y = column.indexOf(1); y >= 0; y = column.indexOf(1, y)) {
      const top = y;
      while (y < height && column[y]) y++;
      while (candidate < open.length && open[candidate].bottoms[x - 1 - open[candidate].from] < top - 1)
        candidate++;
      let band: OpenBand | undefined;
      for (let k = candidate; k < open.length && !band; k++) {
        const last = x - 1 - open[k].from;
        if (open[k].tops[last] > y + 1) break;
        if (open[k].to !== x - 1) continue;
        if (goesOn(open[k], top, y, wavering)) band = open[k];
      }
      if (!band) band = { from: x, to: x, tops: [], bottoms: [], usual: y - top };
      band.usual += (y - top - band.usual) / Math.min(16, band.tops.length + 1);
      band.to = x;
      band.tops.push(top);
      band.bottoms.push(y);
      next.push(band);
    }
    for (const band of open) if (band.to < x) close(band, shortest, bands);
    open = next;
  }
  for (const band of open) close(band, shortest, bands);
  return bands;
}

function close({ from, tops, bottoms }: OpenBand, shortest: number, bands: Band[]): void {
  const middles = tops.map((top, i) => (top + bottoms[i]) / 2);
  for (const [start, end] of straightParts(middles, 0, middles.length)) {
    if (end - start < Math.min(shortest, 8)) continue;
    if (bands.length >= largestBandCount) {
      throw new DrawingError(say('image'), say('strokes-more', { most: largestBandCount }), planExpected);
    }
    const { row, slope } = fitLine(middles, start, end);
    const thickness = median(tops.slice(start, end).map((top, i) => bottoms[start + i] - top));
    bands.push({ from: from + start, to: from + end, centre: row, slope, thickness });
  }
}

/** Cuts where the middles leave the straight line between the ends of their part the most. */
function straightParts(middles: readonly number[], start: number, end: number): [number, number][] {
  const { row, slope } = fitLine(middles, start, end);
  let worst = 0;
  let cut = -1;
  for (let i = start + 1; i < end - 1; i++) {
    const off = Math.abs(middles[i] - row - slope * (i + 0.5 - start));
    if (off > worst) {
      worst = off;
      cut = i;
    }
  }
  if (worst <= bentPixels || cut < 0) return [[start, end]];
  return [...straightParts(middles, start, cut), ...straightParts(middles, cut, end)];
}

/** Least squares: the row at the left edge of the part and its rise per column. */
function fitLine(values: readonly number[], start: number, end: number): { row: number; slope: number } {
  const count = end - start;
  const meanX = count / 2;
  let meanY = 0;
  for (let i = start; i < end; i++) meanY += values[i] / count;
  let sxy = 0;
  let sxx = 0;
  for (let i = start; i < end; i++) {
    const x = i - start + 0.5 - meanX;
    sxy += x * (values[i] - meanY);
    sxx += x * x;
  }
  const slope = count > 8 ? sxy / sxx : 0;
  return { row: meanY - slope * meanX, slope };
}
