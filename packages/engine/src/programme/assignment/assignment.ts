import type { DistrictName } from '../districts.ts';
import type { QuarterQuota, Quotas } from '../quotas.ts';
import type { RankedCommunity } from '../ranking/rank-communities.ts';
import type { ConditionId, OwnersRule } from './conditions.ts';

/** Quarter of the year, counted from 1. */
export type Quarter = 1 | 2 | 3 | 4;

export interface AssignedCommunity {
  ranked: RankedCommunity;
  quarter: Quarter;
  isUnderWay: boolean;
  /** Conditions that it lacks; empty where it was chosen without giving up any. */
  unmet: readonly ConditionId[];
}

/** A community that could fill a place which stays empty otherwise. */
export interface Supplement extends AssignedCommunity {
  /** Points that it would have more, did it lack nothing. */
  pointsLost: number;
}

/** Options for filling the empty places of a district. */
export interface Relaxation {
  /** Each condition given up alone, and how many communities that brings. */
  alone: readonly { condition: ConditionId; communities: number }[];
  /** How many of those who fill them lack what; one may lack two things. */
  given: readonly { condition: ConditionId; communities: number }[];
  /** Who would fill them: of the highest points together, those whose owners are against it last. */
  supplements: readonly Supplement[];
  /** Places that stay empty all the same. */
  stillShort: number;
}

export interface DistrictAssignment {
  district: DistrictName;
  quota: QuarterQuota;
  /** How many the table has of the district. */
  communities: number;
  /** Those not under way: how many can be chosen, and how many of them with the owners' consent. */
  eligible: number;
  eligibleAgreed: number;
  /** Communities by quarter, then by rank. */
  assigned: readonly AssignedCommunity[];
  /** [4] How many of them are in each quarter. */
  byQuarter: QuarterQuota;
  /** Places of the quota that stay empty. */
  short: number;
  /** Present where any quota stays unfilled. */
  relaxation?: Relaxation;
  /** True when a dual solution proves that no other choice has more points. */
  isProven: boolean;
}

/** Communities by quarter. */
export interface Assignment {
  quotas: Quotas;
  fromQuarter: Quarter;
  owners: OwnersRule;
  /** Every district with a quota or a community, in the order of the notice. */
  districts: readonly DistrictAssignment[];
  /** Communities without a district, which no quota counts. */
  withoutDistrict: number;
}
