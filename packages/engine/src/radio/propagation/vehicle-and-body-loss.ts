/** 3GPP TR 38.901 §7.4.3.2, car penetration N(μ, σ²), f in GHz 0.6–60 (recalled); losses of the holder's body (assumed). */

export const vehicleRange = { frequencyGhz: [0.6, 60] } as const;

export const cars = ['normal', 'metallised'] as const;

export const vehicleSource =
  '3GPP TR 38.901 §7.4.3.2, recalled: μ 9 dB, 20 dB with metallised windows, σ 5 dB; measured averages of single cars lie at 3–24 dB';

/** Median loss into a car and its deviation, dB. */
export function vehicleLoss(car: (typeof cars)[number]): { lossDb: number; sigmaDb: number } {
  return { lossDb: car === 'metallised' ? 20 : 9, sigmaDb: 5 };
}

export const bodyUses = ['data', 'voice'] as const;

export const bodySource =
  'planning assumption: 0–3 dB with the phone in the hand, at the ear 3 dB from 1.8 GHz on and 5–6 dB below 1 GHz; lossDb is the cautious end';

/** Loss of the holder's body, dB, between which values, and the cautious one. Linear over lg f from 1 to 1.8 GHz. */
export function bodyLoss(
  use: (typeof bodyUses)[number],
  frequencyMhz: number,
): { lossDb: number; lossRangeDb: [number, number] } {
  if (use === 'data') return { lossDb: 3, lossRangeDb: [0, 3] };
  const lowRatio = Math.min(1, Math.max(0, Math.log(1800 / frequencyMhz) / Math.log(1.8)));
  const range: [number, number] = [3 + 2 * lowRatio, 3 + 3 * lowRatio];
  return { lossDb: range[1], lossRangeDb: range };
}
