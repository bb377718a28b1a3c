/** Made up for the proof of the registry: free space with a slope of 28 dB per decade beyond 1 m. */
import { freeSpaceLossDb } from './free-space.ts';
import { nearestDistanceM } from './nearest-distance.ts';
import type { PropagationModel } from './propagation-model.ts';

const slopeDbPerDecade = 28;

/** A steeper slope, with the obstacles of the multi-wall model. */
export const twoSlopeModel: PropagationModel = {
  id: 'two-slope',
  distanceLaw(frequencyMhz) {
    const interceptDb = freeSpaceLossDb(frequencyMhz, 1);
    return {
      interceptDb,
      slopeDbPerDecade,
      minDistanceM: nearestDistanceM(interceptDb, slopeDbPerDecade),
    };
  },
  usesObstacles: true,
  capDb: 30,
  source: 'made up for the proof of the registry',
};
