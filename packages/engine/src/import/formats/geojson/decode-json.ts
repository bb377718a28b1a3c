import { DrawingError, decodeBytes, say, verbatim } from '../../../core/index.ts';
import { describeJsonError } from './find-json-error.ts';

const largestBytes = 200 * 1024 * 1024;
/** Arrays and objects; a position is one. More would not fit in memory. */
const largestCount = 5_000_000;
/** Values beside each other; a position is two or three. */
const largestCommaCount = 20_000_000;
const deepest = 64;

/** The document in the bytes, its size and depth checked before it is built. Throws `DrawingError` with the place. */
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
