import { type Point, requireObject, requirePoint } from '../core/index.ts';
import { radiatesAlongPath } from './antenna-types.ts';
import type { Antenna } from './schema.ts';

/** Points of a moved path per metre: nothing that is computed sees a smaller step. */
const stepsPerM = 1e6;

/** The antenna fed at that position; the path of a radiating cable is moved along. */
export function moveAntenna(antenna: Antenna, position: Point): Antenna {
  requireObject('antenna', antenna, ['type']);
  requirePoint('position', position);
  if (!antenna.path) return { ...antenna, position };
  const [fromX, fromY] = antennaLocation(antenna);
  const path = antenna.path.map(
    ([x, y]): Point => [roundStep(x + (position[0] - fromX)), roundStep(y + (position[1] - fromY))],
  );
  if (radiatesAlongPath(antenna)) path[0] = position;
  return { ...antenna, position, path };
}

/** Rounds without the noise of a sum, so that a path moved there and back is written as before. */
function roundStep(valueM: number): number {
  return Math.round(valueM * stepsPerM) / stepsPerM;
}

/**
 * Feed point of an antenna: its position; for a radiating cable the first point of its path, which counts.
 */
export function antennaLocation(antenna: Pick<Antenna, 'type' | 'position' | 'path'>): Point {
  return antennaLocations(antenna)[0];
}

/** Every point that is an antenna's own: its position, or the course of a radiating cable. */
export function antennaLocations(antenna: Pick<Antenna, 'type' | 'position' | 'path'>): readonly Point[] {
  requireObject('antenna', antenna, ['type']);
  const { type, position, path } = antenna;
  return radiatesAlongPath({ type }) && path ? path : [position];
}
