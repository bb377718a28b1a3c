import { ratioToDb } from '../../core/index.ts';
import {
  type Carrier,
  type RequirementProfile,
  technologyRow,
  uplinkFrequencyMhz,
} from '../../plan/index.ts';
import { resourceElementShareDb } from './energy-per-resource-element.ts';
import { thermalNoiseDbmPerHz } from './thermal-noise.ts';

/** What a base station must hear of a phone for a service. */
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
  /** What the path loses less at the uplink's frequency than at the downlink's, dB. */
  pairedBandDb: number;
  /** Lowest useful power at the receiver: the sum of the five before, dBm. */
  sensitivityDbm: number;
}

/** The uplink of a service on a carrier. */
export function uplinkBudget(
  carrier: Carrier,
  service: 'voice' | 'data',
  { uplink }: RequirementProfile,
): UplinkBudget {
  const { bandwidthKhz, sinrDb } = uplink[service][carrier.technology];
  const thermalNoiseDbm = thermalNoiseDbmPerHz + ratioToDb(bandwidthKhz * 1000);
  const remotesDb = ratioToDb((carrier.combinedUnits ?? 1) * uplink.activeRemotes);
  const noiseFigureDb = carrier.noiseFigureDb ?? uplink.noiseFigureDb;
  return {
    phonePowerDbm: uplink.phonePowerDbm[technologyRow(carrier.technology).phonePower(carrier.frequencyMhz)],
    // Nothing gives more at a port than it has.
    sourcePowerDbm: carrier.sourcePowerDbm ?? Math.max(uplink.sourcePowerDbm, carrier.portPowerDbm),
    thermalNoiseDbm,
    noiseFigureDb,
    noiseRiseDb: uplink.noiseRiseDb,
    remotesDb,
    requiredSinrDb: sinrDb,
    pairedBandDb: pairedBandGainDb(carrier),
    sensitivityDbm: thermalNoiseDbm + noiseFigureDb + uplink.noiseRiseDb + remotesDb + sinrDb,
  };
}

/**
 * Uplink margin over median RSRP, dB. The uplink takes the path of the downlink, at its own frequency: what an antenna
 * network gives to a port it takes from it, so that the antennas' powers add with the same weights in both directions,
 * `P_phone + RSRP − (P_source + share per resource element)` at the receiver.
 */
export function uplinkOverRsrpDb(
  carrier: Carrier,
  service: 'voice' | 'data',
  profile: RequirementProfile,
): number {
  const { phonePowerDbm, sourcePowerDbm, pairedBandDb, sensitivityDbm } = uplinkBudget(
    carrier,
    service,
    profile,
  );
  return phonePowerDbm - sourcePowerDbm + pairedBandDb - resourceElementShareDb(carrier) - sensitivityDbm;
}

/**
 * What the path loses less at the uplink's frequency, dB: 20 lg of both, as free space and the path-loss laws have it. What
 * walls lose less there is left out.
 */
function pairedBandGainDb(carrier: Pick<Carrier, 'frequencyMhz'>): number {
  return 2 * ratioToDb(carrier.frequencyMhz / uplinkFrequencyMhz(carrier));
}
