import type { Plan } from '../plan/index.ts';
import { type CarrierMap, type FieldStack, TransientMap, type TransientWalls } from '../radio/index.ts';
import { prepareCarrier, type TrackOptions } from './prepare-carrier.ts';

export interface TrackWallsOptions extends TrackOptions {
  fields: FieldStack;
  /** Walls that stay as they were. */
  passing: TransientWalls;
  /** A map of an earlier call that may be overwritten. */
  into?: CarrierMap;
}

/** Maps of one plan after another while its walls are dragged. */
export interface TrackedWalls {
  /** The carrier's map on the level, exact but for what is left as it was. */
  mapOf(plan: Plan, options: TrackWallsOptions): Promise<CarrierMap>;
}

/** Fields of a level while walls of it are dragged, patch by patch. */
export function trackWalls(): TrackedWalls {
  const map = new TransientMap();
  return {
    async mapOf(plan, { passing, into, ...options }) {
      const { fields } = options;
      fields.passing = passing;
      try {
        const {
          scene,
          carrier,
          detectable: received,
          layered,
          ...context
        } = await prepareCarrier(plan, options);
        return layered(await map.next(scene, carrier, received, context, into));
      } finally {
        fields.passing = undefined;
      }
    },
  };
}
