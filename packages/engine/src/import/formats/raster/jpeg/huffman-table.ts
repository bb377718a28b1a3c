import { DrawingError, say } from '../../../../core/index.ts';

/** A Huffman code by its canonical order (ITU-T T.81, annex C and F.2.2.3). */
export interface HuffmanTable {
  /** Codes by the next eight bits: length · 256 + value, or 0 where the code is longer. */
  short: Uint16Array; // [256]
  /**
   * Codes by length: the largest code, −1 where there is none, and what to add to a code for its position in `values`.
   */
  largestCode: Int32Array; // [17]
  shift: Int32Array; // [17]
  values: Uint8Array;
}

/**
 * Builds a table from the counts per length (1–16) and the values in order. Throws `DrawingError` where they make no
 * code.
 */
export function huffmanTable(counts: Uint8Array, values: Uint8Array, at: number): HuffmanTable {
  const table: HuffmanTable = {
    short: new Uint16Array(256),
    largestCode: new Int32Array(17).fill(-1),
    shift: new Int32Array(17),
    values,
  };
  let code = 0;
  let position = 0;
  for (let length = 1; length <= 16; length++) {
    const count = counts[length - 1];
    if (code + count > 2 ** length) {
      throw new DrawingError(say('byte', { byte: at }), say('jpeg-no-code'), say('whole-jpeg'));
    }
    table.shift[length] = position - code;
    if (count > 0) table.largestCode[length] = code + count - 1;
    for (let k = 0; k < count; k++, code++, position++) {
      if (length > 8) continue;
      const first = code << (8 - length);
      table.short.fill(length * 256 + values[position], first, first + (1 << (8 - length)));
    }
    code <<= 1;
  }
  return table;
}
