/** Unpacks raw DEFLATE (RFC 1951) that comes in pieces; throws where it is damaged or cut off. */
export type Inflater = (packed: Iterable<Uint8Array>) => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** The engine's own, for hosts that have none. */
export async function createInflater(): Promise<Inflater> {
  const { Inflate } = await import('fflate');
  return function* (packed) {
    const chunks: Uint8Array[] = [];
    const inflater = new Inflate((chunk) => chunks.push(chunk));
    for (const chunk of packed) {
      inflater.push(chunk);
      yield* chunks.splice(0);
    }
    inflater.push(new Uint8Array(0), true);
    yield* chunks;
  };
}
