import type { Antenna } from '../../../plan/index.ts';
import { candidateId } from './candidate.ts';

/**
 * Chosen candidates as antennas of a plan: `ANT1-B1` and so on, numbered as a fitter walks, in bands of 10 m from the top,
 * left to right. Those that hang already keep all that they are.
 * @param taken ids that are used besides
 */
export function nameAntennas(
  chosen: readonly Antenna[],
  levelIds: readonly string[],
  taken: Iterable<string>,
): Antenna[] {
  const ids = new Set([...taken, ...chosen.map(({ id }) => id)]);
  return levelIds.flatMap((levelId) => {
    const own = chosen.filter(({ level }) => level === levelId).sort(byWay);
    let number = 0;
    return own.map((antenna): Antenna => {
      if (antenna.id !== candidateId) return antenna;
      do number += 1;
      while (ids.has(`ANT${number}-${levelId}`));
      return { ...antenna, id: `ANT${number}-${levelId}` };
    });
  });
}

function byWay({ position: a, type: typeA }: Antenna, { position: b, type: typeB }: Antenna): number {
  const bands = Math.floor(b[1] / 10) - Math.floor(a[1] / 10);
  return bands || a[0] - b[0] || b[1] - a[1] || (typeA < typeB ? -1 : Number(typeA > typeB));
}
