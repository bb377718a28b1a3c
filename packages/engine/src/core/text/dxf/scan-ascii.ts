import { DrawingError } from '../../errors.ts';
import { type Phrase, say, verbatim } from '../../messages/phrase.ts';
import { type Monitor, reportProgress } from '../../progress.ts';
import { decodeLatin1 } from '../text-decoder.ts';
import { type Damage, maxTags, quote } from './dxf-tags.ts';

/** Positions of the groups in an ASCII file. */
export interface AsciiScan {
  count: number;
  // [count]
  codes: Int16Array;
  // [count]: first byte of each value
  starts: Uint32Array;
  lineEnd: number;
  /** Values with a byte over 127. */
  wideTags: number[];
  /** Lines number this many more than two per group from each of these groups on. */
  skippedLines: { tag: number; lines: number }[];
  broken: Map<number, Damage>;
  ended: boolean;
}

const lineFeed = 10;
const carriageReturn = 13;
const groupsPerReport = 1_000_000;
/** A file broken in more positions is not one that can be mended by leaving things out. */
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

  /** Marks the open object as broken and goes on at the next one. */
  const recover = (damage: Damage, from: number, line: number): void => {
    markBroken(broken, object, damage);
    ({ count, skipped, position } = nextObject(bytes, lineEnd, starts, { from, line, count, object }));
    skippedLines.push({ tag: count, lines: skipped });
  };

  while (position < bytes.length) {
    const line = 2 * count + skipped;
    const code = parseCode(bytes, position, lineEnd);
    const codeEnd = lineStop(bytes, position, lineEnd);
    if (code === undefined) {
      if (isBlank(bytes, position)) break;
      const expected = say(count === 0 ? 'dxf-drawing-code' : 'dxf-group-code');
      recover(damageAt(line + 1, textAt(bytes, position, codeEnd), expected), position, line);
      continue;
    }
    position = codeEnd + 1;
    if (position >= bytes.length) break;
    let wide = 0;
    let at = position;
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === lineEnd) break;
      wide |= byte;
    }
    if (code === 0 && !isPlainName(bytes, position, at) && !isObjectName(textAt(bytes, position, at))) {
      const damage = damageAt(line + 2, textAt(bytes, position, at), say('dxf-object-name'));
      recover(damage, position, line + 1);
      continue;
    }
    if (object < 0) checkBegin(code, textAt(bytes, position, at), line);
    codes[count] = code;
    starts[count] = position;
    if (wide > 127) wideTags.push(count);
    if (code === 0) {
      object = count;
      ended = at - position < 12 && textAt(bytes, position, at).trim() === 'EOF';
    }
    count++;
    position = at + 1;
    if (ended) break;
    if (count % groupsPerReport === 0) reportProgress(monitor, 'import', (0.3 * position) / bytes.length);
  }
  return { count, codes, starts, lineEnd, wideTags, skippedLines, broken, ended };
}

function lineStop(bytes: Uint8Array, from: number, lineEnd: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== lineEnd) at++;
  return at;
}

/** Text at a position, at most 80 bytes of it. */
function textAt(bytes: Uint8Array, from: number, to: number): string {
  return decodeLatin1(bytes, from, Math.min(to, from + 80));
}

function damageAt(line: number, text: string, expected: Phrase): Damage {
  return { at: say('line', { line }), found: verbatim(quote(text)), expected };
}

/** Throws where no object is open yet, or more are broken than can be left out. */
function markBroken(broken: AsciiScan['broken'], object: number, damage: Damage): void {
  const { at, found, expected } = damage;
  if (object < 0) throw new DrawingError(at, found, expected);
  if (!broken.has(object)) broken.set(object, damage);
  if (broken.size > maxBreaks) throw new DrawingError(at, found, expected);
}

/**
 * Beginning of the next object after `from` in line `line`, the groups that are left of those before it, and
 * the number of lines before it.
 */
function nextObject(
  bytes: Uint8Array,
  lineEnd: number,
  starts: Uint32Array,
  { from, line, count, object }: { from: number; line: number; count: number; object: number },
): { position: number; count: number; skipped: number } {
  const nameAt = (at: number) => textAt(bytes, at, lineStop(bytes, at, lineEnd));
  let [position, lines, left] = [from, line, count];
  // The code 0 of the next object may have been taken for a value.
  if (
    count > object + 1 &&
    parseCode(bytes, starts[count - 1], lineEnd) === 0 &&
    isObjectName(nameAt(from))
  ) {
    left--;
    position = starts[left];
    lines--;
  }
  while (position < bytes.length) {
    const stop = lineStop(bytes, position, lineEnd);
    // Seen as `scanAscii` sees it: what one takes for a code the other must too.
    if (parseCode(bytes, position, lineEnd) === 0 && isObjectName(nameAt(stop + 1))) break;
    position = stop + 1;
    lines++;
  }
  return { position, count: left, skipped: lines - 2 * left };
}

/** The first group begins a section; comments may stand before it. */
function checkBegin(code: number, text: string, line: number): void {
  if (code === 0) {
    if (text.trim() === 'SECTION') return;
    const found = verbatim(quote(text.trim()));
    throw new DrawingError(say('line', { line: line + 2 }), found, say('dxf-first-section'));
  }
  if (code === 999) return;
  throw new DrawingError(say('line', { line: line + 1 }), say('group-code', { code }), say('dxf-begin'));
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
