/** These names lead from a plan to fields, signals and the verdict. */

export {
  type CarrierSamples,
  effectiveSamples,
  runAcceptanceTests,
} from './coverage/acceptance-monte-carlo.ts';
export {
  type AcceptanceWalk,
  cachedWalk,
  createAcceptanceWalk,
  neededRatio,
  planTest,
  requiredKinds,
} from './coverage/acceptance-walk.ts';
export { antennaDensity, operatorGroups, usualPer1000M2 } from './coverage/assess-coverage.ts';
export type { KindResult } from './coverage/assess-kinds.ts';
export { commonErrors, walkSpreads } from './coverage/assess-operator.ts';
export type {
  Assessment,
  AssumptionResult,
  LimitingCode,
  OperatorResult,
  PointResult,
  ScenarioResult,
  StateDesign,
  WeakLocation,
} from './coverage/assessment.ts';
export {
  drawLocations,
  levelOfSquare,
  listSquares,
  listStrata,
  locationM,
  type Stratum,
  strata,
  type TestSquares,
} from './coverage/draw-locations.ts';
export type { GarageSpreads } from './coverage/drawn-garages.ts';
export {
  effectiveLocations,
  groupBy,
  type LevelPoint,
  servedCovariance,
} from './coverage/effective-locations.ts';
export {
  cellVehicleSigmaDb,
  combinedProbability,
  decidingCarriers,
  operatorCells,
  phoneCarriers,
  sharedPart,
  voiceCarriers,
} from './coverage/operator-cells.ts';
export {
  type CommonErrors,
  jointPassProbability,
  operatorPasses,
  passProbability,
} from './coverage/pass-probability.ts';
export { dataCarriers, missesModem } from './coverage/point-results.ts';
export {
  chanceOfAtLeast,
  confidenceInterval,
  goodCoverageRatio,
  isPassed,
  locationsOf,
  lowerBound,
  minSamples,
  minServed,
  neededServed,
  reachableConfidence,
  shownRatio,
  type TestRule,
  testLocations,
  upperBound,
  usualSeed,
} from './coverage/size-test.ts';
export { labelParts, standingFloor } from './coverage/standing-floor.ts';
export { closedFloor, walkFloors } from './coverage/walk-floors.ts';
export {
  antennaCarriers,
  antennaPaths,
  applyPortPowers,
  type CombinedReceiver,
  combinedReceivers,
  feedingNetwork,
  fittingNetwork,
  unfedAntennas,
  withLayers,
  withSilent,
} from './feeder/apply-port-powers.ts';
export {
  antennaPartId,
  cableLossDb,
  evaluateNetwork,
  feedTargetDbm,
  listDeviations,
  misplacedInputs,
  nearEndLossDb,
  nearestBand,
  partLossDb,
  portKey,
  raisedTargetDbm,
  sentPaths,
  supportsCarrier,
  unitPaths,
  unitPowerDbm,
} from './feeder/evaluate-network.ts';
export type {
  AntennaFeed,
  CarrierFeed,
  CarrierPowers,
  FurtherFeed,
  NetworkEvaluation,
} from './feeder/network-evaluation.ts';
export type { TransientWalls } from './fields/field-stack.ts';
export { FieldStack, hasSameObstacles } from './fields/field-stack.ts';
export type { LossTerm } from './fields/link-path.ts';
export { type LinkPath, pathObstacles, traceLinkPath } from './fields/link-path.ts';
export {
  fieldJob,
  forEachCrossed,
  locationMm,
  traceDiffraction,
  traceLossDb,
  tracePathLossDb,
} from './fields/trace-path-loss.ts';
export { lengthLossDb } from './kernel/diffraction/diffracted-path.ts';
export { diffractionLossDb } from './kernel/diffraction/vertex-graph.ts';
export {
  type FieldJob,
  type FieldKernel,
  type FieldSolver,
  type Grid,
  OBLIQUE_FIELDS,
  type Obstacles,
  type PathLossLaw,
  type Slab,
} from './kernel/field-kernel.ts';
export { isSameGrid } from './kernel/grouped-grid.ts';
export { crossedLossDb, leakageTable, obstacleUnits } from './kernel/leakage.ts';
export { crossesFacet, crossesSlab, crossesWall, type SpaceMm } from './kernel/obstacle-crossings.ts';
export { lawLossDb, squaredMmToM } from './kernel/path-loss-law.ts';
export { referenceKernel } from './kernel/reference-kernel.ts';
export { createSimdKernel } from './kernel/simd-kernel.ts';
export { layersResponse } from './materials/itu-p2040-layers.ts';
export { findP2040Row, p2040Materials } from './materials/itu-p2040-materials.ts';
export { relativePermittivity, slabResponse } from './materials/itu-p2040-slab.ts';
export { obliqueExcessDb, obliqueSteps } from './materials/oblique-excess.ts';
export {
  carRowLossDb,
  columnLossDb,
  findCatalogueEntry,
  heldEndNote,
  knownMaterials,
  type MaterialOverrides,
  openingLossDb,
  penetrationLossDb,
  slabLossDb,
} from './materials/obstacle-loss.ts';
export {
  linkNotes,
  type ModelNote,
  planNotes,
  type ResidualNote,
  rangesOf,
  residualLinkNotes,
  residualNotes,
  unfedLinkNotes,
  unfedNotes,
} from './prediction/model-notes.ts';
export {
  obstacleOptions,
  type Prediction,
  type PredictOptions,
  powerReasons,
  predictPlan,
  verdictReasons,
  withUplinkNoise,
} from './prediction/predict-plan.ts';
export { requirePrediction, storeVerdict } from './prediction/store-verdict.ts';
export { dominantPathModel, saturatingPathModel } from './propagation/dominant-path.ts';
export { evaluateBatch } from './propagation/evaluate-batch.ts';
export { evaluateModel, listModels } from './propagation/evaluate-model.ts';
export { formulaModelId, tabulateLaw } from './propagation/formula-model.ts';
export { freeSpaceLossDb, freeSpaceModel } from './propagation/free-space.ts';
export { loadFormulas } from './propagation/load-formulas.ts';
export type { ModelResult } from './propagation/model-definition.ts';
export { multiWallModel } from './propagation/multi-wall.ts';
export {
  calibratedModelId,
  calibratedOffsetDb,
  loadPlanModel,
  planModel,
  planResiduals,
  propagationModel,
  propagationModelIds,
  rayModelId,
} from './propagation/plan-model.ts';
export type { PropagationModel } from './propagation/propagation-model.ts';
export { type WedgeRay, wedgeDiffraction } from './propagation/utd-wedge.ts';
export { buildEnergyScene, type EnergySceneOptions } from './rays/build-energy-scene.ts';
export { buildRayScene, findEdges } from './rays/build-ray-scene.ts';
export { airM3, energyGrid } from './rays/energy-cells.ts';
export {
  type EnergyField,
  type EnergyJob,
  type EnergySolver,
  energyBatches,
  traceEnergyField,
} from './rays/energy-field.ts';
export { tabulateGains } from './rays/energy-flight.ts';
export { bodyEdges, type EnergyGrid, type EnergyScene } from './rays/energy-scene.ts';
export { type EnergySlab, energySlab } from './rays/energy-slab.ts';
export type { RayFace, RayScene, RaySlab } from './rays/ray-scene.ts';
export { type RayReport, reportRay } from './rays/report-ray.ts';
export type { SearchCut } from './rays/search-paths.ts';
export { createEnergyTracer, type EnergyTally, type EnergyTracer } from './rays/trace-energy.ts';
export { sumRays, traceRays } from './rays/trace-rays.ts';
export {
  buildGrid,
  cellKind,
  countedCells,
  defaultResolutionM,
  fillPolygon,
  markCells,
} from './scene/build-grid.ts';
export { buildLevelCrossing, type LevelCrossing, usualSlabM } from './scene/build-level-crossing.ts';
export type { Scene } from './scene/build-scene.ts';
export { buildScene } from './scene/build-scene.ts';
export { cellKindAt } from './scene/cell-kind-at.ts';
export {
  type DriveLane,
  driveLanes,
  isOutdoorsKnown,
  type LaneDoubt,
  type LanePoint,
  laneStepM,
  locationsOutdoors,
  type RampAssumption,
  type RampCourse,
  type RampLocation,
  rampCourses,
  rampOutdoorsAt,
  roadElevationM,
} from './scene/drive-lanes.ts';
export { type FloorRoom, floorRooms, locationsOutside } from './scene/floor-rooms.ts';
export { type FindCrossing, retainCrossings } from './scene/level-crossings.ts';
export { columnOutline, columnSizeM, type ObstacleOptions, usualBeamWidthM } from './scene/level-facets.ts';
export {
  entrancePortals,
  isSideUnknown,
  type OutdoorPortal,
  outdoorPortals,
  type PortalDoubt,
} from './scene/outdoor-portals.ts';
export {
  antennaGainDbi,
  energyDoubts,
  fastAngleDeg,
  type PreparedPattern,
  patternGainDbi,
  preparePattern,
  radiatedOverFedDb,
  sectorAttenuationDb,
} from './signal/antenna-gain.ts';
export { type CarrierMap, layersAt, limitingCause, outdoorIndex } from './signal/carrier-map.ts';
export {
  correctAt,
  gainTowards,
  listSources,
  phoneAt,
  pointLocation,
  prepareFloorService,
} from './signal/compute-carrier-map.ts';
export {
  antennaSources,
  detectableAntennas,
  isDetectable,
  outdoorAntennas,
  type PlacedAntenna,
  sourceLevel,
} from './signal/detectable-antennas.ts';
export {
  coverageClass,
  defaultSmallCellDbm,
  elementPowerDbm,
  filledBandwidthHz,
  levelName,
  mapService,
  maxLayers,
  noiseDbm,
  portPowerDbm,
  radiates,
  resourceBlocks,
  resourceElementRatioDb,
  sentBand,
  serviceThreshold,
  thermalNoiseDbmPerHz,
  uplinkBudget,
  uplinkOverRsrpDb,
} from './signal/link-budget.ts';
export {
  lookUpSpread,
  maxSpreadGainDb,
  type SpreadTable,
  spreadTable,
  sumSpread,
} from './signal/log-normal-sum.ts';
export {
  createMarginSlopes,
  exponentSlopeDb,
  type MarginSlopes,
  SlopeSums,
} from './signal/margin-slopes.ts';
export { MovingAntennaMap } from './signal/moving-antenna.ts';
export { CellSums, fastRatio } from './signal/power-sums.ts';
export {
  isScaledQuantity,
  levelQuantity,
  type Quantity,
  type QuantityDemand,
  type QuantityMap,
  type RasterQuantity,
  rasterQuantities,
  rasterQuantity,
  type ScaledQuantity,
  scaledQuantities,
  scaledQuantity,
} from './signal/quantities.ts';
export { cableLosses, defaultCable, defaultCableFeedDbm } from './signal/radiating-cable.ts';
export {
  commonVarianceDb2,
  correctionAt,
  correctionLength,
  correctSignal,
  fastDb,
  independentSigmaDb,
  leftRatio,
  type PhoneLoss,
  type PreparedService,
  phoneLoss,
  prepareService,
  type ServiceSignal,
  servedProbability,
  serviceSignal,
  signalAt,
  signalLength,
} from './signal/service-signal.ts';
export {
  type DataRates,
  dataRates,
  referenceQualityDb,
  spectralEfficiency,
  type ThroughputLimits,
  throughputClasses,
  throughputClassOf,
  throughputLimits,
} from './signal/throughput.ts';
export { TransientMap } from './signal/transient-map.ts';
export {
  correctionsOf,
  correctSum,
  type FindCorrections,
  findCorrections,
  followCorrections,
  type KnownPart,
  type LevelCorrection,
  measuredCarriers,
  measuredLevel,
  residualBasis,
} from './signal/walk-residuals.ts';
export { packJobs } from './workers/packed-jobs.ts';
export { createPlainSolver } from './workers/plain-solver.ts';
export { createPlainRaySolver, RayPool, type RayPoolOptions } from './workers/ray-pool.ts';
export { serveRayWorker } from './workers/serve-ray-worker.ts';
export { serveWorker } from './workers/serve-worker.ts';
export { createSolverBySize } from './workers/solver-by-size.ts';
export { createWorkerApi } from './workers/worker-api.ts';
export type { SpawnedWorker, WorkerEndpoint } from './workers/worker-endpoint.ts';
export type { Remote } from './workers/worker-pool.ts';
export { WorkerPool } from './workers/worker-pool.ts';
