import { ratioToDb, requireObject } from '../../core/index.ts';
import { type Antenna, type Carrier, type RequirementProfile, radiatesAlongPath } from '../../plan/index.ts';
import { measurementBandwidthKhz, resourceElementShareDb } from './energy-per-resource-element.ts';
import { defaultCableFeedDbm } from './radiating-cable.ts';
import { thermalNoiseDbmPerHz } from './thermal-noise.ts';

/** Power of one resource element at the antenna's port, dBm; the plan's own port power wins. */
export function elementPowerDbm(antenna: Antenna, carrier: Carrier): number {
  return portPowerDbm(antenna, carrier) + resourceElementShareDb(carrier);
}

/** What one path of a small cell sends of a carrier where no unit says it, dBm: the class of 250 mW (assumption). */
export const defaultSmallCellDbm = 24;

/**
 * Total power of the carrier at the antenna's port, dBm; of a small cell that of one path. Where the plan does not say it a
 * small cell and a radiating cable have the level that they ask for, else the usual one of their kind, every other antenna
 * that of its carrier.
 */
export function portPowerDbm(antenna: Antenna, carrier: Carrier): number {
  const statedDbm = antenna.portPowerDbm?.[carrier.id];
  if (statedDbm !== undefined) return statedDbm;
  const askedDbm = antenna.targetPowerDbm?.[carrier.id];
  if (antenna.feed === 'small-cell') return askedDbm ?? defaultSmallCellDbm;
  return radiatesAlongPath(antenna) ? (askedDbm ?? defaultCableFeedDbm) : carrier.portPowerDbm;
}

/** Whether the antenna radiates the carrier. */
export function radiates(antenna: Antenna, carrier: Carrier): boolean {
  return antenna.carriers.includes('*') || antenna.carriers.includes(carrier.id);
}

/** Noise in the bandwidth that RSRP is measured on, at the phone, dBm. */
export function noiseDbm(carrier: Carrier, profile: RequirementProfile): number {
  return thermalNoiseDbmPerHz + ratioToDb(measurementBandwidthKhz(carrier) * 1000) + profile.noiseFigureDb;
}

/** The thresholds a carrier is held to where it carries the service. */
export function serviceThreshold(
  carrier: Carrier,
  service: 'voice' | 'data',
  profile: RequirementProfile,
): { rsrpDbm: number; sinrDb: number } {
  return profile[service][carrier.technology];
}

/** The service whose thresholds a carrier's map shows: voice where it carries voice. */
export function mapService(carrier: Carrier): 'voice' | 'data' {
  requireObject('carrier', carrier, ['services']);
  return carrier.services.includes('voice') ? 'voice' : 'data';
}
