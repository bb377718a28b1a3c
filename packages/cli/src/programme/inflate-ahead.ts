import { pipeline, Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import type { Inflater } from '@diku/engine/core';

/** Unpacked at a time, and ahead. */
const chunkSize = 128 * 1024;
const lengths = { chunkSize, highWaterMark: 8 * chunkSize };

/** Unpacks with Node's own library in a thread of its own, some pieces ahead of what is read of it. */
export const inflateAhead: Inflater = (packed) => {
  const inflated = createInflateRaw(lengths);
  // What goes wrong in either comes to who reads the pieces.
  pipeline(Readable.from(packed), inflated, () => {});
  return inflated;
};
