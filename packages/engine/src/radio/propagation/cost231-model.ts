import { freeSpaceModel } from './free-space.ts';
import type { PropagationModel } from './propagation-model.ts';

/** COST 231 multi-wall for a whole field: free space plus every wall crossed, no cap, constant 0 dB. */
export const cost231Model: PropagationModel = {
  id: 'cost231-multi-wall',
  distanceLaw: freeSpaceModel.distanceLaw,
  usesObstacles: true,
  capDb: Number.POSITIVE_INFINITY,
  source: 'COST 231 final report §4.7 multi-wall, with the losses of the plan’s materials',
};
