import type { Datum } from '../../core/index.ts';
import type { Quotas } from '../quotas.ts';
import { daysBetween, lastDayOfQuarter } from './calendar.ts';
import type { CommunityState } from './community-state.ts';
import { stateAt } from './community-state.ts';
import { type Forecast, forecastAcceptances } from './forecast-acceptances.ts';
import { type MonthStatistics, monthStatistics } from './month-statistics.ts';
import type { ProgrammeCommunity } from './programme-community.ts';

/** So long under way without a step is a standstill. */
export const standstillDays = 90;

type LateKind = 'overdue' | 'standstill';
export type LateCause =
  | 'owners-disagree'
  | 'owners-pending'
  | 'property-no'
  | 'property-partial'
  | 'owners-unknown'
  | 'stepped-back';

export interface LateCommunity {
  community: ProgrammeCommunity;
  state: CommunityState;
  kind: LateKind;
  /** Since its quarter ended, or since its last step. */
  lateDays: number;
  /** In its present stage. */
  stageDays: number;
  /** What the data says of the reason; the stage itself says what is waited for. */
  causes: LateCause[];
}

/** Communities whose quarter is over and that are not accepted, then those at a standstill; the longest late first. */
export function lateCommunities(communities: Iterable<ProgrammeCommunity>, asOf: string): LateCommunity[] {
  const late: LateCommunity[] = [];
  for (const community of communities) {
    const state = stateAt(community, asOf);
    if (!state || state.stage === 'accepted' || state.stage === 'surveyed') continue;
    const stageDays = daysBetween(state.since, asOf);
    const overdueDays = state.due === undefined ? 0 : daysBetween(lastDayOfQuarter(state.due), asOf);
    const kind = overdueDays > 0 ? 'overdue' : stageDays > standstillDays ? 'standstill' : undefined;
    if (!kind) continue;
    const lateDays = kind === 'overdue' ? overdueDays : stageDays;
    late.push({ community, state, kind, lateDays, stageDays, causes: causesOf(community, state) });
  }
  const order = (own: LateCommunity) => (own.kind === 'overdue' ? 0 : 1);
  return late.sort(
    (a, b) => order(a) - order(b) || b.lateDays - a.lateDays || (a.community.id < b.community.id ? -1 : 1),
  );
}

function causesOf({ owners, property }: ProgrammeCommunity, state: CommunityState): LateCause[] {
  const isBeforeWorks = ['chosen', 'planned'].includes(state.stage);
  const causes: (LateCause | false)[] = [
    state.steppedBack !== undefined && 'stepped-back',
    isBeforeWorks && owners === 'disagree' && 'owners-disagree',
    isBeforeWorks && owners === 'pending' && 'owners-pending',
    isBeforeWorks && owners === null && 'owners-unknown',
    state.stage !== 'tested' && property === 'no' && 'property-no',
    state.stage !== 'tested' && property === 'partial' && 'property-partial',
  ];
  return causes.filter((cause) => cause !== false);
}

/** Everything that the month's report says, and the communities that it says it of. */
export interface MonthReport {
  statistics: MonthStatistics;
  late: LateCommunity[];
  /** Undefined where too little is known for one, or the year is over. */
  forecast?: Forecast;
  communities: Iterable<ProgrammeCommunity>;
  /** Nobody gave quotas: those of the notice stand for this year. */
  isNoticeQuota: boolean;
  /** Of the coordinates that the communities have. */
  datum: Datum;
}

/** Statistics, late communities and forecast at the end of a day. `communities` is gone through more than once. */
export function reportMonth(
  communities: Iterable<ProgrammeCommunity>,
  options: { quotas: Quotas; isNoticeQuota: boolean; asOf: string; datum: Datum; seed?: number },
): MonthReport {
  const { asOf, isNoticeQuota, datum, seed } = options;
  const statistics = monthStatistics(communities, options);
  return {
    ...{ statistics, communities, isNoticeQuota, datum },
    late: lateCommunities(communities, asOf),
    forecast: forecastAcceptances(communities, statistics, seed),
  };
}
