import { DrawingError, type Phrase, say } from '../../../../core/index.ts';
import { zigzag } from './block-decoder.ts';
import { huffmanTable } from './huffman-table.ts';
import type { JpegTables } from './jpeg-scan.ts';

/** Takes the Huffman tables of a DHT segment (ITU-T T.81, B.2.4.2) into `tables`. */
export function readHuffmanTables(body: Uint8Array, at: number, tables: JpegTables): void {
  for (let from = 0; from < body.length; ) {
    const counts = body.subarray(from + 1, from + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (counts.length < 16 || from + 17 + total > body.length || total > 256)
      throw broken(at, say('jpeg-huffman'));
    const table = huffmanTable(counts, body.slice(from + 17, from + 17 + total), at);
    (body[from] >> 4 === 0 ? tables.direct : tables.alternating)[body[from] & 3] = table;
    from += 17 + total;
  }
}

/** Takes the quantisation tables of a DQT segment (B.2.4.1) into `steps`, row by row. */
export function readSteps(body: Uint8Array, at: number, steps: Uint16Array[]): void {
  for (let from = 0; from < body.length; ) {
    const wide = body[from] >> 4 !== 0;
    const size = wide ? 128 : 64;
    if (from + 1 + size > body.length) throw broken(at, say('jpeg-quantisation'));
    const table = new Uint16Array(64);
    for (let k = 0; k < 64; k++) {
      const place = from + 1 + (wide ? 2 * k : k);
      table[zigzag[k]] = wide ? body[place] * 256 + body[place + 1] : body[place];
    }
    steps[body[from] & 3] = table;
    from += 1 + size;
  }
}

function broken(at: number, kind: Phrase): DrawingError {
  return new DrawingError(say('byte', { byte: at }), say('jpeg-table-cut', { kind }), say('whole-jpeg'));
}
