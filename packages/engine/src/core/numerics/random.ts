/** Seeded generator: the same seed gives the same numbers everywhere (mulberry32, public domain). */
export function createRandom(seed: number): () => number {
  // In arrays here and below: numbers that a function closes over are allocated anew with each value.
  const state = Uint32Array.of(seed);
  return () => {
    state[0] += 0x6d2b79f5;
    let mixed = state[0];
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Independent standard normal values from uniform ones on [0, 1) (Box & Muller 1958). */
export function createNormalSource(random: () => number): () => number {
  const cached = new Float64Array(1);
  let isCached = false;
  return () => {
    if (isCached) {
      isCached = false;
      return cached[0];
    }
    const size = Math.sqrt(-2 * Math.log(1 - random()));
    const turnRad = 2 * Math.PI * random();
    cached[0] = size * Math.sin(turnRad);
    isCached = true;
    return size * Math.cos(turnRad);
  };
}
