import type { Raster } from './raster.ts';

/** Mean of each pixel and its neighbours in the row: grain drops out, lines along the row stay. */
export function smoothAlong({ width, height, data }: Raster, reach: number): Raster {
  const smooth = new Uint8Array(data.length);
  const fraction = 1 / (2 * reach + 1);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    for (let x = 0; x < Math.min(reach, width); x++) sum += data[row + x];
    for (let x = 0; x < width; x++) {
      if (x + reach < width) sum += data[row + x + reach];
      if (x - reach - 1 >= 0) sum -= data[row + x - reach - 1];
      smooth[row + x] = sum * fraction + 0.5;
    }
  }
  return { width, height, data: smooth };
}
