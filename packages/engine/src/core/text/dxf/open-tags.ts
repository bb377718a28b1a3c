import { say } from '../../messages/phrase.ts';
import type { Monitor } from '../../progress.ts';
import { decodeLatin1 } from '../text-decoder.ts';
import { chooseEncoding, decodeValue, type FileEncoding } from './choose-encoding.ts';
import type { DxfTags } from './dxf-tags.ts';
import { scanAscii } from './scan-ascii.ts';
import { binarySentinel, binarySizes, binaryTypeOf, scanBinary } from './scan-binary.ts';

const exactPowers = Array.from({ length: 23 }, (_, k) => 10 ** k);
const largestExact = 2 ** 53 / 10;

/** The groups of a DXF file, ASCII or binary, in whatever encoding. Refuses other files by what they are. */
export function openTags(file: Uint8Array, monitor?: Monitor): DxfTags {
  return decodeLatin1(file, 0, Math.min(file.length, binarySentinel.length)) === binarySentinel
    ? openBinary(file, monitor)
    : openAscii(file, monitor);
}

/** The number written in these bytes, spaces around it allowed; NaN where it is none. Rounded as `Number` does. */
function parseNumber(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  while (i < end && (bytes[i] === 32 || bytes[i] === 9)) i++;
  let sign = 1;
  if (bytes[i] === 45 || bytes[i] === 43) sign = bytes[i++] === 45 ? -1 : 1;
  let mantissa = 0;
  let decimals = 0;
  let digits = 0;
  let isFraction = false;
  for (; i < end; i++) {
    const byte = bytes[i];
    if (byte >= 48 && byte <= 57) {
      if (mantissa > largestExact) return parseSlowly(bytes, start, end);
      mantissa = mantissa * 10 + byte - 48;
      digits++;
      if (isFraction) decimals++;
    } else if (byte === 46 && !isFraction) isFraction = true;
    else break;
  }
  while (i < end && (bytes[i] === 32 || bytes[i] === 9)) i++;
  // Both are exact, so that the quotient is the nearest double.
  if (i === end && digits > 0 && decimals < exactPowers.length && mantissa <= 2 ** 53) {
    return (sign * mantissa) / exactPowers[decimals];
  }
  return parseSlowly(bytes, start, end);
}

function parseSlowly(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 400) return Number.NaN;
  const text = decodeLatin1(bytes, start, end).trim();
  return /^[-+]?(\d+\.?\d*|\.\d+)([eEdD][-+]?\d+)?$/.test(text)
    ? Number(text.replace(/[dD]/, 'e'))
    : Number.NaN;
}

const noBytes = new Uint8Array(0);

/** The bytes written as hexadecimal digits; none where anything else stands there. */
function parseHex(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const text = decodeLatin1(bytes, start, end).trim();
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) return noBytes;
  return Uint8Array.from({ length: text.length / 2 }, (_, k) =>
    Number.parseInt(text.slice(2 * k, 2 * k + 2), 16),
  );
}

const sampleSize = 4000;
/** Values longer than this are not worth remembering; no value is shown longer than the second. */
const pooledLength = 48;
const longestText = 65_536;
const maxPooled = 100_000;

interface TagLayout {
  bytes: Uint8Array;
  codes: Int16Array;
  starts: Uint32Array;
  count: number;
  wideTags: readonly number[];
  /** Byte behind a text that starts here. */
  endOf(start: number): number;
}

function openAscii(file: Uint8Array, monitor?: Monitor): DxfTags {
  const { bytes, start, label } = toUtf8(file);
  const scan = scanAscii(bytes, start, monitor);
  const { codes, starts, lineEnd, skippedLines } = scan;
  const endOf = (from: number): number => {
    let at = from;
    while (at < bytes.length && bytes[at] !== lineEnd) at++;
    while (at > from && bytes[at - 1] === 13) at--;
    return at;
  };
  const lineOf = (index: number): number => {
    let skipped = 0;
    for (const { tag, lines } of skippedLines) if (tag <= index) skipped = lines;
    return 2 * index + 1 + skipped;
  };
  const layout: TagLayout = { bytes, codes, starts, count: scan.count, wideTags: scan.wideTags, endOf };
  const texts = createTexts(layout, label);
  return {
    count: scan.count,
    codes,
    ...texts,
    ...createComparison(bytes, starts, (index) => endOf(starts[index])),
    number: (index) => parseNumber(bytes, starts[index], endOf(starts[index])),
    bytes: (index) => parseHex(bytes, starts[index], endOf(starts[index])),
    locationOf: (index) => say('line', { line: lineOf(index) }),
    locationOfValue: (index) => say('line', { line: lineOf(index) + 1 }),
    encoding: label ?? texts.encoding,
    broken: scan.broken,
    ended: scan.ended,
  };
}

