import { ratioToDb, requireObject, requireOneOf } from '../../core/index.ts';
import {
  type Antenna,
  type Carrier,
  type DeviceTechnology,
  type PhoneTechnology,
  type RequirementProfile,
  radiatesAlongPath,
  type Service,
  servesPhones,
  technologies,
  technologyRow,
  uplinkFrequencyMhz,
} from '../../plan/index.ts';
import { defaultCableFeedDbm } from './radiating-cable.ts';

/** Power of one resource element at the antenna's port, dBm; the plan's own port power wins. */
export function elementPowerDbm(antenna: Antenna, carrier: Carrier): number {
  return portPowerDbm(antenna, carrier) + resourceElementRatioDb(carrier);
}

/**
 * Power of a carrier on one path of a small cell where no unit states it, dBm: the class of 250 mW
 * (assumption).
 */
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

/** Returns whether the antenna radiates the carrier. */
export function radiates(antenna: Antenna, carrier: Carrier): boolean {
  return antenna.carriers.includes('*') || antenna.carriers.includes(carrier.id);
}

/**
 * Most layers that antennas with so many paths send a phone: no more than either has aerials. One for GSM.
 * @param paths transmit paths at the antenna's place
 */
export function maxLayers(carrier: Carrier, paths: number, profile: RequirementProfile): number {
  const { throughput } = technologyRow(carrier.technology);
  if (!throughput) return 1;
  return Math.min(paths, profile.throughput.phoneAerials[throughput.phoneAerials(carrier.frequencyMhz)]);
}

/** Noise in the bandwidth that RSRP is measured on, at the phone, dBm. */
export function noiseDbm(carrier: Carrier, profile: RequirementProfile): number {
  return thermalNoiseDbmPerHz + ratioToDb(measurementBandwidthKhz(carrier) * 1000) + profile.noiseFigureDb;
}

/** The thresholds a carrier is held to where it carries the service. */
export function serviceThreshold(
  { technology }: Pick<Carrier, 'technology'>,
  service: Service,
  profile: RequirementProfile,
): { rsrpDbm: number; sinrDb: number } {
  return service === 'iot'
    ? profile.iot.technologies[technology as DeviceTechnology]
    : profile[service][technology as PhoneTechnology];
}

/** The band that a service fills on a carrier in the uplink, the SINR that its receiver needs, and the power that is sent with. */
export function sentBand(
  { technology, frequencyMhz }: Pick<Carrier, 'technology' | 'frequencyMhz'>,
  service: Service,
  { iot, uplink }: RequirementProfile,
): { bandwidthKhz: number; sinrDb: number; powerDbm: number } {
  if (service === 'iot') {
    const { bandwidthKhz, uplinkSinrDb, powerDbm } = iot.technologies[technology as DeviceTechnology];
    return { bandwidthKhz, sinrDb: uplinkSinrDb, powerDbm };
  }
  const { phonePower } = technologyRow(technology);
  const powerDbm = phonePower ? uplink.phonePowerDbm[phonePower(frequencyMhz)] : Number.NaN;
  return { ...uplink[service][technology as PhoneTechnology], powerDbm };
}

/** The service whose thresholds a carrier's map shows: voice where it carries voice, of modems where it serves no phone. */
export function mapService(carrier: Carrier): Service {
  requireObject('carrier', carrier, ['services']);
  if (!servesPhones(carrier)) return 'iot';
  return carrier.services.includes('voice') ? 'voice' : 'data';
}

/** Symbol of a carrier's level: RSRP of LTE and NR, NRSRP of NB-IoT, RxLev of GSM. */
export function levelName(carrier: Pick<Carrier, 'technology'>): string {
  requireObject('carrier', carrier, ['technology']);
  const { technology } = carrier;
  requireOneOf('carrier.technology', technology, technologies);
  return technologyRow(technology).levelName;
}

/**
 * Coupling loss up to which the classes of coverage of NB-IoT reach, dB: normal, robust and extreme (GSM's 144 dB and 10 and
 * 20 dB more; 3GPP TR 45.820, as told by telecomhall.net 22132).
 */
const coverageClassesDb = [144, 154, 164] as const;

/** Class of coverage of a coupling loss, 0 the best; undefined beyond the last, and of a carrier that is no NB-IoT. */
export function coverageClass(carrier: Carrier, couplingLossDb: number): number | undefined {
  requireObject('carrier', carrier, ['services', 'technology']);
  const found = coverageClassesDb.findIndex((maxDb) => couplingLossDb <= maxDb);
  return servesPhones(carrier) || found < 0 ? undefined : found;
}

/** Uplink budget of a service: what a base station must receive from a phone. */
export interface UplinkBudget {
  phonePowerDbm: number;
  /** Power of the carrier where the antenna network is fed; less the power at a port it is what the network loses. */
  sourcePowerDbm: number;
  /** Thermal noise in the band that the service uses, −174 dBm/Hz + 10 lg B, dBm. */
  thermalNoiseDbm: number;
  noiseFigureDb: number;
  noiseRiseDb: number;
  /** 10 lg of the radio units whose noise adds up in one receiver. */
  remotesDb: number;
  requiredSinrDb: number;
  /** Reduction of the path loss at the uplink's frequency compared with the downlink's, dB. */
  pairedBandDb: number;
  /** Lowest useful power at the receiver: the sum of the five before, dBm. */
  sensitivityDbm: number;
}

