import { requireNumber, requireObject, requireText } from '../../core/index.ts';
import { type Plan, requirePlan, withVerdict } from '../../plan/index.ts';
import type { Assessment } from '../coverage/assessment.ts';

/** The plan with its verdict in short, and with what that was computed from. */
export function storeVerdict(
  plan: Plan,
  evaluated: { assessment: Assessment; modelId: string; resolutionM: number },
): Plan {
  requirePlan(plan);
  requireObject('judged', evaluated);
  requireObject('assessment', evaluated.assessment, ['target']);
  requireText('modelId', evaluated.modelId);
  requireNumber('resolutionM', evaluated.resolutionM, { atLeast: 0.05, atMost: 20 });
  const { assessment, modelId, resolutionM } = evaluated;
  const { met, jointPassProbability } = assessment.target;
  return withVerdict(plan, {
    ...{ met, decidable: assessment.decidable, passProbability: jointPassProbability },
    ...{ model: modelId, resolutionM },
  });
}

/** @throws InputError where it is nothing that `predictPlan` gives */
export function requirePrediction(prediction: unknown): void {
  requireObject('prediction', prediction, ['plan', 'maps', 'assessment', 'profile', 'derived', 'notes']);
}
