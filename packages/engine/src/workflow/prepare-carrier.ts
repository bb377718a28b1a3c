import { type Plan, planProfile, withoutNetwork } from '../plan/index.ts';
import {
  antennaPaths,
  type CarrierMap,
  defaultResolutionM,
  detectableAntennas,
  type FieldSolver,
  FieldStack,
  loadPlanModel,
  obstacleOptions,
  planModel,
  withLayers,
} from '../radio/index.ts';

export interface TrackOptions {
  solver: FieldSolver;
  levelId: string;
  carrierId: string;
  /** Cell size, metres; default 0.5. */
  resolutionM?: number;
  /** Default: the plan's own, else `saturating-path`. */
  modelId?: string;
  /** Fields cached from one call to the next; default: no cache. */
  fields?: FieldStack;
  /** Noise at the receivers from other phones, of `findNoiseRise`, held while something is dragged; default: as stated. */
  noiseRiseDb?: number;
}

/** The scene of a carrier on a level, the antennas detectable there and their layers, and what their fields are computed with. */
export async function prepareCarrier(plan: Plan, options: TrackOptions) {
  const { solver, resolutionM = defaultResolutionM, modelId, fields = new FieldStack(solver) } = options;
  // What is dragged is not what the network was designed for: the powers are those of the prediction after it.
  const bare = withoutNetwork(plan);
  const level = bare.levels.find(({ id }) => id === options.levelId);
  const found = bare.carriers.find(({ id }) => id === options.carrierId);
  if (!level || !found) throw new Error(`no level ${options.levelId} or no carrier ${options.carrierId}`);
  const carrier = options.noiseRiseDb === undefined ? found : { ...found, noiseRiseDb: options.noiseRiseDb };
  await loadPlanModel(plan, modelId);
  const model = planModel(plan, modelId);
  const profile = planProfile(plan);
  const obstacles = obstacleOptions(plan, profile, model);
  const scene = fields.scene(level, carrier.frequencyMhz, resolutionM, obstacles);
  const received = detectableAntennas(bare, level, carrier, { model, fields, obstacles, profile });
  const pathsOf = antennaPaths(plan, undefined);
  const layered = (map: CarrierMap) => withLayers(map, bare.antennas, carrier, profile, pathsOf);
  return { bare, scene, carrier, detectable: received, layered, model, profile, fields };
}
