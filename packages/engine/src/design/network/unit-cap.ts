import { ratioToDb } from '../../core/index.ts';
import type { Carrier, RequirementProfile } from '../../plan/index.ts';
import { mapService, resourceElementShareDb, serviceThreshold, uplinkBudget } from '../../radio/index.ts';

/**
 * The most that a radio unit should give of a carrier, dBm. Where the downlink just does, the way back has the reserve that the
 * profile asks for: a passive network loses what it loses both ways, so that each decibel of power that it uses up is
 * one that the receiver lacks, and units that are combined add their noise.
 */
export function unitCapDbm(
  carrier: Carrier,
  profile: RequirementProfile,
  { units, noiseFigureDb = profile.uplink.noiseFigureDb }: { units: number; noiseFigureDb?: number },
): number {
  const service = mapService(carrier);
  const budget = uplinkBudget(carrier, service, profile);
  const { rsrpDbm } = serviceThreshold(carrier, service, profile);
  const remotesDb = ratioToDb(units * profile.uplink.activeRemotes);
  const noiseDbm = budget.thermalNoiseDbm + noiseFigureDb + budget.noiseRiseDb + remotesDb;
  const sensitivityDbm = noiseDbm + budget.requiredSinrDb + profile.network.uplinkReserveDb;
  return budget.phonePowerDbm + rsrpDbm - resourceElementShareDb(carrier) - sensitivityDbm;
}
