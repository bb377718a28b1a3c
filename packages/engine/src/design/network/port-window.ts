import { ratioToDb } from '../../core/index.ts';
import {
  type Antenna,
  type Carrier,
  isSelfPowered,
  isShifted,
  type Plan,
  planProfile,
} from '../../plan/index.ts';
import { antennaPartId, feedTargetDbm, partLossDb, radiates } from '../../radio/index.ts';
import { exposureRiseDb } from '../exposure/near-antennas.ts';

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

/**
 * Answers which powers a carrier may have at a port of a plan's network: where heads near the antenna leave no room, a port may be as far
 * below its target as under the cap, and behind a far end by its loss. Undefined for an antenna or carrier that the plan does not have.
 */
export function allowedPowers(
  plan: Plan,
): (antennaId: string, carrierId: string, targetDbm: number) => PortWindow | undefined {
  const antennas = new Map(plan.antennas.map((antenna) => [antenna.id, antenna]));
  const carriers = new Map(plan.carriers.map((carrier) => [carrier.id, carrier]));
  const rises = new Map<string, number>();
  const riseOf = (antenna: Antenna) => {
    const riseDb = rises.get(antenna.id) ?? exposureRiseDb(plan, antenna);
    rises.set(antenna.id, riseDb);
    return riseDb;
  };
  return (antennaId, carrierId, targetDbm) => {
    const [antenna, carrier] = [antennas.get(antennaId), carriers.get(carrierId)];
    if (!antenna || !carrier) return undefined;
    const { highDbm } = portWindow(plan, antenna, carrier, targetDbm);
    const { lowDbm } = portWindow(plan, antenna, carrier, targetDbm, riseOf(antenna));
    return { lowDbm: lowDbm - farEndLossDb(plan, antenna, carrier), highDbm };
  };
}

/** A tree was sized without the loss of the far end that an antenna has: its port may be short of the target by that. */
function farEndLossDb({ network }: Plan, antenna: Antenna, { frequencyMhz }: Carrier): number {
  if (!isShifted(antenna)) return 0;
  const parts = network?.parts ?? [];
  const part = parts.find(({ id }) => id === antennaPartId(antenna, parts));
  return part?.shift ? partLossDb(part, 'out', frequencyMhz) : 0;
}
