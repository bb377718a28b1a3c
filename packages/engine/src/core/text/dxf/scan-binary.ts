import { DrawingError } from '../../errors.ts';
import { say } from '../../messages/phrase.ts';
import { type Monitor, reportProgress } from '../../progress.ts';
import { maxTags } from './dxf-tags.ts';

export const binarySentinel = 'AutoCAD Binary DXF\r\n\x1a\0';

/** Form of a group's value in a binary file. */
export type BinaryType = 'text' | 'double' | 'int16' | 'int32' | 'int64' | 'byte' | 'chunk';

/** Positions of the groups in a binary file. */
export interface BinaryScan {
  count: number;
  // [count]
  codes: Int16Array;
  // [count]: first byte of each value
  starts: Uint32Array;
  /** Texts with a byte over 127. */
  wideTags: number[];
  ended: boolean;
}

/** Group codes up to and including the first number have the type (DXF reference, group code value types). */
const typeRanges: readonly (readonly [number, BinaryType])[] = [
  [9, 'text'],
  [59, 'double'],
  [79, 'int16'],
  [99, 'int32'],
  [109, 'text'],
  [159, 'double'],
  [169, 'int64'],
  [179, 'int16'],
  [209, 'text'],
  [239, 'double'],
  [269, 'text'],
  [289, 'int16'],
  [299, 'byte'],
  [309, 'text'],
  [319, 'chunk'],
  [369, 'text'],
  [389, 'int16'],
  [399, 'text'],
  [409, 'int16'],
  [419, 'text'],
  [429, 'int32'],
  [439, 'text'],
  [459, 'int32'],
  [469, 'double'],
  [481, 'text'],
  [998, 'text'],
  [1003, 'text'],
  [1004, 'chunk'],
  [1009, 'text'],
  [1059, 'double'],
  [1070, 'int16'],
  [1071, 'int32'],
];
/** Ranges of the reference that no writer uses: meeting one means that the position was lost. */
const unused: readonly (readonly [number, number])[] = [
  [150, 159],
  [180, 209],
  [240, 269],
  [482, 998],
];

const typeByCode: (BinaryType | undefined)[] = Array.from({ length: 1072 }, (_, code) =>
  unused.some(([low, high]) => code >= low && code <= high)
    ? undefined
    : typeRanges.find(([last]) => code <= last)?.[1],
);

/** Bytes of a value. */
export const binarySizes: Record<Exclude<BinaryType, 'text' | 'chunk'>, number> = {
  double: 8,
  int16: 2,
  int32: 4,
  int64: 8,
  byte: 1,
};

export function binaryTypeOf(code: number): BinaryType | undefined {
  return code < 0 ? 'text' : typeByCode[code];
}

/**
 * Finds the groups of a binary DXF: codes of one byte up to R12, of two since R13, told apart by the first object.
 * A code that does not exist ends in a refusal with its byte, because the rest cannot be found again.
 */
export function scanBinary(bytes: Uint8Array, monitor?: Monitor): BinaryScan {
  let position = binarySentinel.length;
  const isWide = bytes[position] === 0 && bytes[position + 1] === 0;
  let codes = new Int16Array(Math.max(1024, bytes.length >> 3));
  let starts = new Uint32Array(codes.length);
  const wideTags: number[] = [];
  let count = 0;
  let ended = false;
  while (!ended && position < bytes.length) {
    const at = position;
    let code = bytes[position++];
    if (isWide) code |= bytes[position++] << 8;
    else if (code === 255) {
      code = bytes[position] | (bytes[position + 1] << 8);
      position += 2;
    }
    if (position > bytes.length) break;
    const type = typeByCode[code];
    if (type === undefined) {
      throw new DrawingError(say('byte', { byte: at }), say('group-code', { code }), say('dxf-known-code'));
    }
    if (count === 0 && code !== 0) {
      throw new DrawingError(say('byte', { byte: at }), say('group-code', { code }), say('dxf-begin'));
    }
    if (count === codes.length) {
      if (count > maxTags)
        throw new DrawingError(
          say('byte', { byte: at }),
          say('more-data'),
          say('at-most-values', { most: maxTags }),
        );
      codes = grown(codes, new Int16Array(count * 2));
      starts = grown(starts, new Uint32Array(count * 2));
    }
    codes[count] = code;
    starts[count] = position;
    if (type === 'text') {
      let wide = 0;
      while (position < bytes.length && bytes[position] !== 0) wide |= bytes[position++];
      if (wide > 127) wideTags.push(count);
      if (code === 0) ended = isEof(bytes, starts[count], position);
      position++;
    } else position += type === 'chunk' ? 1 + bytes[position] : binarySizes[type];
    if (position > bytes.length) break;
    count++;
    if (count % 1_000_000 === 0) reportProgress(monitor, 'import', (0.3 * position) / bytes.length);
  }
  return { count, codes, starts, wideTags, ended };
}

function grown<T extends Int16Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function isEof(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === 3 && bytes[start] === 69 && bytes[start + 1] === 79 && bytes[start + 2] === 70;
}
