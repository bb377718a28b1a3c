import { DrawingError } from '../../errors.ts';
import type { ImageHeader } from './raster.ts';

/** Chunks that make the pixels. Profiles and notes, which may be packed bombs, are not even looked at. */
const wantedChunks: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
const signatureLength = 8;
const largestChunkCount = 200_000;

export interface PngChunk {
  type: string;
  /** Of the length field, and past the check sum. */
  from: number;
  to: number;
}

/** Size of a PNG picture. Throws `DrawingError` with the byte where the file is broken. */
export function readPngHeader(bytes: Uint8Array): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33 || view.getUint32(8) !== 13 || chunkType(bytes, 12) !== 'IHDR') {
    throw new DrawingError('byte 8', 'no IHDR chunk', 'a PNG picture that begins with its size');
  }
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  if (width === 0 || height === 0) {
    throw new DrawingError('byte 16', `a size of ${width} × ${height} pixels`, 'a picture');
  }
  return { format: 'png', width, height, orientation: 1 };
}

/** The chunks that make the picture, in order. */
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
    if (wantedChunks.has(type)) chunks.push({ type, from: at, to });
    else if (type[0] === type[0].toUpperCase()) {
      throw new DrawingError(`byte ${at}`, `a chunk "${type}"`, 'IHDR, PLTE, IDAT or IEND');
    }
    if (type === 'IEND') return chunks;
    at = to;
  }
  throw new DrawingError(`byte ${at}`, `more than ${largestChunkCount} chunks`, 'a PNG picture');
}

/** Bytes of the pixels once unpacked: rows with their filter byte, at most seven passes of an interlaced picture. */
export function largestUnpackedBytes(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  const channels = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[bytes[25]] ?? 4;
  const rowBytes = Math.ceil((width * channels * bytes[24]) / 8) + 1;
  const interlaced = bytes[28] === 1;
  return rowBytes * height + (interlaced ? 2 * rowBytes + 16 * height + 64 : 0);
}

function chunkType(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function cutShort(at: number): DrawingError {
  return new DrawingError(
    `byte ${at}`,
    'a file that is cut short',
    'a whole PNG picture, up to its IEND chunk',
  );
}
