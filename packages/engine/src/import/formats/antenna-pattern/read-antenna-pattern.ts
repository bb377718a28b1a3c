import { decodeBytes, decodeLatin1, InputError, say } from '../../../core/index.ts';
import { readMsiPattern } from './msi-pattern.ts';
import { readNsmaPattern } from './nsma-pattern.ts';
import type { AntennaPatternFile } from './pattern-file.ts';

/** Larger is no pattern of two cuts. */
const mostBytes = 4 << 20;

/**
 * An antenna pattern from a file of a manufacturer: MSI/Planet (`.msi`, `.pln`) or NSMA WG16.99.050, told apart by what is
 * in it.
 * @param frequencyMhz of a file that says none
 * @throws InputError for any other file, and for one with something missing
 */
export function readAntennaPattern(bytes: Uint8Array, frequencyMhz?: number): AntennaPatternFile {
  const text = bytes.length > mostBytes ? '' : decode(bytes);
  if (/^\s*(?:REVNUM|ANTMAN|MODNUM|PATCUT|GUNITS)\s*:/im.test(text))
    return readNsmaPattern(text, frequencyMhz);
  if (/^\s*(?:HORIZONTAL|VERTICAL)\b/im.test(text)) return readMsiPattern(text, frequencyMhz);
  throw new InputError([{ at: say('file'), found: say('pattern-unknown'), expected: say('pattern-format') }]);
}

function decode(bytes: Uint8Array): string {
  const text = decodeBytes(bytes, 'utf-8') ?? decodeBytes(bytes, 'gb18030') ?? decodeLatin1(bytes);
  return text.replace(/^\uFEFF/, '');
}
