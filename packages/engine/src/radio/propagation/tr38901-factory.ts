/** 3GPP TR 38.901 Table 7.4.1-1, InF-SL, -DL, -SH, -DH, -HH: f in GHz, 3D distance 1–600 m (closed). */

export const factoryScenarios = ['inf-sl', 'inf-dl', 'inf-sh', 'inf-dh', 'inf-hh'] as const;
export type FactoryScenario = (typeof factoryScenarios)[number];

export const tr38901FactoryRange = { distanceM: [1, 600], frequencyGhz: [0.5, 100] } as const;

/** `inf-hh` (both ends above what stands about) has line of sight always. */
const sigmas = { 'inf-sl': 5.7, 'inf-dl': 7.2, 'inf-sh': 5.9, 'inf-dh': 4 };

/** Median loss and shadowing deviation, dB. NLOS is never below LOS, dense-low never below sparse-low. */
export function tr38901FactoryLoss(
  scenario: FactoryScenario,
  los: boolean,
  frequencyMhz: number,
  distanceM: number,
): { lossDb: number; sigmaDb: number } {
  const decades = Math.log10(distanceM);
  const logGhz = Math.log10(frequencyMhz / 1000);
  const losDb = 31.84 + 21.5 * decades + 19 * logGhz;
  // Older texts give 4.0 dB for LOS.
  if (los || scenario === 'inf-hh') return { lossDb: losDb, sigmaDb: 4.3 };
  const sparseLowDb = 33 + 25.5 * decades + 20 * logGhz;
  const nlosDb = {
    'inf-sl': sparseLowDb,
    'inf-dl': Math.max(sparseLowDb, 18.6 + 35.7 * decades + 20 * logGhz),
    'inf-sh': 32.4 + 23 * decades + 20 * logGhz,
    'inf-dh': 33.63 + 21.9 * decades + 20 * logGhz,
  }[scenario];
  return { lossDb: Math.max(losDb, nlosDb), sigmaDb: sigmas[scenario] };
}
