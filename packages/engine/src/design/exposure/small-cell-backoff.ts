import { ratioToDb } from '../../core/index.ts';
import type { Carrier, CatalogPart, Plan } from '../../plan/index.ts';
import { unitPaths, unitPowerDbm } from '../../radio/index.ts';
import type { SmallCellMount } from '../placement/candidates/self-powers.ts';
import { nearExcessDb } from './near-exposure.ts';

/**
 * Reduction of small cells that hang side by side, dB, so that no head under them gets more than the limit
 * for the public: all of their carriers and paths at once, as exposure is evaluated. 0 where none is needed.
 */
export function smallCellBackoffDb(
  plan: Pick<Plan, 'requirements' | 'antennaTypes'>,
  units: readonly { part: CatalogPart; carriers: readonly Carrier[] }[],
  mount: SmallCellMount,
): number {
  const radiated = units.flatMap(({ part, carriers }) =>
    carriers.map((carrier) => ({
      carrier,
      powerDbm:
        (unitPowerDbm(part, carrier) ?? Number.NEGATIVE_INFINITY) + ratioToDb(unitPaths(part, carrier)),
    })),
  );
  return Math.max(0, nearExcessDb(plan, mount, radiated));
}
