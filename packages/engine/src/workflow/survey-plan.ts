import { planSurvey } from '../acceptance/plan-survey.ts';
import type { ImpossibleSurvey, Survey } from '../acceptance/survey.ts';
import type { Plan } from '../plan/schema.ts';
import { type PredictOptions, predictPlan } from './predict-plan.ts';

export interface SurveyPlanOptions extends PredictOptions {
  /** Number of random locations; default: the fewest that let a garage as good as predicted pass. */
  points?: number;
  seed?: number;
}

/** The acceptance test of a plan, sized by what its antennas are predicted to cover; without antennas by an assumption. */
export async function surveyPlan(plan: Plan, options: SurveyPlanOptions): Promise<Survey | ImpossibleSurvey> {
  const { points, seed, ...predictOptions } = options;
  if (plan.antennas.length === 0) return planSurvey(plan, { points, seed });
  const { assessment } = await predictPlan(plan, predictOptions);
  const predicted = assessment.operators.map(({ operator, expectedCoverageRatio }) => {
    return { operator, expectedCoverageRatio };
  });
  return planSurvey(plan, { points, seed, predicted });
}
