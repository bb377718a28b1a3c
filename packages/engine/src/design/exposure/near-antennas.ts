import { distanceToRing, ratioToDb, ringContains } from '../../core/index.ts';
import {
  type Antenna,
  antennaLocation,
  type Carrier,
  isSelfPowered,
  isShifted,
  liftZones,
  networkPaths,
  type Plan,
} from '../../plan/index.ts';
import { feedTargetDbm, radiates } from '../../radio/index.ts';
import { nearExcessDb, nearRatio } from './near-exposure.ts';

type PortPower = (antenna: Antenna, carrier: Carrier) => number | undefined;

/** Ids of the passive antennas whose port powers alone give a head under them more than the limit for the public. */
export function exposingAntennas(plan: Plan): string[] {
  const powerDbm: PortPower = (antenna, { id }) => antenna.portPowerDbm?.[id];
  return plan.antennas.flatMap((antenna) => {
    if (isSelfPowered(antenna)) return [];
    const excessDb = radiatedDb(plan, antenna, powerDbm, shiftedCarriers(plan));
    return excessDb > ratioToDb(1 / nearRatio) ? [antenna.id] : [];
  });
}

/** Carriers whose second path the near ends of a plan's network shift. */
function shiftedCarriers({ network }: Plan): ReadonlySet<string> {
  const units = (network?.sources ?? []).flatMap((source) => source.units);
  return new Set(units.flatMap(({ intermediateMhz = {} }) => Object.keys(intermediateMhz)));
}

/**
 * How far all carriers of a passive antenna may be over their targets before heads near it get too much, dB; at least 0.
 * @param shifted ids of the carriers that it radiates on a second path, where that is shifted; default those of the plan's network
 */
export function exposureRiseDb(plan: Plan, antenna: Antenna, shifted?: ReadonlySet<string>): number {
  const targetDbm: PortPower = (each, carrier) => feedTargetDbm(each, carrier, undefined);
  return Math.max(0, -radiatedDb(plan, antenna, targetDbm, shifted ?? shiftedCarriers(plan)));
}

function radiatedDb(plan: Plan, antenna: Antenna, powerDbm: PortPower, shifted: ReadonlySet<string>): number {
  const radiated = plan.carriers.flatMap((carrier) => {
    const portDbm = radiates(antenna, carrier) ? powerDbm(antenna, carrier) : undefined;
    const isOnce = isShifted(antenna) && !shifted.has(carrier.id);
    const pathsDb = ratioToDb(isOnce ? 1 : networkPaths(antenna));
    return portDbm === undefined ? [] : [{ carrier, powerDbm: portDbm + pathsDb }];
  });
  return nearExcessDb(plan, antenna, radiated, carM(plan, antenna));
}

/** Distance from an antenna in the shaft of a lift to the nearest side of the shaft, metres; 0 of others. */
function carM({ levels }: Plan, antenna: Antenna): number {
  const level = levels.find(({ id }) => id === antenna.level);
  const at = antennaLocation(antenna);
  const shaft = level && liftZones(level).find(({ polygon }) => ringContains(polygon, at));
  return shaft ? distanceToRing(shaft.polygon, at) : 0;
}
