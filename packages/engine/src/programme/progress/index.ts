/** What others take from the programme's progress. */

export * from './calendar.ts';
export { type CommunityState, stateAt } from './community-state.ts';
export {
  type DistrictForecast,
  type Forecast,
  forecastAcceptances,
  type Spread,
} from './forecast-acceptances.ts';
export { isLastPlan, lastPlan } from './last-plan.ts';
export { type LateCause, type LateCommunity, lateCommunities } from './late-communities.ts';
export { type CommunityName, matchCommunities } from './match-communities.ts';
export { type DistrictCounts, type MonthStatistics, monthStatistics } from './month-statistics.ts';
export type { ProgressRow } from './parse-progress-table.ts';
export type * from './programme-community.ts';
export {
  formatProgrammeDocument,
  mostProgrammeCommunities,
  type ProgrammeDocument,
  parseProgrammeDocument,
  type StoredCommunity,
} from './programme-document.ts';
export { readAcceptance } from './read-acceptance.ts';
export { planConclusion, readPlanResult } from './read-plan-result.ts';
export { isProgressTable, readProgressTable } from './read-progress-table.ts';
export { type MonthReport, reportMonth } from './report-month.ts';
export { rowSteps } from './row-steps.ts';
export * from './stages.ts';
export { takeStep } from './take-step.ts';
