/** Seeded generator: the same seed gives the same numbers everywhere (mulberry32, public domain). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Independent standard normal values from uniform ones on [0, 1) (Box & Muller 1958). */
export function createNormalSource(random: () => number): () => number {
  let cached: number | undefined;
  return () => {
    if (cached !== undefined) {
      const value = cached;
      cached = undefined;
      return value;
    }
    const size = Math.sqrt(-2 * Math.log(1 - random()));
    const turnRad = 2 * Math.PI * random();
    cached = size * Math.sin(turnRad);
    return size * Math.cos(turnRad);
  };
}
