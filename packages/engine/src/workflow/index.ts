/** The main job and its stages. */

export { type AcceptWalkOptions, acceptWalk } from './accept-walk.ts';
export { type ComparedSchemes, type CompareSchemesOptions, compareSchemes } from './compare-schemes.ts';
export {
  compareWithRays,
  type RayComparison,
  type RayComparisonOptions,
  type RayDifference,
  type RayDifferences,
  type RayOutlier,
  rayLimits,
  recordRays,
} from './compare-with-rays.ts';
export type { BudgetTerm } from './link-budgets.ts';
export { type PlacedPlan, type PlacePlanOptions, placePlan, selfPowersFor } from './place-plan.ts';
export { placedSoFar, type ReportedPlacing } from './placed-so-far.ts';
export type { PlacingChoices } from './placing-choices.ts';
export {
  antennasForStates,
  defaultRequirements,
  type PlanGarageOptions,
  type PlannedGarage,
  planGarage,
  type StatesOptions,
} from './plan-garage.ts';
export { pointBudgets } from './point-budgets.ts';
export {
  acceptanceDocument,
  importReasonsDocument,
  resultDocument,
  warningDocument,
} from './result-document.ts';
export { findNoiseRise, type LinkResult, traceLink } from './trace-link.ts';
export { tracePointSignals, tracePoints } from './trace-point-signals.ts';
export { type RayLinkResult, traceRayLink } from './trace-ray-link.ts';
export { type TrackedAntenna, trackAntenna } from './track-antenna.ts';
export { type TrackedWalls, trackWalls } from './track-walls.ts';
