import type { Plan } from '../plan/schema.ts';
import { calibratedModel, calibratedModelId } from './calibrated-model.ts';
import { propagationModel } from './find-model.ts';
import type { PropagationModel } from './propagation-model.ts';

/** The model of a plan that names none. */
export const defaultModelId = 'multi-wall';

/**
 * The model that a plan is predicted with: the one asked for, else the plan's own choice, else the default.
 * @throws InputError for an unknown id
 */
export function planModel(plan: Pick<Plan, 'propagation'>, modelId?: string): PropagationModel {
  const id = modelId ?? plan.propagation?.model ?? defaultModelId;
  if (id === calibratedModelId) return calibratedModel(plan.propagation?.calibration, propagationModel);
  return propagationModel(id);
}
