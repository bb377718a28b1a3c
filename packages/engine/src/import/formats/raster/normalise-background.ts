import { tuning } from '../../tuning.ts';
import type { Raster } from './raster.ts';

const { tilePixels, backgroundRatio, levelSteps, spreadRows } = tuning.rasterNormaliseBackground;

export interface NormalisedBackground {
  darkness: Raster;
  /** Spread of the paper's darkness, 0–255: grain, dirt, JPEG. */
  noise: number;
}

/** Darkness relative to the paper around: shadows, folds and yellowed edges drop out. */
export function normaliseBackground(grey: Raster): NormalisedBackground {
  const { width, height, data } = grey;
  const columns = Math.max(1, Math.ceil(width / tilePixels));
  const rows = Math.max(1, Math.ceil(height / tilePixels));
  const background = fillDark(measureTiles(grey, columns, rows), columns, rows);
  const darkness = new Uint8Array(data.length);
  const spread = new Uint32Array(256);
  // For each pixel of a row: the squares beside it and how far it is from the left one to the right one.
  const lefts = new Uint16Array(width);
  const fractions = new Float64Array(width);
  for (let x = 0; x < width; x++) {
    const tx = Math.min(columns - 1, Math.max(0, x / tilePixels - 0.5));
    lefts[x] = Math.floor(tx);
    fractions[x] = tx - lefts[x];
  }
  const levels = new Float64Array(columns + 1);
  const table = darknessTable();
  for (let y = 0; y < height; y++) {
    const ty = Math.min(rows - 1, Math.max(0, y / tilePixels - 0.5));
    const top = Math.floor(ty);
    const fy = ty - top;
    const above = top * columns;
    const below = Math.min(rows - 1, top + 1) * columns;
    for (let k = 0; k < columns; k++)
      levels[k] = background[above + k] * (1 - fy) + background[below + k] * fy;
    levels[columns] = levels[columns - 1];
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const left = lefts[x];
      const level = levels[left] + (levels[left + 1] - levels[left]) * fractions[x];
      darkness[i] = table[(Math.round(level * levelSteps) << 8) | data[i]];
    }
    // Grain shows in every part of the image: some rows are enough.
    if (y % spreadRows !== 0) continue;
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const left = lefts[x];
      const level = levels[left] + (levels[left + 1] - levels[left]) * fractions[x];
      spread[Math.min(255, Math.round(Math.abs(255 - (255 * data[i]) / level)))]++;
    }
  }
  return { darkness: { width, height, data: darkness }, noise: quantile(spread, 0.6) / 0.84 };
}

/** Darkness by paper's brightness, in steps of it, and pixel's: [256 · levelSteps, 256]. */
function darknessTable(): Uint8Array {
  const table = new Uint8Array((255 * levelSteps + 1) << 8);
  for (let step = 1; step <= 255 * levelSteps; step++) {
    const level = step / levelSteps;
    for (let value = 0; value < 256; value++) {
      table[(step << 8) | value] = Math.max(0, Math.round(255 - (255 * value) / level));
    }
  }
  return table;
}

/** Brightness that most of a square has or exceeds, per square. */
function measureTiles({ width, height, data }: Raster, columns: number, rows: number): Float64Array {
  const background = new Float64Array(columns * rows);
  const counts = new Uint32Array(256);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      counts.fill(0);
      const right = Math.min(width, (column + 1) * tilePixels);
      const bottom = Math.min(height, (row + 1) * tilePixels);
      for (let y = row * tilePixels; y < bottom; y++) {
        for (let x = column * tilePixels; x < right; x++) counts[data[y * width + x]]++;
      }
      background[row * columns + column] = quantile(counts, 0.6);
    }
  }
  return background;
}

/** Squares of filled areas take the brightness of the nearest paper. */
function fillDark(background: Float64Array, columns: number, rows: number): Float64Array {
  const brightest = background.reduce((best, value) => Math.max(best, value), 1);
  let current = background;
  for (let round = 0; round < columns + rows; round++) {
    const next = Float64Array.from(current);
    let left = 0;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const at = row * columns + column;
        if (current[at] >= backgroundRatio * brightest) continue;
        left++;
        for (let dy = -1; dy <= 1; dy++) {
          for (let dx = -1; dx <= 1; dx++) {
            const x = column + dx;
            const y = row + dy;
            if (x < 0 || y < 0 || x >= columns || y >= rows) continue;
            next[at] = Math.max(next[at], current[y * columns + x]);
          }
        }
      }
    }
    if (left === 0) return current;
    current = next;
  }
  return current;
}

function quantile(counts: Uint32Array, fraction: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (let value = 0; value < counts.length; value++) {
    seen += counts[value];
    if (seen >= fraction * total) return value;
  }
  return counts.length - 1;
}
