import type { Antenna, Plan, Point } from '@diku/engine';
import { antennaLocations, moveAntenna } from '@diku/engine/plan';
import { isInsideLevel } from '../scene/level-placement.ts';

/** Returns whether an antenna moved there stays on its own level: no point of a cable leaves it. */
export function staysInLevel(plan: Plan, antenna: Antenna, position: Point): boolean {
  const level = plan.levels.find((candidate) => candidate.id === antenna.level);
  if (!level) return false;
  const isInside = ([x, y]: Point) => isInsideLevel(level, x, y);
  const before = antennaLocations(antenna);
  const after = antennaLocations(moveAntenna(antenna, position));
  // A cable that was drawn past the outline can still be moved.
  return after.every((point, index) => isInside(point) || (after.length > 1 && !isInside(before[index])));
}

export function roundCm(valueM: number): number {
  return Math.round(valueM * 100) / 100;
}
