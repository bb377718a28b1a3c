/** `@diku/engine/measurement`: walk tests, surveys and calibration. */

export {
  type Acceptance,
  type CalibrationResult,
  type ImpossibleSurvey,
  learnSpreads,
  type SurveyPlanOptions,
  surveyPrediction,
  type Walk,
  type WalkOptions,
} from '../measurement/index.ts';
