/** Untouched, an array of this size costs a range of addresses and no memory. */
const ALLOWANCE_BYTES = 2 ** 28;

/**
 * Keeps dead shared arrays from piling up: to a garbage collector each is a handle of a few bytes (V8 counts shared
 * memory for no thread), and gigabytes of them may wait. The function returned is told of every shared array that this
 * thread gets hold of; after each 256 MiB it allocates, and drops, as much memory of the kind that is counted.
 */
export function createSharedBytesCounter(): (bytes: number) => void {
  let countedBytes = 0;
  return (bytes) => {
    countedBytes += bytes;
    if (countedBytes < ALLOWANCE_BYTES) return;
    countedBytes = 0;
    try {
      new ArrayBuffer(ALLOWANCE_BYTES);
    } catch {
      // No such range left: the collector has run already before it said so.
    }
  };
}
