import { InputError, requireObject, requireText, say } from '../../core/index.ts';
import type { Calibration, Plan } from '../../plan/index.ts';
import { propagationModel } from './find-model.ts';
import { formulaModel, formulaModelId } from './formula-model.ts';
import { loadFormulas } from './load-formulas.ts';
import { longestLinkM } from './longest-link.ts';
import { nearestDistanceM } from './nearest-distance.ts';
import type { PropagationModel } from './propagation-model.ts';

export const calibratedModelId = 'calibrated';

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

/**
 * A model fitted to a walk test of its garage: the basis with another exponent and an offset per band. Obstacles, cap and
 * paths are those of the basis; what walls lose stands in the plan's `materials`.
 * @throws InputError where the plan has no calibration
 */
function calibratedModel(
  calibration: Calibration | undefined,
  findBasis: (id: string) => PropagationModel,
): PropagationModel {
  if (calibration === undefined) {
    throw new InputError([
      {
        at: 'propagation.calibration',
        found: say('no-value'),
        expected: say('no-calibration'),
      },
    ]);
  }
  const basis = findBasis(calibration.basis);
  const slopeDbPerDecade = 10 * calibration.exponent;
  return {
    ...basis,
    id: calibratedModelId,
    distanceLaw(frequencyMhz) {
      const law = basis.distanceLaw(frequencyMhz);
      const interceptDb = law.interceptDb + calibratedOffsetDb(calibration, frequencyMhz);
      const minDistanceM = nearestDistanceM(interceptDb, slopeDbPerDecade);
      return { ...law, interceptDb, slopeDbPerDecade, minDistanceM };
    },
    capDb: calibration.capDb ?? basis.capDb,
    source: `${basis.id} fitted to a walk test of this garage: exponent ${calibration.exponent}`,
  };
}

/** Path loss over the basis at 1 m, dB: the measured carrier's, else that of bands not measured. */
export function calibratedOffsetDb(calibration: Calibration, frequencyMhz: number): number {
  return calibration.offsetDb[String(frequencyMhz)] ?? calibration.otherOffsetDb;
}
