import type { Antenna, Position } from './schema.ts';

/** Where an antenna is fed: its position; of a radiating cable the first place of its path, which counts. */
export function antennaPlace(antenna: Pick<Antenna, 'type' | 'position' | 'path'>): Position {
  return antennaPlaces(antenna)[0];
}

/** Every place that is an antenna's own: its position, or the course of a radiating cable. */
export function antennaPlaces({
  type,
  position,
  path,
}: Pick<Antenna, 'type' | 'position' | 'path'>): readonly Position[] {
  return type === 'radiating-cable' && path ? path : [position];
}
