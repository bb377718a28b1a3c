import { tuning } from '../../tuning.ts';
import { measureBand } from './measure-band.ts';
import type { Raster } from './raster.ts';
import { smoothAlong } from './smooth-along.ts';
import { traceBands } from './trace-bands.ts';

const { faintest, backgroundSampleCount } = tuning.rasterMeasureInk;

/** Describes what is ink, line and wall in one image, in pixels of the traced raster and darkness 0–255. */
export interface InkScale {
  /** Ink that stands out from paper and grain: bay lines, door lines. */
  faint: number;
  /** Ink of walls. */
  strong: number;
  /** Darkness of what is drawn solid. */
  solid: number;
  /** Darkness of the darkest things, where a drawing has shades. */
  darkest: number;
  /** How wide and how dark a single line usually looks. */
  lineWidth: number;
  linePeak: number;
  /** Darkness summed across a usual line, in pixels of full ink. */
  lineInk: number;
  /** Spread of the paper's darkness. */
  noise: number;
  pixelM: number;
}

export interface InkOptions {
  noise: number;
  pixelM: number;
  /** A pixel of the file: no line looks narrower. */
  sourcePixelM: number;
}

/** Returns how dark and how wide things are drawn in this image. */
export function measureInk(raster: Raster, { noise, pixelM, sourcePixelM }: InkOptions): InkScale {
  const solid = darknessOf(raster, 0.1);
  const narrowest = sourcePixelM / pixelM;
  const widest = Math.max(0.16 / pixelM, 2.2 * narrowest);
  const smooth = smoothAlong(raster, Math.round(0.22 / pixelM));
  const faint = faintestLine(smooth, solid);
  const lines = traceBands(smooth, { threshold: faint, shortest: 1.5 / pixelM, closedGap: 0.1 / pixelM })
    .map((band) => ({ ...measureBand(smooth, band), length: band.to - band.from }))
    .filter(({ width }) => width <= widest);
  return {
    faint,
    strong: Math.max(2 * faint, 5 * noise, 0.24 * solid),
    solid,
    darkest: darknessOf(raster, 0.015),
    lineWidth: Math.max(narrowest, usual(lines.map(({ width, length }) => [width, length]))),
    linePeak: usual(lines.map(({ peak, length }) => [peak, length])),
    lineInk: usual(lines.map(({ ink, length }) => [ink, length])),
    noise,
    pixelM,
  };
}

/** Ink that stands out from the paper of a raster averaged along its rows, and from the grain that is left. */
export function faintestLine({ data }: Raster, solid: number, sigmas = 5): number {
  const counts = new Uint32Array(256);
  const step = Math.max(1, Math.floor(data.length / backgroundSampleCount));
  let total = 0;
  for (let i = 0; i < data.length; i += step, total++) counts[data[i]]++;
  const background = quantileOf(counts, 0.5, total);
  const grain = background - quantileOf(counts, 0.16, total);
  return Math.max(faintest, 0.03 * solid, background + sigmas * grain + 1);
}

/** Interpolates between whole values, as if each were spread evenly over its step. */
function quantileOf(counts: Uint32Array, fraction: number, total: number): number {
  let seen = 0;
  for (let value = 0; value < counts.length; value++) {
    if (seen + counts[value] >= fraction * total) return value + (fraction * total - seen) / counts[value];
    seen += counts[value];
  }
  return counts.length;
}

/** Darkness that this fraction of the inked pixels exceeds. */
function darknessOf({ data }: Raster, fraction: number): number {
  const counts = new Uint32Array(256);
  for (let i = 0; i < data.length; i++) counts[data[i]]++;
  let total = 0;
  for (let value = 40; value < 256; value++) total += counts[value];
  let seen = 0;
  for (let value = 255; value > 40; value--) {
    seen += counts[value];
    if (seen >= fraction * total) return value;
  }
  return 255;
}

/** Median of the values, each counted by its weight; 0 of none. */
function usual(weighted: readonly [number, number][]): number {
  const sorted = [...weighted].sort((p, q) => p[0] - q[0]);
  const total = sorted.reduce((sum, [, weight]) => sum + weight, 0);
  let seen = 0;
  for (const [value, weight] of sorted) {
    seen += weight;
    if (seen >= total / 2) return value;
  }
  return 0;
}
