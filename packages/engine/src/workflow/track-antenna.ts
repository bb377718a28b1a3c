import { type Antenna, createFingerprintMemo, type Plan, withoutNetworkPower } from '../plan/index.ts';
import {
  type CarrierMap,
  followCorrections,
  type Grid,
  MovingAntennaMap,
  planResiduals,
} from '../radio/index.ts';
import { prepareCarrier, type TrackOptions } from './prepare-carrier.ts';

/** One map of a plan, again and again while one antenna is elsewhere each time. */
export interface TrackedAntenna {
  /** True when the map depends on the antenna: its carrier is received on the level. */
  matters: boolean;
  /** The grid of every map. */
  grid: Grid;
  /**
   * The carrier's map on the level with the antenna as given (or without it), bit for bit that of `predictPlan`. A map
   * of an earlier call may be handed back to be overwritten. What a walk test says counts as it does there: of the others
   * all, of the antenna what the distance from where it was measured leaves.
   */
  mapWith(antenna: Antenna | undefined, into?: CarrierMap): Promise<CarrierMap>;
}

/** Freezes what all antennas but one give to a carrier on a level, so that the map follows this one at little cost. */
export async function trackAntenna(
  plan: Plan,
  antennaId: string,
  options: TrackOptions,
): Promise<TrackedAntenna> {
  const {
    bare,
    scene,
    carrier,
    detectable: received,
    layered,
    ...context
  } = await prepareCarrier(plan, options);
  const moving = bare.antennas.findIndex(({ id }) => id === antennaId);
  const map = await MovingAntennaMap.freeze(scene, carrier, received, moving, {
    ...context,
    solver: options.solver,
  });
  const unfed = withoutNetworkPower(plan);
  const residuals = planResiduals(bare, context.model.id);
  const follow = residuals && followCorrections(residuals, options.levelId, carrier.id);
  const memo = createFingerprintMemo();
  const mapWith = (antenna: Antenna | undefined, into?: CarrierMap) => {
    const antennas = bare.antennas.flatMap((each, index) => (index === moving ? (antenna ?? []) : each));
    return map.mapWith(antenna, into, follow?.({ ...bare, antennas }, memo));
  };
  return {
    matters: map.matters,
    grid: map.grid,
    mapWith: async (antenna, into) => layered(await mapWith(antenna && unfed(antenna), into)),
  };
}
