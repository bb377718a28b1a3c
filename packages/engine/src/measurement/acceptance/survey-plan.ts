import { requireNumberIfGiven, requireSolver } from '../../core/index.ts';
import { type Plan, requirePlan } from '../../plan/index.ts';
import { type Prediction, type PredictOptions, predictPlan } from '../../radio/index.ts';
import { planSurvey } from './plan-survey.ts';
import type { ImpossibleSurvey, Survey } from './survey.ts';

/** What a survey is planned with. */
export interface SurveyPlanOptions extends PredictOptions {
  /** Number of locations; default: what the plan's test has. */
  points?: number;
  seed?: number;
}

/** The acceptance test of a plan, with the chances that its antennas have in it. */
export async function surveyPlan(plan: Plan, options: SurveyPlanOptions): Promise<Survey | ImpossibleSurvey> {
  requirePlan(plan);
  requireSolver(options);
  requireNumberIfGiven('seed', options.seed);
  const { points, seed, ...predictOptions } = options;
  if (plan.antennas.length === 0) return planSurvey(plan, { points, seed });
  const prediction = await predictPlan(plan, { ...predictOptions, locations: points });
  return surveyPrediction(prediction, { points, seed });
}

/** The same of a plan that is predicted already, with as many locations as are asked for. */
export function surveyPrediction(
  { plan, assessment }: Pick<Prediction, 'plan' | 'assessment'>,
  options: Pick<SurveyPlanOptions, 'points' | 'seed'> = {},
): Survey | ImpossibleSurvey {
  const { jointPassProbability, withPointsPassProbability } = assessment.target;
  const operators = assessment.operators.map(({ operator, expectedCoverageRatio, passProbability }) => {
    return { operator, expectedCoverageRatio, passProbability };
  });
  const predicted = { operators, jointPassProbability, withPointsPassProbability };
  return planSurvey(plan, { ...options, predicted });
}
