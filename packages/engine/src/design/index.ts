/** Antennas, the network that feeds them and what people are exposed to. */

export { type BuiltPlan, builtPlan, mismatchLossDb } from './as-built/built-plan.ts';
export {
  type AntennaChange,
  type AsBuilt,
  type CableChange,
  compareBuilt,
  type DeviceChange,
  type OperatorComparison,
} from './as-built/compare-built.ts';
export { designedPlan } from './as-built/designed-plan.ts';
export { evaluatePhotos, matchPhotos, type PhotoResults } from './as-built/photo-record.ts';
export { readBuiltAntennas } from './as-built/read-built-antennas.ts';
export { type BuiltCableOptions, isOtherLength, readBuiltCables } from './as-built/read-built-cables.ts';
export { type BuiltDeviceOptions, readBuiltDevices } from './as-built/read-built-devices.ts';
export { readBuiltTests } from './as-built/read-built-tests.ts';
export { proposeRecordColumns, type RecordDoubt, type RecordOptions } from './as-built/record-table.ts';
export { evaluateTests, type TestResult, type TestResults } from './as-built/test-results.ts';
export {
  type Capacity,
  type CarrierCapacity,
  erlangServers,
  evaluateCapacity,
} from './capacity/evaluate-capacity.ts';
export { maxSectors, neededSectors, splitSectors } from './capacity/split-sectors.ts';
export { type CostEstimate, estimateCost } from './estimate/cost-estimate.ts';
export { defaultPriceBook } from './estimate/default-price-book.ts';
export { parsePriceBook } from './estimate/parse-price-book.ts';
export type { PriceBook } from './estimate/price-book.ts';
export { evaluateExposure } from './exposure/evaluate-exposure.ts';
export type {
  Exposure,
  ExposureComparison,
  ExposureLocation,
  ExposureTerm,
  PowerComparison,
  StandingKind,
} from './exposure/exposure.ts';
export { publicExposureLimit } from './exposure/gb8702-limits.ts';
export { exposureRiseDb } from './exposure/near-antennas.ts';
export { smallCellBackoffDb } from './exposure/small-cell-backoff.ts';
export {
  type DesignedFeeder,
  type DesignFeederOptions,
  designFeeder,
  type FeederReserve,
  feedGarage,
  type GarageFeed,
  type NetworkAttempt,
} from './feeder/design-feeder.ts';
export {
  type NetworkBill,
  type NetworkDocument,
  type NetworkReport,
  networkBill,
  networkDocument,
  reportNetwork,
  scoreNetwork,
} from './feeder/report-network.ts';
export {
  type CellNeighbours,
  type EntranceDoubt,
  type EntranceLeakage,
  type EntranceWindow,
  evaluateHandover,
  findOverlap,
  type Handover,
  type HandoverAdvice,
  type HandoverSite,
  type HandoverStatus,
  isUnlikelyMet,
  type LaneHandover,
  type LevelRange,
  levelExceeded,
  type MendedLane,
  mendLanes,
  outdoorCellId,
  overlapOf,
  streetDbm,
} from './handover/evaluate-handover.ts';
export {
  evaluateInterference,
  hasCommonPassives,
  type Interference,
  type IsolationPair,
  nearestAirM,
  type OrderHits,
  type ProductHit,
  protectedSystems,
  type Receiver,
} from './interference/evaluate-interference.ts';
export { bracketReachM, type FarAntenna, farAntennas, nearestSupport } from './network/antenna-supports.ts';
export type { Catalogue } from './network/catalogue/catalogue.ts';
export { defaultCatalogue } from './network/catalogue/default-catalogue.ts';
export { parseCatalogue } from './network/catalogue/parse-catalogue.ts';
export { changeNetwork, type NetworkChange } from './network/change-network.ts';
export { countEquipment, donorLevels, donorReasons, type Equipment } from './network/count-equipment.ts';
export { type MisfitFeeder, misfitFeeders } from './network/course-length.ts';
export { civilWalls, reachesCeiling, type WallStretch } from './network/design/ceiling-plan.ts';
export type { NetworkDesign } from './network/design/network-design.ts';
export { steinerTree } from './network/design/steiner-tree.ts';
export { civilUnitNotes, designNetwork } from './network/design-network.ts';
export { type ExistingNetwork, existingNetwork } from './network/existing/existing-network.ts';
export {
  proposeTreeColumns,
  readTreeTable,
  type TreeTableOptions,
} from './network/existing/read-tree-table.ts';
export { listRework, type Rework, type ReworkItem, type ReworkState } from './network/existing/rework.ts';
export { reworkNetwork } from './network/existing/rework-network.ts';
export type { TreeCable, TreeDoubt, TreePart, TreeTable } from './network/existing/tree-table.ts';
export { listFarEnds } from './network/far-ends.ts';
export { followAntennas } from './network/follow-antennas.ts';
export {
  cableEndPartId,
  combinerIds,
  fitsCable,
  hungAntennas,
  installedLengths,
  type NetworkNeed,
  networkNeeds,
  penetrationPartId,
  poiInputs,
  type RoomUnit,
  rampAntennas,
  roomAssumptions,
  type SourceRoom,
  sharedCores,
  shiftInputs,
  sourceRooms,
} from './network/network-needs.ts';
export { coresPerLink, type OpticalLink, opticalLinks } from './network/optical-links.ts';
export {
  type Hole,
  holeDiameterMm,
  listHoles,
  listPassages,
  type Penetration,
  sleeveAssumptions,
} from './network/penetrations.ts';
export { placementCosts } from './network/placement-costs.ts';
export { allowedPowers } from './network/port-window.ts';
export { refuseLockedNetwork } from './network/refuse-locked.ts';
export {
  type RuleFinding,
  type RuleId,
  type RuleLocation,
  type RuleResult,
  ruleSources,
} from './network/rules/rule.ts';
export { chooseSmallCells } from './network/self-powered/choose-small-cells.ts';
export { placementLevels } from './network/self-powered/placement-levels.ts';
export {
  type CableSection,
  cableSections,
  chooseRadiatingCable,
} from './network/self-powered/radiating-cables.ts';
export { workSchedule } from './network/work-schedule.ts';
export { boundLevels } from './placement/bound/bound-levels.ts';
export type { BoundProblem } from './placement/bound/bound-problem.ts';
export { majorantsOf } from './placement/bound/cached-majorants.ts';
export type { Certificate, CertificateAssumption } from './placement/bound/certificate.ts';
export { gainStep, gainSteps } from './placement/bound/majorants.ts';
export { createPointFractions, impliedCoverage } from './placement/bound/problem-of-garage.ts';
export type { OpenProver, Prover } from './placement/bound/proof.ts';
export type { ProofResult } from './placement/bound/proof-state.ts';
export { proveBound, type TreeHooks } from './placement/bound/prove-bound.ts';
export { servedBy } from './placement/bound/served-by.ts';
export { workerProver } from './placement/bound/worker-prover/worker-prover.ts';
export { assignCells } from './placement/candidates/assign-cells.ts';
export { type CandidateKind, candidateKinds } from './placement/candidates/candidate.ts';
export { defaultCosts, kindOf } from './placement/candidates/costs.ts';
export { type CandidateRow, customCandidates } from './placement/candidates/custom-candidates.ts';
export { refuseAntennas } from './placement/candidates/mount-rules.ts';
export { type SelfPowers, smallCellApartM } from './placement/candidates/self-powers.ts';
export type { DemandCost } from './placement/demand-costs.ts';
export { GarageEvaluator } from './placement/garage-evaluator.ts';
export { adviseUnserved, type MountsNearby } from './placement/objectives/advise-unserved.ts';
export { type Objective, objectiveRows } from './placement/objectives/search-objective.ts';
export type { PlacementChanges } from './placement/objectives/summarise-placement.ts';
export {
  type FarthestLocation,
  farthestLocation,
  type PlacementSummary,
  summarisePlacement,
} from './placement/objectives/summarise-placement.ts';
export { PassEvaluator, type ShortRoom, type Verification } from './placement/pass-evaluator.ts';
export { inThreadProver, placeAntennas } from './placement/place-antennas.ts';
export { efforts, type Placement, type UnservedLocation } from './placement/placement.ts';
export type { PlaceOptions } from './placement/prepare-placing.ts';
export {
  buildGarageDemand,
  type CandidateOptions,
  defaultKinds,
  findCandidates,
} from './placement/prepare-placing.ts';
export { nothingSearched } from './placement/summarise-search.ts';
export {
  annuityYears,
  energyPart,
  type OwnershipLine,
  recommendScheme,
  schemeCost,
} from './schemes/recommend-scheme.ts';
export { schemeRow } from './schemes/scheme-rows.ts';
