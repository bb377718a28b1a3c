export { openTables } from '../core/text/tables/open-table.ts';
export { bytePieces, type TableBytes, tableBytes } from '../core/text/tables/table-bytes.ts';
export { type OpenTable, type TableRow, takeRows } from '../core/text/tables/table-rows.ts';
export type { Inflater } from '../core/text/tables/xlsx/inflater.ts';
export { type AssignOptions, assignCommunities } from './assignment/assign-communities.ts';
export type * from './assignment/assignment.ts';
export type { ConditionId, OwnersRule } from './assignment/conditions.ts';
export { fillQuarters } from './assignment/fill-quarters.ts';
export { quarterUnderWay } from './assignment/under-way.ts';
export * from './community.ts';
export { communityId } from './community-id.ts';
export { communityKey, plainText } from './community-key.ts';
export { type DistrictName, districtNames, districts } from './districts.ts';
export { districtOutline } from './map/district-outlines.ts';
export * from './progress/index.ts';
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
export {
  type ColumnAnswers,
  type ColumnMap,
  parseColumnAnswers,
  parseColumnMap,
} from './table/column-map.ts';
export { type ImportedStatus, importStatusTable } from './table/import-status-table.ts';
export { type IssueKind, issueKinds } from './table/issue-kinds.ts';
export {
  readStatusTable,
  type StatusSink,
  type StatusTableOptions,
} from './table/read-status-table.ts';
export type { StatusSummary } from './table/status-summary.ts';
