/** ITU-R P.2109 §3, eqs (1)–(10), building entry loss: f in GHz 0.08–100, 0 < P < 1 (open), elevation −90–90° (closed). */
import { normalQuantile } from '../../core/index.ts';

export const buildingClasses = ['traditional', 'thermally-efficient'] as const;
export type BuildingClass = (typeof buildingClasses)[number];

export const p2109Range = { frequencyGhz: [0.08, 100] } as const;

export const p2109Source =
  'ITU-R P.2109, coefficients recalled; agrees with a validated run of the public code crc-covlib';

interface Coefficients {
  median: readonly [r: number, s: number, t: number];
  sigma1: readonly [u: number, v: number];
  mean2: readonly [w: number, x: number];
  sigma2: readonly [y: number, z: number];
}

const coefficients: Record<BuildingClass, Coefficients> = {
  traditional: { median: [12.64, 3.72, 0.96], sigma1: [9.6, 2], mean2: [9.1, -3], sigma2: [4.5, -2] },
  'thermally-efficient': {
    median: [28.19, -3, 8.48],
    sigma1: [13.5, 3.8],
    mean2: [27.8, -2.9],
    sigma2: [9.4, -2.1],
  },
};

/** Loss in dB that is not exceeded with a probability. */
export function buildingEntryLossDb(
  building: BuildingClass,
  frequencyMhz: number,
  probability: number,
  elevationDeg: number,
): number {
  const { median, sigma1, mean2, sigma2 } = coefficients[building];
  const logGhz = Math.log10(frequencyMhz / 1000);
  const quantile = normalQuantile(probability);
  const horizontalDb = median[0] + median[1] * logGhz + median[2] * logGhz ** 2;
  const mean1 = horizontalDb + 0.212 * Math.abs(elevationDeg);
  const a = quantile * (sigma1[0] + sigma1[1] * logGhz) + mean1;
  const b = quantile * (sigma2[0] + sigma2[1] * logGhz) + mean2[0] + mean2[1] * logGhz;
  return 10 * Math.log10(10 ** (0.1 * a) + 10 ** (0.1 * b) + 10 ** -0.3);
}
