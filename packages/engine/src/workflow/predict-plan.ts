import { assessCoverage, walkedFloors } from '../coverage/assess-coverage.ts';
import type { Assessment } from '../coverage/assessment.ts';
import { keptWalk } from '../coverage/kept-walk.ts';
import type { PointSignals } from '../coverage/point-results.ts';
import { FieldStack } from '../fields/field-stack.ts';
import type { FieldSolver } from '../kernel/field-kernel.ts';
import { planProfile } from '../plan/plan-profile.ts';
import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Plan } from '../plan/schema.ts';
import { type Monitor, reportProgress } from '../progress.ts';
import { loadPlanModel, planModel } from '../propagation/plan-model.ts';
import { obstacleOptions } from '../scene/obstacle-options.ts';
import type { CarrierMap } from '../signal/carrier-map.ts';
import { computeCarrierMap } from '../signal/compute-carrier-map.ts';
import { computePointSignals } from '../signal/compute-point-signals.ts';
import { checkPredictionSize } from './check-prediction-size.ts';
import { heardAntennas } from './heard-antennas.ts';
import { type ModelNote, planNotes } from './model-notes.ts';

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
  /** What the result rests on that its sources do not vouch for. */
  notes: ModelNote[];
}

/**
 * Fields, signal and verdict for the antennas that the plan has.
 * @throws InputError where the plan at this resolution is too large for memory or patience
 */
export async function predictPlan(plan: Plan, options: PredictOptions): Promise<Prediction> {
  const resolutionM = options.resolutionM ?? 0.5;
  await loadPlanModel(plan, options.modelId);
  const model = planModel(plan, options.modelId);
  const profile = planProfile(plan);
  checkPredictionSize(plan, resolutionM);
  const fields = options.fields ?? new FieldStack(options.solver);
  const obstacles = obstacleOptions(plan, profile, model);
  const memoryBytes = options.memoryBytes ?? defaultMemoryBytes;
  const maps: CarrierMap[] = [];
  const pointSignals: PointSignals[] = [];
  const total = plan.levels.length * plan.carriers.length;
  for (const level of plan.levels) {
    for (const carrier of plan.carriers) {
      const report = (doneRatio: number) =>
        reportProgress(
          options.monitor,
          'predict',
          (maps.length + doneRatio) / total,
          `${level.id} ${carrier.id}`,
        );
      report(0);
      const scene = fields.scene(level, carrier.frequencyMhz, resolutionM, obstacles);
      const antennas = heardAntennas(plan, level, carrier, { model, fields, obstacles, profile });
      const mapOptions = { model, profile, fields, memoryBytes, report };
      maps.push(await computeCarrierMap(scene, carrier, antennas, mapOptions));
      const signals = computePointSignals(scene, carrier, level.points ?? [], antennas, model, profile);
      pointSignals.push({ levelId: level.id, carrierId: carrier.id, signals });
    }
  }
  reportProgress(options.monitor, 'check', 0);
  const walk = keptWalk(walkedFloors(plan, maps), profile);
  const assessment = assessCoverage({ plan, profile, maps, pointSignals }, walk);
  reportProgress(options.monitor, 'check', 1);
  const notes = planNotes(plan, model, profile);
  return { plan, resolutionM, modelId: model.id, profile, maps, assessment, notes };
}
