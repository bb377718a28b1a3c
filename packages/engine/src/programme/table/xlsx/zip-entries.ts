// ZIP: PKWARE APPNOTE 6.3.10, 4.3.7 local file header, 4.3.12 central directory, 4.3.16 its end.
import type { Inflate } from 'fflate';
import { InputError } from '../../../errors.ts';
import { say } from '../../../phrases/phrase.ts';

/** A file in an archive, packed. */
export interface ZipEntry {
  name: string;
  packed: Uint8Array;
  isDeflated: boolean;
}

const mostEntries = 10_000;
/** Bytes that are unpacked at a time: a bomb is noticed before it is large. */
const packedPart = 64 * 1024;
const endLength = 22;
const longestComment = 65_535;

/**
 * The files of an archive by name. Nothing is unpacked yet.
 * @throws InputError where the archive is cut off, encrypted, of more than one part or packed in other ways than deflate
 */
export function zipEntries(bytes: Uint8Array): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > mostEntries) throw broken();
  const entries = new Map<string, ZipEntry>();
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw broken();
    const isEncrypted = (view.getUint16(at + 8, true) & 1) === 1;
    const method = view.getUint16(at + 10, true);
    const packedLength = view.getUint32(at + 20, true);
    const nameLength = view.getUint16(at + 28, true);
    const name = String.fromCharCode(...bytes.subarray(at + 46, at + 46 + nameLength)).replaceAll('\\', '/');
    const local = view.getUint32(at + 42, true);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (isEncrypted || (method !== 0 && method !== 8)) throw broken();
    if (local + 30 > bytes.length || view.getUint32(local, true) !== 0x04034b50) throw broken();
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    if (start + packedLength > bytes.length) throw broken();
    entries.set(name.replace(/^\/+/, ''), {
      name,
      packed: bytes.subarray(start, start + packedLength),
      isDeflated: method === 8,
    });
  }
  return entries;
}

function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - endLength - longestComment);
  for (let at = view.byteLength - endLength; at >= first; at -= 1) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  throw broken();
}

/**
 * What a file of an archive holds, in pieces; before each `moveTo` is told how many packed bytes are read.
 * @throws InputError beyond `mostBytes`, or where what is packed is damaged
 */
export function* unpack(
  { name, packed, isDeflated }: ZipEntry,
  mostBytes: number,
  Inflater: typeof Inflate,
  moveTo?: (offset: number) => void,
): Generator<Uint8Array> {
  if (!isDeflated) {
    yield packed;
    return;
  }
  const pieces: Uint8Array[] = [];
  const inflater = new Inflater((piece) => pieces.push(piece));
  let unpackedBytes = 0;
  for (let at = 0; at < packed.length; at += packedPart) {
    const end = Math.min(packed.length, at + packedPart);
    try {
      inflater.push(packed.subarray(at, end), end === packed.length);
    } catch {
      throw broken(name);
    }
    moveTo?.(end);
    for (const piece of pieces.splice(0)) {
      unpackedBytes += piece.length;
      if (unpackedBytes > mostBytes) {
        throw new InputError([
          { at: name, found: say('more-data'), expected: say('at-most-bytes', { most: mostBytes }) },
        ]);
      }
      yield piece;
    }
  }
}

function broken(at?: string): InputError {
  return new InputError([
    { at: at ?? say('file'), found: say('table-broken-zip'), expected: say('table-formats') },
  ]);
}
