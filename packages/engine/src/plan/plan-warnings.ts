import { booleanPointInPolygon } from '@turf/turf';
import type { Problem } from '../errors.ts';
import type { Level, Plan } from './schema.ts';

/** What a plan may hold and a planner hardly means: each with its path. Nothing is refused for it. */
export function planWarnings(plan: Plan): Problem[] {
  return plan.antennas.flatMap((antenna, index) => {
    const level = plan.levels.find((candidate) => candidate.id === antenna.level);
    if (!level) return [];
    const at = `antennas[${index}]`;
    const warnings: Problem[] = [];
    if (!holds(level, antenna.position)) {
      warnings.push({
        at: `${at}.position`,
        found: `${antenna.id} at (${antenna.position.join(', ')}) m, outside level ${level.id}`,
        expected: 'a place inside the outline',
      });
    }
    if (antenna.heightM > level.clearHeightM) {
      warnings.push({
        at: `${at}.heightM`,
        found: `${antenna.heightM} m, above the clear height of ${level.clearHeightM} m`,
        expected: 'a height under the ceiling',
      });
    }
    return warnings;
  });
}

function holds(level: Level, position: [number, number]): boolean {
  const rings = [level.outline, ...(level.holes ?? [])];
  return booleanPointInPolygon(position, {
    type: 'Polygon',
    coordinates: rings.map((ring) => [...ring, ring[0]]),
  });
}
