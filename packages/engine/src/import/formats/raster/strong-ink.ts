import type { Raster } from './raster.ts';

/** Mask of what is about as dark as most ink. */
export function strongInk({ width, height, data }: Raster): Raster {
  const counts = new Uint32Array(256);
  for (let i = 0; i < data.length; i++) counts[data[i]]++;
  let total = 0;
  for (let value = 40; value < 256; value++) total += counts[value];
  let seen = 0;
  let solid = 255;
  while (solid > 40 && seen < 0.1 * total) seen += counts[solid--];
  const mask = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) if (data[i] >= 0.35 * solid) mask[i] = 1;
  return { width, height, data: mask };
}
