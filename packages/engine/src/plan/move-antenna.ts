import type { Antenna, Position } from './schema.ts';

/** The antenna with its position there; the path of a radiating cable is moved along. */
export function moveAntenna(antenna: Antenna, position: Position): Antenna {
  const eastM = position[0] - antenna.position[0];
  const northM = position[1] - antenna.position[1];
  const path = antenna.path?.map(([x, y]): Position => [x + eastM, y + northM]);
  return { ...antenna, position, ...(path ? { path } : {}) };
}
