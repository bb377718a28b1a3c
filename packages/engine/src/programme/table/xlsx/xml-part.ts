import type { SaxesParser } from 'saxes';
import { decodePieces } from '../../../drawing/dxf/text-decoder.ts';
import { InputError } from '../../../errors.ts';
import { say, verbatim } from '../../../phrases/phrase.ts';
import type { XlsxFile } from './xlsx-file.ts';
import { unpack } from './zip-entries.ts';

/** What is told of a part's XML; names are without their prefix. */
export interface PartListener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

export interface PartReading {
  /** Unpacked. */
  mostBytes: number;
  listener: PartListener;
  /** Told how many packed bytes are read. */
  moveTo?: (offset: number) => void;
}

const deepest = 64;

/**
 * Reads a part of a workbook piece by piece; yields after every piece, so that what was found can be taken along the way.
 * A document type declaration is refused, so that no entity is ever expanded.
 * @throws InputError with part, line and column where it is no XML
 */
export function* readPart(
  { entries, Inflate, Saxes }: XlsxFile,
  name: string,
  { mostBytes, listener, moveTo }: PartReading,
): Generator<void> {
  const entry = entries.get(name);
  if (!entry) throw new InputError([{ at: name, found: say('nothing'), expected: say('table-xlsx-part') }]);
  const parser: SaxesParser = new Saxes();
  const refuse = (found: ReturnType<typeof say>): never => {
    const place = say('line-column', { line: parser.line, column: parser.column });
    throw new InputError([
      { at: say('in-file', { file: name, at: place }), found, expected: verbatim('XML') },
    ]);
  };
  let depth = 0;
  parser.on('doctype', () => refuse(say('osm-dtd')));
  parser.on('error', ({ message }) =>
    refuse(say('broken-xml', { reason: message.replace(/^[\d:\s]+/, '').replace(/\.$/, '') })),
  );
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > deepest) refuse(say('elements-deep', { most: deepest }));
    listener.open?.(localName(tag.name), tag.attributes as Record<string, string>);
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    listener.close?.(localName(tag.name));
  });
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  try {
    for (const text of decodePieces(unpack(entry, mostBytes, Inflate, moveTo), 'utf-8')) {
      parser.write(text);
      yield;
    }
  } catch (error) {
    if (error instanceof TypeError) refuse(say('not-in-encoding', { encoding: 'UTF-8' }));
    throw error;
  }
  parser.close();
  yield;
}

/** Reads a part to its end. */
export function readWholePart(file: XlsxFile, name: string, mostBytes: number, listener: PartListener): void {
  for (const _ of readPart(file, name, { mostBytes, listener }));
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
