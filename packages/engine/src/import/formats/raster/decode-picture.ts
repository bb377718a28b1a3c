import { decodeJpeg } from './decode-jpeg.ts';
import { decodePng } from './decode-png.ts';
import { readImageHeader } from './image-header.ts';
import { upright } from './upright.ts';

/** A picture in grey: 0 is black, 255 white, transparent places are white. */
export interface GreyPicture {
  format: 'png' | 'jpeg';
  width: number;
  height: number;
  data: Uint8Array; // [height, width], from the top
}

/**
 * The brightness of a PNG or JPEG picture as it is meant to be seen (EXIF), 64 to 64 million pixels. Throws `DrawingError`
 * with the byte on what is broken.
 */
export async function decodePicture(bytes: Uint8Array): Promise<GreyPicture> {
  const { format, orientation } = readImageHeader(bytes);
  const decoded = await (format === 'png' ? decodePng(bytes) : decodeJpeg(bytes));
  return { format, ...upright(decoded, orientation) };
}
