/**
 * `@diku/engine`: what a program that plans a garage needs, from a drawing to the documents. The rest is at the
 * sub-paths.
 */

export {
  CancelledError,
  describeProblem,
  InputError,
  type Language,
  type LocalizedProblem,
  type Monitor,
  type Phrase,
  type Point,
  type Progress,
  phraseText,
} from './core/index.ts';
export {
  type DesignedFeeder,
  designFeeder,
  evaluateExposure,
  type NetworkReport,
  parseCatalogue,
  reportNetwork,
} from './design/index.ts';
export {
  constructionPackZip,
  drawMaps,
  floorDxf,
  planPdf,
  readFont,
  reportHtml,
  surveyHtml,
  verdictTable,
} from './documents/index.ts';
export {
  type ImportResult,
  importDrawing,
  parseCorrections,
  parsePreset,
  type ReadDrawing,
  readDrawing,
  recogniseDrawing,
} from './import/index.ts';
export { calibratePlan, parseWalk, type Survey, surveyPlan } from './measurement/index.ts';
export {
  type Antenna,
  acceptReasons,
  type Bay,
  type Carrier,
  carrierProfileIds,
  derivedStates,
  type Facility,
  findCarrierProfile,
  type Level,
  type Opening,
  type Operator,
  operators,
  type Plan,
  type PlanPoint,
  parsePlan,
  planProfile,
  planSchema,
  planWarnings,
  type RequirementProfile,
  type ScenarioId,
  type Wall,
  type Zone,
} from './plan/index.ts';
export type {} from './programme/index.ts';
export {
  type Assessment,
  type CarrierMap,
  createPlainSolver,
  createSimdKernel,
  type FieldSolver,
  FieldStack,
  knownMaterials,
  listModels,
  type Prediction,
  type PredictOptions,
  predictPlan,
  WorkerPool,
} from './radio/index.ts';
export {
  acceptWalk,
  defaultRequirements,
  type PlacedPlan,
  type PlacingChoices,
  type PlanGarageOptions,
  type PlannedGarage,
  placePlan,
  planGarage,
  resultDocument,
  traceLink,
} from './workflow/index.ts';
