/** The city's communities: status tables, ranking, assignment, progress. */

export { assignCommunities, fillQuarters } from './assignment/assign-communities.ts';
export type { Assignment, DistrictAssignment, Quarter } from './assignment/assignment.ts';
export type { ConditionId, OwnersRule } from './assignment/conditions.ts';
export { quarterInProgress } from './assignment/in-progress.ts';
export { type Community, communitySchema } from './community.ts';
export { communityId } from './community-id.ts';
export { communityKey, plainText } from './community-key.ts';
export { districts } from './district-vocabulary.ts';
export { type DistrictName, districtNames, districtPhrase } from './districts.ts';
export { districtOutline } from './map/district-outlines.ts';
export {
  type MergeConflict,
  type MergedCopies,
  mergeCopies,
  type NamedCopy,
} from './merging/merge-copies.ts';
export { type MergeSide, mergeHistories } from './merging/merge-histories.ts';
export {
  isDay,
  isMonth,
  isQuarter,
  lastDayOfMonth,
  lastDayOfQuarter,
  monthOf,
  quarterNumber,
  quarterOf,
} from './progress/calendar.ts';
export { type CommunityState, stateAt } from './progress/community-state.ts';
export { matchCommunities } from './progress/match-communities.ts';
export type { ProgressRow } from './progress/parse-progress-table.ts';
export { progressColumnHead, progressColumns } from './progress/parse-progress-table.ts';
export type {
  AcceptanceEvidence,
  Attachment,
  EvidenceSource,
  PlanResult,
  ProgrammeCommunity,
  Signature,
  Step,
} from './progress/programme-community.ts';
export {
  type CopiedCommunity,
  formatProgrammeDocument,
  type ImportRecord,
  type MergeRecord,
  maxProgrammeCommunities,
  type ProgrammeCopy,
  parseProgrammeCopy,
  parseProgrammeDocument,
  type StatementRecord,
  type StoredCommunity,
} from './progress/programme-document.ts';
export { readAcceptance, reportDifference } from './progress/read-acceptance.ts';
export { planConclusion, readPlanResult } from './progress/read-plan-result.ts';
export { isProgressTable, readProgressTable } from './progress/read-progress-table.ts';
export {
  type DistrictCounts,
  forecastAcceptances,
  type LateCause,
  type LateCommunity,
  lateCommunities,
  type MonthReport,
  monthStatistics,
  reportMonth,
  standstillDays,
} from './progress/report-month.ts';
export { rowSteps } from './progress/row-steps.ts';
export { type Stage, stageIndex, stages } from './progress/stages.ts';
export { isLastPlan, takeStep } from './progress/take-step.ts';
export { readAmountCny, readNames, signatureOf, worksOf } from './progress/works.ts';
export { parseQuotas, type Quotas, shanghai2023Quotas } from './quotas.ts';
export {
  type CriterionId,
  criterionIds,
  defaultWeights,
  parseWeights,
  type Weights,
} from './ranking/criteria.ts';
export {
  type AmountId,
  amountIds,
  type RankedCommunity,
  type Ranking,
  rankCommunities,
} from './ranking/rank-communities.ts';
export {
  parseStatusData,
  type StatusIssue,
  type StatusIssueDocument,
  statusIssueDocument,
} from './status-data.ts';
export { parseColumnAnswers, parseColumnMap } from './table/column-map.ts';
export { importStatusTable, readStatusTable, type StatusSink } from './table/import-status-table.ts';
export { type IssueKind, issueReason } from './table/issue-kinds.ts';
export {
  addressCore,
  type CommunityOrigin,
  compareNames,
  mergeStatements,
  nameKeys,
  type SourcedValue,
  type Statement,
  type StatementConflict,
  statementFields,
  valueOfField,
} from './table/merge-statements.ts';
export { readDistrict } from './table/read-district.ts';
export type { SeenColumn, StatusSummary } from './table/status-summary.ts';
export { type ColumnField, columnFields } from './table/table-column.ts';
