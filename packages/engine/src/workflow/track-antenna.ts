import { FieldStack } from '../fields/field-stack.ts';
import type { FieldSolver } from '../kernel/field-kernel.ts';
import { feedPlan } from '../network/feed-plan.ts';
import { planProfile } from '../plan/plan-profile.ts';
import type { Antenna, Plan } from '../plan/schema.ts';
import { loadPlanModel, planModel } from '../propagation/plan-model.ts';
import { defaultResolutionM } from '../scene/build-grid.ts';
import { obstacleOptions } from '../scene/obstacle-options.ts';
import type { CarrierMap } from '../signal/carrier-map.ts';
import { heardAntennas } from '../signal/heard-antennas.ts';
import { MovingAntennaMap } from '../signal/moving-antenna.ts';

export interface TrackOptions {
  solver: FieldSolver;
  levelId: string;
  carrierId: string;
  /** Cell size, metres; default 0.5. */
  resolutionM?: number;
  /** Default: the plan's own, else `dominant-path`. */
  modelId?: string;
  /** Fields kept from one call to the next; default: none kept. */
  fields?: FieldStack;
}

/** One map of a plan, again and again while one antenna is elsewhere each time. */
export interface TrackedAntenna {
  /** Whether the map depends on the antenna: its carrier is heard on the level. */
  matters: boolean;
  /**
   * The carrier's map on the level with the antenna as given (or without it), bit for bit that of `predictPlan`. A map
   * of an earlier call may be handed back to be overwritten.
   */
  mapWith(antenna: Antenna | undefined, into?: CarrierMap): Promise<CarrierMap>;
}

/** Freezes what all antennas but one give to a carrier on a level, so that the map follows this one at little cost. */
export async function trackAntenna(
  plan: Plan,
  antennaId: string,
  options: TrackOptions,
): Promise<TrackedAntenna> {
  const { solver, resolutionM = defaultResolutionM, modelId } = options;
  const fed = feedPlan(plan);
  const level = fed.levels.find(({ id }) => id === options.levelId);
  const carrier = fed.carriers.find(({ id }) => id === options.carrierId);
  if (!level || !carrier) throw new Error(`no level ${options.levelId} or no carrier ${options.carrierId}`);
  const fields = options.fields ?? new FieldStack(solver);
  await loadPlanModel(plan, modelId);
  const model = planModel(plan, modelId);
  const profile = planProfile(plan);
  const obstacles = obstacleOptions(plan, profile, model);
  const scene = fields.scene(level, carrier.frequencyMhz, resolutionM, obstacles);
  const heard = heardAntennas(fed, level, carrier, { model, fields, obstacles, profile });
  const moving = fed.antennas.findIndex(({ id }) => id === antennaId);
  return MovingAntennaMap.freeze(scene, carrier, heard, moving, { model, profile, fields, solver });
}
