import { type Point, requireObject } from '../core/index.ts';
import { radiatesAlongPath } from './antenna-types.ts';
import type { Antenna } from './schema.ts';

/** Where an antenna is fed: its position; of a radiating cable the first place of its path, which counts. */
export function antennaPlace(antenna: Pick<Antenna, 'type' | 'position' | 'path'>): Point {
  return antennaPlaces(antenna)[0];
}

/** Every place that is an antenna's own: its position, or the course of a radiating cable. */
export function antennaPlaces(antenna: Pick<Antenna, 'type' | 'position' | 'path'>): readonly Point[] {
  requireObject('antenna', antenna, ['type']);
  const { type, position, path } = antenna;
  return radiatesAlongPath({ type }) && path ? path : [position];
}
