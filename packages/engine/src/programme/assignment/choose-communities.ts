import type { Highs } from 'highs';
import type { RankedCommunity } from '../ranking/rank-communities.ts';
import type { AssignedCommunity, Quarter } from './assignment.ts';
import { fillQuarters } from './fill-quarters.ts';

/**
 * The communities that fill a district's places best, with their quarters, by quarter and rank. As any of them can be built in any
 * quarter, none but the best of as many as there are places can be among them.
 * @param candidates by rank
 * @param placesByEnd [4] places by the end of each quarter
 */
export function chooseCommunities(
  highs: Highs,
  candidates: readonly RankedCommunity[],
  placesByEnd: readonly number[],
): { chosen: AssignedCommunity[]; isProven: boolean } {
  const best = candidates.slice(0, placesByEnd[placesByEnd.length - 1]);
  // Whole, and different where points are the same: the order of the ranking decides then.
  const values = best.map(
    ({ points }, index) => Math.round(100 * points) * best.length + best.length - index,
  );
  const { quarters, isProven } = fillQuarters(highs, values, placesByEnd);
  const chosen = best.flatMap((ranked, index): AssignedCommunity[] => {
    const quarter = quarters[index];
    if (quarter === undefined) return [];
    return [{ ranked, quarter: (quarter + 1) as Quarter, isUnderWay: false, unmet: [] }];
  });
  chosen.sort((a, b) => a.quarter - b.quarter || a.ranked.rank - b.ranked.rank);
  return { chosen, isProven };
}
