import { DrawingError } from '../../errors.ts';
import { say, verbatim } from '../../messages/phrase.ts';
import { type Monitor, reportProgress } from '../../progress.ts';
import { decodeLatin1 } from '../text-decoder.ts';
import { type Damage, maxTags, quote } from './dxf-tags.ts';

/** Where the groups of an ASCII file lie. */
export interface AsciiScan {
  count: number;
  // [count]
  codes: Int16Array;
  // [count]: first byte of each value
  starts: Uint32Array;
  lineEnd: number;
  /** Values with a byte over 127. */
  wideTags: number[];
  /** From each of these groups on, lines are this many more than two per group. */
  skippedLines: { tag: number; lines: number }[];
  broken: Map<number, Damage>;
  ended: boolean;
}

const lineFeed = 10;
const carriageReturn = 13;
const groupsPerReport = 1_000_000;
/** A file broken in more places is not one that can be mended by leaving things out. */
const maxBreaks = 200;

/**
 * Finds the groups of an ASCII DXF. Where a line is missing or foreign the object around it counts as broken, and
 * reading goes on at the next object; a file that does not begin as DXF is refused with the line.
 */
export function scanAscii(bytes: Uint8Array, start: number, monitor?: Monitor): AsciiScan {
  const lineEnd = lineEndOf(bytes, start);
  const capacity = capacityFor(bytes, start, lineEnd);
  const codes = new Int16Array(capacity);
  const starts = new Uint32Array(capacity);
  const wideTags: number[] = [];
  const skippedLines: AsciiScan['skippedLines'] = [];
  const broken: AsciiScan['broken'] = new Map();
  let count = 0;
  let skipped = 0;
  let object = -1;
  let position = start;
  let ended = false;

  const stopOf = (from: number): number => {
    let at = from;
    while (at < bytes.length && bytes[at] !== lineEnd) at++;
    return at;
  };
  const textAt = (from: number, to: number) => decodeLatin1(bytes, from, Math.min(to, from + 80));
  /** Marks the open object as broken and goes on at the next one. */
  const recover = (damage: Damage, from: number, line: number): void => {
    if (object < 0) throw new DrawingError(damage.at, damage.found, damage.expected);
    if (!broken.has(object)) broken.set(object, damage);
    if (broken.size > maxBreaks) throw new DrawingError(damage.at, damage.found, damage.expected);
    let at = from;
    let lines = line;
    // The code 0 of the next object may have been taken for a value.
    if (count > object + 1 && parseCode(bytes, starts[count - 1], lineEnd) === 0) {
      if (isObjectName(textAt(at, stopOf(at)))) {
        count--;
        at = starts[count];
        lines--;
      }
    }
    while (at < bytes.length) {
      const stop = stopOf(at);
      // Seen as the loop below sees it: what one takes for a code the other must too.
      if (parseCode(bytes, at, lineEnd) === 0 && isObjectName(textAt(stop + 1, stopOf(stop + 1)))) break;
      at = stop + 1;
      lines++;
    }
    skipped = lines - 2 * count;
    skippedLines.push({ tag: count, lines: skipped });
    position = at;
  };

  while (position < bytes.length) {
    const codeStart = position;
    const line = 2 * count + skipped;
    const code = parseCode(bytes, position, lineEnd);
    if (code === undefined) {
      const stop = stopOf(codeStart);
      if (isBlank(bytes, codeStart)) break;
      const expected = say(count === 0 ? 'dxf-drawing-code' : 'dxf-group-code');
      recover(
        { at: say('line', { line: line + 1 }), found: verbatim(quote(textAt(codeStart, stop))), expected },
        codeStart,
        line,
      );
      continue;
    }
    position = stopOf(position) + 1;
    if (position >= bytes.length) break;
    let wide = 0;
    let at = position;
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === lineEnd) break;
      wide |= byte;
    }
    if (code === 0 && !isPlainName(bytes, position, at) && !isObjectName(textAt(position, at))) {
      const found = verbatim(quote(textAt(position, at)));
      recover(
        { at: say('line', { line: line + 2 }), found, expected: say('dxf-object-name') },
        position,
        line + 1,
      );
      continue;
    }
    if (object < 0 && code !== 0 && code !== 999) {
      throw new DrawingError(say('line', { line: line + 1 }), say('group-code', { code }), say('dxf-begin'));
    }
    codes[count] = code;
    starts[count] = position;
    if (wide > 127) wideTags.push(count);
    if (code === 0) {
      if (object < 0 && textAt(position, at).trim() !== 'SECTION') {
        const expected = say('dxf-first-section');
        throw new DrawingError(
          say('line', { line: line + 2 }),
          verbatim(quote(textAt(position, at).trim())),
          expected,
        );
      }
      object = count;
      ended = at - position < 12 && textAt(position, at).trim() === 'EOF';
    }
    count++;
    position = at + 1;
    if (ended) break;
    if (count % groupsPerReport === 0) reportProgress(monitor, 'import', (0.3 * position) / bytes.length);
  }
  return { count, codes, starts, lineEnd, wideTags, skippedLines, broken, ended };
}

/** Lines end with LF or CR LF; in files of very old systems with CR alone. */
function lineEndOf(bytes: Uint8Array, start: number): number {
  const head = bytes.subarray(start, start + 4096);
  return !head.includes(lineFeed) && head.includes(carriageReturn) ? carriageReturn : lineFeed;
}

/** Two lines are a group; counted so that nothing has to grow. */
function capacityFor(bytes: Uint8Array, start: number, lineEnd: number): number {
  let lines = 1;
  for (let i = start; i < bytes.length; i++) if (bytes[i] === lineEnd) lines++;
  const capacity = Math.ceil(lines / 2) + 1;
  if (capacity > maxTags)
    throw new DrawingError(
      say('file'),
      say('lines-in-file', { count: lines }),
      say('at-most', { most: 2 * maxTags }),
    );
  return capacity;
}

/** The group code on the line at `at`, spaces around it allowed. */
function parseCode(bytes: Uint8Array, at: number, lineEnd: number): number | undefined {
  let i = at;
  while (bytes[i] === 32 || bytes[i] === 9) i++;
  const isNegative = bytes[i] === 45;
  if (isNegative) i++;
  let code = 0;
  const first = i;
  for (; bytes[i] >= 48 && bytes[i] <= 57; i++) {
    if (i - first >= 4) return undefined;
    code = code * 10 + bytes[i] - 48;
  }
  if (i === first) return undefined;
  while (bytes[i] === 32 || bytes[i] === 9 || (bytes[i] === carriageReturn && lineEnd !== carriageReturn))
    i++;
  if (i < bytes.length && bytes[i] !== lineEnd) return undefined;
  return isNegative ? -code : code;
}

/** Capitals, digits and `_` alone, beginning with a capital: what nearly all names are, seen without a text. */
function isPlainName(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    const isCapital = byte >= 65 && byte <= 90;
    if (!isCapital && (i === start || (byte !== 95 && (byte < 48 || byte > 57)))) {
      return byte === carriageReturn && i === end - 1 && i > start;
    }
  }
  return end > start;
}

function isObjectName(text: string): boolean {
  return /^\s*(3D)?[A-Za-z_*][\w$*&.-]*\s*$/.test(text);
}

/** Nothing but spaces, line ends, NUL and Ctrl-Z from here to the end. */
function isBlank(bytes: Uint8Array, start: number): boolean {
  for (let i = start; i < bytes.length; i++) {
    if (bytes[i] > 32 || (bytes[i] > 13 && bytes[i] < 26 && bytes[i] !== 0)) return false;
  }
  return true;
}
