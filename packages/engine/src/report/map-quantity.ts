import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Carrier } from '../plan/schema.ts';
import type { CarrierMap } from '../signal/carrier-map.ts';
import { mapService, serviceThreshold } from '../signal/link-budget.ts';
import { colourClasses, type Quantity } from './colour-scale.ts';

/** The cells of a map's quantity: dBm, dB or probability 0–1. [rows, columns] */
export function quantityValues(map: CarrierMap, quantity: Quantity): Float32Array {
  if (quantity === 'rsrp') return map.rsrpDbm;
  return quantity === 'sinr' ? map.sinrDb : map.servedProbability;
}

/** What the profile demands of that quantity: the carrier's RSRP or SINR limit, or the point probability. */
export function quantityLimit(profile: RequirementProfile, carrier: Carrier, quantity: Quantity): number {
  if (quantity === 'probability') return profile.pointProbability;
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
