import type { Plan, RequirementProfile } from '../../plan/index.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import type { ObstacleOptions } from './level-panels.ts';

/** How a plan's levels become obstacles for a model. */
export function obstacleOptions(
  plan: Plan,
  profile: RequirementProfile,
  model: PropagationModel,
): ObstacleOptions {
  return {
    materials: plan.materials,
    parkedCars: profile.parkedCars,
    obliqueStepDb: model.obliqueStepDb,
  };
}
