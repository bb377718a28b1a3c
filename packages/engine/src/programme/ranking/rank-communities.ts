import { type Community, type ProgrammeOperator, programmeOperators } from '../community.ts';
import type { DistrictName } from '../districts.ts';
import { type CriterionId, criterionIds, defaultWeights, type Weights, weightsInPoints } from './criteria.ts';
import { type AmountId, amountIds, criterionValues, isWeak } from './criterion-values.ts';
import { type Standing, standingAmong } from './standing.ts';

/** At ground level, dBm: what phones need in a call, as for the garage itself. An assumption, since the notice has no number. */
export const usualWeakGroundDbm = -105;

export interface RankOptions {
  /** Default `defaultWeights`. */
  weights?: Weights;
  /** Ground signal below it is weak, dBm. Default `usualWeakGroundDbm`. */
  weakGroundDbm?: number;
}

export interface RankedCommunity {
  community: Community;
  /** In the city and in its district, counted from 1; without a district there is no rank in one. */
  rank: number;
  districtRank: number | null;
  /** Points of 100, rounded to hundredths: the sum of weights times values. */
  points: number;
  /** How far each criterion speaks for it: 0–1. */
  values: Readonly<Record<CriterionId, number>>;
  /** Of all communities whose amount is known, the share that has at least as much. */
  shareFromTop: Readonly<Partial<Record<AmountId, number>>>;
  /** Operators that are weak at ground level. */
  weakGround: readonly ProgrammeOperator[];
}

export interface Ranking {
  /** In points of together 100. */
  weights: Weights;
  weakGroundDbm: number;
  /** Best first. */
  communities: readonly RankedCommunity[];
}

/**
 * Communities in the order in which they should be taken. Amounts count by where they stand among all communities given, what is
 * not known counts half. With the same points more complaints go first, then more households, then the row of the table.
 */
export function rankCommunities(
  communities: readonly Community[],
  { weights: given = defaultWeights, weakGroundDbm = usualWeakGroundDbm }: RankOptions = {},
): Ranking {
  const weights = weightsInPoints(given);
  const standings = Object.fromEntries(
    amountIds.map((id) => [id, standingAmong(known(communities.map((community) => community[id])))]),
  ) as Record<AmountId, Standing>;
  const judged = communities.map((community) => {
    const values = criterionValues(community, standings, weakGroundDbm);
    const points = criterionIds.reduce((sum, id) => sum + weights[id] * values[id], 0);
    return {
      community,
      points: Math.round(100 * points) / 100,
      values,
      shareFromTop: sharesFromTop(community, standings),
      weakGround: weakOperators(community, weakGroundDbm),
    };
  });
  judged.sort((a, b) => b.points - a.points || orderOfEqual(a.community, b.community));
  const ofDistrict = new Map<DistrictName, number>();
  const ranked = judged.map((each, index): RankedCommunity => {
    const { district } = each.community;
    const districtRank = district === null ? null : (ofDistrict.get(district) ?? 0) + 1;
    if (district !== null && districtRank !== null) ofDistrict.set(district, districtRank);
    return { ...each, rank: index + 1, districtRank };
  });
  return { weights, weakGroundDbm, communities: ranked };
}

function orderOfEqual(a: Community, b: Community): number {
  return (
    (b.complaints ?? -1) - (a.complaints ?? -1) ||
    (b.households ?? -1) - (a.households ?? -1) ||
    a.records[0] - b.records[0]
  );
}

function sharesFromTop(
  community: Community,
  standings: Readonly<Record<AmountId, Standing>>,
): RankedCommunity['shareFromTop'] {
  return Object.fromEntries(
    amountIds.flatMap((id) => {
      const amount = community[id];
      return amount === null ? [] : [[id, standings[id].shareFromTop(amount)]];
    }),
  );
}

function weakOperators({ groundRsrpDbm }: Community, weakGroundDbm: number): ProgrammeOperator[] {
  return programmeOperators.filter((operator) => {
    const levelDbm = groundRsrpDbm[operator];
    return levelDbm !== null && isWeak(levelDbm, weakGroundDbm);
  });
}

function known(amounts: readonly (number | null)[]): number[] {
  return amounts.filter((amount) => amount !== null);
}
