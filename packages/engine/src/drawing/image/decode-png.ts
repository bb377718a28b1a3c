import { DrawingError } from '../../errors.ts';
import { largestUnpackedBytes, type PngChunk, pngChunks } from './png-header.ts';
import type { Raster } from './raster.ts';

/** A 25 million pixel scan in colour with transparency and room to spare. */
const largestBytes = 180e6;

/** Brightness of a PNG picture, 0–255, transparent places white. Throws `DrawingError` on what is broken or too large. */
export async function decodePng(bytes: Uint8Array): Promise<Raster> {
  const expected = largestUnpackedBytes(bytes);
  if (expected > largestBytes) {
    throw new DrawingError(
      'image',
      `${(expected / 1e6).toFixed(0)} MB of pixels`,
      `at most ${largestBytes / 1e6} MB; save it in grey, or scale it down`,
    );
  }
  const chunks = pngChunks(bytes);
  await checkUnpacked(bytes, chunks, expected);
  const { decode, convertIndexedToRgb } = await import('fast-png');
  try {
    const image = decode(withoutOthers(bytes, chunks), { checkCrc: true });
    const { palette } = image;
    if (!palette) return greyOf(image.data, image, image.transparency);
    const channels = palette[0]?.length ?? 3;
    return greyOf(convertIndexedToRgb(image), { ...image, channels, depth: 8 });
  } catch (error) {
    throw new DrawingError('image', reason(error), 'a whole PNG picture');
  }
}

/** Unpacks once without keeping anything: what unpacks to more than the picture holds is no picture. */
async function checkUnpacked(
  bytes: Uint8Array,
  chunks: readonly PngChunk[],
  expected: number,
): Promise<void> {
  const { Unzlib } = await import('fflate');
  let unpacked = 0;
  const inflate = new Unzlib((part) => {
    unpacked += part.length;
  });
  try {
    for (const { type, from, to } of chunks) {
      if (type !== 'IDAT') continue;
      for (let at = from + 8; at < to - 4 && unpacked <= expected; at += 4096) {
        inflate.push(bytes.subarray(at, Math.min(to - 4, at + 4096)));
      }
    }
  } catch (error) {
    throw new DrawingError('image', reason(error), 'a whole PNG picture');
  }
  if (unpacked > expected) {
    throw new DrawingError('image', 'more pixels than its size says', 'a PNG picture');
  }
}

function withoutOthers(bytes: Uint8Array, chunks: readonly PngChunk[]): Uint8Array {
  const length = chunks.reduce((sum, { from, to }) => sum + to - from, 8);
  const plain = new Uint8Array(length);
  plain.set(bytes.subarray(0, 8));
  let at = 8;
  for (const { from, to } of chunks) {
    plain.set(bytes.subarray(from, to), at);
    at += to - from;
  }
  return plain;
}

/** Luminance (ITU-R BT.601) over white paper. */
function greyOf(
  samples: ArrayLike<number>,
  { width, height, channels, depth }: { width: number; height: number; channels: number; depth: number },
  transparency?: ArrayLike<number>,
): Raster {
  const data = new Uint8Array(width * height);
  const full = depth === 16 ? 65535 : 2 ** Math.min(depth, 8) - 1;
  const packed = depth < 8;
  const rowBytes = Math.ceil((width * depth) / 8);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (packed) {
        const shift = 8 - depth - ((x * depth) % 8);
        const value = (samples[y * rowBytes + ((x * depth) >> 3)] >> shift) & full;
        data[i] = Math.round((255 * value) / full);
        continue;
      }
      const at = i * channels;
      const colour = channels >= 3;
      const value = colour
        ? 0.299 * samples[at] + 0.587 * samples[at + 1] + 0.114 * samples[at + 2]
        : samples[at];
      let alpha = channels === 2 || channels === 4 ? samples[at + channels - 1] / full : 1;
      if (transparency && transparency.length >= channels) {
        let same = true;
        for (let k = 0; k < channels; k++) same &&= samples[at + k] === transparency[k];
        if (same) alpha = 0;
      }
      data[i] = Math.round(255 * ((value / full) * alpha + 1 - alpha));
    }
  }
  return { width, height, data };
}

function reason(error: unknown): string {
  return error instanceof Error && error.message ? error.message : 'pixels that cannot be read';
}
