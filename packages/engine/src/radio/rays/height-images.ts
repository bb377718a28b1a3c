/** How a ray rises between floor and ceiling: straight, or mirrored by both so many times. */
export interface HeightImage {
  /** From the transmitter up to the receiver's image, metres. */
  riseM: number;
  floorBounces: number;
  ceilingBounces: number;
}

/** The receiver's images at heights 2·m·h ± z, |m| ≤ `order`, over a transmitter; the direct one first. */
export function heightImages(fromM: number, toM: number, clearHeightM: number, order: number): HeightImage[] {
  const images: HeightImage[] = [];
  for (let step = 0; step <= 2 * order; step += 1) {
    const m = step % 2 === 0 ? -step / 2 : (step + 1) / 2;
    const baseM = 2 * m * clearHeightM - fromM;
    const turns = Math.abs(m);
    images.push({ riseM: baseM + toM, floorBounces: turns, ceilingBounces: turns });
    images.push({
      riseM: baseM - toM,
      floorBounces: m > 0 ? m - 1 : turns + 1,
      ceilingBounces: turns,
    });
  }
  return images;
}

/** Height above the floor of a place in the unfolded storeys, metres. */
export function foldedHeightM(unfoldedM: number, clearHeightM: number): number {
  const doubledM = 2 * clearHeightM;
  const withinM = ((unfoldedM % doubledM) + doubledM) % doubledM;
  return withinM <= clearHeightM ? withinM : doubledM - withinM;
}
