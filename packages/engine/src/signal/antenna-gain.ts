import type { Antenna } from '../plan/schema.ts';

/** Gain of the built-in ceiling omni at the horizon, and straight below, dBi (trade data sheets; assumption). */
const ceilingOmni = { horizonGainDbi: 2, nadirGainDbi: -10 };

/**
 * Gain towards a receiver, dBi, from the sine of the angle below the horizon. The ceiling omni falls from its
 * horizon gain to its nadir gain with the square of that sine; the isotropic antenna has 0 dBi everywhere.
 */
export function antennaGainDbi(type: Antenna['type'], sineSquaredBelowHorizon: number): number {
  if (type === 'isotropic') return 0;
  return (
    ceilingOmni.horizonGainDbi -
    (ceilingOmni.horizonGainDbi - ceilingOmni.nadirGainDbi) * sineSquaredBelowHorizon
  );
}
