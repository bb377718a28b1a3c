import { booleanPointInPolygon } from '@turf/turf';
import type { Problem } from '../errors.ts';
import { distance } from '../geometry/points.ts';
import { heightWarnings } from './check-heights.ts';
import type { Level, Plan } from './schema.ts';

/** What a plan may hold and a planner hardly means: each with its path. Nothing is refused for it. */
export function planWarnings(plan: Plan): Problem[] {
  return [
    ...antennaWarnings(plan),
    ...plan.levels.flatMap((level, index) => heightWarnings(level, `levels[${index}]`)),
  ];
}

function antennaWarnings(plan: Plan): Problem[] {
  return plan.antennas.flatMap((antenna, index) => {
    const level = plan.levels.find((candidate) => candidate.id === antenna.level);
    if (!level) return [];
    const at = `antennas[${index}]`;
    const warnings: Problem[] = [];
    const outside = antenna.path?.findIndex((place) => !holds(level, place)) ?? -1;
    if (antenna.type === 'radiating-cable' && antenna.path) {
      if (outside >= 0) {
        warnings.push({
          at: `${at}.path[${outside}]`,
          found: `${antenna.id} through (${antenna.path[outside].join(', ')}) m, outside level ${level.id}`,
          expected: 'a place inside the outline',
        });
      }
      if (distance(antenna.position, antenna.path[0]) > 0.001) {
        warnings.push({
          at: `${at}.position`,
          found: `(${antenna.position.join(', ')}) m, away from where the cable begins`,
          expected: `the first place of its path, (${antenna.path[0].join(', ')}) m; the path counts`,
        });
      }
    } else if (!holds(level, antenna.position)) {
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
    for (const [key, type] of Object.entries(keysOfOneType)) {
      if (antenna[key] === undefined || antenna.type === type) continue;
      warnings.push({
        at: `${at}.${key}`,
        found: `a key that type ${antenna.type} does not use`,
        expected: `type ${type}, or no such key`,
      });
    }
    return warnings;
  });
}

const keysOfOneType = {
  azimuthDeg: 'directional',
  downtiltDeg: 'directional',
  pattern: 'directional',
  path: 'radiating-cable',
  cable: 'radiating-cable',
};

function holds(level: Level, position: [number, number]): boolean {
  const rings = [level.outline, ...(level.holes ?? [])];
  return booleanPointInPolygon(position, {
    type: 'Polygon',
    coordinates: rings.map((ring) => [...ring, ring[0]]),
  });
}
