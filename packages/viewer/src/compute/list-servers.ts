import type { CarrierMap, Plan } from '@diku/engine';
import { type Server, serverColors } from '../store/scale-colors.ts';
import { colorServers } from './color-servers.ts';

/** The antennas of a plan as servers of its maps, in the plan's order; one colour each on all maps. */
export function listServers({ antennas }: Plan, maps: readonly CarrierMap[]): Server[] {
  const colors = colorServers(antennas.length, maps, serverColors.light.length);
  return antennas.map(({ id, cell }, index) => ({ id, cell, color: colors[index] }));
}
