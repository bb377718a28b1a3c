/** ITU-R P.1238 to edition -9, §3.1 eq (1): `20 log10 f + N log10 d + Lf(n) − 28`, f in MHz, d > 1 m. */

export type LegacyEnvironment = 'residential' | 'office' | 'commercial';
export const legacyEnvironments: readonly LegacyEnvironment[] = ['residential', 'office', 'commercial'];

export interface LegacyCoefficients {
  /** Distance power loss coefficient N, dB per decade. */
  powerLossCoefficient: number;
  floorLossDb: number;
}

/** Rows of 1.8–2 GHz, as ns-3 transcribes them and uses them at every frequency. */
export function legacyCoefficients(environment: LegacyEnvironment, floors: number): LegacyCoefficients {
  const between = floors - 1;
  switch (environment) {
    case 'residential':
      return { powerLossCoefficient: 28, floorLossDb: 4 * floors };
    case 'office':
      return { powerLossCoefficient: 30, floorLossDb: floors === 0 ? 0 : 15 + 4 * between };
    case 'commercial':
      return { powerLossCoefficient: 22, floorLossDb: floors === 0 ? 0 : 6 + 3 * between };
  }
}

export const legacySource = 'ITU-R P.1238 to edition -9, 1.8–2 GHz coefficients via ns-3';

/** Median loss in dB. */
export function legacyLossDb(
  coefficients: LegacyCoefficients,
  frequencyMhz: number,
  distanceM: number,
): number {
  return (
    20 * Math.log10(frequencyMhz) +
    coefficients.powerLossCoefficient * Math.log10(distanceM) +
    coefficients.floorLossDb -
    28
  );
}
