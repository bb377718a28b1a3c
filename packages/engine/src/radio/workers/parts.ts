/** The first items of `parts` parts of like length, in memory that workers share: what each part's next one is. */
export function sharedParts(items: number, parts: number): Int32Array {
  const next = new Int32Array(new SharedArrayBuffer(parts * Int32Array.BYTES_PER_ELEMENT));
  for (let part = 0; part < parts; part++) next[part] = partStart(items, parts, part);
  return next;
}

/** Takes items one at a time: those of the own part first, then what others have left. At the end `items` or more. */
export function takeFromParts(next: Int32Array, partIndex: number, items: number): () => number {
  const parts = next.length;
  let offset = 0;
  return () => {
    for (; offset < parts; offset++) {
      const part = (partIndex + offset) % parts;
      const item = Atomics.add(next, part, 1);
      if (item < partStart(items, parts, part + 1)) return item;
    }
    return items;
  };
}

function partStart(items: number, parts: number, part: number): number {
  return Math.floor((items * part) / parts);
}
