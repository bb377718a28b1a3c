import { midpoint } from '../../core/index.ts';
import { type Level, placedOpenings } from '../../plan/index.ts';
import { describePlace, type ImportWarning } from '../drawing/level-drawing.ts';

/** So many are named with their places; `diku validate` names all. */
const mostNamed = 20;

/** One warning for the openings of a level that lie in no wall. */
export function strayOpenings(level: Level): ImportWarning[] {
  const stray = placedOpenings(level).filter(({ seat }) => seat === 'in-no-wall');
  if (stray.length === 0) return [];
  const named = stray
    .slice(0, mostNamed)
    .map(({ opening, start, end }) => `${opening.id} ${describePlace(midpoint(start, end))}`);
  return [
    {
      code: 'opening-in-no-wall',
      message: `openings that lie in no wall and cut none: ${stray.length}`,
      at: `${level.id}: ${named.join(', ')}${stray.length > mostNamed ? ', …' : ''}`,
    },
  ];
}
