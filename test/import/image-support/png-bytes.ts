import { crc32, deflateSync } from 'node:zlib';

/** A PNG chunk with its length and check sum. */
export function pngChunk(type: string, body: Uint8Array): Uint8Array {
  const chunk = Buffer.alloc(body.length + 12);
  chunk.writeUInt32BE(body.length, 0);
  chunk.write(type, 4, 'latin1');
  chunk.set(body, 8);
  chunk.writeUInt32BE(checkSum(chunk.subarray(4, body.length + 8)), body.length + 8);
  return chunk;
}

export interface PngHeader {
  width: number;
  height: number;
  depth: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha. */
  colour: number;
}

/** A PNG file of packed rows (with their filter bytes), with other chunks before the pixels. */
export function pngFile(header: PngHeader, rows: Uint8Array, others: readonly Uint8Array[] = []): Uint8Array {
  const ihdr = Buffer.alloc(13);
  ihdr.writeUInt32BE(header.width, 0);
  ihdr.writeUInt32BE(header.height, 4);
  ihdr[8] = header.depth;
  ihdr[9] = header.colour;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', ihdr),
    ...others,
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', new Uint8Array(0)),
  ]);
}

function checkSum(bytes: Uint8Array): number {
  return crc32(bytes) >>> 0;
}
