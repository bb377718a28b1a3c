import { isShifted, type NetworkCable, type Plan } from '../../plan/index.ts';

/** The far end in an antenna, and how it comes by its supply. */
export interface FarEnd {
  antenna: string;
  level: string;
  /** Ids of devices and sources on its feeder that are not known to pass direct current; none: it is fed over the feeder. */
  blocking: string[];
}

/**
 * Far ends of the antennas whose second path is shifted. The near end feeds them over the feeder where all that is on it passes
 * direct current, as their parts say; all others take a supply on the spot.
 */
export function listFarEnds({ antennas, network = {} }: Pick<Plan, 'antennas' | 'network'>): FarEnd[] {
  const { devices = [], sources = [], cables = [], parts = [] } = network;
  const passing = new Set(parts.filter(({ passesDc }) => passesDc).map(({ id }) => id));
  const partOf = new Map([...devices, ...sources].map(({ id, part }) => [id, part]));
  const feeders = new Map<string, NetworkCable>(cables.map((cable) => [cable.to.node, cable]));
  return antennas.filter(isShifted).map(({ id: antenna, level }) => {
    const blocking: string[] = [];
    let feeder = feeders.get(antenna);
    // The near end feeds direct current in behind the POI of its source.
    while (feeder && feeders.has(feeder.from.node)) {
      const { node } = feeder.from;
      if (!passing.has(partOf.get(node) ?? '')) blocking.unshift(node);
      feeder = feeders.get(node);
    }
    return { antenna, level, blocking };
  });
}
