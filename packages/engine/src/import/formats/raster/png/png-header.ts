import { DrawingError, say } from '../../../../core/index.ts';
import type { ImageHeader } from '../raster.ts';

/** CRC-32 as PNG chunks have it (ISO/IEC 15948, annex D). */
const table = Uint32Array.from({ length: 256 }, (_, start) => {
  let value = start;
  for (let k = 0; k < 8; k++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) value = table[(value ^ bytes[i]) & 255] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/** Chunks that make the pixels. Profiles and notes, which may be packed bombs, are not even looked at. */
const wantedChunks: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
const signatureLength = 8;
const largestChunkCount = 200_000;

export interface PngChunk {
  type: string;
  body: Uint8Array;
}

/** Describes how the pixels of a PNG image are stored. */
export interface PngLayout {
  width: number;
  height: number;
  /** Bits of a sample. */
  depth: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha. */
  colour: number;
  channels: number;
  interlaced: boolean;
}

const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const depthsOf: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/** Size of a PNG image. Throws `DrawingError` with the byte where the file is broken. */
export function readPngHeader(bytes: Uint8Array): ImageHeader {
  const { width, height } = pngLayout(bytes);
  return { format: 'png', width, height, orientation: 1 };
}

/** The header chunk (ISO/IEC 15948, 11.2.2). Throws `DrawingError` where it is none. */
export function pngLayout(bytes: Uint8Array): PngLayout {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33 || view.getUint32(8) !== 13 || chunkType(bytes, 12) !== 'IHDR') {
    throw new DrawingError(say('byte', { byte: 8 }), say('png-no-header'), say('png-begin'));
  }
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  const [depth, colour] = [bytes[24], bytes[25]];
  if (width === 0 || height === 0) {
    throw new DrawingError(
      say('byte', { byte: 16 }),
      say('size-of-pixels', { width, height }),
      say('a-picture'),
    );
  }
  if (!depthsOf[colour]?.includes(depth) || bytes[26] !== 0 || bytes[27] !== 0 || bytes[28] > 1) {
    throw new DrawingError(say('byte', { byte: 24 }), say('png-kind', { colour, depth }), say('png-picture'));
  }
  return { width, height, depth, colour, channels: channelsOf[colour], interlaced: bytes[28] === 1 };
}

/** The chunks that make the image, in order, with their check sums checked. */
export function pngChunks(bytes: Uint8Array): PngChunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: PngChunk[] = [];
  let at = signatureLength;
  for (let count = 0; count < largestChunkCount; count++) {
    if (at + 12 > bytes.length) throw cutShort(at);
    const length = view.getUint32(at);
    const type = chunkType(bytes, at + 4);
    const to = at + 12 + length;
    if (to > bytes.length) throw cutShort(at);
    if (wantedChunks.has(type)) {
      if (crc32(bytes.subarray(at + 4, to - 4)) !== view.getUint32(to - 4)) {
        throw new DrawingError(say('byte', { byte: at }), say('png-checksum', { type }), say('whole-png'));
      }
      chunks.push({ type, body: bytes.subarray(at + 8, to - 4) });
    } else if (type[0] === type[0].toUpperCase()) {
      throw new DrawingError(say('byte', { byte: at }), say('png-chunk', { type }), say('png-chunks-read'));
    }
    if (type === 'IEND') return chunks;
    at = to;
  }
  throw new DrawingError(
    say('byte', { byte: at }),
    say('png-chunks', { most: largestChunkCount }),
    say('png-picture'),
  );
}

function chunkType(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function cutShort(at: number): DrawingError {
  return new DrawingError(say('byte', { byte: at }), say('cut-short'), say('whole-png-end'));
}
