import { type Point, type SaidProblem, say } from '../core/index.ts';
import type { Plan } from './schema.ts';

/** What the schema cannot see of `placement`: levels and antennas that are not there, places that are far off. */
export function checkPlacement(
  plan: Plan,
  checkPlace: (place: Point, at: string, problems: SaidProblem[]) => void,
  checkRing: (ring: readonly Point[], at: string, problems: SaidProblem[]) => void,
  problems: SaidProblem[],
): void {
  const { forbidden = [], refused = [] } = plan.placement ?? {};
  const levelIds = plan.levels.map(({ id }) => id);
  const checkLevel = (id: string, at: string) => {
    if (levelIds.includes(id)) return;
    const expected = say('one-of', { list: levelIds.join(', ') });
    problems.push({ at: `${at}.level`, found: `"${id}"`, expected });
  };
  forbidden.forEach(({ level, polygon, position }, index) => {
    const at = `placement.forbidden[${index}]`;
    checkLevel(level, at);
    if (position) checkPlace(position, `${at}.position`, problems);
    const known = problems.length;
    for (const corner of polygon ?? []) checkPlace(corner, `${at}.polygon`, problems);
    if (polygon && problems.length === known) checkRing(polygon, `${at}.polygon`, problems);
  });
  refused.forEach((place, index) => {
    const at = `placement.refused[${index}]`;
    if (typeof place === 'string') {
      if (plan.antennas.some(({ id }) => id === place)) return;
      problems.push({ at, found: `"${place}"`, expected: refusable(plan) });
      return;
    }
    checkLevel(place.level, at);
    checkPlace(place.position, `${at}.position`, problems);
  });
}

const mostNamed = 40;

/** The antennas that can be refused, as what is expected of a name. */
export function refusable({ antennas }: Plan) {
  if (antennas.length === 0) return say('no-antenna-to-refuse');
  const ids = antennas.slice(0, mostNamed).map(({ id }) => id);
  return say('one-of', { list: [...ids, ...(antennas.length > mostNamed ? ['…'] : [])].join(', ') });
}
