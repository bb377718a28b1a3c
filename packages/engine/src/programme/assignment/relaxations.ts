import type { Highs } from 'highs';
import type { RankedCommunity, Ranking } from '../ranking/rank-communities.ts';
import type { Relaxation, Supplement } from './assignment.ts';
import { chooseCommunities } from './choose-communities.ts';
import {
  type ConditionId,
  conditionIds,
  type OwnersRule,
  pointsLost,
  unmetConditions,
} from './conditions.ts';

/** Nobody builds against the owners: this one is given up last. */
const lastResort: ConditionId = 'owners-refused';

/**
 * How the places could be filled that those which lack nothing leave empty: with the communities of the highest points together,
 * which is the least loss; with ones whose owners are against it only where there are too few others.
 * @param lacking communities of the district that lack something and have something to cover, by rank
 * @param placesByEnd [4] empty places by the end of each quarter
 */
export function relaxations(
  lacking: readonly RankedCommunity[],
  placesByEnd: readonly number[],
  ranking: Ranking,
  owners: OwnersRule,
  highs: Highs,
): Relaxation {
  const places = placesByEnd[placesByEnd.length - 1];
  const unmetOf = new Map(lacking.map((ranked) => [ranked, unmetConditions(ranked.community, owners)]));
  const isRefused = (ranked: RankedCommunity) => unmetOf.get(ranked)?.includes(lastResort) ?? false;
  const willing = lacking.filter((ranked) => !isRefused(ranked)).slice(0, places);
  const refused = lacking.filter(isRefused).slice(0, places - willing.length);
  const candidates = [...willing, ...refused].sort((a, b) => a.rank - b.rank);
  const supplements = chooseCommunities(highs, candidates, placesByEnd).chosen.map((assigned): Supplement => {
    const unmet = unmetOf.get(assigned.ranked) ?? [];
    const lost = unmet.reduce((sum, each) => sum + pointsLost(assigned.ranked, each, ranking), 0);
    return { ...assigned, unmet, pointsLost: Math.round(100 * lost) / 100 };
  });
  return {
    alone: countEach((condition) =>
      lacking.filter((ranked) => unmetOf.get(ranked)?.every((each) => each === condition)),
    ),
    given: countEach((condition) => supplements.filter(({ unmet }) => unmet.includes(condition))),
    supplements,
    stillShort: places - supplements.length,
  };
}

/** Conditions with at least one community. */
function countEach(communitiesOf: (condition: ConditionId) => readonly unknown[]): Relaxation['alone'] {
  return conditionIds
    .map((condition) => ({ condition, communities: communitiesOf(condition).length }))
    .filter(({ communities }) => communities > 0);
}
