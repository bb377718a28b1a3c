import { quarterNumber, quarterOf } from '../progress/calendar.ts';
import { stateAt } from '../progress/community-state.ts';
import type { ProgrammeCommunity } from '../progress/programme-community.ts';
import type { Quarter } from './assignment.ts';

/**
 * The quarter of the year in which a community that is chosen, or further, is to be done: the one that is due, else the one of its
 * acceptance, else the first that can still be filled. Of another year it says so; of one that is only surveyed it says nothing.
 * @param day the state is that of its end
 */
export function quarterInProgress(
  community: Pick<ProgrammeCommunity, 'history'>,
  { year, fromQuarter, day }: { year: number; fromQuarter: Quarter; day: string },
): Quarter | 'other-year' | undefined {
  const state = stateAt(community, day);
  if (state === undefined || state.stage === 'surveyed') return undefined;
  const accepted = state.stage === 'accepted' ? quarterOf(state.since) : undefined;
  const quarter = state.due ?? accepted ?? `${year}-Q${fromQuarter}`;
  return quarter.startsWith(`${year}-`) ? (quarterNumber(quarter) as Quarter) : 'other-year';
}
