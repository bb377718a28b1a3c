import { requireObject, requireText } from '../../core/index.ts';
import type { Plan } from '../../plan/index.ts';
import { calibratedModel, calibratedModelId } from './calibrated-model.ts';
import { propagationModel } from './find-model.ts';
import { formulaModel, formulaModelId } from './formula-model.ts';
import { loadFormulas } from './load-formulas.ts';
import { longestLinkM } from './longest-link.ts';
import type { PropagationModel } from './propagation-model.ts';

/** The model of a plan that names none. */
export const defaultModelId = 'dominant-path';

type ModelledPlan = Pick<Plan, 'propagation'> & Partial<Pick<Plan, 'levels' | 'antennas'>>;

/**
 * The model that a plan is predicted with: the one asked for, else the plan's own choice, else the default. A formula of
 * the plan's own (`custom`) needs `loadPlanModel` once before.
 * @throws InputError for an unknown id, or a formula or calibration that is none
 */
export function planModel(plan: ModelledPlan, modelId?: string): PropagationModel {
  requireObject('plan', plan);
  if (modelId !== undefined) requireText('model', modelId);
  const id = planModelId(plan, modelId);
  if (id === calibratedModelId) return calibratedModel(plan.propagation?.calibration, propagationModel);
  if (id === formulaModelId) return formulaModel(plan.propagation?.formula, longestLinkM(plan));
  return propagationModel(id);
}

/** Loads what `planModel` needs for this plan; at once where that is nothing. */
export async function loadPlanModel(plan: ModelledPlan, modelId?: string): Promise<void> {
  requireObject('plan', plan);
  if (planModelId(plan, modelId) === formulaModelId) await loadFormulas();
}

function planModelId(plan: ModelledPlan, modelId: string | undefined): string {
  return modelId ?? plan.propagation?.model ?? defaultModelId;
}
