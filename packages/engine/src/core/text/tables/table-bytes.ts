/** A file's bytes, read from where they are as they are needed: a large file is never held whole. */
export interface TableBytes {
  length: number;
  /** Reads the bytes from one position to before another, as a piece that stays as it is. */
  read(from: number, to: number): Uint8Array;
}

/** Read at a time: little enough that what is packed to a thousandth of its length is noticed before it is large. */
const chunkLength = 64 * 1024;

/** Bytes in memory as a readable source; other sources as they are. */
export function tableBytes(bytes: Uint8Array | TableBytes): TableBytes {
  if (!(bytes instanceof Uint8Array)) return bytes;
  return { length: bytes.length, read: (from, to) => bytes.subarray(from, to) };
}

/** A stretch of the bytes piece by piece; `moveTo` is told how many of them are read. */
export function* byteChunks(
  bytes: TableBytes,
  from = 0,
  to = bytes.length,
  moveTo?: (offset: number) => void,
): Generator<Uint8Array> {
  for (let at = from; at < to; at += chunkLength) {
    const end = Math.min(to, at + chunkLength);
    yield bytes.read(at, end);
    moveTo?.(end - from);
  }
}
