import type { Datum } from '../../core/index.ts';
import type { Quotas } from '../quotas.ts';
import { type Forecast, forecastAcceptances } from './forecast-acceptances.ts';
import { type LateCommunity, lateCommunities } from './late-communities.ts';
import { type MonthStatistics, monthStatistics } from './month-statistics.ts';
import type { ProgrammeCommunity } from './programme-community.ts';

/** Everything that the month's report says, and the communities that it says it of. */
export interface MonthReport {
  statistics: MonthStatistics;
  late: LateCommunity[];
  /** Undefined where too little is known for one, or the year is over. */
  forecast?: Forecast;
  communities: Iterable<ProgrammeCommunity>;
  /** Nobody gave quotas: those of the notice stand for this year. */
  isNoticeQuota: boolean;
  /** Of the coordinates that the communities have. */
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
