import type { Prediction, PredictOptions } from '@diku/engine';
import { type AcceptOptions, acceptedPlan } from './accept-options.ts';
import { blameFileAsync } from './read-input.ts';
import { type RequirementOptions, readPlanFor } from './read-requirements.ts';
import { runJob } from './run-job.ts';
import type { Session } from './session.ts';

/** Options of the commands that predict a plan as it stands. */
export interface PredictionOptions extends RequirementOptions, AcceptOptions {
  resolution: number;
  workers: number;
  scenarios?: PredictOptions['scenarios'];
}

/** Reads a plan file and predicts it; errors of either name the file. */
export async function runPrediction(
  path: string,
  options: PredictionOptions,
  session: Session,
): Promise<Prediction> {
  const plan = acceptedPlan(await readPlanFor(path, options), options);
  const { resolution: resolutionM, model: modelId, workers: workerCount, scenarios } = options;
  const input = { plan, options: { resolutionM, modelId, scenarios } };
  return blameFileAsync(path, () => runJob({ name: 'predict', input, workerCount }, session));
}
