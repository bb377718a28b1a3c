import { radiatesAlongPath } from './antenna-types.ts';
import type { Antenna } from './schema.ts';

/** Whether an antenna is fed at a level of its own: the cap on the ports of passive antennas is not for it. */
export function hasOwnLevel({ feed, type }: Pick<Antenna, 'feed' | 'type'>): boolean {
  return feed === 'small-cell' || radiatesAlongPath({ type });
}
