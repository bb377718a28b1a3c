import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Antenna, Carrier } from '../plan/schema.ts';
import { ratioToDb } from '../units.ts';
import { measurementBandwidthKhz, resourceElementShareDb } from './energy-per-resource-element.ts';
import { thermalNoiseDbmPerHz } from './thermal-noise.ts';

/** Power of one resource element at the antenna's port, dBm; the plan's own port power wins. */
export function elementPowerDbm(antenna: Antenna, carrier: Carrier): number {
  const portPowerDbm = antenna.portPowerDbm?.[carrier.id] ?? carrier.portPowerDbm;
  return portPowerDbm + resourceElementShareDb(carrier);
}

/** Whether the antenna radiates the carrier. */
export function radiates(antenna: Antenna, carrier: Carrier): boolean {
  return antenna.carriers.includes('*') || antenna.carriers.includes(carrier.id);
}

/** Noise in the bandwidth that RSRP is measured on, at the phone, dBm. */
export function noiseDbm(carrier: Carrier, profile: RequirementProfile): number {
  return thermalNoiseDbmPerHz + ratioToDb(measurementBandwidthKhz(carrier) * 1000) + profile.noiseFigureDb;
}

/** Loss between the garage and the phone: the body, and in a bay the car around it, dB. */
export function phoneLossDb(profile: RequirementProfile, inBay: boolean): number {
  return profile.bodyLossDb + (inBay ? profile.vehicleLossDb : 0);
}

/** Spread of the median at a place: shadowing, and in a bay that of the car, dB. */
export function shadowingSigmaDb(profile: RequirementProfile, inBay: boolean): number {
  if (!inBay) return profile.shadowingSigmaDb;
  return Math.hypot(profile.shadowingSigmaDb, profile.vehicleSigmaDb);
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
  return carrier.services.includes('voice') ? 'voice' : 'data';
}
