import type { DistrictName } from '../districts.ts';
import { districtNames } from '../districts.ts';
import type { QuarterQuota, Quotas } from '../quotas.ts';
import { monthOf, monthsBetween, quarterOf } from './calendar.ts';
import { stateAt } from './community-state.ts';
import type { ProgrammeCommunity } from './programme-community.ts';
import { type Stage, stageIndex, stages } from './stages.ts';

/** What is counted of a district, or of the city. */
export interface DistrictCounts {
  communities: number;
  /** Where they stand at the end of the day. */
  standing: Record<Stage, number>;
  /** How many reached each stage within the month, and did not go back behind it. */
  reachedInMonth: Record<Stage, number>;
  /** Accepted in each quarter of the quotas' year: [4]. */
  acceptedInQuarter: [number, number, number, number];
  /** Accepted since that year began. */
  accepted: number;
  quota: QuarterQuota;
  /** Of the quotas up to and with the month's quarter. */
  due: number;
}

export interface MonthStatistics {
  /** Everything up to and with this day. */
  asOf: string;
  month: string;
  /** Of the quotas. */
  year: number;
  /** In the order of the notice; `null` are communities whose district is not known, if there are any. */
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
    const own = counts.get(community.district) ?? noCounts([0, 0, 0, 0], 0);
    counts.set(community.district, own);
    own.communities += 1;
    own.standing[state.stage] += 1;
    for (const stage of stages) {
      const day = state.reached[stageIndex(stage)];
      if (day && monthOf(day) === monthOf(asOf)) own.reachedInMonth[stage] += 1;
    }
    const acceptedOn = state.reached[stageIndex('accepted')];
    if (!acceptedOn || acceptedOn < `${year}-01-01`) continue;
    own.accepted += 1;
    acceptedDays.push(acceptedOn);
    const quarter = quarters.indexOf(quarterOf(acceptedOn));
    if (quarter >= 0) own.acceptedInQuarter[quarter] += 1;
  }
  const districts = [...counts].map(([district, own]) => ({ district, ...own }));
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
  const total = (value: (own: DistrictCounts) => number) => sum(districts.map(value));
  const perQuarter = (value: (own: DistrictCounts) => QuarterQuota): [number, number, number, number] => [
    total((own) => value(own)[0]),
    total((own) => value(own)[1]),
    total((own) => value(own)[2]),
    total((own) => value(own)[3]),
  ];
  return {
    communities: total((own) => own.communities),
    standing: perStage((stage) => total((own) => own.standing[stage])),
    reachedInMonth: perStage((stage) => total((own) => own.reachedInMonth[stage])),
    acceptedInQuarter: perQuarter((own) => own.acceptedInQuarter),
    accepted: total((own) => own.accepted),
    quota: perQuarter((own) => own.quota),
    due: total((own) => own.due),
  };
}

function perStage(value: (stage: Stage) => number): Record<Stage, number> {
  return Object.fromEntries(stages.map((stage) => [stage, value(stage)])) as Record<Stage, number>;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
