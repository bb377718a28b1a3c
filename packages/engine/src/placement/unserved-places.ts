import type { GarageDemand } from './garage-demand.ts';
import type { UnservedPlace } from './placement.ts';

/** Points that all candidates together do not serve. */
export function unreachablePoints(demand: GarageDemand, reachable: readonly number[]): UnservedPlace[] {
  return demand.points.flatMap(({ level, point }, index): UnservedPlace[] =>
    reachable.includes(index)
      ? []
      : [
          {
            level: demand.levels[level].levelId,
            pointId: point.id,
            position: point.position,
            reason: 'all candidates together do not reach it with the point probability',
          },
        ],
  );
}
