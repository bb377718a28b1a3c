import {
  distance,
  type Language,
  languages,
  type Problem,
  problemIn,
  requireOneOf,
  type SaidProblem,
  say,
} from '../core/index.ts';
import { type AntennaType, antennaType, antennaTypes, radiatesAlongPath } from './antenna-types.ts';
import { heightWarnings } from './check-heights.ts';
import { isOnFloor } from './level-floor.ts';
import { openingWarnings } from './opening-warnings.ts';
import { requirePlan } from './plan-profile.ts';
import type { Plan } from './schema.ts';

/** What a plan may hold and a planner hardly means: each with its path. Nothing is refused for it. */
export function planWarnings(plan: Plan, language: Language = 'en'): Problem[] {
  requirePlan(plan);
  requireOneOf('language', language, languages);
  const warnings = [
    ...antennaWarnings(plan),
    ...plan.levels.flatMap((level, index) => [
      ...heightWarnings(level, `levels[${index}]`),
      ...openingWarnings(level, `levels[${index}]`),
    ]),
  ];
  return warnings.map((warning) => problemIn(warning, language));
}

function antennaWarnings(plan: Plan): SaidProblem[] {
  return plan.antennas.flatMap((antenna, index) => {
    const level = plan.levels.find((candidate) => candidate.id === antenna.level);
    if (!level) return [];
    const at = `antennas[${index}]`;
    const warnings: SaidProblem[] = [];
    const outside = antenna.path?.findIndex((place) => !isOnFloor(level, place)) ?? -1;
    if (radiatesAlongPath(antenna) && antenna.path) {
      if (outside >= 0) {
        warnings.push({
          at: `${at}.path[${outside}]`,
          found: say('antenna-through', {
            id: antenna.id,
            place: antenna.path[outside].join(', '),
            level: level.id,
          }),
          expected: say('inside-outline'),
        });
      }
      if (distance(antenna.position, antenna.path[0]) > 0.001) {
        warnings.push({
          at: `${at}.position`,
          found: say('cable-begins-elsewhere', { place: antenna.position.join(', ') }),
          expected: say('cable-first-place', { place: antenna.path[0].join(', ') }),
        });
      }
    } else if (!isOnFloor(level, antenna.position)) {
      warnings.push({
        at: `${at}.position`,
        found: say('antenna-outside', {
          id: antenna.id,
          place: antenna.position.join(', '),
          level: level.id,
        }),
        expected: say('inside-outline'),
      });
    }
    if (antenna.heightM > level.clearHeightM) {
      warnings.push({
        at: `${at}.heightM`,
        found: say('antenna-too-high', { height: antenna.heightM, clear: level.clearHeightM }),
        expected: say('under-ceiling'),
      });
    }
    for (const [key, isUsed] of Object.entries(keysOfSomeTypes)) {
      if (antenna[key] === undefined || isUsed(antennaType(antenna.type))) continue;
      const type = [...antennaTypes.values()].find(isUsed)?.id ?? '';
      warnings.push({
        at: `${at}.${key}`,
        found: say('key-of-other-type', { type: antenna.type }),
        expected: say('type-or-no-key', { type }),
      });
    }
    return warnings;
  });
}

const keysOfSomeTypes: Readonly<Record<string, (row: AntennaType) => boolean>> = {
  azimuthDeg: ({ direction }) => direction !== 'none',
  downtiltDeg: ({ direction }) => direction !== 'none',
  pattern: ({ pattern }) => pattern.formula === 'sector',
  path: ({ extent }) => extent === 'line',
  cable: ({ extent }) => extent === 'line',
};
