import { dbToLossUnits, InputError, metresToMm, say } from '../../core/index.ts';
import type { Level, Position } from '../../plan/index.ts';
import type { Slab } from '../kernel/field-kernel.ts';
import { slabLossDb } from '../materials/slab-loss.ts';
import { buildObstacles } from './build-obstacles.ts';
import { levelPanels, type ObstacleOptions } from './level-panels.ts';
import { endlessMm, type PackedPanels, packPanels } from './panel.ts';
import type { RingMm } from './ring-sets.ts';
import { intersectRingsMm, uniteRingsMm } from './ring-sets.ts';

/** Ramps of a level and corners of a ramp beyond which nobody looks for overlaps. */
const mostRamps = 30;
const mostCorners = 200;

interface KnownRings {
  levels: readonly Level[];
  rings: Int32Array[];
}

/** By the first level above: every band asks for the same floor. */
const known = new WeakMap<Level, KnownRings>();

/**
 * The holes in the floor between two elevations, as the kernel wants them: simple rings on whole millimetres,
 * counter-clockwise, that do not overlap. They are the `slabOpenings` of the levels above; where a level has none
 * written, the places where its ramps overlap ramps of the levels below.
 * @throws InputError where openings meet so closely that whole millimetres cannot keep them apart
 */
function slabOpeningRings(above: readonly Level[], below: readonly Level[]): Int32Array[] {
  const levels = [...above, ...below];
  const kept = known.get(above[0]);
  if (kept?.levels.length === levels.length && kept.levels.every((level, index) => level === levels[index])) {
    return kept.rings;
  }
  const rings = findRings(above, below);
  known.set(above[0], { levels, rings });
  return rings;
}

function findRings(above: readonly Level[], below: readonly Level[]): Int32Array[] {
  const rings = above.flatMap(
    (level) => level.slabOpenings?.map(({ polygon }) => ringMm(polygon)) ?? shared(level, below),
  );
  const united = uniteRingsMm(rings);
  if (united) return united.map((ring) => Int32Array.from(ring.flat()));
  throw new InputError([
    {
      at: say('slab-openings-of', { list: above.map((level) => level.id).join(', ') }),
      found: say('slab-openings-touch'),
      expected: say('slab-openings-apart'),
    },
  ]);
}

function shared(level: Level, below: readonly Level[]): RingMm[] {
  const lower = below.flatMap(ramps);
  return ramps(level).flatMap((upper) => lower.flatMap((ring) => intersectRingsMm(upper, ring)));
}

function ramps(level: Level): RingMm[] {
  return (level.zones ?? [])
    .filter(({ kind, polygon }) => kind === 'ramp' && polygon.length <= mostCorners)
    .slice(0, mostRamps)
    .map((zone) => ringMm(zone.polygon));
}

function ringMm(polygon: readonly Position[]): RingMm {
  return polygon.map(([x, y]): [number, number] => [metresToMm(x), metresToMm(y)]);
}

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
