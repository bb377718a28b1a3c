import { planSurvey } from '../acceptance/plan-survey.ts';
import type { ImpossibleSurvey, Survey } from '../acceptance/survey.ts';
import type { Plan } from '../plan/schema.ts';
import { type Prediction, type PredictOptions, predictPlan } from './predict-plan.ts';

export interface SurveyPlanOptions extends PredictOptions {
  /** Number of random locations; default: the fewest that let a garage as good as predicted pass. */
  points?: number;
  seed?: number;
}

/** The acceptance test of a plan, sized by what its antennas are predicted to cover; without antennas by an assumption. */
export async function surveyPlan(plan: Plan, options: SurveyPlanOptions): Promise<Survey | ImpossibleSurvey> {
  const { points, seed, ...predictOptions } = options;
  if (plan.antennas.length === 0) return planSurvey(plan, { points, seed });
  return surveyPrediction(await predictPlan(plan, predictOptions), { points, seed });
}

/** The same of a plan that is predicted already. */
export function surveyPrediction(
  { plan, assessment }: Pick<Prediction, 'plan' | 'assessment'>,
  options: Pick<SurveyPlanOptions, 'points' | 'seed'> = {},
): Survey | ImpossibleSurvey {
  const predicted = assessment.operators.map(({ operator, expectedCoverageRatio }) => {
    return { operator, expectedCoverageRatio };
  });
  return planSurvey(plan, { ...options, predicted });
}
