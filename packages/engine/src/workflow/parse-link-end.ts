import { InputError } from '../errors.ts';
import type { Level, Plan } from '../plan/schema.ts';

/** A place on a level; z above that level's floor, metres. */
export interface LevelPlace {
  x: number;
  y: number;
  z: number;
  level: Level;
}

/** `x,y,z,LEVEL` as a place. @throws InputError naming the option */
export function parseLinkEnd(plan: Plan, text: string, option: string): LevelPlace {
  const parts = text.split(',').map((part) => part.trim());
  const numbers = parts.slice(0, 3).map((part) => (part === '' ? Number.NaN : Number(part)));
  if (parts.length !== 4 || numbers.some((value) => !Number.isFinite(value))) {
    const antennas = option === '--from' ? 'an antenna of the plan or ' : '';
    throw new InputError([
      { at: option, found: `"${text}"`, expected: `${antennas}x,y,z,LEVEL in metres, e.g. 12.5,8,1.5,B1` },
    ]);
  }
  const level = plan.levels.find((candidate) => candidate.id === parts[3]);
  if (!level) {
    const known = plan.levels.map((candidate) => candidate.id).join(', ');
    throw new InputError([{ at: option, found: `level "${parts[3]}"`, expected: `one of ${known}` }]);
  }
  return { x: numbers[0], y: numbers[1], z: numbers[2], level };
}
