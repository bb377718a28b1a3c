import {
  degToRad,
  distance,
  type Point,
  requireNumber,
  requireObject,
  requirePoint,
  rotatePoint,
  signedArea,
} from '../core/index.ts';
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

/** Position of a level in its drawing: plan = R(rotationDeg) · (drawing · metresPerUnit) + translation. */
export interface LevelTransform {
  metresPerUnit: number;
  rotationDeg: number;
  /** Metres. */
  translation: Readonly<Point>;
}

/** Maps a point from the drawing, in its units, to the plan, metres. */
export function drawingToPlan(point: readonly number[], transform: LevelTransform): Point {
  requirePoint('point', point);
  requireTransform(transform);
  const [x, y] = point;
  const { metresPerUnit, rotationDeg, translation } = transform;
  const turned = rotatePoint([x * metresPerUnit, y * metresPerUnit], degToRad(rotationDeg));
  return [turned[0] + translation[0], turned[1] + translation[1]];
}

/** Maps a point from the plan, metres, to the drawing, in its units. */
export function planToDrawing(point: readonly number[], transform: LevelTransform): Point {
  requirePoint('point', point);
  requireTransform(transform);
  const [x, y] = point;
  const { metresPerUnit, rotationDeg, translation } = transform;
  const turned = rotatePoint([x - translation[0], y - translation[1]], degToRad(-rotationDeg));
  return [turned[0] / metresPerUnit, turned[1] / metresPerUnit];
}

function requireTransform(transform: unknown): asserts transform is LevelTransform {
  requireObject('transform', transform);
  const { metresPerUnit, rotationDeg, translation } = transform as LevelTransform;
  requireNumber('metresPerUnit', metresPerUnit, { atLeast: Number.MIN_VALUE });
  requireNumber('rotationDeg', rotationDeg);
  requirePoint('translation', translation);
}
