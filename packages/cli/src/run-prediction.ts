import type { Plan, Prediction, PredictOptions } from '@diku/engine';
import { type AcceptOptions, acceptedPlan } from './accept-options.ts';
import { cliText } from './cli-text.ts';
import type { Jobs } from './jobs.ts';
import type { PlacingOptions } from './placing-options.ts';
import { blameFileAsync } from './read-input.ts';
import { type RequirementOptions, readPlanFor } from './read-requirements.ts';
import { runJob } from './run-job.ts';
import type { Session } from './session.ts';

/** Options of the commands that predict a plan as it stands. */
export interface PredictionOptions extends RequirementOptions, AcceptOptions {
  /** Absent: that of the plan's verdict. */
  resolution?: number;
  workers: number;
  scenarios?: PredictOptions['scenarios'];
}

/** The same with antennas placed for every state that fails, where that is asked for. */
export interface StatesArguments
  extends PredictionOptions,
    Pick<PlacingOptions, 'effort' | 'seed' | 'kinds'> {
  antennasForStates?: boolean;
  timeLimit?: number;
}

/** Cell size that is asked for, else the one on which the plan's verdict was computed, so that its documents have the same figures. */
export function resolutionFor(plan: Plan, { resolution }: { resolution?: number }): number | undefined {
  const stored = plan.derived?.verdict?.resolutionM;
  return resolution ?? (typeof stored === 'number' && stored >= 0.1 && stored <= 5 ? stored : undefined);
}

/** Reads a plan file, predicts it and, where that is asked for, says how many antennas each state takes that fails. */
export async function runStates(
  path: string,
  options: StatesArguments,
  session: Session,
): Promise<Jobs['states']['result']> {
  if (!options.antennasForStates) {
    return { prediction: await runPrediction(path, options, session), isCancelled: false };
  }
  const plan = acceptedPlan(await readPlanFor(path, options), options);
  const { model: modelId, workers: workerCount, timeLimit: limitS } = options;
  const resolutionM = resolutionFor(plan, options);
  const { scenarios, effort, seed, kinds } = options;
  const input = {
    ...{ plan, options: { resolutionM, modelId, scenarios } },
    placing: { effort, seed, candidates: kinds ? { kinds } : {} },
  };
  session.note(cliText(session.language, 'places-for-states'));
  // What is interrupted ends with the verdict and the states that it has by then.
  return blameFileAsync(path, () =>
    runJob<'states'>(
      { name: 'states', input, workerCount, limitS },
      session,
      () => undefined,
      cliText(session.language, 'stopping-states'),
    ),
  );
}

/** Reads a plan file and predicts it; errors of either name the file. */
export async function runPrediction(
  path: string,
  options: PredictionOptions,
  session: Session,
): Promise<Prediction> {
  const plan = acceptedPlan(await readPlanFor(path, options), options);
  const { model: modelId, workers: workerCount, scenarios } = options;
  const resolutionM = resolutionFor(plan, options);
  const input = { plan, options: { resolutionM, modelId, scenarios } };
  return blameFileAsync(path, () => runJob({ name: 'predict', input, workerCount }, session));
}
