import type { Highs } from 'highs';
import { communityKey } from '../community-key.ts';
import { type DistrictName, districtNames } from '../districts.ts';
import type { QuarterQuota, Quotas } from '../quotas.ts';
import type { RankedCommunity, Ranking } from '../ranking/rank-communities.ts';
import type { AssignedCommunity, Assignment, DistrictAssignment, Quarter } from './assignment.ts';
import { chooseCommunities } from './choose-communities.ts';
import { isCovered, type OwnersRule, unmetConditions } from './conditions.ts';
import { relaxations } from './relaxations.ts';

export interface AssignOptions {
  quotas: Quotas;
  /** Communities under way by their key, with their quarter: they stay there, whatever they lack. Of another year: they are out. */
  underWay?: ReadonlyMap<string, Quarter | 'other-year'>;
  /** The first quarter that can still be filled; what earlier ones lack is caught up. Default 1. */
  fromQuarter?: Quarter;
  /** Default `not-refused`. */
  owners?: OwnersRule;
  highs: Highs;
}

/**
 * Fills the table of quotas: in each district as many communities as there are places, of the highest points together, the better
 * ones in earlier quarters. What is under way stays. By the end of a quarter there are no more than its quota and those before ask for.
 */
export function assignCommunities(ranking: Ranking, options: AssignOptions): Assignment {
  const { quotas, fromQuarter = 1, owners = 'not-refused' } = options;
  const ofDistrict = new Map<DistrictName | null, RankedCommunity[]>();
  for (const ranked of ranking.communities) {
    const { district } = ranked.community;
    const list = ofDistrict.get(district);
    if (list) list.push(ranked);
    else ofDistrict.set(district, [ranked]);
  }
  const districts = districtNames.flatMap((district) => {
    const communities = ofDistrict.get(district) ?? [];
    const quota = quotas.districts[district] ?? [0, 0, 0, 0];
    if (communities.length === 0 && quota.every((count) => count === 0)) return [];
    return [assignDistrict(district, quota, communities, ranking, { ...options, fromQuarter, owners })];
  });
  return { quotas, fromQuarter, owners, districts, withoutDistrict: ofDistrict.get(null)?.length ?? 0 };
}

function assignDistrict(
  district: DistrictName,
  quota: QuarterQuota,
  communities: readonly RankedCommunity[],
  ranking: Ranking,
  { underWay, fromQuarter, owners, highs }: AssignOptions & { fromQuarter: Quarter; owners: OwnersRule },
): DistrictAssignment {
  const kept: AssignedCommunity[] = [];
  const eligible: RankedCommunity[] = [];
  const lacking: RankedCommunity[] = [];
  for (const ranked of communities) {
    const { community } = ranked;
    const unmet = unmetConditions(community, owners);
    const quarter = underWay?.get(communityKey(community));
    if (quarter === 'other-year') continue;
    if (quarter !== undefined) kept.push({ ranked, quarter, isUnderWay: true, unmet });
    else if (unmet.length === 0) eligible.push(ranked);
    else if (!isCovered(community)) lacking.push(ranked);
  }
  const places = placesByEnd(quota, kept, fromQuarter);
  const { chosen, isProven } = chooseCommunities(highs, eligible, places);
  const assigned = [...kept, ...chosen].sort(
    (a, b) => a.quarter - b.quarter || a.ranked.rank - b.ranked.rank,
  );
  const short = places[3] - chosen.length;
  const left = placesByEnd(quota, assigned, fromQuarter);
  return {
    ...{ district, quota, communities: communities.length, assigned, byQuarter: byQuarter(assigned), short },
    eligible: eligible.length,
    eligibleAgreed: eligible.filter(({ community }) => community.owners === 'agree').length,
    ...(short > 0 && { relaxation: relaxations(lacking, left, ranking, owners, highs) }),
    isProven,
  };
}

/**
 * [4] How many more there may be by the end of each quarter: what it and those before ask for, less what is there by then. Nothing
 * for quarters that are over.
 */
function placesByEnd(
  quota: QuarterQuota,
  assigned: readonly AssignedCommunity[],
  fromQuarter: Quarter,
): [number, number, number, number] {
  const places: [number, number, number, number] = [0, 0, 0, 0];
  const counts = byQuarter(assigned);
  let asked = 0;
  let there = 0;
  quota.forEach((count, index) => {
    asked += count;
    there += counts[index];
    places[index] = index + 1 < fromQuarter ? 0 : Math.max(0, asked - there);
  });
  return places;
}

function byQuarter(assigned: readonly AssignedCommunity[]): [number, number, number, number] {
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  for (const { quarter } of assigned) counts[quarter - 1] += 1;
  return counts;
}
