import { tuning } from '../../tuning.ts';
import type { Raster } from './raster.ts';
import type { Band } from './trace-bands.ts';

const { marginPixels, partCount, usualRatio, paleRatio } = tuning.rasterMeasureBand;

/** Describes what the mean cut across a strip shows. */
export interface BandProfile {
  /** Darkness of the darkest row, 0–255. */
  peak: number;
  /** Distance between the outer edges, where the darkness passes half of the peak next to them, pixels. */
  width: number;
  /** Middle between the edges relative to the strip's centre line, pixels. */
  shift: number;
  /** Darkness summed across the strip in widths of full ink, pixels. */
  ink: number;
  /** Darkness in the middle as a fraction of the peak: low between two lines. */
  core: number;
}

/** Averages the strip along its length, which takes out grain, and measures the cut. */
export function measureBand(raster: Raster, band: Band): BandProfile {
  const reach = Math.ceil(band.thickness / 2) + marginPixels;
  const cut = meanCut(raster, band, reach);
  const inner = cut.slice(marginPixels, cut.length - marginPixels);
  const peak = Math.max(1, ...inner);
  const low = edgeOf(cut, peak);
  const high = cut.length - 1 - edgeOf([...cut].reverse(), peak);
  let ink = 0;
  for (let k = Math.max(0, Math.floor(low)); k <= Math.min(cut.length - 1, Math.ceil(high)); k++) {
    ink += cut[k] / 255;
  }
  const middle = cut[Math.min(cut.length - 1, Math.max(0, Math.round((low + high) / 2)))];
  return { peak, width: high - low, shift: (low + high) / 2 - reach, ink, core: middle / peak };
}

/**
 * Returns how even a strip is along its length, 0–1: a wall or a line is as dark nearly everywhere, lettering is not.
 * What grain of this spread does to it is taken out.
 */
export function evennessOf(raster: Raster, band: Band, noise: number): number {
  const { width, height, data } = raster;
  const from = Math.max(0, band.from);
  const to = Math.min(width, band.to);
  const reach = Math.max(0, Math.round(band.thickness / 2 - 0.5));
  const sums = new Float64Array(Math.max(0, to - from));
  for (let x = from; x < to; x++) {
    const row = Math.floor(band.centre + band.slope * (x - band.from));
    for (let y = Math.max(0, row - reach); y <= Math.min(height - 1, row + reach); y++) {
      sums[x - from] += data[y * width + x];
    }
  }
  sums.sort();
  const usual = sums[sums.length >> 1];
  const grain = noise * Math.sqrt(2 * reach + 1);
  return usual > 0 ? Math.min(1, (sums[Math.floor(paleRatio * sums.length)] + grain) / usual) : 0;
}

/** Darkness by row, from `reach` rows above the centre line to as many below: what is usual of the means along the strip. */
function meanCut(raster: Raster, band: Band, reach: number): number[] {
  const from = Math.max(0, band.from);
  const to = Math.min(raster.width, band.to);
  const parts = Math.max(1, Math.min(partCount, to - from));
  const cuts = Array.from({ length: parts }, (_, k) => {
    const start = from + Math.floor(((to - from) * k) / parts);
    const end = from + Math.floor(((to - from) * (k + 1)) / parts);
    return partCut(raster, band, reach, start, end);
  });
  return Array.from({ length: 2 * reach + 1 }, (_, row) => {
    const values = cuts.map((cut) => cut[row]).sort((p, q) => p - q);
    return values[Math.floor(values.length * usualRatio)];
  });
}

function partCut(
  { width, height, data }: Raster,
  band: Band,
  reach: number,
  from: number,
  to: number,
): Float64Array {
  const sums = new Float64Array(2 * reach + 1);
  for (let x = from; x < to; x++) {
    // Rows have their middle at a half: the row that the centre line runs through.
    const centre = band.centre + band.slope * (x - band.from) - 0.5;
    const top = Math.floor(centre);
    const part = centre - top;
    for (let k = -reach; k <= reach; k++) {
      const y = top + k;
      const a = y >= 0 && y < height ? data[y * width + x] : 0;
      const b = y + 1 >= 0 && y + 1 < height ? data[(y + 1) * width + x] : 0;
      sums[k + reach] += (a * (1 - part) + b * part) / (to - from);
    }
  }
  return sums;
}

/** Returns where the cut, coming from outside, first passes half of the first crest that counts. */
function edgeOf(cut: readonly number[], peak: number): number {
  let crest = cut.findIndex((value) => value >= 0.6 * peak);
  if (crest < 0) return 0;
  while (crest + 1 < cut.length && cut[crest + 1] > cut[crest]) crest++;
  const half = cut[crest] / 2;
  let k = crest;
  while (k > 0 && cut[k - 1] > half) k--;
  if (k === 0) return 0;
  return k - (cut[k] - half) / (cut[k] - cut[k - 1]);
}
