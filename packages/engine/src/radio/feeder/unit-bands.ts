import type { Carrier, CatalogPart } from '../../plan/index.ts';

/** The band of a unit that is nearest to a carrier, and by how much the carrier with its bandwidth sticks out of it, MHz. */
export interface NearestBand {
  outsideMhz: number;
  lowestMhz?: number;
  highestMhz?: number;
  sourcePowerDbm?: number;
  paths?: number;
}

/** What of a part's bands a carrier falls into; a part that lists none is rated from its lowest to its highest frequency. */
export function nearestBand(
  part: CatalogPart,
  { frequencyMhz, bandwidthMhz }: Pick<Carrier, 'frequencyMhz' | 'bandwidthMhz'>,
): NearestBand {
  const { lowestMhz, highestMhz } = part;
  const bands: Omit<NearestBand, 'outsideMhz'>[] = part.bands ?? [{ lowestMhz, highestMhz }];
  const found = bands.map((band): NearestBand => {
    const belowMhz = (band.lowestMhz ?? 0) - (frequencyMhz - bandwidthMhz / 2);
    const aboveMhz = frequencyMhz + bandwidthMhz / 2 - (band.highestMhz ?? Number.MAX_VALUE);
    return { ...band, outsideMhz: Math.max(0, belowMhz, aboveMhz) };
  });
  return found.reduce((best, band) => (band.outsideMhz < best.outsideMhz ? band : best));
}

/** Whether a unit may send a carrier: its operator is one that it is for, and the whole carrier lies in a band of it. */
export function supportsCarrier(part: CatalogPart, carrier: Carrier): boolean {
  const isOwn = part.operators === undefined || part.operators.includes(carrier.operator);
  return isOwn && nearestBand(part, carrier).outsideMhz === 0;
}

/**
 * What one path of a unit sends of a carrier, dBm: the power of RSRP, which is measured on the reference signals of one
 * path. Placing, feeding and the rules all ask here. Undefined where the unit does not send the carrier or says no power.
 */
export function unitPowerDbm(part: CatalogPart, carrier: Carrier): number | undefined {
  if (!supportsCarrier(part, carrier)) return undefined;
  return nearestBand(part, carrier).sourcePowerDbm ?? part.sourcePowerDbm;
}

/** How many paths of a unit send a carrier side by side. */
export function unitPaths(part: CatalogPart, carrier: Carrier): number {
  return nearestBand(part, carrier).paths ?? part.paths ?? 1;
}
