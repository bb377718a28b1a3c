/** The plan: its schema, what is derived of it once, and what is in force. */

export {
  type AcceptedReason,
  acceptedPhrase,
  acceptReasons,
  type DecidedBy,
  isOutlineDoubted,
  reasonCodes,
  sortReasons,
} from './accept-reasons.ts';
export {
  type AntennaCuts,
  type AntennaPattern,
  type AntennaType,
  antennaType,
  antennaTypes,
  type CustomAntennaTypes,
  isAimed,
  radiatesAlongPath,
  type SectorValues,
} from './antenna-types.ts';
export {
  type BuiltAntenna,
  type BuiltCable,
  type BuiltDevice,
  type BuiltDeviceState,
  type BuiltPhoto,
  type BuiltRecord,
  type BuiltState,
  type BuiltTest,
  builtStates,
} from './as-built-schema.ts';
export {
  areInOneDuplexBand,
  bandOf,
  bands,
  carrierRangeMhz,
  channelFrequenciesMhz,
  isTimeDivision,
  planningBandsMhz,
  uplinkFrequencyMhz,
} from './bands.ts';
export { isEditedSinceRecord, recordBasis } from './built-record.ts';
export { carrierProfileIds, carrierProfileRequirements, findCarrierProfile } from './carrier-profiles.ts';
export { checkNetwork, joinedSources } from './check-network.ts';
export {
  cableLengthM,
  largestCoordinateM,
  pathLengthM,
  refusable,
} from './check-plan-sense.ts';
export {
  antennaLocationInput,
  createFingerprintMemo,
  type FingerprintMemo,
  noMemo,
  type PartState,
  shortFingerprint,
} from './derived-inputs.ts';
export { type DerivedPartName, derivedParts } from './derived-schema.ts';
export {
  type DerivedDocument,
  type DerivedStates,
  derivedDocument,
  derivedStates,
  isSelfPowered,
  movedPhrase,
  networkState,
  type PhraseDocument,
  partStateText,
  phraseDocument,
  portPowerState,
  type RaySubject,
  rayState,
  withImportBasis,
  withNetworkBasis,
  withoutNetwork,
  withoutNetworkPower,
  withRayRecord,
  withSchemes,
  withVerdict,
} from './derived-states.ts';
export {
  equipmentRoomKind,
  type FacilityKind,
  facilityKindRow,
  facilityKindRows,
  facilityKinds,
  type MarkedFacilityKind,
  sleeveKind,
  trayKind,
} from './facility-kinds.ts';
export { canonicalJson, fingerprint, planFingerprint } from './fingerprint.ts';
export {
  type DemandedKind,
  demandedKinds,
  liftShaftKind,
  type MarkedZoneKind,
  namelessRoomKind,
  openFloorKinds,
  rampKind,
  stairKind,
  stairNames,
  type ZoneKind,
  type ZoneKindRow,
  zoneKindRow,
  zoneKindRows,
  zoneKinds,
} from './floor-kinds.ts';
export type {
  GarageSign,
  ImportSummary,
  LeftOut,
  LevelSummary,
  OtherUseSign,
  SizeCheck,
} from './import-summary-schema.ts';
export {
  columnDistanceM,
  exitsWith,
  isOnFloor,
  type LiftShaft,
  type LiftStorey,
  liftShafts,
  liftZones,
} from './level-floor.ts';
export {
  clearHeightOf,
  elevationOf,
  levelIdOf,
  levelNameOfTitle,
  titlesFloor,
  titlesNoFloor,
  titlesOtherSheet,
  titleWeight,
} from './level-names.ts';
export { levelWalls, type WallSegment, wallCorners } from './level-walls.ts';
export {
  type CatalogueEntry,
  type MaterialName,
  obstacles,
  wallMaterial,
  wallMaterials,
  writtenMaterials,
} from './materials.ts';
export { antennaLocation, antennaLocations, moveAntenna } from './move-antenna.ts';
export { levelLinks, type UnstackedShafts, unstackedShafts } from './network-inputs.ts';
export type { ExposureLimits } from './network-limits.ts';
export {
  allSourcePorts,
  basebandPorts,
  feederPaths,
  fibrePorts,
  inputPort,
  isShifted,
  maxFeederPaths,
  networkPaths,
  outputPorts,
  type PathsChoice,
  pathNumbers,
  pathPort,
  portOnPath,
  requirePathsIfGiven,
  sourcePorts,
  withFeederPaths,
} from './network-ports.ts';
export {
  type CatalogPart,
  catalogPart,
  type ExistingTree,
  type Network,
  type NetworkBaseband,
  type NetworkCable,
  type NetworkCivilUnit,
  type NetworkDevice,
  type NetworkSource,
  partKinds,
} from './network-schema.ts';
export { maxObliqueSine, maxOffsetM } from './opening-fit.ts';
export {
  type MarkedOpeningKind,
  type OpeningKind,
  openingKindFor,
  openingKindRow,
  openingKindRows,
  openingKinds,
  writtenOpeningKinds,
} from './opening-kinds.ts';
export {
  type Operator,
  operatorRows,
  operators,
  type ProgrammeOperator,
  programmeOperators,
  sharingGroups,
} from './operators.ts';
export { parsePlan, schemaProblems } from './parse-plan.ts';
export { type AcceptanceTest, planAcceptance } from './plan-acceptance.ts';
export { planJsonSchema } from './plan-json-schema.ts';
export {
  deviceCarriers,
  deviceServiceAt,
  type FloorDemand,
  findRequirementProfile,
  floorDemands,
  hasMeters,
  isDemandedOfAny,
  judgesDevices,
  judgesPoint,
  mergeProfile,
  modemKinds,
  planProfile,
  profileNames,
  profileValues,
  ratioUnit,
  requirePlan,
} from './plan-profile.ts';
export { type PlacedOpening, placedOpenings, planWarnings } from './plan-warnings.ts';
export {
  type MarkedPointKind,
  type PointKind,
  plainPointKind,
  pointKindRow,
  pointKindRows,
  pointKinds,
  type RequiredPointKind,
  requiredPointKinds,
} from './point-kinds.ts';
export type { PhoneLocation, RequirementProfile } from './requirement-profile.ts';
export { acceptanceRules, phonePositions } from './requirements-schema.ts';
export { carrierPhrases, type NamedRegistry, rowName, rowNames } from './row-names.ts';
export { type ScenarioId, scenarioIds } from './scenario-ids.ts';
export {
  applyScenario,
  isFailure,
  knownScenarios,
  planScenarios,
  requiredScenarios,
  type Scenario,
} from './scenarios.ts';
export {
  type Antenna,
  type Axis,
  type Bay,
  type Beam,
  type Calibration,
  type Carrier,
  type Column,
  type Compartment,
  candidateKinds,
  type Decision,
  defaultModelId,
  efforts,
  entranceChoices,
  type Facility,
  type Level,
  lobbyChoices,
  type Opening,
  objectives,
  type Plan,
  type PlanChoices,
  type PlanFormula,
  type PlanPoint,
  planSchema,
  type Requirements,
  type TitleFields,
  type WalkResiduals,
  type Wall,
  type Zone,
} from './schema.ts';
export {
  type SchemeComparison,
  type SchemeFigures,
  type SchemeId,
  type SchemeRecommendation,
  type SchemeRow,
  schemeIds,
} from './scheme-record.ts';
export {
  drawingToPlan,
  type ImportedLevel,
  type LevelTransform,
  planToDrawing,
  summariseLevel,
} from './summarise-level.ts';
export {
  type DeviceService,
  type DeviceTechnology,
  deviceServices,
  deviceTechnologies,
  isForPhones,
  type PhoneService,
  type PhoneTechnology,
  type Service,
  servesPhones,
  services,
  type Technology,
  technologies,
  technologyRow,
  technologyRows,
  usualTechnology,
} from './technologies.ts';
export {
  type CompartmentKind,
  compartmentKindRow,
  compartmentKindRows,
  isInCivilDefence,
  type Passing,
  passings,
  type WallKind,
  wallKindRow,
  wallKinds,
} from './wall-kinds.ts';
