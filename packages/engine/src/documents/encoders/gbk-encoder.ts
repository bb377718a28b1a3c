import { strToU8 } from 'fflate';
import { decodeBytes } from '../../core/index.ts';
import { escapeWide } from './dxf-groups.ts';

let known: Map<string, number> | undefined;

/** A text in GBK, read off the platform's decoder; what GBK lacks as `\U+XXXX`. */
export function encodeGbk(text: string): Uint8Array {
  known ??= gbkPairs();
  let bytes = new Uint8Array(2 * text.length);
  let count = 0;
  let at = 0;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      bytes[count++] = unit;
      at += 1;
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(at)!);
    at += character.length;
    const pair = known.get(character);
    if (pair !== undefined) {
      bytes[count++] = pair >> 8;
      bytes[count++] = pair & 255;
      continue;
    }
    const escaped = strToU8(escapeWide(character));
    // Room for this and for two bytes of each sign that follows.
    const neededBytes = count + escaped.length + 2 * (text.length - at);
    if (neededBytes > bytes.length) {
      const longer = new Uint8Array(2 * neededBytes);
      longer.set(bytes.subarray(0, count));
      bytes = longer;
    }
    bytes.set(escaped, count);
    count += escaped.length;
  }
  return bytes.slice(0, count);
}

function gbkPairs(): Map<string, number> {
  const pairs = new Map<string, number>();
  for (let first = 0x81; first <= 0xfe; first++) {
    for (let second = 0x40; second <= 0xfe; second++) {
      const character = second === 0x7f ? undefined : decodeBytes(Uint8Array.of(first, second), 'gbk');
      if (character && [...character].length === 1 && !pairs.has(character)) {
        pairs.set(character, (first << 8) | second);
      }
    }
  }
  return pairs;
}
