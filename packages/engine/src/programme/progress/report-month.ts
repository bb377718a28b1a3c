import { createRandom, type Datum, nearestRank } from '../../core/index.ts';
import { type DistrictName, districtNames } from '../districts.ts';
import type { QuarterQuota, Quotas } from '../quotas.ts';
import {
  daysBetween,
  lastDayOfMonth,
  lastDayOfQuarter,
  monthOf,
  monthsBetween,
  quarterOf,
} from './calendar.ts';
import { type CommunityState, stateAt } from './community-state.ts';
import type { ProgrammeCommunity } from './programme-community.ts';
import { type Stage, stageIndex, stages } from './stages.ts';

const trials = 4000;
/** Fewer months say nothing of the spread, older ones little of what comes. */
const minMonths = 3;
const maxMonths = 12;

/** Quantiles 10 %, 50 %, 90 % of what is accepted in all. */
interface Spread {
  low: number;
  median: number;
  high: number;
}

interface DistrictForecast extends Spread {
  district: DistrictName | null;
  /** Quota of the year. */
  quota: number;
  /** Fraction of the trials that meet it, 0–1. */
  chance: number;
}

interface Forecast {
  /** Months whose acceptances were drawn from. */
  sampledMonths: string[];
  trials: number;
  seed: number;
  /** The city at the end of each month that is left. */
  months: ({ month: string } & Spread)[];
  /** Districts at the end of the year. */
  districts: DistrictForecast[];
  city: Spread & { quota: number; chance: number };
}

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

