import { DrawingError, say } from '../../../core/index.ts';
import { readJpegHeader } from './jpeg/jpeg-header.ts';
import { readPngHeader } from './png/png-header.ts';
import type { ImageHeader } from './raster.ts';

/** More than an A0 sheet at 200 dpi. */
const largestPixels = 64e6;
const smallestSide = 64;

/** Reads the size of a PNG or JPEG picture and refuses what is too large before anything is decoded. */
export function readImageHeader(bytes: Uint8Array): ImageHeader {
  const header = bytes[0] === 0xff ? readJpegHeader(bytes) : readPngHeader(bytes);
  const { width, height } = header;
  const size = say('picture-pixels', { width, height });
  if (width * height > largestPixels) {
    throw new DrawingError(say('image'), size, say('most-pixels', { most: largestPixels / 1e6 }));
  }
  if (Math.min(width, height) < smallestSide) {
    throw new DrawingError(say('image'), size, say('least-pixels', { least: smallestSide }));
  }
  return header;
}
