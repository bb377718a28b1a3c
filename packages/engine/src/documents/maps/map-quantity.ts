import type { Carrier, RequirementProfile } from '../../plan/index.ts';
import {
  type CarrierMap,
  limitingCause,
  mapService,
  referenceQualityDb,
  serviceThreshold,
  throughputClasses,
  throughputClassOf,
  throughputLimits,
} from '../../radio/index.ts';
import { colourClasses, type Quantity } from './colour-scale.ts';

/** The cells of a map's quantity: dBm, dB or probability 0–1. [rows, columns] */
export function quantityValues(map: CarrierMap, quantity: Quantity): Float32Array {
  switch (quantity) {
    case 'rsrp':
      return map.rsrpDbm;
    case 'sinr':
      return map.sinrDb;
    case 'margin':
      return map.marginDb;
    case 'uplink':
      return map.rsrpDbm.map((rsrpDbm) => rsrpDbm + map.uplinkOverRsrpDb);
    case 'probability':
      return map.servedProbability;
  }
}

/** What the profile demands of that quantity: the carrier's RSRP or SINR limit, no negative margin, or the point probability. */
export function quantityLimit(profile: RequirementProfile, carrier: Carrier, quantity: Quantity): number {
  if (quantity === 'probability') return profile.pointProbability;
  if (quantity === 'margin' || quantity === 'uplink') return 0;
  const limits = serviceThreshold(carrier, mapService(carrier), profile);
  return quantity === 'rsrp' ? limits.rsrpDbm : limits.sinrDb;
}

/** Lower ends of the colour classes of one carrier's map, best first, the last class having none. [4] */
export function quantityClassLimits(
  profile: RequirementProfile,
  carrier: Carrier,
  quantity: Quantity,
): number[] {
  const classes = colourClasses(quantity, quantityLimit(profile, carrier, quantity));
  return classes.slice(0, -1).map(({ min }) => min);
}

/** What a raster can hold besides: RSRQ, dB; index of the throughput class; `limitingCause`. */
export type RasterQuantity = Quantity | 'rsrq' | 'throughput' | 'limiting';

/** Unit of each quantity of a raster. */
export const rasterUnits: Record<RasterQuantity, string> = {
  rsrp: 'dBm',
  sinr: 'dB',
  probability: '0-1',
  margin: 'dB',
  uplink: 'dB',
  rsrq: 'dB',
  throughput: throughputClasses.map((name, index) => `${index} ${name}`).join(', '),
  limiting: Object.entries(limitingCause)
    .map(([name, value]) => `${value} ${name}`)
    .join(', '),
};

/** The cells of a raster of that quantity; NaN where the floor is not counted. [rows, columns] */
export function rasterValues(
  map: CarrierMap,
  quantity: RasterQuantity,
  carrier: Carrier,
  profile: RequirementProfile,
): Float32Array {
  switch (quantity) {
    case 'rsrq':
      return map.sinrDb.map((sinrDb) => referenceQualityDb(carrier, sinrDb, profile) ?? Number.NaN);
    case 'throughput': {
      const limits = throughputLimits(carrier, mapService(carrier), profile);
      return map.sinrDb.map((sinrDb, cell) =>
        Number.isNaN(sinrDb)
          ? Number.NaN
          : throughputClassOf(limits, sinrDb, map.rsrpDbm[cell] + map.uplinkOverRsrpDb),
      );
    }
    case 'limiting':
      return Float32Array.from(map.limiting, (cause) => (cause === limitingCause.none ? Number.NaN : cause));
    default:
      return quantityValues(map, quantity);
  }
}
