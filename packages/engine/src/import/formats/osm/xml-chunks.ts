import { DrawingError, decodeLatin1, decodePieces, say } from '../../../core/index.ts';

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
  let offset = 0;
  try {
    yield* decodePieces(bytes, encoding, (at) => {
      offset = at;
    });
  } catch (error) {
    if (error instanceof RangeError) {
      throw new DrawingError(
        say('line', { line: 1 }),
        say('xml-encoding', { encoding }),
        say('xml-encodings'),
      );
    }
    if (!(error instanceof TypeError)) throw error;
    throw new DrawingError(
      say('byte-or-after', { byte: offset }),
      say('not-in-encoding', { encoding }),
      say('xml-in', { encoding }),
    );
  }
}
