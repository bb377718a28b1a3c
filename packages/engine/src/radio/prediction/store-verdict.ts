import { type Plan, withVerdict } from '../../plan/index.ts';
import type { Assessment } from '../coverage/assessment.ts';

/** The plan with its verdict in short, and with what that was computed from. */
export function storeVerdict(
  plan: Plan,
  judged: { assessment: Assessment; modelId: string; resolutionM: number },
): Plan {
  const { assessment, modelId, resolutionM } = judged;
  const { met, jointPassProbability } = assessment.target;
  return withVerdict(plan, {
    ...{ met, decidable: assessment.decidable, passProbability: jointPassProbability },
    ...{ model: modelId, resolutionM },
  });
}
