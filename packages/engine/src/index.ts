/** The engine's public door: drawing → plan → scene → fields → signal → coverage → verdict. */

export type * from './acceptance/acceptance.ts';
export { type JudgeTestOptions, judgeTest } from './acceptance/judge-test.ts';
export { measureCorrelation } from './acceptance/measure-correlation.ts';
export { planSurvey, type SurveyOptions } from './acceptance/plan-survey.ts';
export type * from './acceptance/survey.ts';
export { type SurveyPlanOptions, surveyPlan, surveyPrediction } from './acceptance/survey-plan.ts';
export {
  type CalibrationReport,
  type CalibrationResult,
  calibratePlan,
  walkErrors,
} from './calibration/calibrate-plan.ts';
export type { ParameterReport } from './calibration/describe-parameters.ts';
export type { CellPaths, ErrorModel, FitParameter, FitSample } from './calibration/fit-model.ts';
export { type FitSamplesOptions, fitSamples, type SamplesFit } from './calibration/fit-samples.ts';
export * from './core/errors.ts';
export { type PhraseCode, phrases } from './core/messages/catalogue.ts';
export { type Phrase, type PhraseLanguage, phraseText, say, verbatim } from './core/messages/phrase.ts';
export type { Complex } from './core/numerics/complex.ts';
export { normalCdf, normalQuantile } from './core/numerics/normal-distribution.ts';
export { createRandom } from './core/numerics/random.ts';
export * from './core/progress.ts';
export { type Datum, datums, toGcj02, toWgs84 } from './core/projections/china-datums.ts';
export { decodeWalkText } from './core/text/decode-table-text.ts';
export * from './core/units.ts';
export { type AcceptanceWalk, createAcceptanceWalk, type WalkedFloor } from './coverage/acceptance-walk.ts';
export { antennaDensity, usualPer1000M2 } from './coverage/antenna-density.ts';
export type { KindResult, RoomResult } from './coverage/assess-kinds.ts';
export type * from './coverage/assessment.ts';
export * from './coverage/binomial-test.ts';
export {
  effectiveSamples,
  type OperatorSamples,
  type WalkSpreads,
  walkAgain,
} from './coverage/critical-bias.ts';
export { effectiveLocations } from './coverage/effective-locations.ts';
export { combinedProbability, operatorCells, sharedPart } from './coverage/operator-cells.ts';
export {
  type CommonErrors,
  jointPassProbability,
  passProbability,
} from './coverage/pass-probability.ts';
export { servedCovariance } from './coverage/served-covariance.ts';
export * from './design/design-feeder.ts';
export { feedGarage, type GarageFeed, type NetworkAttempt } from './design/feed-garage.ts';
export * from './design/report-network.ts';
export type {
  Drawing,
  DrawingPath,
  DrawingSymbol,
  DrawingText,
  TextSetting,
} from './drawing/drawing.ts';
export { describeJsonError } from './drawing/geojson/find-json-error.ts';
export { decodePicture, type GreyPicture } from './drawing/image/decode-picture.ts';
export type { ImageScale, PictureOptions } from './drawing/image/image-scale.ts';
export {
  type ImportOptions,
  type ImportResult,
  importDrawing,
  recogniseDrawing,
} from './drawing/import-drawing.ts';
export type { LayerClass } from './drawing/layer-classes.ts';
export type { ImportWarning } from './drawing/level-drawing.ts';
export { type DrawingFile, type ReadDrawing, readDrawing } from './drawing/read-drawing.ts';
export { type Answer, answerDoubt, type Choice, type ValueInput } from './drawing/review/choices.ts';
export {
  type Corrections,
  emptyCorrections,
  type LevelChange,
  type ObjectChange,
  parseCorrections,
} from './drawing/review/corrections.ts';
export type { Doubt } from './drawing/review/doubts.ts';
export type * from './drawing/review/evidence.ts';
export { type EvidenceCode, evidenceTable, sureFrom } from './drawing/review/evidence-table.ts';
export { presetOfSettings, type SettingSources } from './drawing/review/import-settings.ts';
export { drawingStage, entitiesStage, evidenceStage, sourceStage } from './drawing/review/import-stages.ts';
export { type LayerRow, layerRows } from './drawing/review/layer-rows.ts';
export { type ObjectQuestion, objectQuestions } from './drawing/review/object-questions.ts';
export { findPreset, type ImportPreset, parsePreset, presetNames } from './drawing/review/presets.ts';
export { isGeoJson } from './drawing/sniff-format.ts';
export { plainSetting } from './drawing/text-settings.ts';
export * from './exposure/index.ts';
export { type FieldOrigin, fieldJob, type Transmitter } from './fields/field-job.ts';
export { FieldStack } from './fields/field-stack.ts';
export type { LossTerm } from './fields/link-terms.ts';
export type { PassingWalls } from './fields/passing-walls.ts';
export { type Place, tracePathLossDb } from './fields/trace-path-loss.ts';
export { turnLossDb } from './kernel/corners/turn-loss.ts';
export { crossesPanel, type SpaceMm } from './kernel/crosses-panel.ts';
export { crossesSlab } from './kernel/crosses-slab.ts';
export { crossesWall, type PointMm } from './kernel/crosses-wall.ts';
export { lawLossDb } from './kernel/distance-law.ts';
export * from './kernel/field-kernel.ts';
export { createLeakageTable, leakageLossDb } from './kernel/leakage.ts';
export { referenceKernel } from './kernel/reference-kernel.ts';
export { isSameGrid } from './kernel/same-grid.ts';
export { createSimdKernel } from './kernel/simd-kernel.ts';
export * from './materials/bands.ts';
export { carRowLossDb } from './materials/car-row-loss.ts';
export * from './materials/catalogue.ts';
export { columnLossDb } from './materials/column-loss.ts';
export { findCatalogueEntry, knownMaterials, type MaterialOverrides } from './materials/find-loss.ts';
export { heldEndNote, interpolateLossDb, type LossPoint } from './materials/interpolate-loss.ts';
export * from './materials/itu-p2040-layers.ts';
export * from './materials/itu-p2040-materials.ts';
export * from './materials/itu-p2040-slab.ts';
export * from './materials/oblique-excess.ts';
export { openingLossDb } from './materials/opening-loss.ts';
export { penetrationLossDb } from './materials/penetration-loss.ts';
export { slabLossDb } from './materials/slab-loss.ts';
export * from './network/index.ts';
export * from './placement/index.ts';
export { antennaPlace, antennaPlaces } from './plan/antenna-place.ts';
export {
  carrierProfileIds,
  carrierProfileRequirements,
  findCarrierProfile,
} from './plan/carrier-profiles.ts';
export { largestCoordinateM } from './plan/check-plan-sense.ts';
export { createFingerprintMemo, type DerivedInputs, type FingerprintMemo } from './plan/derived-inputs.ts';
export { type Derived, type DerivedPartName, derivedParts } from './plan/derived-schema.ts';
export {
  type DerivedDocument,
  type DerivedStates,
  derivedDocument,
  derivedStates,
  movedPhrase,
  type PhraseDocument,
  partStateText,
  phraseDocument,
} from './plan/derived-states.ts';
export { canonicalJson, fingerprint } from './plan/fingerprint.ts';
export { type DemandedKind, demandedKinds } from './plan/floor-kinds.ts';
export * from './plan/index.ts';
export { drawingToPlan, type LevelTransform, planToDrawing } from './plan/level-transform.ts';
export { type LevelWalls, levelWalls, type WallSegment } from './plan/level-walls.ts';
export { mergeProfile } from './plan/merge-profile.ts';
export { moveAntenna } from './plan/move-antenna.ts';
export type {
  CatalogPart,
  Network,
  NetworkCable,
  NetworkDevice,
  NetworkSource,
} from './plan/network-schema.ts';
export { parsePlan } from './plan/parse-plan.ts';
export { pathLengthM } from './plan/path-length.ts';
export { type PlacedOpening, placedOpenings } from './plan/placed-openings.ts';
export { type AcceptanceTest, defaultAcceptance, planAcceptance } from './plan/plan-acceptance.ts';
export { planJsonSchema } from './plan/plan-json-schema.ts';
export { planProfile } from './plan/plan-profile.ts';
export { planWarnings } from './plan/plan-warnings.ts';
export { type ProfileValue, profileValues } from './plan/profile-values.ts';
export { findRequirementProfile, type RequirementProfile } from './plan/requirement-profile.ts';
export { acceptanceRules, phonePositions } from './plan/requirements-schema.ts';
export { type ScenarioId, scenarioIds } from './plan/scenario-ids.ts';
export { applyScenario, planScenarios, type Scenario } from './plan/scenarios.ts';
export * from './plan/schema.ts';
export { schemaProblems } from './plan/schema-problems.ts';
export type { ImportedLevel } from './plan/summarise-level.ts';
export { verdictInputs, withVerdict } from './plan/verdict-inputs.ts';
export { planNotes, unfedNotes } from './prediction/model-notes.ts';
export { type Prediction, type PredictOptions, predictPlan } from './prediction/predict-plan.ts';
export { storeVerdict } from './prediction/store-verdict.ts';
export { powerReasons, verdictReasons } from './prediction/verdict-reasons.ts';
export * from './programme/index.ts';
export { type DominantPathOptions, dominantPathModel } from './propagation/dominant-path.ts';
export { evaluateBatch, type ModelFailure } from './propagation/evaluate-batch.ts';
export { evaluateModel, listModels } from './propagation/evaluate-model.ts';
export { propagationModel, propagationModelIds, rayModelId } from './propagation/find-model.ts';
export { freeSpaceLossDb } from './propagation/free-space.ts';
export { loadFormulas } from './propagation/load-formulas.ts';
export type { ModelResult } from './propagation/model-definition.ts';
export { type MultiWallOptions, multiWallModel } from './propagation/multi-wall.ts';
export { loadPlanModel, planModel } from './propagation/plan-model.ts';
export type { PropagationModel } from './propagation/propagation-model.ts';
export { tabulateLaw } from './propagation/tabulate-law.ts';
export { type WedgeRay, wedgeDiffraction } from './propagation/utd-wedge.ts';
export { buildRayScene } from './rays/build-ray-scene.ts';
export { findEdges } from './rays/find-edges.ts';
export type * from './rays/ray-scene.ts';
export type { RayReport } from './rays/report-ray.ts';
export { type Ray, type RayTrace, traceRays } from './rays/trace-rays.ts';
export { garageFigures } from './report/garage-figures.ts';
export * from './report/index.ts';
export { buildLevelCrossing, type LevelCrossing } from './scene/build-level-crossing.ts';
export { buildScene } from './scene/build-scene.ts';
export { columnOutline } from './scene/column-outline.ts';
export { cellKind, type Scene } from './scene/scene.ts';
export { antennaGainDbi, defaultPanel } from './signal/antenna-gain.ts';
export { antennaSources, type RadiatingSource } from './signal/antenna-sources.ts';
export { type CarrierMap, limitingCause, outdoorIndex } from './signal/carrier-map.ts';
export { resourceElementShareDb } from './signal/energy-per-resource-element.ts';
export { fastAngleDeg } from './signal/fast-angle.ts';
export { fastDb } from './signal/fast-db.ts';
export { fastRatio } from './signal/fast-ratio.ts';
export { mapService } from './signal/link-budget.ts';
export { lookUpSpread, spreadTable, sumSpread } from './signal/log-normal-sum.ts';
export { cableLosses } from './signal/radiating-cable.ts';
export { referenceQualityDb } from './signal/reference-quality.ts';
export { sectorAttenuationDb } from './signal/sector-pattern.ts';
export {
  spectralEfficiency,
  type ThroughputLimits,
  throughputClasses,
  throughputClassOf,
  throughputLimits,
} from './signal/throughput.ts';
export { uplinkBudget, uplinkOverRsrpDb } from './signal/uplink-budget.ts';
export { uplinkFrequencyMhz } from './signal/uplink-frequency.ts';
export { channelFrequenciesMhz } from './walks/channel-frequency.ts';
export type { ErrorStatistics, GroupedErrors } from './walks/error-statistics.ts';
export { parseWalk } from './walks/parse-walk.ts';
export { type LocalMean, localMeanGridM, thinWalk } from './walks/thin-walk.ts';
export * from './walks/walk.ts';
export { packJobs } from './workers/packed-jobs.ts';
export { createPlainSolver, type PlainSolverOptions } from './workers/plain-solver.ts';
export { serveWorker } from './workers/serve-worker.ts';
export { createSolverBySize } from './workers/solver-by-size.ts';
export { createWorkerApi, type WorkerApi } from './workers/worker-api.ts';
export type { SpawnedWorker, WorkerEndpoint } from './workers/worker-endpoint.ts';
export { WorkerPool, type WorkerPoolOptions } from './workers/worker-pool.ts';
export { type AcceptWalkOptions, acceptWalk } from './workflow/accept-walk.ts';
export * from './workflow/acceptance-document.ts';
export { antennasForStates, type StatesOptions } from './workflow/antennas-for-states.ts';
export type { BudgetTerm } from './workflow/link-budgets.ts';
export { ownLevelsFor } from './workflow/own-levels-for.ts';
export { type PlacedPlan, type PlacePlanOptions, placePlan } from './workflow/place-plan.ts';
export { type HeardPlacing, placedSoFar } from './workflow/placed-so-far.ts';
export type { PlacingChoices } from './workflow/placing-choices.ts';
export {
  defaultRequirements,
  type PlanGarageOptions,
  type PlannedGarage,
  planGarage,
} from './workflow/plan-garage.ts';
export { importReasonsDocument, type ResultDocument, resultDocument } from './workflow/result-document.ts';
export { type LinkOptions, type LinkResult, traceLink } from './workflow/trace-link.ts';
export { type PointSignal, tracePointSignals } from './workflow/trace-point-signals.ts';
export { type TracedPoint, tracePoints } from './workflow/trace-points.ts';
export { type RayLinkResult, traceRayLink } from './workflow/trace-ray-link.ts';
export { type TrackedAntenna, trackAntenna } from './workflow/track-antenna.ts';
export { type TrackedWalls, type TrackWallsOptions, trackWalls } from './workflow/track-walls.ts';
