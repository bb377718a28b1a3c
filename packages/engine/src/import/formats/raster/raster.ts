import { say } from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';

const { tilePixels } = tuning.rasterRaster;

/** Darkness by pixel, row by row from the top: 0 is paper, 255 is ink. */
export interface Raster {
  width: number;
  height: number;
  data: Uint8Array; // [height, width]
}

/** Said of images that nothing can be traced in. */
export const planExpected = say('plan-expected');

/** Describes what the first bytes of an image state; nothing of it is allocated yet. */
export interface ImageHeader {
  format: 'png' | 'jpeg';
  width: number;
  height: number;
  /** How the camera or scanner was held, 1–8 as EXIF numbers it; 1 is upright. */
  orientation: number;
}

/** Rows become columns: what is found along rows in it lies along columns. */
export function transpose({ width, height, data }: Raster): Raster {
  const turned = new Uint8Array(data.length);
  for (let top = 0; top < height; top += tilePixels) {
    const bottom = Math.min(height, top + tilePixels);
    for (let left = 0; left < width; left += tilePixels) {
      const right = Math.min(width, left + tilePixels);
      for (let x = left; x < right; x++) {
        for (
          let y = top, to = x * height + top, from = top * width + x;
          y < bottom;
          y++, to++, from += width
        ) {
          turned[to] = data[from];
        }
      }
    }
  }
  return { width: height, height: width, data: turned };
}

/** The darkest of each `factor` × `factor` pixels: thin lines survive what an average would wash out. */
export function poolDarkest(raster: Raster, factor: number): Raster {
  if (factor <= 1) return raster;
  const width = Math.ceil(raster.width / factor);
  const height = Math.ceil(raster.height / factor);
  const data = new Uint8Array(width * height);
  for (let y = 0; y < raster.height; y++) {
    const row = Math.floor(y / factor) * width;
    for (let x = 0; x < raster.width; x++) {
      const value = raster.data[y * raster.width + x];
      const at = row + Math.floor(x / factor);
      if (value > data[at]) data[at] = value;
    }
  }
  return { width, height, data };
}
