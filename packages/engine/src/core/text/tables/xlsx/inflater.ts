/** Unpacks raw DEFLATE (RFC 1951) that comes in pieces; throws where it is damaged or cut off. */
export type Inflater = (packed: Iterable<Uint8Array>) => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** The engine's own, for hosts that have none. */
export async function createInflater(): Promise<Inflater> {
  const { Inflate } = await import('fflate');
  return function* (packed) {
    const pieces: Uint8Array[] = [];
    const inflater = new Inflate((piece) => pieces.push(piece));
    for (const piece of packed) {
      inflater.push(piece);
      yield* pieces.splice(0);
    }
    inflater.push(new Uint8Array(0), true);
    yield* pieces;
  };
}
