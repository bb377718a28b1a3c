import { type Prediction, predictPlan } from '@diku/engine';
import { blameFileAsync } from './read-input.ts';
import { type RequirementOptions, readPlanFor } from './read-requirements.ts';
import type { Session } from './session.ts';
import { withSolver } from './workers.ts';

/** Options of the commands that predict a plan as it stands. */
export interface PredictionOptions extends RequirementOptions {
  resolution: number;
  workers: number;
  model: string;
}

/** Reads a plan file and predicts it; errors of either name the file. */
export async function runPrediction(
  path: string,
  options: PredictionOptions,
  session: Session,
): Promise<Prediction> {
  const plan = readPlanFor(path, options);
  return withSolver(options.workers, (solver) =>
    blameFileAsync(path, () =>
      predictPlan(plan, {
        solver,
        resolutionM: options.resolution,
        modelId: options.model,
        monitor: session.monitor,
      }),
    ),
  );
}
