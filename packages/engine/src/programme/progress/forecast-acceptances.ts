import { createRandom, nearestRank } from '../../core/index.ts';
import type { DistrictName } from '../districts.ts';
import { lastDayOfMonth, monthOf, monthsBetween } from './calendar.ts';
import { stateAt } from './community-state.ts';
import type { MonthStatistics } from './month-statistics.ts';
import type { ProgrammeCommunity } from './programme-community.ts';
import { stageIndex } from './stages.ts';

const trials = 4000;
/** Fewer months say nothing of the spread, older ones little of what comes. */
const leastMonths = 3;
const mostMonths = 12;

/** Quantiles 10 %, 50 %, 90 % of what is accepted in all. */
export interface Spread {
  low: number;
  median: number;
  high: number;
}

export interface DistrictForecast extends Spread {
  district: DistrictName | null;
  /** Of the year. */
  quota: number;
  /** Share of the trials that meet it, 0–1. */
  chance: number;
}

export interface Forecast {
  /** Months whose acceptances were drawn from. */
  sampledMonths: string[];
  trials: number;
  seed: number;
  /** The city at the end of each month that is left. */
  months: ({ month: string } & Spread)[];
  /** At the end of the year. */
  districts: DistrictForecast[];
  city: Spread & { quota: number; chance: number };
}

/**
 * How many communities will be accepted by the end of the quotas' year: each trial draws, for every month that is left, one of the past
 * months with replacement, the same one for all districts, so that what slows all of them down together stays together; no district
 * accepts more communities than it has. Past months count from the first one with an acceptance, at most twelve, none that is not over.
 * @returns undefined where fewer than three months are over, or no month is left
 */
export function forecastAcceptances(
  communities: Iterable<ProgrammeCommunity>,
  { districts, city, asOf, year }: MonthStatistics,
  seed = 1,
): Forecast | undefined {
  const places = new Map(districts.map(({ district }, index) => [district, index]));
  /** Per month: acceptances, [districts]. */
  const accepted = new Map<string, number[]>();
  for (const community of communities) {
    const day = stateAt(community, asOf)?.reached[stageIndex('accepted')];
    if (!day) continue;
    const counts = accepted.get(monthOf(day)) ?? districts.map(() => 0);
    accepted.set(monthOf(day), counts);
    counts[places.get(community.district)!] += 1;
  }
  const first = [...accepted.keys()].sort()[0];
  if (first === undefined) return undefined;
  const sampledMonths = monthsBetween(first, monthOf(asOf))
    .filter((month) => lastDayOfMonth(month) <= asOf)
    .slice(-mostMonths);
  const left = monthsBetween(monthOf(asOf), `${year}-12`).filter((month) => lastDayOfMonth(month) > asOf);
  if (sampledMonths.length < leastMonths || left.length === 0) return undefined;
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
      added.forEach((own, index) => {
        added[index] = Math.min(rooms[index], own + sample[index]);
      });
      cityTotals[month][trial] = city.accepted + added.reduce((total, own) => total + own, 0);
    });
    added.forEach((own, index) => {
      districtTotals[index][trial] = districts[index].accepted + own;
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
