import type { Level } from '../../plan/index.ts';
import { buildLevelCrossing, type LevelCrossing } from './build-level-crossing.ts';
import type { ObstacleOptions } from './level-facets.ts';

/** Obstacles between two levels on a band. */
export type FindCrossing = (from: Level, to: Level, frequencyMhz: number) => LevelCrossing;

/** `buildLevelCrossing` that remembers, for levels that do not change meanwhile. */
export function retainCrossings(levels: readonly Level[], options: ObstacleOptions): FindCrossing {
  const cached = new Map<string, LevelCrossing>();
  return (from, to, frequencyMhz) => {
    const key = `${levels.indexOf(from)}|${levels.indexOf(to)}|${frequencyMhz}`;
    const crossing = cached.get(key) ?? buildLevelCrossing(levels, from, to, frequencyMhz, options);
    cached.set(key, crossing);
    return crossing;
  };
}
