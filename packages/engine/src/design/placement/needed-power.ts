import type { Carrier, RequirementProfile, Service } from '../../plan/index.ts';
import { noiseDbm, serviceThreshold, uplinkOverRsrpDb } from '../../radio/index.ts';

/** Lowest useful power of a resource element at the phone without interference, both ways, dBm. */
export function neededPowerDbm(carrier: Carrier, service: Service, profile: RequirementProfile): number {
  const threshold = serviceThreshold(carrier, service, profile);
  const uplinkDbm = -uplinkOverRsrpDb(carrier, service, profile);
  return Math.max(threshold.rsrpDbm, noiseDbm(carrier, profile) + threshold.sinrDb, uplinkDbm);
}
