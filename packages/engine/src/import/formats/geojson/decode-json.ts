import { DrawingError, decodeBytes, say, verbatim } from '../../../core/index.ts';

/** A whole number or word of JSON (RFC 8259), a colon, white space at a position. */
const plain = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const colon = /[ \t\r\n]*:[ \t\r\n]*/y;
const space = /[ \t\r\n]*/y;
const escapes = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

const largestBytes = 200 * 1024 * 1024;
/** Arrays and objects; a position is one. More would not fit in memory. */
const largestCount = 5_000_000;
/** Values beside each other; a position is two or three. */
const largestCommaCount = 20_000_000;
const deepest = 64;

/**
 * The document in the bytes, its size and depth checked before it is built. Throws `DrawingError` with the position.
 */
export function decodeJson(bytes: Uint8Array): { value: unknown; encoding: string } {
  if (bytes.length > largestBytes) {
    throw new DrawingError(
      say('file'),
      say('json-bytes', { count: bytes.length }),
      say('at-most-bytes', { most: largestBytes }),
    );
  }
  const { text, encoding } = decodeText(bytes);
  checkBrackets(text);
  try {
    return { value: JSON.parse(text), encoding };
  } catch {
    const { line, rest } = describeJsonError(text);
    throw new DrawingError(
      say('line', { line }),
      rest ? verbatim(JSON.stringify(rest)) : say('end-of-file'),
      verbatim('JSON'),
    );
  }
}

function decodeText(bytes: Uint8Array): { text: string; encoding: string } {
  const wide = wideEncoding(bytes);
  for (const label of wide ? [wide] : ['utf-8', 'gbk']) {
    const text = decodeBytes(bytes, label);
    if (text !== undefined) return { text: text.replace(/^\uFEFF/, ''), encoding: label };
  }
  throw new DrawingError(say('file'), say('json-encoding'), say('geojson-utf8'));
}

/** JSON begins with an ASCII character: a zero byte beside it, or a byte order mark, says UTF-16. */
function wideEncoding([first, second]: Uint8Array): string | undefined {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || first === 0 ? 'utf-16be' : undefined;
}

/** Depth and number of arrays and objects outside of strings, and number of values. */
function checkBrackets(text: string): void {
  let depth = 0;
  let count = 0;
  let commas = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === 92) i++;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 91 || code === 123) {
      if (++depth > deepest) {
        throw new DrawingError(
          say('character', { index: i }),
          say('brackets-deep', { most: deepest }),
          verbatim('GeoJSON'),
        );
      }
      if (++count > largestCount) {
        throw new DrawingError(
          say('character', { index: i }),
          say('more-data'),
          say('at-most-positions', { most: largestCount }),
        );
      }
    } else if (code === 93 || code === 125) depth--;
    else if (code === 44 && ++commas > largestCommaCount) {
      throw new DrawingError(
        say('character', { index: i }),
        say('more-values'),
        say('at-most', { most: largestCommaCount }),
      );
    }
  }
}

/**
 * Returns where text stops being JSON; its length where it only ends too early. Parsers of the hosts say so in words of
 * their own, or not at all.
 */
function findJsonError(text: string): number {
  const closers: string[] = [];
  let at = after(space, text, 0);
  while (at < text.length) {
    if (closers[closers.length - 1] === '}') {
      const end = afterString(text, at);
      const value = after(colon, text, end);
      if (end === at || value === end) return end;
      at = value;
    }
    if (text[at] === '{' || text[at] === '[') {
      closers.push(text[at] === '{' ? '}' : ']');
      at = after(space, text, at + 1);
      if (text[at] !== closers[closers.length - 1]) continue;
    } else {
      const end = text[at] === '"' ? afterString(text, at) : after(plain, text, at);
      if (end === at) return at;
      at = after(space, text, end);
    }
    while (closers.length > 0 && text[at] === closers[closers.length - 1]) {
      closers.pop();
      at = after(space, text, at + 1);
    }
    if (text[at] !== ',' || closers.length === 0) return at;
    at = after(space, text, at + 1);
  }
  return text.length;
}

/** The line where text stops being JSON, and what stands there; nothing where it only ends too early. */
export function describeJsonError(text: string): { line: number; rest: string } {
  const position = findJsonError(text);
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < position; i = text.indexOf('\n', i + 1)) line++;
  const rest = text.slice(position, position + 20).replace(/\s+/g, ' ');
  return { line, rest: rest.trim() };
}

/** The end of what the pattern matches at a position; the position itself where it matches nothing. */
function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

/** The end of the string at a position; where it breaks, or the position itself where there is none. */
function afterString(text: string, from: number): number {
  if (text[from] !== '"') return from;
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '"') return at + 1;
    if (text.charCodeAt(at) < 0x20) return at;
    if (text[at] !== '\\') continue;
    const end = after(escapes, text, at);
    if (end === at) return at;
    at = end - 1;
  }
  return text.length;
}
