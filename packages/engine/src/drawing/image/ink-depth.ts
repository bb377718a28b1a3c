import type { Raster } from './raster.ts';

/** Steps of the distance transform, in thirds of a pixel (G. Borgefors, chamfer 3-4). */
const [straight, aslant] = [3, 4];

/** Distance of each pixel of a mask (0 or 1) to the nearest that is 0, in thirds of a pixel, at most 255; outside is 0. */
export function inkDepth({ width, height, data }: Raster): Uint8Array {
  const depth = new Uint8Array(data.length);
  const at = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : depth[y * width + x];
  const sweep = (x: number, y: number, dir: 1 | -1): void => {
    const i = y * width + x;
    if (!data[i]) return;
    const least = Math.min(
      at(x - dir, y) + straight,
      at(x, y - dir) + straight,
      at(x - dir, y - dir) + aslant,
      at(x + dir, y - dir) + aslant,
    );
    depth[i] = dir === 1 ? Math.min(255, least) : Math.min(depth[i], least);
  };
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) sweep(x, y, 1);
  for (let y = height - 1; y >= 0; y--) for (let x = width - 1; x >= 0; x--) sweep(x, y, -1);
  return depth;
}
