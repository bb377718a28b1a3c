import { type Point, ringContains } from '../core/index.ts';
import { zoneKindRow } from './floor-kinds.ts';
import type { Level, Zone } from './schema.ts';

/** Ramps and entrances of a level that hold a point outside its outline. */
export function exitsAt({ outline, zones = [] }: Level, point: readonly number[]): Zone[] {
  if (ringContains(outline, point)) return [];
  return zones.filter(({ kind, polygon }) => zoneKindRow(kind).isExit && ringContains(polygon, point));
}

/** Ramps and entrances that hold one of the points outside the outline: where something hangs out there. */
export function exitsWith(level: Level, points: readonly (readonly number[])[]): Zone[] {
  return [...new Set(points.flatMap((point) => exitsAt(level, point)))];
}

/**
 * Returns whether a point is on the level's floor: inside its outline and outside its holes, or on a ramp or entrance
 * that leads out.
 */
export function isOnFloor(level: Level, point: Point): boolean {
  const { outline, holes = [] } = level;
  if (!ringContains(outline, point)) return exitsAt(level, point).length > 0;
  return !holes.some((hole) => ringContains(hole, point));
}
