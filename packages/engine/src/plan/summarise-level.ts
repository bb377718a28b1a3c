import { distance, signedArea } from '../core/index.ts';
import type { LevelTransform } from './level-transform.ts';
import type { Level } from './schema.ts';

/** Counts and measures of a level as it was read: metres, square metres. */
export interface ImportedLevel {
  id: string;
  areaM2: number;
  walls: number;
  wallLengthM: number;
  columns: number;
  openings: number;
  bays: number;
  points: number;
  facilities: number;
  transform: LevelTransform;
}

/** Counts and measures of an imported level. */
export function summariseLevel(level: Level, transform: LevelTransform): ImportedLevel {
  const holes = level.holes ?? [];
  const areaM2 =
    Math.abs(signedArea(level.outline)) - holes.reduce((sum, hole) => sum + Math.abs(signedArea(hole)), 0);
  const walls = level.walls ?? [];
  return {
    id: level.id,
    areaM2: Math.round(areaM2 * 100) / 100,
    walls: walls.length,
    wallLengthM: Math.round(walls.reduce((sum, wall) => sum + distance(wall.start, wall.end), 0) * 100) / 100,
    columns: level.columns?.length ?? 0,
    openings: level.openings?.length ?? 0,
    bays: level.bays?.length ?? 0,
    points: level.points?.length ?? 0,
    facilities: level.facilities?.length ?? 0,
    transform,
  };
}
