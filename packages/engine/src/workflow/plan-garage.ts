import { type ImportOptions, type ImportResult, importDrawing } from '../drawing/import-drawing.ts';
import { FieldStack } from '../fields/field-stack.ts';
import type { FieldSolver } from '../kernel/field-kernel.ts';
import type { Effort } from '../placement/placement.ts';
import { findCarrierProfile } from '../plan/carrier-profiles.ts';
import { parsePlan } from '../plan/parse-plan.ts';
import type { Plan } from '../plan/schema.ts';
import { type Monitor, reportProgress } from '../progress.ts';
import { type PlacedPlan, placePlan } from './place-plan.ts';
import { type Prediction, type PredictOptions, predictPlan } from './predict-plan.ts';

export interface PlanGarageOptions {
  solver: FieldSolver;
  carriers?: Plan['carriers'];
  requirements?: Partial<Plan['requirements']>;
  /** Levels outside; default: the plan's own. */
  outdoor?: Plan['outdoor'];
  resolutionM?: number;
  modelId?: string;
  effort?: Effort;
  /** As of a prediction. */
  scenarios?: PredictOptions['scenarios'];
  importOptions?: Omit<ImportOptions, 'defaults'>;
  monitor?: Monitor;
  /** A clock in seconds; without one there is no timing. */
  now?: () => number;
}

export interface PlannedGarage {
  plan: Plan;
  imported?: ImportResult;
  placement: PlacedPlan['placement'];
  prediction: Prediction;
  /** Seconds per stage. */
  timing: Record<string, number>;
}

/** The requirement a plan gets where nothing else is said. */
export const defaultRequirements: Plan['requirements'] = {
  coverageRatio: 0.9,
  confidence: 0.95,
  profile: 'shanghai-2023',
};

/** The main job: import a drawing (or take a plan), place antennas, predict, and judge. */
export async function planGarage(
  input: { drawing: Uint8Array } | { plan: Plan },
  options: PlanGarageOptions,
): Promise<PlannedGarage> {
  const timing: Record<string, number> = {};
  const clock = options.now ?? (() => 0);
  const timed = async <T>(stage: string, work: () => T | Promise<T>): Promise<T> => {
    const startS = clock();
    const result = await work();
    if (options.now) timing[`${stage}S`] = clock() - startS;
    return result;
  };
  let imported: ImportResult | undefined;
  let source: Plan;
  if ('drawing' in input) {
    reportProgress(options.monitor, 'import', 0);
    const carriers = options.carriers ?? findCarrierProfile('lte');
    const requirements = { ...defaultRequirements, ...options.requirements };
    imported = await timed('import', () =>
      importDrawing(input.drawing, { ...options.importOptions, defaults: { carriers, requirements } }),
    );
    source = { ...parsePlan(imported.plan), ...(options.outdoor ? { outdoor: options.outdoor } : {}) };
    reportProgress(options.monitor, 'import', 1);
  } else {
    source = {
      ...input.plan,
      carriers: options.carriers ?? input.plan.carriers,
      requirements: { ...input.plan.requirements, ...options.requirements },
      ...(options.outdoor ? { outdoor: options.outdoor } : {}),
    };
  }
  const { solver, modelId, effort, monitor, resolutionM } = options;
  const fields = new FieldStack(solver);
  const { plan, placement } = await timed('place', () =>
    placePlan(source, { solver, modelId, effort, monitor, resolutionM, fields }),
  );
  const prediction = await timed('predict', () =>
    predictPlan(plan, { solver, modelId, monitor, resolutionM, fields, scenarios: options.scenarios }),
  );
  return { plan, imported, placement, prediction, timing };
}
