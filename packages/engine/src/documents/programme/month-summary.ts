import type { Language } from '../../core/index.ts';
import type { MonthReport } from '../../programme/index.ts';
import { formatGrouped, formatProbability } from '../encoders/format-numbers.ts';
import { textsIn } from '../wording/document-text.ts';
import { yearQuota } from './month-tables.ts';

/** Summary of the month: the first line is the conclusion. */
export function monthSummary(
  { statistics, late, forecast }: MonthReport,
  lang: Language,
): { isMet: boolean; lines: string[] } {
  const texts = textsIn(lang);
  const { city, districts, year } = statistics;
  const balance = city.accepted - city.due;
  const asked = districts.filter((district) => yearQuota(district) > 0);
  const met = asked.filter((district) => district.accepted >= district.due).length;
  const count = (kind: 'overdue' | 'standstill') =>
    formatGrouped(late.filter((each) => each.kind === kind).length);
  const expected = forecast?.city;
  return {
    isMet: balance >= 0,
    lines: [
      balance >= 0
        ? texts('month.ahead', { count: formatGrouped(balance) })
        : texts('month.behind', { count: formatGrouped(-balance) }),
      texts('month.headline', {
        ...{ accepted: formatGrouped(city.accepted), due: formatGrouped(city.due) },
        ...{ year, quota: formatGrouped(yearQuota(city)) },
      }),
      texts('month.inMonth', {
        accepted: formatGrouped(city.reachedInMonth.accepted),
        chosen: formatGrouped(city.reachedInMonth.chosen),
      }),
      texts('month.districtCount', { met, all: asked.length }),
      late.length === 0
        ? texts('month.noLate')
        : texts('month.lateCount', { overdue: count('overdue'), standstill: count('standstill') }),
      expected
        ? texts('month.forecastLine', {
            ...{ low: formatGrouped(expected.low), median: formatGrouped(expected.median) },
            ...{ high: formatGrouped(expected.high), quota: formatGrouped(expected.quota) },
            chance: formatProbability(expected.chance),
          })
        : texts('month.noForecast'),
    ],
  };
}

/** Kind of a month's report (`2026-03`). */
export function monthKind(month: string, lang: Language): string {
  const texts = textsIn(lang);
  const number = Number(month.slice(5)) as 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12;
  return texts('month.kind', { year: month.slice(0, 4), month: texts(`month.months.${number}`) });
}
