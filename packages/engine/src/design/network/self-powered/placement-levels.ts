import { type Antenna, type Plan, planProfile } from '../../../plan/index.ts';
import { feedTargetDbm } from '../../../radio/index.ts';
import type { SelfPower, SelfPowers, SmallCellMount } from '../../placement/candidates/self-powers.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { chooseSmallCells, type SmallCellUnit } from './choose-small-cells.ts';
import { cableTables, chooseRadiatingCable } from './radiating-cables.ts';

/** Antennas with a level of their own that may be placed. */
export interface LevelKinds {
  smallCells: boolean;
  cable: boolean;
}

/** Reduction of all units that hang side by side, dB. */
export type Backoff = (units: readonly SmallCellUnit[], mount: SmallCellMount) => number;

/**
 * Powers with which small cells and radiating cables are placed, in agreement with the network: small cells
 * with the power of their units that they may send at their height, cables with the least that the network
 * may bring to them, their level less its tolerance.
 * @throws InputError naming the carriers for which the catalogue has nothing
 */
export function placementLevels(
  plan: Plan,
  { parts }: Pick<Catalogue, 'parts'>,
  { smallCells, cable, backoffDb }: LevelKinds & { backoffDb: Backoff },
): SelfPowers {
  return {
    ...(smallCells ? { smallCells: smallCellLevels(plan, parts, backoffDb) } : {}),
    ...(cable ? { cable: cableLevel(plan, parts) } : {}),
  };
}

function smallCellLevels(
  plan: Plan,
  parts: Catalogue['parts'],
  backoffDb: Backoff,
): SelfPowers['smallCells'] {
  const units = chooseSmallCells(parts, plan.carriers);
  const known = new Map<string, readonly SelfPower[]>();
  return ({ heightM, type, azimuthDeg, downtiltDeg, pattern }) => {
    const mount = { heightM, type, azimuthDeg, downtiltDeg, pattern };
    const key = JSON.stringify(mount);
    const levels = known.get(key) ?? levelsAt(units, backoffDb(units, mount));
    known.set(key, levels);
    return levels;
  };
}

function levelsAt(units: readonly SmallCellUnit[], backDb: number): SelfPower[] {
  return units.map(({ part, carriers }) => {
    const portPowerDbm = Object.fromEntries(
      carriers.map((carrier) => {
        const targetDbm = feedTargetDbm({ feed: 'small-cell' } as Antenna, carrier, part);
        // As units are set, to a tenth, on the safe side.
        return [carrier.id, backDb > 0 ? Math.floor(10 * (targetDbm - backDb) + 1e-9) / 10 : targetDbm];
      }),
    );
    return {
      part: part.id,
      carriers: units.length === 1 ? ['*'] : carriers.map(({ id }) => id),
      // Asked for too, so that it stays what it is where a network goes.
      ...{ portPowerDbm, targetPowerDbm: portPowerDbm },
    };
  });
}

function cableLevel(plan: Plan, parts: Catalogue['parts']): SelfPower {
  const part = chooseRadiatingCable(parts, plan.carriers);
  const { portToleranceDb } = planProfile(plan).network;
  const cable = cableTables(part);
  return {
    part: part.id,
    carriers: ['*'],
    ...(cable ? { cable } : {}),
    portPowerDbm: Object.fromEntries(
      plan.carriers.map((carrier) => [
        carrier.id,
        feedTargetDbm({ type: 'radiating-cable' } as Antenna, carrier, part) - portToleranceDb,
      ]),
    ),
  };
}
