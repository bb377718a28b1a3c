import { type SaidProblem, say } from '../core/index.ts';
import { mostBesideM, mostObliqueDeg } from './opening-fit.ts';
import { placedOpenings } from './placed-openings.ts';
import type { Level } from './schema.ts';

/** Openings that lie in no wall: each with its path in the plan, id, level and place. */
export function openingWarnings(level: Level, at: string): SaidProblem[] {
  return placedOpenings(level).flatMap(({ opening: { id }, seat, start, end }, index) => {
    if (seat !== 'in-no-wall') return [];
    const place = [0, 1].map((axis) => ((start[axis] + end[axis]) / 2).toFixed(2)).join(', ');
    return [
      {
        at: `${at}.openings[${index}]`,
        found: say('opening-in-no-wall', { id, place, level: level.id }),
        expected: say('in-a-wall', { beside: mostBesideM, oblique: mostObliqueDeg }),
      },
    ];
  });
}
