import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Carrier } from '../plan/schema.ts';
import { noiseDbm, serviceThreshold } from '../signal/link-budget.ts';
import { uplinkOverRsrpDb } from '../signal/uplink-budget.ts';

/** Lowest useful power of a resource element at the phone without interference, both ways, dBm. */
export function neededPowerDbm(
  carrier: Carrier,
  service: 'voice' | 'data',
  profile: RequirementProfile,
): number {
  const threshold = serviceThreshold(carrier, service, profile);
  const uplinkDbm = -uplinkOverRsrpDb(carrier, service, profile);
  return Math.max(threshold.rsrpDbm, noiseDbm(carrier, profile) + threshold.sinrDb, uplinkDbm);
}
