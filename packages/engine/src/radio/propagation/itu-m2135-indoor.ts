/** ITU-R M.2135 Table A1-2 and 3GPP TR 36.814 Table B.1.2.1-1, InH: f in GHz 2–6, LOS 3–100 m, NLOS 10–150 m (closed). */

/** Frequency and the LOS range are recalled. */
export const m2135Range = { los: [3, 100], nlos: [10, 150], frequencyGhz: [2, 6] } as const;

export const m2135Source =
  'ITU-R M.2135 / 3GPP TR 36.814 InH, via public transcriptions; ranges partly recalled, no vector to compare with';

/** Median loss and shadowing deviation, dB; the tables set no lower bound on NLOS. */
export function m2135IndoorLoss(
  los: boolean,
  frequencyMhz: number,
  distanceM: number,
): { lossDb: number; sigmaDb: number } {
  const decades = Math.log10(distanceM);
  const logGhz = Math.log10(frequencyMhz / 1000);
  return los
    ? { lossDb: 16.9 * decades + 32.8 + 20 * logGhz, sigmaDb: 3 }
    : { lossDb: 43.3 * decades + 11.5 + 20 * logGhz, sigmaDb: 4 };
}

export function m2135LosProbability(distanceM: number): number {
  if (distanceM <= 18) return 1;
  return distanceM < 37 ? Math.exp(-(distanceM - 18) / 27) : 0.5;
}