/** The uplink of a service on a carrier. */
export function uplinkBudget(carrier: Carrier, service: Service, profile: RequirementProfile): UplinkBudget {
  const { uplink } = profile;
  const { bandwidthKhz, sinrDb, powerDbm } = sentBand(carrier, service, profile);
  const thermalNoiseDbm = thermalNoiseDbmPerHz + ratioToDb(bandwidthKhz * 1000);
  const remotesDb = ratioToDb((carrier.combinedUnits ?? 1) * uplink.activeRemotes);
  const noiseFigureDb = carrier.noiseFigureDb ?? uplink.noiseFigureDb;
  const noiseRiseDb = carrier.noiseRiseDb ?? uplink.noiseRiseDb;
  return {
    phonePowerDbm: powerDbm,
    // Nothing gives more at a port than it has.
    sourcePowerDbm: carrier.sourcePowerDbm ?? Math.max(uplink.sourcePowerDbm, carrier.portPowerDbm),
    thermalNoiseDbm,
    noiseFigureDb,
    noiseRiseDb,
    remotesDb,
    requiredSinrDb: sinrDb,
    pairedBandDb: pairedBandGainDb(carrier),
    sensitivityDbm: thermalNoiseDbm + noiseFigureDb + noiseRiseDb + remotesDb + sinrDb,
  };
}

/**
 * Uplink margin over median RSRP, dB. The uplink takes the path of the downlink, at its own frequency: what an antenna
 * network gives to a port it takes from it, so that the antennas' powers add with the same weights in both directions,
 * `P_phone + RSRP − (P_source + share per resource element)` at the receiver.
 */
export function uplinkOverRsrpDb(carrier: Carrier, service: Service, profile: RequirementProfile): number {
  const { phonePowerDbm, sourcePowerDbm, pairedBandDb, sensitivityDbm } = uplinkBudget(
    carrier,
    service,
    profile,
  );
  return phonePowerDbm - sourcePowerDbm + pairedBandDb - resourceElementRatioDb(carrier) - sensitivityDbm;
}

/**
 * Reduction of the path loss at the uplink's frequency, dB: 20 lg of both, as in free space and the path-loss
 * laws. Lower losses of walls there are left out.
 */
function pairedBandGainDb(carrier: Pick<Carrier, 'frequencyMhz'>): number {
  return 2 * ratioToDb(carrier.frequencyMhz / uplinkFrequencyMhz(carrier));
}

// 3GPP TS 36.101 table 5.6-1 and TS 38.101-1 table 5.3.2-1, whose numbers the registry of technologies has: transmission bandwidth in resource blocks.
const subcarriersPerBlock = 12;

/** Width of the channel that RSRP (NB-IoT: NRSRP; GSM: RxLev) and its noise are measured on, kHz. */
export function measurementBandwidthKhz(carrier: Carrier): number {
  const { referenceKhz, choosesSubcarrier } = technologyRow(carrier.technology);
  return choosesSubcarrier ? (carrier.subcarrierKhz ?? referenceKhz) : referenceKhz;
}

/** Power of one resource element relative to the carrier's total port power, dB (negative); 0 for GSM. */
export function resourceElementRatioDb(carrier: Carrier): number {
  const subcarriers = subcarrierCount(carrier);
  return subcarriers === undefined ? 0 : (carrier.referenceBoostDb ?? 0) - ratioToDb(subcarriers);
}

/** Bandwidth that a carrier fills, without the guards at its ends, Hz; of GSM its channel. */
export function filledBandwidthHz(carrier: Carrier): number {
  return 1000 * measurementBandwidthKhz(carrier) * (subcarrierCount(carrier) ?? 1);
}

/** Undefined for GSM. */
function subcarrierCount(carrier: Carrier): number | undefined {
  const blocks = resourceBlocks(carrier);
  return blocks === undefined ? undefined : blocks * subcarriersPerBlock;
}

/** Resource blocks of a carrier; undefined for GSM. A bandwidth outside the tables is taken at 90 % occupancy. */
export function resourceBlocks(carrier: Carrier): number | undefined {
  const { resourceBlocks: rows } = technologyRow(carrier.technology);
  if (!rows) return undefined;
  const spacingKhz = measurementBandwidthKhz(carrier);
  return (
    rows[spacingKhz]?.[String(carrier.bandwidthMhz)] ??
    Math.max(1, Math.floor((0.9 * carrier.bandwidthMhz * 1000) / (spacingKhz * subcarriersPerBlock)))
  );
}

/** Thermal noise density at 290 K, dBm/Hz. */
export const thermalNoiseDbmPerHz = -173.975;
