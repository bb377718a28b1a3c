// 3GPP TS 36.101 V17.4.0, table 5.5-1 (and TS 38.101-1, table 5.2-1): paired bands that are in use in China.

import { ratioToDb } from '../../core/index.ts';
import type { Carrier } from '../../plan/index.ts';

/** Downlink from, to, and how far below it the uplink lies. */
const pairedBands = [
  { lowestMhz: 2110, highestMhz: 2170, spacingMhz: 190 },
  { lowestMhz: 1805, highestMhz: 1880, spacingMhz: 95 },
  { lowestMhz: 869, highestMhz: 894, spacingMhz: 45 },
  { lowestMhz: 925, highestMhz: 960, spacingMhz: 45 },
  { lowestMhz: 758, highestMhz: 803, spacingMhz: 55 },
] as const;

/** Centre of the band in which phones send, MHz: of paired bands 1, 3, 5, 8 and 28 the lower half, else the carrier's own. */
export function uplinkFrequencyMhz({ frequencyMhz }: Pick<Carrier, 'frequencyMhz'>): number {
  const band = pairedBands.find(
    ({ lowestMhz, highestMhz }) => frequencyMhz >= lowestMhz && frequencyMhz <= highestMhz,
  );
  return band ? frequencyMhz - band.spacingMhz : frequencyMhz;
}

/**
 * What the path loses less at the uplink's frequency, dB: 20 lg of both, as free space and the distance laws have it.
 * What walls lose less there is left out.
 */
export function pairedBandGainDb(carrier: Pick<Carrier, 'frequencyMhz'>): number {
  return 2 * ratioToDb(carrier.frequencyMhz / uplinkFrequencyMhz(carrier));
}
