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
