/** `@diku/engine/workflow`: the main job and its stages. */

export {
  type AcceptWalkOptions,
  acceptanceDocument,
  antennasForStates,
  type BudgetTerm,
  importReasonsDocument,
  type LinkResult,
  type PlacePlanOptions,
  placedSoFar,
  type RayLinkResult,
  type ReportedPlacing,
  type StatesOptions,
  type TrackedAntenna,
  type TrackedWalls,
  tracePointSignals,
  tracePoints,
  traceRayLink,
  trackAntenna,
  trackWalls,
  warningDocument,
} from '../workflow/index.ts';
