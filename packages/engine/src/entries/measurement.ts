/** `@diku/engine/measurement`: walk tests, surveys and calibration. */

export {
  type Acceptance,
  type CalibrationResult,
  type ImpossibleSurvey,
  learnSpreads,
  type SurveyPlanOptions,
  surveyPrediction,
  type Walk,
} from '../measurement/index.ts';
