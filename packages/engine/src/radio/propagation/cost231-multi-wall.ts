/** COST 231 final report §4.7.2, multi-wall model: `L_FS + L_c + Σ k_i L_i + k_f^((k_f+2)/(k_f+1) − b) L_f`. */
import { freeSpaceLossDb, freeSpaceModel } from './free-space.ts';
import type { PropagationModel } from './propagation-model.ts';

/** COST 231 multi-wall for a whole field: free space plus every wall crossed, no cap, constant 0 dB. */
export const cost231Model: PropagationModel = {
  id: 'cost231-multi-wall',
  distanceLaw: freeSpaceModel.distanceLaw,
  usesObstacles: true,
  capDb: Number.POSITIVE_INFINITY,
  source: 'COST 231 final report §4.7 multi-wall, with the losses of the plan’s materials',
};

export interface Cost231Walls {
  /** Loss of one crossing, dB. */
  lossDb: number;
  count: number;
}

/** Values at 1800 MHz, via public transcriptions: floor 18.3 dB, b 0.46. */
export const cost231Defaults = { floorLossDb: 18.3, b: 0.46, constantDb: 0 };

export const cost231Source =
  'COST 231 multi-wall; floor 18.3 dB and b 0.46 (1800 MHz) via public transcriptions';

/** Loss of `floors` floors, dB; grows less than in proportion. 0 floors cost 0. */
export function cost231FloorLossDb(floors: number, floorLossDb: number, b: number): number {
  return floors === 0 ? 0 : floors ** ((floors + 2) / (floors + 1) - b) * floorLossDb;
}

/** Median loss in dB. */
export function cost231LossDb(options: {
  frequencyMhz: number;
  distanceM: number;
  walls: readonly Cost231Walls[];
  floors: number;
  floorLossDb: number;
  b: number;
  constantDb: number;
}): number {
  let lossDb = freeSpaceLossDb(options.frequencyMhz, options.distanceM) + options.constantDb;
  for (const wall of options.walls) lossDb += wall.lossDb * wall.count;
  return lossDb + cost231FloorLossDb(options.floors, options.floorLossDb, options.b);
}
