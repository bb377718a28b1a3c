import { DrawingError } from '../../errors.ts';
import { say } from '../../phrases/phrase.ts';
import { decodeLatin1 } from '../dxf/text-decoder.ts';

/** The piece of the host that is used: the Encoding Standard's decoder, fed in pieces. */
interface StreamDecoder {
  decode(bytes?: Uint8Array, options?: { stream: boolean }): string;
}

interface Host {
  TextDecoder?: new (label: string, options: { fatal: boolean }) => StreamDecoder;
}

const chunkLength = 1 << 20;

/** Encoding of an XML file: by byte order mark, by zero bytes, by its declaration, else UTF-8. */
export function xmlEncoding(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  const declaration = /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/i;
  return (declaration.exec(decodeLatin1(bytes.subarray(0, 400)))?.[1] ?? 'utf-8').toLowerCase();
}

/** The text of the file in pieces, so that large files need little memory. Refuses bytes that the encoding lacks. */
export function* xmlChunks(bytes: Uint8Array, encoding: string): Generator<string> {
  const decoder = createDecoder(encoding);
  let offset = 0;
  try {
    for (; offset < bytes.length; offset += chunkLength) {
      yield decoder.decode(bytes.subarray(offset, offset + chunkLength), { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new DrawingError(
      say('byte-or-after', { byte: offset }),
      say('not-in-encoding', { encoding }),
      say('xml-in', { encoding }),
    );
  }
}

function createDecoder(encoding: string): StreamDecoder {
  const { TextDecoder } = globalThis as unknown as Host;
  try {
    return new TextDecoder!(encoding, { fatal: true });
  } catch {
    throw new DrawingError(say('line', { line: 1 }), say('xml-encoding', { encoding }), say('xml-encodings'));
  }
}