/** A community that is behind, and by what. */
export interface LateCommunity {
  community: ProgrammeCommunity;
  state: CommunityState;
  kind: LateKind;
  /** Days since its quarter ended, or since its last step. */
  lateDays: number;
  /** Days in its present stage. */
  stageDays: number;
  /** Causes found in the data; the stage itself says what is waited for. */
  causes: LateCause[];
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
  /** Datum of the coordinates that the communities have. */
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

/** Counts of a district, or of the city. */
export interface DistrictCounts {
  communities: number;
  /** Communities in each stage at the end of the day. */
  standing: Record<Stage, number>;
  /** How many reached each stage within the month, and did not go back behind it. */
  reachedInMonth: Record<Stage, number>;
  /** Accepted in each quarter of the quotas' year: [4]. */
  acceptedInQuarter: [number, number, number, number];
  /** Accepted since that year began. */
  accepted: number;
  quota: QuarterQuota;
  /** Sum of the quotas up to and with the month's quarter. */
  due: number;
}

interface MonthStatistics {
  /** Everything up to and with this day. */
  asOf: string;
  month: string;
  /** Year of the quotas. */
  year: number;
  /** Districts in the order of the notice; `null` are communities whose district is not known, if there are any. */
  districts: ({ district: DistrictName | null } & DistrictCounts)[];
  /** Sums of the districts. */
  city: DistrictCounts;
  /** Accepted in all at the end of each month of that year, up to this one. */
  acceptedByMonth: { month: string; accepted: number }[];
}

/** Counts the communities at the end of a day, by district: stages, acceptances by quarter, against the quotas. */
export function monthStatistics(
  communities: Iterable<ProgrammeCommunity>,
  { quotas, asOf }: { quotas: Quotas; asOf: string },
): MonthStatistics {
  const { year } = quotas;
  const quarters = [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`);
  const dueQuarters = quarters.filter((quarter) => quarter <= quarterOf(asOf)).length;
  const counts = new Map<DistrictName | null, DistrictCounts>(
    districtNames.map((name) => [name, noCounts(quotas.districts[name] ?? [0, 0, 0, 0], dueQuarters)]),
  );
  const acceptedDays: string[] = [];
  for (const community of communities) {
    const state = stateAt(community, asOf);
    if (!state) continue;
    const districtCounts = counts.get(community.district) ?? noCounts([0, 0, 0, 0], 0);
    counts.set(community.district, districtCounts);
    districtCounts.communities += 1;
    districtCounts.standing[state.stage] += 1;
    for (const stage of stages) {
      const day = state.reached[stageIndex(stage)];
      if (day && monthOf(day) === monthOf(asOf)) districtCounts.reachedInMonth[stage] += 1;
    }
    const acceptedOn = state.reached[stageIndex('accepted')];
    if (!acceptedOn || acceptedOn < `${year}-01-01`) continue;
    districtCounts.accepted += 1;
    acceptedDays.push(acceptedOn);
    const quarter = quarters.indexOf(quarterOf(acceptedOn));
    if (quarter >= 0) districtCounts.acceptedInQuarter[quarter] += 1;
  }
  const districts = [...counts].map(([district, districtCounts]) => ({ district, ...districtCounts }));
  const acceptedByMonth = monthsBetween(`${year}-01`, monthOf(asOf))
    .filter((month) => month <= `${year}-12`)
    .map((month) => ({ month, accepted: acceptedDays.filter((day) => monthOf(day) <= month).length }));
  return { asOf, month: monthOf(asOf), year, districts, city: sumOf(districts), acceptedByMonth };
}

function noCounts(quota: QuarterQuota, dueQuarters: number): DistrictCounts {
  return {
    communities: 0,
    standing: perStage(() => 0),
    reachedInMonth: perStage(() => 0),
    acceptedInQuarter: [0, 0, 0, 0],
    accepted: 0,
    quota,
    due: sum(quota.slice(0, dueQuarters)),
  };
}

function sumOf(districts: readonly DistrictCounts[]): DistrictCounts {
  const total = (value: (district: DistrictCounts) => number) => sum(districts.map(value));
  const perQuarter = (
    value: (district: DistrictCounts) => QuarterQuota,
  ): [number, number, number, number] => [
    total((district) => value(district)[0]),
    total((district) => value(district)[1]),
    total((district) => value(district)[2]),
    total((district) => value(district)[3]),
  ];
  return {
    communities: total((district) => district.communities),
    standing: perStage((stage) => total((district) => district.standing[stage])),
    reachedInMonth: perStage((stage) => total((district) => district.reachedInMonth[stage])),
    acceptedInQuarter: perQuarter((district) => district.acceptedInQuarter),
    accepted: total((district) => district.accepted),
    quota: perQuarter((district) => district.quota),
    due: total((district) => district.due),
  };
}

function perStage(value: (stage: Stage) => number): Record<Stage, number> {
  return Object.fromEntries(stages.map((stage) => [stage, value(stage)])) as Record<Stage, number>;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * Returns how many communities will be accepted by the end of the quotas' year: each trial draws, for every month that
 * is left, one of the past months with replacement, the same one for all districts, so that what slows all of them down
 * together stays together; no district accepts more communities than it has. Past months count from the first one with
 * an acceptance, at most twelve, none that is not over.
 * @returns undefined where fewer than three months are over, or no month is left
 */
export function forecastAcceptances(
  communities: Iterable<ProgrammeCommunity>,
  { districts, city, asOf, year }: MonthStatistics,
  seed = 1,
): Forecast | undefined {
  const locations = new Map(districts.map(({ district }, index) => [district, index]));
  /** Acceptances per month: [districts]. */
  const accepted = new Map<string, number[]>();
  for (const community of communities) {
    const day = stateAt(community, asOf)?.reached[stageIndex('accepted')];
    if (!day) continue;
    const counts = accepted.get(monthOf(day)) ?? districts.map(() => 0);
    accepted.set(monthOf(day), counts);
    counts[locations.get(community.district)!] += 1;
  }
  const first = [...accepted.keys()].sort()[0];
  if (first === undefined) return undefined;
  const sampledMonths = monthsBetween(first, monthOf(asOf))
    .filter((month) => lastDayOfMonth(month) <= asOf)
    .slice(-maxMonths);
  const left = monthsBetween(monthOf(asOf), `${year}-12`).filter((month) => lastDayOfMonth(month) > asOf);
  if (sampledMonths.length < minMonths || left.length === 0) return undefined;
  const samples = sampledMonths.map((month) => accepted.get(month) ?? districts.map(() => 0));
  const random = createRandom(seed);
  /** [months left][trials], and [districts][trials] at the end. */
  const cityTotals = left.map(() => new Float64Array(trials));
  const districtTotals = districts.map(() => new Float64Array(trials));
  const rooms = districts.map(({ communities: all, standing }) => all - standing.accepted);
  for (let trial = 0; trial < trials; trial++) {
    const added = districts.map(() => 0);
    left.forEach((_, month) => {
      const sample = samples[Math.floor(random() * samples.length)];
      added.forEach((count, index) => {
        added[index] = Math.min(rooms[index], count + sample[index]);
      });
      cityTotals[month][trial] = city.accepted + added.reduce((total, count) => total + count, 0);
    });
    added.forEach((count, index) => {
      districtTotals[index][trial] = districts[index].accepted + count;
    });
  }
  const outcome = (totals: Float64Array, quotas: readonly number[]) => {
    const quota = quotas.reduce((total, value) => total + value, 0);
    return { ...spreadOf(totals), quota, chance: totals.filter((value) => value >= quota).length / trials };
  };
  return {
    ...{ sampledMonths, trials, seed },
    months: left.map((month, index) => ({ month, ...spreadOf(cityTotals[index]) })),
    districts: districts.map(({ district, quota }, index) => ({
      district,
      ...outcome(districtTotals[index], quota),
    })),
    city: outcome(cityTotals[left.length - 1], city.quota),
  };
}

function spreadOf(values: Float64Array): Spread {
  const sorted = values.slice().sort();
  return { low: nearestRank(sorted, 0.1), median: nearestRank(sorted, 0.5), high: nearestRank(sorted, 0.9) };
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
  const order = (row: LateCommunity) => (row.kind === 'overdue' ? 0 : 1);
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
