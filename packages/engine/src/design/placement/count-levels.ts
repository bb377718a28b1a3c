import type { GarageDemand } from './garage-demand.ts';
import type { Placement } from './placement.ts';

/**
 * Antennas of a set on each level, with what is proved of the level.
 * @param bounds [levels]
 */
export function countLevels(
  { levels, candidateLevels }: GarageDemand,
  set: readonly number[],
  bounds: readonly number[] | undefined,
): Placement['levels'] {
  return levels.map(({ levelId }, level) => {
    const antennas = set.filter((candidate) => candidateLevels[candidate] === level).length;
    const proved = bounds === undefined ? {} : { lowerBound: Math.min(antennas, bounds[level]) };
    return { level: levelId, antennas, ...proved };
  });
}
