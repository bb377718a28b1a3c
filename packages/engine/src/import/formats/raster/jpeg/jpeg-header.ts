import { DrawingError, say, verbatim } from '../../../../core/index.ts';
import type { ImageHeader } from '../raster.ts';

const startOfScan = 0xda;
const endOfImage = 0xd9;

/** Markers of frames: baseline and progressive are read; lossless, arithmetic and hierarchical are not. */
const readFrames: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);
const otherFrames: ReadonlySet<number> = new Set([
  0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf,
]);

/** Size and orientation of a JPEG picture. Throws `DrawingError` with the byte where the file is broken. */
export function readJpegHeader(bytes: Uint8Array): ImageHeader {
  let at = 2;
  let orientation = 1;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff)
      throw new DrawingError(say('byte', { byte: at }), say('jpeg-no-marker'), say('whole-jpeg'));
    const marker = bytes[at + 1];
    if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    if (marker === startOfScan || marker === endOfImage) break;
    const length = bytes[at + 2] * 256 + bytes[at + 3];
    const body = bytes.subarray(at + 4, at + 2 + length);
    if (marker === 0xe1) orientation = exifOrientation(body) ?? orientation;
    if (otherFrames.has(marker)) {
      throw new DrawingError(say('byte', { byte: at }), say('jpeg-lossless'), say('jpeg-baseline'));
    }
    if (readFrames.has(marker)) return checkedFrame(bytes, at, orientation);
    at += 2 + length;
  }
  throw new DrawingError(say('byte', { byte: at }), say('jpeg-no-size'), say('whole-jpeg'));
}

function checkedFrame(bytes: Uint8Array, at: number, orientation: number): ImageHeader {
  if (at + 10 > bytes.length)
    throw new DrawingError(say('byte', { byte: at }), say('cut-short'), say('whole-jpeg'));
  const bits = bytes[at + 4];
  const height = bytes[at + 5] * 256 + bytes[at + 6];
  const width = bytes[at + 7] * 256 + bytes[at + 8];
  if (bits !== 8)
    throw new DrawingError(say('byte', { byte: at }), say('jpeg-bits', { bits }), verbatim('8'));
  if (width === 0 || height === 0) {
    throw new DrawingError(
      say('byte', { byte: at }),
      say('size-of-pixels', { width, height }),
      say('a-picture'),
    );
  }
  return { format: 'jpeg', width, height, orientation };
}

/** Tag 0x0112 of the first directory of an EXIF block; undefined where there is none. */
function exifOrientation(body: Uint8Array): number | undefined {
  if (String.fromCharCode(...body.subarray(0, 6)) !== 'Exif\0\0' || body.length < 20) return undefined;
  const tiff = new DataView(body.buffer, body.byteOffset + 6, body.byteLength - 6);
  const little = tiff.getUint16(0) === 0x4949;
  const first = tiff.getUint32(4, little);
  if (first + 2 > tiff.byteLength) return undefined;
  const count = tiff.getUint16(first, little);
  for (let k = 0; k < count; k++) {
    const entry = first + 2 + 12 * k;
    if (entry + 12 > tiff.byteLength) return undefined;
    if (tiff.getUint16(entry, little) !== 0x0112) continue;
    const value = tiff.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}
