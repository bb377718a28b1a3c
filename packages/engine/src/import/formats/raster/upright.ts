import { type Raster, transpose } from './raster.ts';

/** The picture as it is meant to be seen, by its EXIF orientation (1–8). */
export function upright(raster: Raster, orientation: number): Raster {
  // 5–8 are those on their side: columns become rows first.
  const turned = orientation >= 5 ? transpose(raster) : raster;
  const mirrored = [2, 3, 6, 7].includes(orientation);
  const upsideDown = [3, 4, 7, 8].includes(orientation);
  if (!mirrored && !upsideDown) return turned;
  const { width, height } = turned;
  const data = new Uint8Array(turned.data.length);
  for (let y = 0; y < height; y++) {
    const from = (upsideDown ? height - 1 - y : y) * width;
    for (let x = 0; x < width; x++) {
      data[y * width + x] = turned.data[from + (mirrored ? width - 1 - x : x)];
    }
  }
  return { width, height, data };
}
