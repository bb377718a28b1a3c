import { degToRad, meanPoint, type Point, ringContains } from '../core/index.ts';
import { zoneKindRow } from './floor-kinds.ts';
import type { Column, Level, Zone } from './schema.ts';

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

/** Distance of a point from a column's face, metres; negative inside. */
export function columnDistanceM({ center, radiusM, sizeM, angleDeg = 0 }: Column, [x, y]: Point): number {
  const [dx, dy] = [x - center[0], y - center[1]];
  if (radiusM !== undefined) return Math.hypot(dx, dy) - radiusM;
  const [widthM, depthM] = sizeM as Point;
  const [cos, sin] = [Math.cos(degToRad(angleDeg)), Math.sin(degToRad(angleDeg))];
  const alongM = Math.abs(cos * dx + sin * dy) - widthM / 2;
  const acrossM = Math.abs(cos * dy - sin * dx) - depthM / 2;
  const outsideM = Math.hypot(Math.max(0, alongM), Math.max(0, acrossM));
  return outsideM > 0 ? outsideM : Math.max(alongM, acrossM);
}

/** The part of a lift's shaft on one level. */
export interface LiftStorey {
  /** Index of the level in the plan. */
  levelIndex: number;
  zone: Zone;
}

/** The shaft of one lift with the levels of the garage that it passes, the highest first. */
export interface LiftShaft {
  storeys: LiftStorey[];
}

/**
 * The lift shafts of a garage, in the order of the plan: zones of kind `lift-car` that lie over each other on levels that
 * follow each other are one shaft. What a shaft passes above the highest level is not on the plan.
 */
export function liftShafts(levels: readonly Level[]): LiftShaft[] {
  const elevationsM = [...new Set(levels.map(({ elevationM }) => elevationM))].sort((a, b) => b - a);
  const shafts: LiftShaft[] = [];
  for (const elevationM of elevationsM) {
    levels.forEach((level, levelIndex) => {
      if (level.elevationM !== elevationM) return;
      const aboveM = elevationsM[elevationsM.indexOf(elevationM) - 1];
      for (const zone of liftZones(level)) {
        const over = shafts.find(({ storeys }) => {
          const last = storeys[storeys.length - 1];
          return levels[last.levelIndex].elevationM === aboveM && lieOver(last.zone, zone);
        });
        if (over) over.storeys.push({ levelIndex, zone });
        else shafts.push({ storeys: [{ levelIndex, zone }] });
      }
    });
  }
  return shafts;
}

/** The zones of a level that lifts pass. */
export function liftZones({ zones = [] }: Pick<Level, 'zones'>): Zone[] {
  return zones.filter(({ kind }) => zoneKindRow(kind).isLiftShaft);
}

/** Returns whether the middle of one of two zones lies in the other. */
function lieOver(a: Zone, b: Zone): boolean {
  return ringContains(a.polygon, meanPoint(b.polygon)) || ringContains(b.polygon, meanPoint(a.polygon));
}
