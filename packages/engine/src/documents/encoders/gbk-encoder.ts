import { strToU8 } from 'fflate';
import { decodeBytes } from '../../core/index.ts';
import { escapeWide } from './dxf-groups.ts';

let known: Map<string, number> | undefined;

/** A text in GBK, read off the platform's decoder; what GBK lacks as `\U+XXXX`. */
export function encodeGbk(text: string): Uint8Array {
  known ??= gbkPairs();
  const bytes: number[] = [];
  let at = 0;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      bytes.push(unit);
      at += 1;
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(at)!);
    const pair = known.get(character);
    if (pair === undefined) bytes.push(...strToU8(escapeWide(character)));
    else bytes.push(pair >> 8, pair & 255);
    at += character.length;
  }
  return Uint8Array.from(bytes);
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
