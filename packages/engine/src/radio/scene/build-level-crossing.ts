import { dbToLossUnits, metresToMm } from '../../core/index.ts';
import type { Level } from '../../plan/index.ts';
import type { Slab } from '../kernel/field-kernel.ts';
import { slabLossDb } from '../materials/slab-loss.ts';
import { buildObstacles } from './build-obstacles.ts';
import { levelPanels, type ObstacleOptions } from './level-panels.ts';
import { endlessMm, type PackedPanels, packPanels } from './panel.ts';
import { slabOpeningRings } from './slab-openings.ts';

/** What stands between the places of two levels, and what is behind it. */
export interface LevelCrossing extends PackedPanels {
  /** [slab count]: the level whose floor each slab is. */
  slabIds: string[];
}

/** Thickness of a floor where the plan gives none, metres. */
export const usualSlabM = 0.25;

/**
 * What links between two levels can meet, either way: the panels of both and of every level between, each from its
 * own floor up to the floor above, and the floors between, with their openings. Of several levels at one elevation
 * the floor is that of a link's own end, else the one that loses most. Links within one level get that level's
 * obstacles alone.
 */
export function buildLevelCrossing(
  levels: readonly Level[],
  from: Level,
  to: Level,
  frequencyMhz: number,
  options: ObstacleOptions,
): LevelCrossing {
  if (from === to) return { ...buildObstacles(from, frequencyMhz, options), slabIds: [] };
  const floors = [...new Set(levels.map(floorMm))].sort((a, b) => a - b);
  const bottomMm = Math.min(floorMm(from), floorMm(to));
  const topMm = Math.max(floorMm(from), floorMm(to));
  const storeys = levels
    .filter((level) => floorMm(level) >= bottomMm && floorMm(level) <= topMm)
    .map((level) => {
      const own = floors.indexOf(floorMm(level));
      return {
        panels: levelPanels(level, frequencyMhz, options),
        floorMm: floorMm(level),
        lowestMm: own === 0 ? endlessMm.lowestMm : floorMm(level),
        highestMm: floors[own + 1] ?? endlessMm.highestMm,
      };
    });
  const { obstacles, sources } = packPanels(storeys);
  const slabs: Slab[] = [];
  const slabIds: string[] = [];
  for (const elevationMm of floors.filter((floor) => floor > bottomMm && floor <= topMm)) {
    const below = levels.filter((level) => floorMm(level) === floors[floors.indexOf(elevationMm) - 1]);
    const above = levels.filter((level) => floorMm(level) === elevationMm);
    const slabDb = (level: Level) =>
      slabLossDb(level.slabThicknessM ?? usualSlabM, frequencyMhz, options.materials);
    const end = above.find((level) => level === from || level === to);
    const owner = end ?? above.reduce((most, level) => (slabDb(level) > slabDb(most) ? level : most));
    slabs.push({
      elevationMm,
      lossUnits: dbToLossUnits(slabDb(owner)),
      openingsMm: slabOpeningRings(above, below),
    });
    slabIds.push(owner.id);
  }
  return { obstacles: slabs.length > 0 ? { ...obstacles, slabs } : obstacles, sources, slabIds };
}

function floorMm(level: Level): number {
  return metresToMm(level.elevationM);
}
