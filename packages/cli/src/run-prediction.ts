import { type Plan, type Prediction, predictPlan } from '@diku/engine';
import { readProfile } from './arguments.ts';
import { blameFileAsync, readPlan } from './read-input.ts';
import type { Session } from './session.ts';
import { withSolver } from './workers.ts';

/** Options of the commands that predict a plan as it stands. */
export interface PredictionOptions {
  resolution: number;
  workers: number;
  model: string;
  profile?: string;
  confidence?: number;
}

/** Reads a plan file and predicts it; errors of either name the file. */
export async function runPrediction(
  path: string,
  options: PredictionOptions,
  session: Session,
): Promise<Prediction> {
  const plan = withConfidence(readPlan(path), options.confidence);
  const profile = readProfile(options.profile, plan.requirements.profile);
  return withSolver(options.workers, (solver) =>
    blameFileAsync(path, () =>
      predictPlan(plan, {
        solver,
        resolutionM: options.resolution,
        modelId: options.model,
        profile,
        monitor: session.monitor,
      }),
    ),
  );
}

function withConfidence(plan: Plan, confidence: number | undefined): Plan {
  if (confidence === undefined) return plan;
  return { ...plan, requirements: { ...plan.requirements, confidence } };
}
