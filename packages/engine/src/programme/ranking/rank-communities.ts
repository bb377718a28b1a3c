import { type ProgrammeOperator, programmeOperators } from '../../plan/index.ts';
import type { Community } from '../community.ts';
import type { DistrictName } from '../districts.ts';
import { type CriterionId, criterionIds, defaultWeights, type Weights, weightsInPoints } from './criteria.ts';

/** The criteria that count something. */
export const amountIds = ['complaints', 'households', 'bays', 'chargers'] as const;
export type AmountId = (typeof amountIds)[number];

/** Unknown values score at half weight: neither for a community nor against it. */
const unknownValue = 0.5;

/** Fraction left to do by the number of the three operators that cover the garage: [4]. */
const uncoveredValues = [1, 1 / 3, 1 / 6, 0];

/**
 * Level at the ground that phones need in a call, as for the garage itself, dBm. An assumption, since the notice has no
 * number.
 */
export const usualWeakGroundDbm = -105;

export interface RankOptions {
  /** Default `defaultWeights`. */
  weights?: Weights;
  /** Ground signal below it is weak, dBm. Default `usualWeakGroundDbm`. */
  weakGroundDbm?: number;
}

export interface RankedCommunity {
  community: Community;
  /** Rank in the city and in its district, counted from 1; without a district there is no rank in one. */
  rank: number;
  districtRank: number | null;
  /** Points of 100, rounded to hundredths: the sum of weights times values. */
  points: number;
  /** How far each criterion speaks for it: 0–1. */
  values: Readonly<Record<CriterionId, number>>;
  /** Fraction of all communities whose amount is known that has at least as much. */
  shareFromTop: Readonly<Partial<Record<AmountId, number>>>;
  /** Operators that are weak at ground level. */
  weakGround: readonly ProgrammeOperator[];
}

/** Communities in the order in which they are taken, and why. */
export interface Ranking {
  /** Weights in points of together 100. */
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
  const standing = communities.map((community) => {
    const values = criterionValues(community, standings, weakGroundDbm);
    const points = criterionIds.reduce((sum, id) => sum + weights[id] * values[id], 0);
    return {
      community,
      points: Math.round(100 * points) / 100,
      values,
      shareFromTop: fractionsFromTop(community, standings),
      weakGround: weakOperators(community, weakGroundDbm),
    };
  });
  standing.sort((a, b) => b.points - a.points || orderOfEqual(a.community, b.community));
  const ofDistrict = new Map<DistrictName, number>();
  const ranked = standing.map((each, index): RankedCommunity => {
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

function fractionsFromTop(
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

/** Rank of an amount among the known ones. */
interface Standing {
  /** Fraction of the known amounts that are less, and half of those alike: 0–1. */
  fractionBelow(amount: number): number;
  /** Fraction of the known amounts that are at least as much, above 0 and at most 1: 0.03 is the top 3 %. */
  shareFromTop(amount: number): number;
}

/** @param amounts those that are known, in any order */
function standingAmong(amounts: readonly number[]): Standing {
  const sorted = Float64Array.from(amounts).sort();
  const countBelow = (amount: number, orAlike: boolean) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (orAlike ? sorted[middle] <= amount : sorted[middle] < amount) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    fractionBelow: (amount) => (countBelow(amount, false) + countBelow(amount, true)) / (2 * sorted.length),
    shareFromTop: (amount) => (sorted.length - countBelow(amount, false)) / sorted.length,
  };
}

/** Value of each criterion for a community: 0–1. */
function criterionValues(
  community: Community,
  standings: Readonly<Record<AmountId, Standing>>,
  weakGroundDbm: number,
): Record<CriterionId, number> {
  const amounts = amountIds.map((id) => {
    const amount = community[id];
    return [id, amount === null ? unknownValue : standings[id].fractionBelow(amount)];
  });
  const { owners, property } = community;
  return {
    uncovered: uncoveredValue(community),
    ...(Object.fromEntries(amounts) as Record<AmountId, number>),
    ground: groundValue(community, weakGroundDbm),
    owners: owners === null ? unknownValue : { agree: 1, pending: 0.5, disagree: 0 }[owners],
    property: property === null ? unknownValue : { yes: 1, partial: 0.5, no: 0 }[property],
  };
}

/** Returns where it is not known whether an operator covers the garage: the mean of both, for each such operator. */
function uncoveredValue({ covered }: Community): number {
  const flags = programmeOperators.map((operator) => covered[operator]);
  const meanFrom = (operator: number, covering: number): number => {
    if (operator === flags.length) return uncoveredValues[covering];
    const flag = flags[operator];
    if (flag !== null) return meanFrom(operator + 1, covering + (flag ? 1 : 0));
    return (meanFrom(operator + 1, covering) + meanFrom(operator + 1, covering + 1)) / 2;
  };
  return meanFrom(0, 0);
}

/** The fraction of the operators that are not weak at ground level: there the garage is all that is missing. */
function groundValue({ groundRsrpDbm }: Community, weakGroundDbm: number): number {
  const values: number[] = programmeOperators.map((operator) => {
    const levelDbm = groundRsrpDbm[operator];
    if (levelDbm === null) return unknownValue;
    return isWeak(levelDbm, weakGroundDbm) ? 0 : 1;
  });
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Returns whether a level is below the threshold, or there is no network at all. */
function isWeak(levelDbm: number | 'no-signal', weakDbm: number): boolean {
  return levelDbm === 'no-signal' || levelDbm < weakDbm;
}
