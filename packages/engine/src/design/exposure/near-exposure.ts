import { dbmToW, ratioToDb } from '../../core/index.ts';
import { type Antenna, type Carrier, type Plan, planProfile } from '../../plan/index.ts';
import { preparePattern } from '../../radio/index.ts';
import type { HeadLimits } from './exposure.ts';
import { fractionAt } from './exposure-field.ts';
import { publicExposureLimit } from './gb8702-limits.ts';
import type { Emitter } from './level-emitters.ts';

/** Fraction of the limit that what hangs at one location may take; the rest is for what is further away. */
export const nearRatio = 0.9;
/** Heads this far around are looked at, every so many metres. */
const aroundM = 3;
const stepM = 0.05;

/** A carrier as it is radiated at a location, all of its paths together. */
export interface NearCarrier {
  carrier: Carrier;
  powerDbm: number;
}

/**
 * Decibels by which the carriers of an antenna, or of small cells side by side, exceed what no head under them gets more than the limit for
 * the public of: all at once, as exposure is evaluated. Below 0 where there is room.
 * @param carM whoever is nearer is in the closed car of a lift
 */
export function nearExcessDb(
  { requirements, antennaTypes }: Pick<Plan, 'requirements' | 'antennaTypes'>,
  mount: Pick<Antenna, 'type' | 'heightM' | 'downtiltDeg'>,
  carriers: readonly NearCarrier[],
  carM = 0,
): number {
  if (carriers.length === 0) return Number.NEGATIVE_INFINITY;
  const limits = planProfile({ requirements } as Plan).exposure;
  const exposure: HeadLimits = { ...limits, isInCar: (x) => x < carM };
  let densityWPerM2 = 0;
  let shareRatio = 0;
  for (const { carrier, powerDbm } of carriers) {
    const atOneMetreWPerM2 = dbmToW(powerDbm) / (4 * Math.PI);
    densityWPerM2 += atOneMetreWPerM2;
    shareRatio += atOneMetreWPerM2 / publicExposureLimit(carrier.frequencyMhz).powerDensityWPerM2;
  }
  const emitter: Emitter = {
    ...{ antenna: 0, x: 0, y: 0, heightM: mount.heightM, carriers: [], densityWPerM2, shareRatio },
    // As if it looked along the line of heads.
    pattern: preparePattern({ ...mount, azimuthDeg: 0 }, carriers[0].carrier.frequencyMhz, antennaTypes),
  };
  let worst = 0;
  for (const headM of [exposure.lowestHeadM, exposure.highestHeadM]) {
    for (let x = 0; x <= aroundM; x += stepM) {
      worst = Math.max(worst, fractionAt([emitter], { x, y: 0, heightM: headM }, exposure));
    }
  }
  return ratioToDb(worst / nearRatio);
}
