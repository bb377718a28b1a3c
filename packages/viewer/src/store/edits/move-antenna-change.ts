import type { Plan, Point } from '@diku/engine';
import { antennaPlace, moveAntenna } from '@diku/engine/plan';
import type { PlanChange } from '../plan-change.ts';
import { changeRecord } from './change-records.ts';

export function antennaRef(id: string) {
  return { kind: 'antenna' as const, id };
}

/** An antenna of the plan at another place; undefined where it is there already, or there is none. */
export function moveAntennaChange(
  plan: Plan | undefined,
  id: string,
  position: Point,
): PlanChange | undefined {
  const before = plan?.antennas.find((antenna) => antenna.id === id);
  if (!plan || !before) return undefined;
  const [x, y] = antennaPlace(before);
  if (x === position[0] && y === position[1]) return undefined;
  return changeRecord(plan, antennaRef(id), moveAntenna(before, position), 'move');
}
