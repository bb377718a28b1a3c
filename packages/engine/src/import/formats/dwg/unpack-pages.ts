/**
 * Pages of a DWG as they lie in its file: packed by one of two kinds of LZ77 (Open Design Specification for .dwg files
 * 5.4.1, sections 4.7 and 5.13), those of R2007 interleaved for Reed-Solomon coding. Nothing is written or read beyond
 * the ends, whatever the bytes say: a page that would is `undefined`.
 */

/** Unpacks a page of R2004 and of R2010 on; a page that ends early is filled with zeros. */
export function unpackPage(source: Uint8Array, size: number): Uint8Array | undefined {
  const out = new Uint8Array(size);
  let at = 0;
  let to = 0;

  /** A length that goes on over zero bytes, each worth 255. */
  const longLength = (): number => {
    let length = 0;
    while (source[at] === 0) {
      length += 255;
      at++;
    }
    return length + (source[at++] ?? 0);
  };
  const copyLiterals = (count: number): boolean => {
    if (at + count > source.length || to + count > size) return false;
    out.set(source.subarray(at, at + count), to);
    at += count;
    to += count;
    return true;
  };
  const copyBack = (back: number, count: number): boolean => {
    if (back > to || to + count > size) return false;
    for (let k = 0; k < count; k++, to++) out[to] = out[to - back];
    return true;
  };
  const literalCount = (code: number): number => (code === 0 ? longLength() + 0xf : code) + 3;

  if ((source[0] & 0xf0) === 0 && !copyLiterals(literalCount(source[at++]))) return undefined;
  while (at < source.length) {
    const code = source[at++];
    if (code === 0x11) return out;
    let count: number;
    let back: number;
    let literals: number;
    if (code >= 0x40) {
      count = (code >> 4) - 1;
      back = (((code >> 2) & 3) | (source[at++] << 2)) + 1;
      literals = code & 3;
    } else if (code >= 0x10) {
      const mask = code >= 0x20 ? 0x1f : 0x07;
      count = (code & mask || longLength() + mask) + 2;
      const [low, high] = [source[at], source[at + 1]];
      at += 2;
      back = (low >> 2) | (high << 6);
      back += code >= 0x20 ? 1 : ((code & 8) << 11) + 0x4000;
      literals = low & 3;
    } else return undefined;
    if (!copyBack(back, count)) return undefined;
    if (literals === 0 && (source[at] & 0xf0) === 0) literals = literalCount(source[at++]);
    if (!copyLiterals(literals)) return undefined;
  }
  return undefined;
}

/** How so many literals of R2007 are stored: parts from the last to the first. Those of 2 and 3 bytes are turned around. */
const literalParts: readonly (readonly number[])[] = [
  [],
  ...[[1], [2], [3], [4], [1, 4], [1, 4, 1], [2, 4, 1], [8]],
  ...[
    [1, 8],
    [1, 8, 1],
    [2, 8, 1],
    [4, 8],
    [1, 4, 8],
    [1, 4, 8, 1],
    [2, 4, 8, 1],
    [8, 8],
  ],
  ...[
    [8, 1, 8],
    [1, 8, 8, 1],
    [3, 8, 8],
    [4, 8, 8],
    [1, 4, 8, 8],
    [2, 4, 8, 8],
    [3, 4, 8, 8],
    [8, 8, 8],
  ],
  ...[
    [8, 1, 8, 8],
    [1, 8, 1, 8, 8],
    [2, 8, 1, 8, 8],
    [4, 8, 8, 8],
    [1, 4, 8, 8, 8],
    [2, 4, 8, 8, 8],
  ],
  ...[
    [1, 4, 8, 8, 8, 2],
    [8, 8, 8, 8],
  ],
];