function openBinary(bytes: Uint8Array, monitor?: Monitor): DxfTags {
  const scan = scanBinary(bytes, monitor);
  const { codes, starts } = scan;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const endOf = (from: number): number => {
    const end = bytes.indexOf(0, from);
    return end < 0 ? bytes.length : end;
  };
  const number = (index: number): number => {
    const at = starts[index];
    switch (binaryTypeOf(codes[index])) {
      case 'double':
        return view.getFloat64(at, true);
      case 'int16':
        return view.getInt16(at, true);
      case 'int32':
        return view.getInt32(at, true);
      case 'int64':
        return Number(view.getBigInt64(at, true));
      case 'byte':
        return bytes[at];
      case 'text':
        return parseNumber(bytes, at, endOf(at));
      default:
        return Number.NaN;
    }
  };
  const texts = createTexts({ bytes, codes, starts, count: scan.count, wideTags: scan.wideTags, endOf });
  return {
    count: scan.count,
    codes,
    ...texts,
    text: (index) => (binaryTypeOf(codes[index]) === 'text' ? texts.text(index) : String(number(index))),
    ...createComparison(bytes, starts, endOfValue),
    number,
    bytes: (index) =>
      binaryTypeOf(codes[index]) === 'chunk' ? bytes.subarray(starts[index] + 1, endOfValue(index)) : noBytes,
    locationOf: (index) => say('byte', { byte: placed(index) }),
    locationOfValue: (index) => say('byte', { byte: placed(index) }),
    broken: new Map(),
    ended: scan.ended,
  };

  function endOfValue(index: number): number {
    const type = binaryTypeOf(codes[index]) ?? 'text';
    const start = starts[index];
    if (type === 'text') return endOf(start);
    return start + (type === 'chunk' ? 1 + bytes[start] : binarySizes[type]);
  }

  function placed(index: number): number {
    return index < scan.count ? starts[index] : bytes.length;
  }
}

/** Reading of texts: in the file's encoding, or that of the single value; short ones are kept, they come again. */
function createTexts(
  layout: TagLayout,
  label?: string,
): Pick<DxfTags, 'text' | 'joinedText' | 'mixedCount' | 'encoding'> {
  const { bytes, starts, endOf, wideTags } = layout;
  const sample = sampleOf(layout);
  const encoding: FileEncoding = label
    ? { label: 'utf-8', candidates: label === 'utf-8' ? ['utf-8', 'gbk', 'big5', 'windows-1252'] : ['utf-8'] }
    : chooseEncoding(sample, codePageOf(layout));
  const pool = new Map<string, string>();
  let mixed = 0;
  const decodeWide = (value: Uint8Array): string => {
    const raw = decodeLatin1(value);
    const known = pool.get(raw);
    if (known !== undefined) return known;
    const [text, isMixed] = decodeValue(value, encoding);
    if (isMixed) mixed++;
    if (value.length <= pooledLength && pool.size < maxPooled) pool.set(raw, text);
    return text;
  };
  const recent = createRecentTexts(bytes);
  const text = (index: number): string => {
    const start = starts[index];
    const end = Math.min(endOf(start), start + longestText);
    const isPlain = wideTags.length === 0 || isAscii(bytes, start, end);
    if (isPlain) return end - start <= pooledLength ? recent(start, end) : decodeLatin1(bytes, start, end);
    return decodeWide(bytes.subarray(start, end));
  };
  const partOf = (index: number): Uint8Array => {
    const start = starts[index];
    return bytes.subarray(start, Math.min(endOf(start), start + longestText));
  };
  return {
    text,
    joinedText(indices) {
      if (indices.length === 1) return text(indices[0]);
      const whole = joined(indices.map(partOf));
      return isAscii(whole, 0, whole.length) ? decodeLatin1(whole) : decodeWide(whole);
    },
    mixedCount: () => mixed,
    encoding: encoding.label,
  };
}

/** Short texts without wide characters; the same ones come again and again, and are one text then. */
function createRecentTexts(bytes: Uint8Array): (start: number, end: number) => string {
  const slots = 1 << 13;
  const texts: (string | undefined)[] = new Array(slots).fill(undefined);
  const firsts = new Uint32Array(slots);
  return (start, end) => {
    let hash = end - start;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
    const slot = (hash ^ (hash >>> 13)) & (slots - 1);
    const known = texts[slot];
    if (known?.length === end - start && isSameText(bytes, firsts[slot], start, end)) return known;
    const text = decodeLatin1(bytes, start, end);
    texts[slot] = text;
    firsts[slot] = start;
    return text;
  };
}

function isSameText(bytes: Uint8Array, other: number, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== bytes[other + at - start]) return false;
  return true;
}

