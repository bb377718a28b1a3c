import { type Antenna, type Carrier, type CatalogPart, hasOwnLevel } from '../../plan/index.ts';
import { defaultCableFeedDbm } from '../signal/radiating-cable.ts';
import { unitPowerDbm } from './unit-bands.ts';

/**
 * What a carrier is to have at an antenna, dBm: what the antenna asks for, else its own level. A small cell sends what its
 * unit gives and no more; a radiating cable is fed at the level of its part, every other antenna at that of the carrier.
 * @param part of a small cell its unit, of a radiating cable the cable itself
 */
export function feedTargetDbm(antenna: Antenna, carrier: Carrier, part: CatalogPart | undefined): number {
  const askedDbm = antenna.targetPowerDbm?.[carrier.id];
  if (antenna.feed === 'small-cell') {
    const ratedDbm = part && unitPowerDbm(part, carrier);
    return Math.min(askedDbm ?? Number.POSITIVE_INFINITY, ratedDbm ?? askedDbm ?? carrier.portPowerDbm);
  }
  if (antenna.type === 'radiating-cable') return askedDbm ?? part?.feedPowerDbm ?? defaultCableFeedDbm;
  return askedDbm ?? carrier.portPowerDbm;
}

/**
 * The target of a port in a network whose ports aim higher than the plan asks, dBm: by the reserve, as far as the cap
 * allows it. What is fed at a level of its own stays there.
 */
export function raisedTargetDbm(
  antenna: Antenna,
  carrier: Carrier,
  { part, reserveDb, capDbm }: { part: CatalogPart | undefined; reserveDb: number; capDbm: number },
): number {
  const targetDbm = feedTargetDbm(antenna, carrier, part);
  if (hasOwnLevel(antenna)) return targetDbm;
  return Math.max(targetDbm, Math.min(capDbm, targetDbm + reserveDb));
}
