import type { Highs } from 'highs';
import { LinearProgram, type Row } from '../../core/index.ts';
import { communityKey } from '../community-key.ts';
import { type DistrictName, districtNames } from '../districts.ts';
import type { QuarterQuota, Quotas } from '../quotas.ts';
import type { RankedCommunity, Ranking } from '../ranking/rank-communities.ts';
import type {
  AssignedCommunity,
  Assignment,
  DistrictAssignment,
  Quarter,
  Relaxation,
  Supplement,
} from './assignment.ts';
import {
  type ConditionId,
  conditionIds,
  isCovered,
  type OwnersRule,
  pointsLost,
  unmetConditions,
} from './conditions.ts';

/** Nobody builds against the owners: this one is given up last. */
const lastResort: ConditionId = 'owners-refused';

export interface AssignOptions {
  quotas: Quotas;
  /** Communities under way by their key, with their quarter: they stay there, whatever they lack. Of another year: they are out. */
  inProgress?: ReadonlyMap<string, Quarter | 'other-year'>;
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
  { inProgress, fromQuarter, owners, highs }: AssignOptions & { fromQuarter: Quarter; owners: OwnersRule },
): DistrictAssignment {
  const retained: AssignedCommunity[] = [];
  const eligible: RankedCommunity[] = [];
  const lacking: RankedCommunity[] = [];
  for (const ranked of communities) {
    const { community } = ranked;
    const unmet = unmetConditions(community, owners);
    const quarter = inProgress?.get(communityKey(community));
    if (quarter === 'other-year') continue;
    if (quarter !== undefined) retained.push({ ranked, quarter, isUnderWay: true, unmet });
    else if (unmet.length === 0) eligible.push(ranked);
    else if (!isCovered(community)) lacking.push(ranked);
  }
  const slots = slotsByEnd(quota, retained, fromQuarter);
  const { chosen, isProven } = chooseCommunities(highs, eligible, slots);
  const assigned = [...retained, ...chosen].sort(
    (a, b) => a.quarter - b.quarter || a.ranked.rank - b.ranked.rank,
  );
  const short = slots[3] - chosen.length;
  const left = slotsByEnd(quota, assigned, fromQuarter);
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
function slotsByEnd(
  quota: QuarterQuota,
  assigned: readonly AssignedCommunity[],
  fromQuarter: Quarter,
): [number, number, number, number] {
  const slots: [number, number, number, number] = [0, 0, 0, 0];
  const counts = byQuarter(assigned);
  let asked = 0;
  let there = 0;
  quota.forEach((count, index) => {
    asked += count;
    there += counts[index];
    slots[index] = index + 1 < fromQuarter ? 0 : Math.max(0, asked - there);
  });
  return slots;
}

function byQuarter(assigned: readonly AssignedCommunity[]): [number, number, number, number] {
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  for (const { quarter } of assigned) counts[quarter - 1] += 1;
  return counts;
}

/**
 * The communities that fill a district's places best, with their quarters, by quarter and rank. As any of them can be built in any
 * quarter, none but the best of as many as there are places can be among them.
 * @param candidates by rank
 * @param capacityByEnd [4] places by the end of each quarter
 */
function chooseCommunities(
  highs: Highs,
  candidates: readonly RankedCommunity[],
  capacityByEnd: readonly number[],
): { chosen: AssignedCommunity[]; isProven: boolean } {
  const best = candidates.slice(0, capacityByEnd[capacityByEnd.length - 1]);
  // Whole, and different where points are the same: the order of the ranking decides then.
  const values = best.map(
    ({ points }, index) => Math.round(100 * points) * best.length + best.length - index,
  );
  const { quarters, isProven } = fillQuarters(highs, values, capacityByEnd);
  const chosen = best.flatMap((ranked, index): AssignedCommunity[] => {
    const quarter = quarters[index];
    if (quarter === undefined) return [];
    return [{ ranked, quarter: (quarter + 1) as Quarter, isUnderWay: false, unmet: [] }];
  });
  chosen.sort((a, b) => a.quarter - b.quarter || a.ranked.rank - b.ranked.rank);
  return { chosen, isProven };
}

interface QuarterFill {
  /** [values] the quarter that each gets, counted from 0; undefined: none. */
  quarters: readonly (number | undefined)[];
  /** True when a dual solution proves that nothing is better. */
  isProven: boolean;
}

/**
 * Returns which of a district's communities to take, and in which quarter: together of the greatest value, the better
 * ones earlier. A value counts as many times as quarters are left with its own. Both kinds of rows (a community once,
 * so many by the end of each quarter) are nested sets, so that the matrix is totally unimodular and every vertex is
 * whole (Edmonds 1970).
 * @param values whole numbers above 0
 * @param maxByEnd [quarters] how many may be taken by the end of each, in all
 * @throws Error should the solver fail or its vertex not be whole
 */
export function fillQuarters(
  highs: Highs,
  values: readonly number[],
  maxByEnd: readonly number[],
): QuarterFill {
  const quarterCount = maxByEnd.length;
  const columnCount = values.length * quarterCount;
  if (columnCount === 0) return { quarters: [], isProven: true };
  const costs = Float64Array.from({ length: columnCount }, (_, column) => {
    const quarter = column % quarterCount;
    return -values[Math.floor(column / quarterCount)] * (quarterCount - quarter);
  });
  const zeros = new Float64Array(columnCount);
  const program = new LinearProgram(highs, costs, zeros, new Float64Array(columnCount).fill(1));
  try {
    program.addRows([...onceRows(values.length, quarterCount), ...byEndRows(values.length, maxByEnd)], true);
    const { isSolved, columns, bound } = program.solve();
    if (!isSolved) throw new Error('the linear program of the quarters was not solved');
    const taken = wholeColumns(columns);
    const cost = taken.reduce((sum, column) => sum + costs[column], 0);
    const quarters = new Array<number | undefined>(values.length).fill(undefined);
    for (const column of taken) quarters[Math.floor(column / quarterCount)] = column % quarterCount;
    // Costs are whole: less than 1 from the bound is nothing.
    return { quarters, isProven: bound > cost - 1 };
  } finally {
    program.dispose();
  }
}

function onceRows(valueCount: number, quarterCount: number): Row[] {
  return Array.from({ length: valueCount }, (_, index) =>
    upperRow(
      Array.from({ length: quarterCount }, (_, quarter) => index * quarterCount + quarter),
      1,
    ),
  );
}

function byEndRows(valueCount: number, maxByEnd: readonly number[]): Row[] {
  return maxByEnd.map((max, last) => {
    const columns = Array.from({ length: valueCount }, (_, index) =>
      Array.from({ length: last + 1 }, (_, quarter) => index * maxByEnd.length + quarter),
    );
    return upperRow(columns.flat(), max);
  });
}

function upperRow(columns: readonly number[], upper: number): Row {
  return {
    columns: Int32Array.from(columns),
    values: new Float64Array(columns.length).fill(1),
    lower: Number.NEGATIVE_INFINITY,
    upper,
  };
}

/** The columns that are 1. */
function wholeColumns(columns: Float64Array): number[] {
  const taken: number[] = [];
  columns.forEach((value, column) => {
    if (Math.abs(value - Math.round(value)) > 1e-6) throw new Error('a vertex of the quarters is not whole');
    if (value > 0.5) taken.push(column);
  });
  return taken;
}

/**
 * Returns how the places could be filled that those which lack nothing leave empty: with the communities of the highest
 * points together, which is the least loss; with ones whose owners are against it only where there are too few others.
 * @param lacking communities of the district that lack something and have something to cover, by rank
 * @param capacityByEnd [4] empty places by the end of each quarter
 */
function relaxations(
  lacking: readonly RankedCommunity[],
  capacityByEnd: readonly number[],
  ranking: Ranking,
  owners: OwnersRule,
  highs: Highs,
): Relaxation {
  const slots = capacityByEnd[capacityByEnd.length - 1];
  const unmetOf = new Map(lacking.map((ranked) => [ranked, unmetConditions(ranked.community, owners)]));
  const isRefused = (ranked: RankedCommunity) => unmetOf.get(ranked)?.includes(lastResort) ?? false;
  const willing = lacking.filter((ranked) => !isRefused(ranked)).slice(0, slots);
  const refused = lacking.filter(isRefused).slice(0, slots - willing.length);
  const candidates = [...willing, ...refused].sort((a, b) => a.rank - b.rank);
  const supplements = chooseCommunities(highs, candidates, capacityByEnd).chosen.map(
    (assigned): Supplement => {
      const unmet = unmetOf.get(assigned.ranked) ?? [];
      const lost = unmet.reduce((sum, each) => sum + pointsLost(assigned.ranked, each, ranking), 0);
      return { ...assigned, unmet, pointsLost: Math.round(100 * lost) / 100 };
    },
  );
  return {
    alone: countEach((condition) =>
      lacking.filter((ranked) => unmetOf.get(ranked)?.every((each) => each === condition)),
    ),
    given: countEach((condition) => supplements.filter(({ unmet }) => unmet.includes(condition))),
    supplements,
    stillShort: slots - supplements.length,
  };
}

/** Conditions with at least one community. */
function countEach(communitiesOf: (condition: ConditionId) => readonly unknown[]): Relaxation['alone'] {
  return conditionIds
    .map((condition) => ({ condition, communities: communitiesOf(condition).length }))
    .filter(({ communities }) => communities > 0);
}
