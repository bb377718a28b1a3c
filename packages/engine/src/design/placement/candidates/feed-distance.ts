import { distance, distanceToSegment, type Point } from '../../../core/index.ts';
import { type Antenna, antennaLocation, facilityKindRow, type Level } from '../../../plan/index.ts';

/** Cable goes along walls and beams, not straight: length over distance. */
const detourRatio = 1.3;

/**
 * Length of cable from a location to the nearest tray, shaft or equipment room of a level, estimated, metres; 0
 * everywhere on a level where none is drawn.
 */
export function feedDistanceM(level: Level): (location: Point) => number {
  const paths: (readonly Point[])[] = (level.facilities ?? []).flatMap(({ kind, position, path }) => {
    if (facilityKindRow(kind).isPowerOnly) return [];
    if (path) return [path];
    return position ? [[position, position]] : [];
  });
  if (paths.length === 0) return () => 0;
  return (location) => {
    let nearestM = Number.POSITIVE_INFINITY;
    for (const path of paths) {
      for (let corner = 0; corner + 1 < path.length; corner += 1) {
        nearestM = Math.min(nearestM, distanceToSegment(location, path[corner], path[corner + 1]));
      }
    }
    return detourRatio * nearestM;
  };
}

/** Distance in plan from a point to an antenna, or to the nearest point of a radiating cable, metres. */
export function planDistanceM(antenna: Antenna, point: Point): number {
  const { path } = antenna;
  if (!path || path.length < 2) return distance(antennaLocation(antenna), point);
  return Math.min(...path.slice(1).map((end, index) => distanceToSegment(point, path[index], end)));
}