function createComparison(
  bytes: Uint8Array,
  starts: Uint32Array,
  endOfValue: (index: number) => number,
): Pick<DxfTags, 'hash' | 'isSame'> {
  return {
    hash(index, seed) {
      const end = endOfValue(index);
      let hash = seed;
      for (let at = starts[index]; at < end; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
      return hash;
    },
    isSame(index, other) {
      const start = starts[index];
      const size = endOfValue(index) - start;
      if (endOfValue(other) - starts[other] !== size) return false;
      for (let k = 0; k < size; k++) if (bytes[start + k] !== bytes[starts[other] + k]) return false;
      return true;
    },
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(
    Math.min(
      longestText,
      parts.reduce((sum, part) => sum + part.length, 0),
    ),
  );
  let at = 0;
  for (const part of parts) {
    if (at + part.length > all.length) break;
    all.set(part, at);
    at += part.length;
  }
  return all.subarray(0, at);
}

/** Different values that are not ASCII, evenly out of the whole file. */
function sampleOf({ bytes, starts, endOf, wideTags }: TagLayout): Uint8Array[] {
  const sample = new Map<string, Uint8Array>();
  const step = Math.max(1, Math.floor(wideTags.length / sampleSize));
  for (let i = 0; i < wideTags.length; i += step) {
    const start = starts[wideTags[i]];
    const value = bytes.subarray(start, Math.min(endOf(start), start + 400));
    const raw = decodeLatin1(value);
    if (!sample.has(raw)) sample.set(raw, value);
  }
  return [...sample.values()];
}

function codePageOf({ bytes, codes, starts, count, endOf }: TagLayout): string | undefined {
  for (let i = 0; i < Math.min(count - 1, 4000); i++) {
    if (codes[i] !== 9 || codes[i + 1] !== 3) continue;
    const name = decodeLatin1(bytes, starts[i], endOf(starts[i])).trim();
    if (name === '$DWGCODEPAGE') return decodeLatin1(bytes, starts[i + 1], endOf(starts[i + 1]));
  }
  return undefined;
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] > 127) return false;
  return true;
}

/** A text file's bytes where characters under 128 are single bytes, and the encoding where its first bytes say it. */
interface ByteText {
  bytes: Uint8Array;
  /** Position where the text begins, behind a byte order mark. */
  start: number;
  label?: 'utf-8' | 'utf-16le' | 'utf-16be';
}

/** UTF-16 becomes UTF-8, told by its byte order mark or by the zeros of a text that begins in ASCII; all else stays. */
export function toUtf8(file: Uint8Array): ByteText {
  if (file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf) {
    return { bytes: file, start: 3, label: 'utf-8' };
  }
  if (file[0] === 0xff && file[1] === 0xfe) return transcoded(file, 2, 0);
  if (file[0] === 0xfe && file[1] === 0xff) return transcoded(file, 2, 1);
  const head = file.subarray(0, 64);
  if (head.length >= 8 && hasZerosAt(head, 1) && !hasZerosAt(head, 0)) return transcoded(file, 0, 0);
  if (head.length >= 8 && hasZerosAt(head, 0) && !hasZerosAt(head, 1)) return transcoded(file, 0, 1);
  return { bytes: file, start: 0 };
}

function hasZerosAt(head: Uint8Array, parity: number): boolean {
  for (let i = parity; i < head.length; i += 2) if (head[i] !== 0) return false;
  return true;
}

function transcoded(file: Uint8Array, start: number, highByte: 0 | 1): ByteText {
  const unitAt = (at: number) =>
    highByte === 1 ? (file[at] << 8) | file[at + 1] : file[at] | (file[at + 1] << 8);
  let size = 0;
  for (let at = start; at + 1 < file.length; at += 2) {
    const unit = unitAt(at);
    size += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
  }
  const bytes = new Uint8Array(size);
  let to = 0;
  for (let at = start; at + 1 < file.length; at += 2) {
    let code = unitAt(at);
    const next = at + 3 < file.length ? unitAt(at + 2) : 0;
    if (code >= 0xd800 && code < 0xdc00 && next >= 0xdc00 && next < 0xe000) {
      code = 0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00);
      at += 2;
      bytes[to++] = 0xf0 | (code >> 18);
      bytes[to++] = 0x80 | ((code >> 12) & 63);
      bytes[to++] = 0x80 | ((code >> 6) & 63);
      bytes[to++] = 0x80 | (code & 63);
    } else if (code < 0x80) bytes[to++] = code;
    else if (code < 0x800) {
      bytes[to++] = 0xc0 | (code >> 6);
      bytes[to++] = 0x80 | (code & 63);
    } else {
      bytes[to++] = 0xe0 | (code >> 12);
      bytes[to++] = 0x80 | ((code >> 6) & 63);
      bytes[to++] = 0x80 | (code & 63);
    }
  }
  const label = highByte === 1 ? 'utf-16be' : 'utf-16le';
  return { bytes: bytes.subarray(0, to), start: 0, label };
}
