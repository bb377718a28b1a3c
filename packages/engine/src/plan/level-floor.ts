import { type Point, ringContains } from '../core/index.ts';
import type { Level, Zone } from './schema.ts';

/** Ramps and entrances of a level that hold a point outside its outline. */
export function waysOutAt({ outline, zones = [] }: Level, place: readonly number[]): Zone[] {
  if (ringContains(outline, place)) return [];
  return zones.filter(
    ({ kind, polygon }) => (kind === 'ramp' || kind === 'entrance') && ringContains(polygon, place),
  );
}

/** Ramps and entrances that hold one of the points outside the outline: where something hangs out there. */
export function waysOutWith(level: Level, places: readonly (readonly number[])[]): Zone[] {
  return [...new Set(places.flatMap((place) => waysOutAt(level, place)))];
}

/**
 * Whether a point is on the level's floor: inside its outline and outside its holes, or on a ramp or entrance that
 * leads out.
 */
export function isOnFloor(level: Level, place: Point): boolean {
  const { outline, holes = [] } = level;
  if (!ringContains(outline, place)) return waysOutAt(level, place).length > 0;
  return !holes.some((hole) => ringContains(hole, place));
}
