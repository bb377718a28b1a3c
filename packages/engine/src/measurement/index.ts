/** Walk tests, surveys, acceptance and calibration. */

export type {
  Acceptance,
  AcceptanceRule,
  AcceptanceStatus,
  CarrierComparison,
  EvaluatedFile,
  OperatorAcceptance,
  PointAcceptance,
} from './acceptance/acceptance.ts';
export {
  type ComparedMean,
  comparePrediction,
  type LocationPrediction,
} from './acceptance/compare-prediction.ts';
export { evaluateTest } from './acceptance/evaluate-test.ts';
export { evaluatedOperators, measureCorrelation, predictedCarriers } from './acceptance/evaluate-walk.ts';
export { type Location, listLocations, thresholdOf } from './acceptance/list-locations.ts';
export type { ImpossibleSurvey, Survey, SurveyPoint } from './acceptance/survey.ts';
export {
  planSurvey,
  type SurveyPlanOptions,
  surveyPlan,
  surveyPrediction,
} from './acceptance/survey-plan.ts';
export type { CalibrationReport } from './calibration/calibrate-plan.ts';
export {
  type CalibrationResult,
  calibratePlan,
  walkErrors,
} from './calibration/calibrate-plan.ts';
export type { WalkSample } from './calibration/collect-samples.ts';
export type { ParameterReport } from './calibration/describe-parameters.ts';
export type { ErrorModel, FitParameter, FitSample } from './calibration/fit-model.ts';
export { fitSamples } from './calibration/fit-samples.ts';
export { type HeldBackSquares, heldBackSquares } from './calibration/held-back-squares.ts';
export { type LearnedSpreads, learnSpreads } from './calibration/learn-spreads.ts';
export { walkResiduals } from './calibration/residual-means.ts';
export { binWalk, localMeanGridM } from './walks/bin-walk.ts';
export { type ErrorStatistics, type GroupedErrors, maxWalls } from './walks/error-statistics.ts';
export { parseWalk } from './walks/parse-walk.ts';
export type { SetAsideReason, Walk, WalkOptions, WalkReading } from './walks/walk.ts';
