import { dbmToW, ratioToDb } from '../../core/index.ts';
import { type Plan, planProfile } from '../../plan/index.ts';
import { preparePattern, unitPaths, unitPowerDbm } from '../../radio/index.ts';
import type { SmallCellUnit } from '../network/self-powered/choose-small-cells.ts';
import type { SmallCellMount } from '../placement/candidates/self-powers.ts';
import { fractionAt } from './exposure-field.ts';
import { publicExposureLimit } from './gb8702-limits.ts';
import type { Emitter } from './level-emitters.ts';

/** Fraction of the limit that small cells at one location may take; the rest is for those further away. */
const nearRatio = 0.9;
/** Heads this far around are looked at, every so many metres. */
const aroundM = 3;
const stepM = 0.05;

/**
 * Reduction of small cells that hang side by side, dB, so that no head under them gets more than the limit
 * for the public: all of their carriers and paths at once, as exposure is evaluated. 0 where none is needed.
 */
export function smallCellBackoffDb(
  plan: Pick<Plan, 'requirements' | 'antennaTypes'>,
  units: readonly SmallCellUnit[],
  mount: SmallCellMount,
): number {
  const { exposure } = planProfile(plan as Plan);
  let densityWPerM2 = 0;
  let shareRatio = 0;
  for (const { part, carriers } of units) {
    for (const carrier of carriers) {
      const powerW =
        dbmToW(unitPowerDbm(part, carrier) ?? Number.NEGATIVE_INFINITY) * unitPaths(part, carrier);
      const { powerDensityWPerM2 } = publicExposureLimit(carrier.frequencyMhz);
      densityWPerM2 += powerW / (4 * Math.PI);
      shareRatio += powerW / (4 * Math.PI * powerDensityWPerM2);
    }
  }
  const emitter: Emitter = {
    ...{ antenna: 0, x: 0, y: 0, heightM: mount.heightM, carriers: [], densityWPerM2, shareRatio },
    // As if it looked along the line of heads.
    pattern: preparePattern(
      { ...mount, azimuthDeg: 0 },
      units[0]?.carriers[0]?.frequencyMhz ?? 0,
      plan.antennaTypes,
    ),
  };
  let worst = 0;
  for (const headM of [exposure.lowestHeadM, exposure.highestHeadM]) {
    for (let x = 0; x <= aroundM; x += stepM) {
      worst = Math.max(worst, fractionAt([emitter], { x, y: 0, heightM: headM }, exposure));
    }
  }
  return Math.max(0, ratioToDb(worst / nearRatio));
}
