import { type Monitor, reportProgress } from '../../core/index.ts';
import {
  type DerivedStates,
  derivedStates,
  type FingerprintMemo,
  type Plan,
  type RequirementProfile,
  type ScenarioId,
} from '../../plan/index.ts';
import { assessCoverage, walkedFloors } from '../coverage/assess-coverage.ts';
import type { Assessment } from '../coverage/assessment.ts';
import { keptWalk } from '../coverage/kept-walk.ts';
import { walkFloors } from '../coverage/walk-floors.ts';
import { feedPlan } from '../feeder/feed-plan.ts';
import { FieldStack } from '../fields/field-stack.ts';
import type { FieldSolver } from '../kernel/field-kernel.ts';
import { loadPlanModel, planModel } from '../propagation/plan-model.ts';
import { defaultResolutionM } from '../scene/build-grid.ts';
import type { CarrierMap } from '../signal/carrier-map.ts';
import { checkPredictionSize } from './check-prediction-size.ts';
import { type ModelNote, planNotes, unfedNotes } from './model-notes.ts';
import { predictScenarios } from './predict-scenarios.ts';
import { predictState } from './predict-state.ts';
import { acceptedReasons, decideVerdict, verdictReasons } from './verdict-reasons.ts';

export interface PredictOptions {
  solver: FieldSolver;
  /** Cell size, metres; default 0.5. */
  resolutionM?: number;
  /** Default: the plan's own, else `dominant-path`. */
  modelId?: string;
  /** Fields kept between predictions of an edited plan; default: none kept. */
  fields?: FieldStack;
  /**
   * Bytes of fields and sums in flight; default 256 MiB. The maps themselves and the fields that `fields` keeps (256 MiB
   * at most) come on top. The result has the same bits whatever it is.
   */
  memoryBytes?: number;
  /**
   * States of the garage to judge besides the plan as it stands; default `required`: none but those that the plan's
   * requirements name.
   */
  scenarios?: 'required' | 'all' | readonly ScenarioId[];
  /** Fingerprints of records that did not change since the last prediction; default: all are computed. */
  memo?: FingerprintMemo;
  /** Locations of the acceptance test; default: as many as the test has by its rule. */
  locations?: number;
  monitor?: Monitor;
}

const defaultMemoryBytes = 256 * 1024 * 1024;

export interface Prediction {
  plan: Plan;
  resolutionM: number;
  modelId: string;
  profile: RequirementProfile;
  /** One per level and carrier, levels outermost, in the plan's order. */
  maps: CarrierMap[];
  assessment: Assessment;
  /** How the plan's derived parts stand to the plan. */
  derived: DerivedStates;
  /** What the result rests on that its sources do not vouch for. */
  notes: ModelNote[];
}

/**
 * Fields, signal and verdict for the antennas that the plan has.
 * @throws InputError where the plan at this resolution is too large for memory or patience
 */
export async function predictPlan(plan: Plan, options: PredictOptions): Promise<Prediction> {
  const { resolutionM = defaultResolutionM, memoryBytes = defaultMemoryBytes, monitor, memo } = options;
  await loadPlanModel(plan, options.modelId);
  const model = planModel(plan, options.modelId);
  checkPredictionSize(plan, resolutionM);
  const fields = options.fields ?? new FieldStack(options.solver);
  const stateOptions = { fields, model, resolutionM, memoryBytes };
  const fed = feedPlan(plan, memo);
  const state = await predictState(fed, {
    ...stateOptions,
    report: (doneRatio, of) => reportProgress(monitor, 'predict', doneRatio, of),
  });
  const { profile } = state;
  const maps = [...state.maps];
  reportProgress(monitor, 'check', 0);
  const walk = keptWalk(walkFloors(fed.levels, walkedFloors(fed, maps)), fed, options.locations);
  const planned = assessCoverage(state, walk);
  const assessment = await predictScenarios(fed, planned, options.scenarios ?? 'required', {
    ...stateOptions,
    walk,
    report: (doneRatio, of) => reportProgress(monitor, 'check', doneRatio, of),
  });
  reportProgress(monitor, 'check', 1);
  const derived = derivedStates(plan, memo);
  return {
    plan,
    resolutionM,
    modelId: model.id,
    profile,
    maps,
    assessment: decideVerdict(assessment, verdictReasons(plan, derived), acceptedReasons(plan)),
    derived,
    notes: [...unfedNotes(plan, memo), ...planNotes(plan, model, profile)],
  };
}