/** Unpacks a page of R2007. */
export function unpackPage2007(source: Uint8Array, size: number): Uint8Array | undefined {
  const out = new Uint8Array(size);
  let at = 0;
  let to = 0;
  let code = source[at++];
  let literals = 0;

  const copyLiterals = (): boolean => {
    if (at + literals > source.length || to + literals > size) return false;
    for (let left = literals; left > 0; left -= 32) {
      const length = Math.min(left, 32);
      let end = at + length;
      for (const part of literalParts[length]) {
        end -= part;
        const isTurned = part === 2 || part === 3;
        for (let k = 0; k < part; k++) out[to++] = source[end + (isTurned ? part - 1 - k : k)];
      }
      at += length;
    }
    return true;
  };
  const copyBack = (): boolean => {
    const { count, back, last } = readReference(source, at, code);
    at += referenceSize(code);
    code = last;
    if (back > to || to + count > size) return false;
    for (let k = 0; k < count; k++, to++) out[to] = out[to - back];
    return true;
  };

  if ((code & 0xf0) === 0x20) {
    at += 2;
    literals = source[at++] & 7;
  }
  while (at < source.length) {
    if (literals === 0) [literals, at] = readLiteralCount(source, at, code);
    if (!copyLiterals()) return undefined;
    if (at >= source.length) break;
    code = source[at++];
    for (;;) {
      if (!copyBack()) return undefined;
      literals = code & 7;
      if (literals !== 0 || at >= source.length) break;
      code = source[at++];
      if (code >> 4 === 0) break;
      if (code >> 4 === 15) code &= 15;
    }
  }
  return out;
}

/** How many literals follow where a code does not say it, and where they begin. */
function readLiteralCount(source: Uint8Array, start: number, code: number): [count: number, at: number] {
  let count = code + 8;
  let at = start;
  if (count !== 0x17) return [count, at];
  let more = source[at++];
  count += more;
  if (more !== 0xff) return [count, at];
  do {
    more = source[at] | (source[at + 1] << 8);
    at += 2;
    count += more;
  } while (more === 0xffff && at < source.length);
  return [count, at];
}

/** Bytes of a reference to what was unpacked before, behind its first. */
function referenceSize(code: number): number {
  if (code >> 4 < 2) return 2;
  if (code >> 4 > 2) return 1;
  return (code & 8) === 0 ? 3 : 4;
}

/** Reads where a reference begins, how long it is, and its last byte, which says how many literals follow. */
function readReference(
  source: Uint8Array,
  at: number,
  code: number,
): { count: number; back: number; last: number } {
  const [a, b, c, d] = [source[at], source[at + 1], source[at + 2], source[at + 3]];
  switch (code >> 4) {
    case 0:
      return { count: (code & 15) + 0x13 + ((b >> 3) & 0x10), back: a + ((b & 0x78) << 5) + 1, last: b };
    case 1:
      return { count: (code & 15) + 3, back: a + ((b & 0xf8) << 5) + 1, last: b };
    case 2:
      return (code & 8) === 0
        ? { count: (code & 7) + (c & 0xf8), back: a | (b << 8), last: c }
        : { count: (code & 7) + (c << 3) + ((d & 0xf8) << 8) + 0x100, back: (a | (b << 8)) + 1, last: d };
    default:
      return { count: code >> 4, back: (code & 15) + ((a & 0xf8) << 1) + 1, last: a };
  }
}

/** The data bytes of Reed-Solomon blocks of 255 that are interleaved byte by byte; errors are not corrected. */
export function deinterleave(source: Uint8Array, blockCount: number, dataSize: number): Uint8Array {
  const out = new Uint8Array(blockCount * dataSize);
  let to = 0;
  for (let block = 0; block < blockCount; block++) {
    for (let k = 0; k < dataSize; k++) out[to++] = source[block + k * blockCount];
  }
  return out;
}

/** The checksum of pages from R2004 on, over bytes that are behind those with the checksum `seed`. */
export function pageChecksum(seed: number, bytes: Uint8Array): number {
  let low = seed & 0xffff;
  let high = seed >>> 16;
  for (let start = 0; start < bytes.length; start += 0x15b0) {
    const end = Math.min(bytes.length, start + 0x15b0);
    for (let k = start; k < end; k++) {
      low += bytes[k];
      high += low;
    }
    low %= 0xfff1;
    high %= 0xfff1;
  }
  return ((high << 16) | low) >>> 0;
}

const crcTable = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  return crc;
});

/** CRC of 16 bits, as behind every object and every part of the object map. */
export function crc16(bytes: Uint8Array, start: number, end: number, seed = 0xc0c1): number {
  let crc = seed;
  for (let k = start; k < end; k++) crc = (crc >> 8) ^ crcTable[(crc ^ bytes[k]) & 0xff];
  return crc;
}
