/** A scale bar: a round length, and how long that is on the page. */
export interface ScaleBar {
  lengthM: number;
  lengthPx: number;
}

/** The longest bar of 1, 2 or 5 times a power of ten metres that is no longer than `maxPx`. */
export function scaleBarOf(pixelsPerM: number, maxPx: number): ScaleBar {
  const maxM = maxPx / pixelsPerM;
  const power = Math.floor(Math.log10(maxM));
  // A power of ten is not always what its logarithm says.
  const lengths = [power - 1, power, power + 1].flatMap((exponent) =>
    [1, 2, 5].map((step) => (exponent < 0 ? step / 10 ** -exponent : step * 10 ** exponent)),
  );
  const lengthM = Math.max(...lengths.filter((length) => length <= maxM));
  return { lengthM, lengthPx: lengthM * pixelsPerM };
}

/** Decimals that a length of a scale bar is written with. */
export function scaleBarDigits(lengthM: number): number {
  return Math.max(0, -Math.floor(Math.log10(lengthM) + 1e-9));
}
