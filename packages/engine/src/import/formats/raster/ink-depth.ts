import type { Raster } from './raster.ts';

/** Steps of the distance transform, in thirds of a pixel (G. Borgefors, chamfer 3-4). */
const [straight, aslant] = [3, 4];

/** Distance of each pixel of a mask (0 or 1) to the nearest that is 0, in thirds of a pixel, at most 255; outside is 0. */
export function inkDepth({ width, height, data }: Raster): Uint8Array {
  // With a rim of paper, so that every pixel has its neighbours.
  const wide = width + 2;
  const depth = new Uint8Array(wide * (height + 2));
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0, at = (y + 1) * wide + 1; x < width; x++, i++, at++) {
      if (!data[i]) continue;
      const side = Math.min(depth[at - 1], depth[at - wide]) + straight;
      const corner = Math.min(depth[at - wide - 1], depth[at - wide + 1]) + aslant;
      depth[at] = Math.min(255, side, corner);
    }
  }
  const result = new Uint8Array(data.length);
  for (let y = height - 1, i = data.length - 1; y >= 0; y--) {
    for (let x = width - 1, at = (y + 1) * wide + width; x >= 0; x--, i--, at--) {
      if (!data[i]) continue;
      const side = Math.min(depth[at + 1], depth[at + wide]) + straight;
      const corner = Math.min(depth[at + wide + 1], depth[at + wide - 1]) + aslant;
      depth[at] = Math.min(depth[at], side, corner);
      result[i] = depth[at];
    }
  }
  return result;
}
