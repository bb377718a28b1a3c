/** What candidates and objectives give to the outside. */

export { type CandidateKind, candidateKinds } from '../candidates/candidate.ts';
export { defaultCosts, type PlacementCosts } from '../candidates/costs.ts';
export { findCandidates } from '../candidates/find-candidates.ts';
export { type CandidateRow, ownCandidates } from '../candidates/own-candidates.ts';
export type { MountsNearby } from './advise-unserved.ts';
export type { PlacementChanges } from './describe-changes.ts';
export type { PlacementSummary } from './summarise-placement.ts';
