import type { Antenna, Carrier, Plan, RequirementProfile } from '../../plan/index.ts';
import { outdoorMouths } from '../scene/outdoor-mouths.ts';
import { outdoorIndex } from './carrier-map.ts';
import { resourceElementShareDb } from './energy-per-resource-element.ts';

/** A serving cell that no plan's antenna is of. */
const outdoorCell = '\u0000outdoor';
/** An endless line receives twice as much at half the distance: from the 2 m of a cable's coupling to 1 m, dB. */
const atOneMetreDb = 10 * Math.log10(2);

/**
 * The network outside as it comes in: each mouth of the garage is a line that radiates like a cable, so strong that 1 m
 * behind the middle of a wide one the level is that at ground less the entry loss; from there on it spreads and passes walls
 * as from any antenna. All mouths are one serving cell. None where the plan gives no level for the carrier.
 */
export function outdoorAntennas(
  plan: Plan,
  carrier: Carrier,
  profile: RequirementProfile,
): { antenna: Antenna; index: number }[] {
  const levels = plan.outdoor?.groundRsrpDbm;
  const groundRsrpDbm = levels?.[carrier.id] ?? levels?.[carrier.operator];
  if (groundRsrpDbm === undefined) return [];
  const elementDbm = groundRsrpDbm - profile.outdoor.entryLossDb - atOneMetreDb;
  return outdoorMouths(plan.levels).map(({ levelId, start, end, heightM }, order) => ({
    index: outdoorIndex,
    antenna: {
      id: `outdoor ${order + 1}`,
      level: levelId,
      position: start,
      heightM,
      type: 'radiating-cable',
      path: [start, end],
      cable: { couplingLossDb: { 1000: 0 }, longitudinalLossDbPer100M: { 1000: 0 } },
      cell: outdoorCell,
      carriers: [carrier.id],
      portPowerDbm: { [carrier.id]: elementDbm - resourceElementShareDb(carrier) },
    },
  }));
}
