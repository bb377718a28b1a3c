/** ITU-R P.525, free-space basic transmission loss: `20 log10(4πd/λ)`. */
import { wavelengthM } from '../../core/index.ts';
import { nearestDistanceM } from '../kernel/path-loss-law.ts';
import type { PropagationModel } from './propagation-model.ts';

/** Loss in dB between isotropic antennas, far field; negative closer than λ/4π, where it has no meaning. */
export function freeSpaceLossDb(frequencyMhz: number, distanceM: number): number {
  return 20 * Math.log10((4 * Math.PI * distanceM) / wavelengthM(frequencyMhz));
}

/** Free space without obstacles, held closer than 0.3 m. */
export const freeSpaceModel: PropagationModel = {
  id: 'free-space',
  distanceLaw(frequencyMhz) {
    const interceptDb = freeSpaceLossDb(frequencyMhz, 1);
    return { interceptDb, slopeDbPerDecade: 20, minDistanceM: nearestDistanceM(interceptDb, 20) };
  },
  usesObstacles: false,
  capDb: Number.POSITIVE_INFINITY,
  source: 'ITU-R P.525 free-space basic transmission loss',
};
