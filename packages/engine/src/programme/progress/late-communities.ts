import { daysBetween, lastDayOfQuarter } from './calendar.ts';
import { type CommunityState, stateAt } from './community-state.ts';
import type { ProgrammeCommunity } from './programme-community.ts';

/** So long under way without a step is a standstill. */
export const standstillDays = 90;

export type LateKind = 'overdue' | 'standstill';
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
