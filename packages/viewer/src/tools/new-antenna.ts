import type { Antenna, Level, Plan, Point } from '@diku/engine';
import { antennaPlace, isAimed, radiatesAlongPath } from '@diku/engine/plan';
import { roundCm } from './stay-in-level.ts';

/** Like the nearest antenna of the level where there is one, 0.1 m under the ceiling otherwise; never a cable. */
export function newAntenna(plan: Plan, level: Level, position: Point): Antenna {
  const distanceM = (antenna: Antenna) => {
    const [x, y] = antennaPlace(antenna);
    return Math.hypot(x - position[0], y - position[1]);
  };
  const [nearest] = plan.antennas
    .filter((antenna) => antenna.level === level.id && !radiatesAlongPath(antenna))
    .sort((a, b) => distanceM(a) - distanceM(b));
  let number = plan.antennas.length + 1;
  const taken = new Set(plan.antennas.map((antenna) => antenna.id));
  while (taken.has(`ANT${number}-${level.id}`)) number++;
  const { azimuthDeg, downtiltDeg, pattern } = nearest ?? {};
  const direction = nearest && isAimed(nearest) ? { azimuthDeg, downtiltDeg, pattern } : {};
  return {
    ...direction,
    id: `ANT${number}-${level.id}`,
    level: level.id,
    position: [roundCm(position[0]), roundCm(position[1])],
    heightM: nearest?.heightM ?? roundCm(level.clearHeightM - 0.1),
    type: nearest?.type ?? 'ceiling-omni',
    cell: nearest?.cell ?? 'S1',
    carriers: nearest?.carriers ?? ['*'],
  };
}
