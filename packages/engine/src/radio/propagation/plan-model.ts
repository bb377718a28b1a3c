import { InputError, requireObject, requireText, say } from '../../core/index.ts';
import { type Calibration, defaultModelId, type Plan, type WalkResiduals } from '../../plan/index.ts';
import { nearestDistanceM } from '../kernel/path-loss-law.ts';
import { cost231Model } from './cost231-multi-wall.ts';
import { dominantPathModel, saturatingPathModel } from './dominant-path.ts';
import { formulaModel, formulaModelId } from './formula-model.ts';
import { freeSpaceModel } from './free-space.ts';
import { p1238Models } from './itu-p1238.ts';
import { loadFormulas } from './load-formulas.ts';
import { multiWallModel } from './multi-wall.ts';
import type { PropagationModel } from './propagation-model.ts';

export const calibratedModelId = 'calibrated';

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

/** Residuals that a plan carries of a walk test, where it is predicted with the model fitted to that walk. */
export function planResiduals({ propagation }: ModelledPlan, modelId: string): WalkResiduals | undefined {
  return modelId === calibratedModelId ? propagation?.calibration?.residuals : undefined;
}

/** Path loss over the basis at 1 m, dB: the measured carrier's, else that of bands not measured. */
export function calibratedOffsetDb(calibration: Calibration, frequencyMhz: number): number {
  return calibration.offsetDb[String(frequencyMhz)] ?? calibration.otherOffsetDb;
}

const models: readonly PropagationModel[] = [
  saturatingPathModel(),
  dominantPathModel(),
  multiWallModel(),
  multiWallModel({ obliqueStepDb: 1 }),
  freeSpaceModel,
  cost231Model,
  ...p1238Models,
];

/** Id by which links, and only links, are traced by rays. */
export const rayModelId = 'ray';

/** Ids of the models a whole field can be predicted with, the default first. */
export const propagationModelIds: readonly string[] = models.map((model) => model.id);

/** The model of an id, with its defaults. @throws InputError for an unknown id */
export function propagationModel(id: string): PropagationModel {
  const model = models.find((candidate) => candidate.id === id);
  if (id === rayModelId) {
    throw new InputError([
      {
        at: 'model',
        found: say('ray-no-field'),
        expected: say('models-or-ray', { list: propagationModelIds.join(', ') }),
      },
    ]);
  }
  if (model === undefined) {
    throw new InputError([
      {
        at: 'model',
        found: say('unknown-model', { id: JSON.stringify(id) }),
        expected: say('one-of', { list: propagationModelIds.join(', ') }),
      },
    ]);
  }
  return model;
}

/** Room for locations beside the drawn plan, and for a plan without levels. */
const marginM = 100;

/**
 * A length in metres that no link within a plan exceeds, nor one that ends beside it by half of `beyondM` at either end.
 */
export function longestLinkM(
  { levels = [], antennas = [] }: Partial<Pick<Plan, 'levels' | 'antennas'>>,
  beyondM: number = marginM,
): number {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const add = (values: readonly number[], axis = 0) => {
    values.forEach((value, i) => {
      low[axis + i] = Math.min(low[axis + i], value);
      high[axis + i] = Math.max(high[axis + i], value);
    });
  };
  for (const { outline, elevationM, clearHeightM } of levels) {
    for (const corner of outline) add(corner);
    add([elevationM], 2);
    add([elevationM + clearHeightM], 2);
  }
  for (const { position } of antennas) add(position);
  const spans = high.map((value, axis) => Math.max(0, value - low[axis]));
  return Math.hypot(...spans) + beyondM;
}
