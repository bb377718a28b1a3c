import { InputError, say } from '../core/index.ts';
import { type Level, largestCoordinateM, type Plan } from '../plan/index.ts';

/** A position on a level; z above that level's floor, metres. */
export interface LevelLocation {
  x: number;
  y: number;
  z: number;
  level: Level;
}

/** `x,y,z,LEVEL` as a position; a level's id may have commas. @throws InputError naming the option */
export function parseLinkEnd(plan: Plan, text: string, option: string): LevelLocation {
  const parts = text.split(',').map((part) => part.trim());
  const [x, y, z] = parts.slice(0, 3).map((part) => (part === '' ? Number.NaN : Number(part)));
  if (parts.length < 4 || ![x, y, z].every(Number.isFinite)) {
    const expected = say(option === '--from' ? 'link-antenna-or-place' : 'link-place');
    throw new InputError([{ at: option, found: `"${text}"`, expected }]);
  }
  // As written behind the third comma: an id may hold spaces and commas.
  const levelId = text.split(',').slice(3).join(',').trim();
  return levelLocation(plan, { x, y, z }, levelId, { location: option, level: option });
}

/**
 * A position on a level of the plan.
 * @param at names of what gives the location and the level
 * @throws InputError for an unknown level, and for a location where no plan may have anything
 */
export function levelLocation(
  plan: Plan,
  { x, y, z }: Omit<LevelLocation, 'level'>,
  levelId: string,
  at: { location: string; level: string },
): LevelLocation {
  const level = findLevel(plan, levelId, at.level);
  if ([x, y, z].every((each) => Math.abs(each) <= largestCoordinateM)) return { x, y, z, level };
  const found = say('coordinates-beyond', { most: largestCoordinateM });
  throw new InputError([{ at: at.location, found, expected: say('local-metres') }]);
}

/** The level of that id. @throws InputError naming the position where the id stood */
export function findLevel(plan: Plan, levelId: string, at: string): Level {
  const level = plan.levels.find((candidate) => candidate.id === levelId);
  if (level) return level;
  const list = plan.levels.map((candidate) => candidate.id).join(', ');
  throw new InputError([
    { at, found: say('level-named', { level: levelId }), expected: say('one-of', { list }) },
  ]);
}
