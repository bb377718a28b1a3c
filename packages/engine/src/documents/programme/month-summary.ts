import type { MonthReport } from '../../programme/index.ts';
import { formatGrouped, formatProbability } from '../encoders/format-numbers.ts';
import type { Lang } from '../wording/texts.ts';
import { yearQuota } from './month-tables.ts';
import { monthTexts } from './month-texts.ts';

/** What the month comes to: the first line is the conclusion. */
export function monthSummary(
  { statistics, late, forecast }: MonthReport,
  lang: Lang,
): { isMet: boolean; lines: string[] } {
  const texts = monthTexts[lang];
  const { city, districts, year } = statistics;
  const balance = city.accepted - city.due;
  const asked = districts.filter((own) => yearQuota(own) > 0);
  const met = asked.filter((own) => own.accepted >= own.due).length;
  const count = (kind: 'overdue' | 'standstill') =>
    formatGrouped(late.filter((own) => own.kind === kind).length);
  const expected = forecast?.city;
  return {
    isMet: balance >= 0,
    lines: [
      balance >= 0 ? texts.ahead(formatGrouped(balance)) : texts.behind(formatGrouped(-balance)),
      texts.headline(
        ...([
          formatGrouped(city.accepted),
          formatGrouped(city.due),
          String(year),
          formatGrouped(yearQuota(city)),
        ] as const),
      ),
      texts.inMonth(formatGrouped(city.reachedInMonth.accepted), formatGrouped(city.reachedInMonth.chosen)),
      texts.districtCount(met, asked.length),
      late.length === 0 ? texts.noLate : texts.lateCount(count('overdue'), count('standstill')),
      expected
        ? texts.forecastLine(
            ...([expected.low, expected.median, expected.high, expected.quota].map((value) =>
              formatGrouped(value),
            ) as [string, string, string, string]),
            formatProbability(expected.chance),
          )
        : texts.noForecast,
    ],
  };
}
