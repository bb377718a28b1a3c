// ZIP: PKWARE APPNOTE 6.3.10, 4.3.7 local file header, 4.3.12 central directory, 4.3.16 its end.
import { InputError } from '../../../errors.ts';
import { say } from '../../../messages/phrase.ts';
import { byteChunks, type TableBytes } from '../table-bytes.ts';
import type { Inflater } from './inflater.ts';

/** A file in an archive, packed. */
export interface ZipEntry {
  name: string;
  archive: TableBytes;
  /** Offset in the archive. */
  start: number;
  packedLength: number;
  isDeflated: boolean;
}

const maxEntries = 10_000;
const endLength = 22;
const [centralLength, localLength] = [46, 30];
const longestComment = 65_535;

/**
 * The files of an archive by name. Nothing is unpacked yet.
 * @throws InputError where the archive is cut off, encrypted, of more than one part or packed in other ways than deflate
 */
export function zipEntries(archive: TableBytes): Map<string, ZipEntry> {
  const { length } = archive;
  const tailStart = Math.max(0, length - endLength - longestComment);
  const tail = viewOf(archive, tailStart, length);
  const end = findEnd(tail);
  const count = tail.getUint16(end + 10, true);
  const first = tail.getUint32(end + 16, true);
  if (count > maxEntries || first > tailStart + end) throw broken();
  const directory = viewOf(archive, first, tailStart + end);
  const entries = new Map<string, ZipEntry>();
  for (let index = 0, at = 0; index < count; index += 1) {
    if (at + centralLength > directory.byteLength || directory.getUint32(at, true) !== 0x02014b50)
      throw broken();
    const isEncrypted = (directory.getUint16(at + 8, true) & 1) === 1;
    const method = directory.getUint16(at + 10, true);
    const packedLength = directory.getUint32(at + 20, true);
    const nameLength = directory.getUint16(at + 28, true);
    if (at + centralLength + nameLength > directory.byteLength) throw broken();
    const letters = new Uint8Array(directory.buffer, directory.byteOffset + at + centralLength, nameLength);
    const name = String.fromCharCode(...letters).replaceAll('\\', '/');
    const local = directory.getUint32(at + 42, true);
    at +=
      centralLength + nameLength + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
    if (isEncrypted || (method !== 0 && method !== 8) || local + localLength > length) throw broken();
    const head = viewOf(archive, local, local + localLength);
    if (head.getUint32(0, true) !== 0x04034b50) throw broken();
    const start = local + localLength + head.getUint16(26, true) + head.getUint16(28, true);
    if (start + packedLength > length) throw broken();
    const entry = { name, archive, start, packedLength, isDeflated: method === 8 };
    entries.set(name.replace(/^\/+/, ''), entry);
  }
  return entries;
}

function viewOf(archive: TableBytes, from: number, to: number): DataView {
  const { buffer, byteOffset, byteLength } = archive.read(from, to);
  return new DataView(buffer, byteOffset, byteLength);
}

function findEnd(view: DataView): number {
  for (let at = view.byteLength - endLength; at >= 0; at -= 1) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  throw broken();
}

/**
 * Content of a file of an archive, in pieces; `moveTo` is told how many packed bytes are read.
 * @throws InputError beyond `maxBytes`, or where what is packed is damaged
 */
export async function* unpack(
  { name, archive, start, packedLength, isDeflated }: ZipEntry,
  maxBytes: number,
  inflate: Inflater,
  moveTo?: (offset: number) => void,
): AsyncGenerator<Uint8Array> {
  let readError: unknown;
  const packed = function* () {
    try {
      yield* byteChunks(archive, start, start + packedLength, moveTo);
    } catch (error) {
      readError = error;
      throw error;
    }
  };
  let unpackedBytes = 0;
  const chunks = isDeflated ? inflate(packed()) : packed();
  const source = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  try {
    for (;;) {
      const next = await nextOf(source, () => readError ?? broken(name));
      if (next.done) return;
      unpackedBytes += next.value.length;
      if (unpackedBytes > maxBytes) {
        throw new InputError([
          { at: name, found: say('more-data'), expected: say('at-most-bytes', { most: maxBytes }) },
        ]);
      }
      yield next.value;
    }
  } finally {
    await source.return?.();
  }
}

/** Next item of a source; its errors become one error. */
async function nextOf(source: Iterator<Uint8Array> | AsyncIterator<Uint8Array>, errorOf: () => unknown) {
  try {
    return await source.next();
  } catch {
    throw errorOf();
  }
}

function broken(at?: string): InputError {
  return new InputError([
    { at: at ?? say('file'), found: say('table-broken-zip'), expected: say('table-formats') },
  ]);
}
