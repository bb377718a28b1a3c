/** Cached at most; more than this and all of it goes. */
const MAX_RECYCLED_BYTES = 2 ** 27;

/** Fields that were given back, for later fields of the same size: fresh memory costs as much as what is written to it. */
export class RecycledFields {
  readonly #sharedMemory: boolean;
  readonly #byCells = new Map<number, Float32Array[]>();
  readonly #buffers = new Set<ArrayBufferLike>();
  readonly #excluded = new WeakSet<ArrayBufferLike>();
  #cachedBytes = 0;

  constructor({ sharedMemory }: { sharedMemory: boolean }) {
    this.#sharedMemory = sharedMemory;
  }

  /** Ignores parts of arrays, arrays that were given back already, and those of the other kind of memory. */
  put(fieldDb: Float32Array): void {
    const { buffer, byteLength, length } = fieldDb;
    const fits = byteLength > 0 && byteLength === buffer.byteLength;
    if (!fits || this.#buffers.has(buffer) || this.#excluded.has(buffer)) return;
    if (!(buffer instanceof ArrayBuffer) !== this.#sharedMemory) return;
    if (this.#cachedBytes + byteLength > MAX_RECYCLED_BYTES) this.clear();
    this.#cachedBytes += byteLength;
    this.#buffers.add(buffer);
    const same = this.#byCells.get(length);
    if (same) same.push(fieldDb);
    else this.#byCells.set(length, [fieldDb]);
  }

  /** Never takes this field's memory: a worker given up for dead may still be writing to it. */
  exclude({ buffer }: Float32Array): void {
    this.#excluded.add(buffer);
  }

  /** An array of that many cells with anything in it, if there is one. */
  take(cells: number): Float32Array | undefined {
    const fieldDb = this.#byCells.get(cells)?.pop();
    if (!fieldDb) return undefined;
    this.#buffers.delete(fieldDb.buffer);
    this.#cachedBytes -= fieldDb.byteLength;
    return fieldDb;
  }

  clear(): void {
    this.#byCells.clear();
    this.#buffers.clear();
    this.#cachedBytes = 0;
  }
}
