import { DrawingError } from '../../errors.ts';
import type { Raster } from './raster.ts';

/** Brightness of a JPEG picture, 0–255, as it lies in the file. Throws `DrawingError` on what is broken. */
export async function decodeJpeg(bytes: Uint8Array): Promise<Raster> {
  const { default: jpeg } = await import('jpeg-js');
  try {
    const { width, height, data } = jpeg.decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      maxResolutionInMP: 40,
      maxMemoryUsageInMB: 800,
    });
    const grey = new Uint8Array(width * height);
    for (let i = 0, at = 0; i < grey.length; i++, at += 3) {
      grey[i] = Math.round(0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2]);
    }
    return { width, height, data: grey };
  } catch (error) {
    const found = error instanceof Error && error.message ? error.message : 'pixels that cannot be read';
    throw new DrawingError('image', found, 'a whole JPEG picture');
  }
}
