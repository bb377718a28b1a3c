/** 3GPP TR 38.901 Table 7.4.1-1, InH-Office: f in GHz, 3D distance 1–150 m (closed). */

export const tr38901OfficeRange = { distanceM: [1, 150], frequencyGhz: [0.5, 100] } as const;

/** Median loss and shadowing deviation, dB. NLOS is never below LOS. */
export function tr38901OfficeLoss(
  los: boolean,
  frequencyMhz: number,
  distanceM: number,
): { lossDb: number; sigmaDb: number } {
  const decades = Math.log10(distanceM);
  const logGhz = Math.log10(frequencyMhz / 1000);
  const losDb = 32.4 + 17.3 * decades + 20 * logGhz;
  if (los) return { lossDb: losDb, sigmaDb: 3 };
  return { lossDb: Math.max(losDb, 17.3 + 38.3 * decades + 24.9 * logGhz), sigmaDb: 8.03 };
}

/** NLOS by the table's optional formula, 32.4 + 31.9 lg d + 20 lg f; never below LOS. */
export function tr38901OptionalOfficeLoss(
  frequencyMhz: number,
  distanceM: number,
): { lossDb: number; sigmaDb: number } {
  const nlosDb = 32.4 + 31.9 * Math.log10(distanceM) + 20 * Math.log10(frequencyMhz / 1000);
  return { lossDb: Math.max(tr38901OfficeLoss(true, frequencyMhz, distanceM).lossDb, nlosDb), sigmaDb: 8.29 };
}
