import { InputError } from '../errors.ts';
import { say } from '../messages/phrase.ts';
import { decodeBytes } from './text-decoder.ts';

const largestBytes = 200 * 1024 * 1024;
/** Bytes that are looked at to tell UTF-16 without a mark. */
export const sampleBytes = 4096;

/**
 * The text of a table in UTF-8, UTF-16 (either order, with or without a mark) or GB 18030, its line ends as `\n`.
 * @throws InputError where it is too large or in none of them
 */
export function decodeWalkText(bytes: Uint8Array): { text: string; encoding: string } {
  if (bytes.length > largestBytes) {
    throw new InputError([
      {
        at: say('size'),
        found: say('bytes-count', { count: bytes.length }),
        expected: say('at-most-bytes', { most: largestBytes }),
      },
    ]);
  }
  const wide = wideEncoding(bytes);
  for (const label of wide ? [wide] : ['utf-8', 'gb18030']) {
    const text = decodeBytes(bytes, label);
    if (text === undefined || text.includes('\0')) continue;
    const unmarked = text.replace(/^\uFEFF/, '');
    return { text: unmarked.includes('\r') ? unmarked.replace(/\r\n?/g, '\n') : unmarked, encoding: label };
  }
  throw new InputError([
    { at: say('encoding'), found: say('walk-no-text'), expected: say('walk-encodings') },
  ]);
}

/** A byte order mark says UTF-16; so does a zero in every second byte, since separators and numbers are ASCII. */
export function wideEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const length = Math.min(bytes.length, sampleBytes);
  for (let index = 0; index < length; index += 1) if (bytes[index] === 0) zeros[index % 2] += 1;
  if (Math.max(...zeros) < length / 10) return undefined;
  return zeros[1] > zeros[0] ? 'utf-16le' : 'utf-16be';
}
