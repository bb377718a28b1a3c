import { ratioToDb } from '../../core/index.ts';
import { type Antenna, type Carrier, isSelfPowered, type Plan, planProfile } from '../../plan/index.ts';
import { feedTargetDbm, radiates } from '../../radio/index.ts';

/** Powers that a carrier may have at a port, dBm. */
export interface PortWindow {
  lowDbm: number;
  highDbm: number;
}

/**
 * The powers that a carrier may have at an antenna's port: from its target up, by the rise that the profile allows and not
 * over the cap, nor so far that heads near the antenna get too much. Where that leaves less room than ports of one carrier are usually apart, it may fall below the target by
 * the tolerance. What is fed at a level of its own is held to that, either way by the tolerance.
 * @param targetDbm of the carrier at this port, with the network's reserve
 * @param exposedRiseDb how far all carriers may be over their own targets before heads near the antenna get too much
 */
export function portWindow(
  plan: Plan,
  antenna: Antenna,
  carrier: Carrier,
  targetDbm: number,
  exposedRiseDb = Number.POSITIVE_INFINITY,
): PortWindow {
  const { portToleranceDb, portRiseDb } = planProfile(plan).network;
  if (isSelfPowered(antenna)) {
    return { lowDbm: targetDbm - portToleranceDb, highDbm: targetDbm + portToleranceDb };
  }
  const exposedDbm = feedTargetDbm(antenna, carrier, undefined) + exposedRiseDb;
  const riseDbm = Math.min(targetDbm + portRiseDb, exposedDbm);
  const highDbm = Math.max(targetDbm, Math.min(riseDbm, portCapDbm(plan, antenna, carrier)));
  const spreadDbm = Math.max(targetDbm - portToleranceDb, highDbm - 2 * portToleranceDb);
  return { lowDbm: Math.min(targetDbm, spreadDbm), highDbm };
}

/** Most that a carrier may have at the port of a passive antenna: of what operator or port together may have an equal part. */
export function portCapDbm(plan: Plan, antenna: Antenna, carrier: Carrier): number {
  const { portPowerCapDbm, portPowerCapOf } = planProfile(plan).network;
  const together = plan.carriers.filter(
    (other) =>
      radiates(antenna, other) &&
      (portPowerCapOf === 'port' || (portPowerCapOf === 'operator' && other.operator === carrier.operator)),
  );
  return portPowerCapDbm - ratioToDb(Math.max(1, together.length));
}
