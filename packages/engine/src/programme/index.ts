export { type AssignOptions, assignCommunities } from './assignment/assign-communities.ts';
export type * from './assignment/assignment.ts';
export type { ConditionId, OwnersRule } from './assignment/conditions.ts';
export { fillQuarters } from './assignment/fill-quarters.ts';
export * from './community.ts';
export { communityKey } from './community-key.ts';
export { type DistrictName, districtNames, districts } from './districts.ts';
export { parseQuotas, type Quotas, shanghai2023Quotas } from './quotas.ts';
export {
  type CriterionId,
  criterionIds,
  defaultWeights,
  parseWeights,
  type Weights,
} from './ranking/criteria.ts';
export {
  type RankedCommunity,
  type Ranking,
  type RankOptions,
  rankCommunities,
} from './ranking/rank-communities.ts';
export { parseStatusData, type StatusData, type StatusIssue } from './status-data.ts';
