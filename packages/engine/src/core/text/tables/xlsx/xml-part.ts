import { InputError } from '../../../errors.ts';
import { type Phrase, say, verbatim } from '../../../messages/phrase.ts';
import { createChunkDecoder } from '../../text-decoder.ts';
import { XmlError, type XmlListener, XmlScanner } from './scan-xml.ts';
import type { XlsxFile } from './xlsx-file.ts';
import { unpack } from './zip-entries.ts';

export interface PartReading {
  /** Unpacked. */
  maxBytes: number;
  listener: XmlListener;
  /** Told how many packed bytes are read. */
  moveTo?: (offset: number) => void;
}

/**
 * Reads a part of a workbook piece by piece; yields after every piece, so that what was found can be taken along the way.
 * A document type declaration is refused, so that no entity is ever expanded.
 * @throws InputError with part and line where it is no XML
 */
export async function* readPart(
  { entries, inflate }: XlsxFile,
  name: string,
  { maxBytes, listener, moveTo }: PartReading,
): AsyncGenerator<void> {
  const entry = entries.get(name);
  if (!entry) throw new InputError([{ at: name, found: say('nothing'), expected: say('table-xlsx-part') }]);
  const scanner = new XmlScanner(listener);
  try {
    const decode = createChunkDecoder('utf-8');
    for await (const chunk of unpack(entry, maxBytes, inflate, moveTo)) {
      scanner.write(decode(chunk, false));
      yield;
    }
    scanner.write(decode(new Uint8Array(0), true));
    scanner.close();
    yield;
  } catch (error) {
    const found = foundIn(error);
    if (!found) throw error;
    const at = say('in-file', { file: name, at: say('line', { line: scanner.line }) });
    throw new InputError([{ at, found, expected: verbatim('XML') }]);
  }
}

/** Fault of the text; undefined for every other error. */
function foundIn(error: unknown): Phrase | undefined {
  if (error instanceof TypeError) return say('not-in-encoding', { encoding: 'UTF-8' });
  if (!(error instanceof XmlError)) return undefined;
  if (error.kind === 'doctype') return say('osm-dtd');
  return error.kind === 'deep'
    ? say('elements-deep', { most: error.message })
    : say('broken-xml', { reason: error.message });
}

/** Reads a part to its end; `look` is told how many packed bytes are read, and awaited. */
export async function readWholePart(
  file: XlsxFile,
  name: string,
  reading: Omit<PartReading, 'moveTo'>,
  look?: (offset: number) => Promise<void> | undefined,
): Promise<void> {
  let offset = 0;
  const moveTo = (at: number) => {
    offset = at;
  };
  for await (const _ of readPart(file, name, { ...reading, moveTo })) await look?.(offset);
}
