import type { Language } from '../../core/index.ts';
import {
  type DistrictCounts,
  type LateCommunity,
  type MonthReport,
  quarterOf,
  stages,
  standstillDays,
} from '../../programme/index.ts';
import { cellName, rowsAbove } from '../construction/tables/sheet-xml.ts';
import type { DocumentTable, TableColumn } from '../encoders/document-table.ts';
import { formatProbability } from '../encoders/format-numbers.ts';
import { documentText, textsIn } from '../wording/document-text.ts';
import { districtLabel, stageLabel } from './labels.ts';
import { rowColumns } from './row-tables.ts';

/** Rows of a table that are printed, or that a page shows; the workbook has all. */
export const maxPrintedRows = 200;

/**
 * Districts against their quotas, quarter by quarter: the city's form.
 * @param rows how many rows the sheet of communities has; the figures are formulas over them where it is in the same workbook
 */
export function quotaTable(
  { statistics, isNoticeQuota }: MonthReport,
  lang: Language,
  rows?: number,
): DocumentTable {
  const texts = textsIn(lang);
  const { year, asOf, city } = statistics;
  const figures = (counts: DistrictCounts) => [
    counts.communities,
    ...quarters.flatMap((quarter) => [counts.quota[quarter - 1], counts.acceptedInQuarter[quarter - 1]]),
    ...[yearQuota(counts), counts.due, counts.accepted, counts.accepted - counts.due],
    doneRatio(counts),
  ];
  const isWithinYear = quarterOf(asOf).startsWith(String(year));
  const count = { format: 'integer', characters: 10, total: true } as const;
  return {
    id: 'quota',
    title: `${texts('month.quotaTitle')} · ${texts('month.asOf', { day: asOf })}`,
    columns: [
      { head: texts('month.number'), format: 'integer', characters: 6 },
      { head: texts('month.district'), format: 'text', characters: 12 },
      { head: texts('month.communities'), ...count, formula: countIn(rows, lang)() },
      ...quarterColumns(year, lang, rows),
      { head: texts('month.yearQuota'), ...count, formula: '{3}+{5}+{7}+{9}' },
      { head: texts('month.due'), ...count, characters: 11 },
      {
        ...{ head: texts('month.accepted'), ...count, characters: 11 },
        // Later acceptances count in all and in none of the quarters.
        formula: isWithinYear ? '{4}+{6}+{8}+{10}' : undefined,
      },
      { head: texts('month.balance'), ...count, characters: 12, formula: '{13}-{12}' },
      {
        ...{ head: texts('month.rate'), format: 'percent', characters: 9, formula: 'ROUNDDOWN({13}/{12},3)' },
        total: doneRatio(city),
      },
    ],
    rows: statistics.districts.map((district, index) => [
      index + 1,
      districtLabel(district.district, lang),
      ...figures(district),
    ]),
    totalLabel: texts('month.total'),
    notes: [
      texts(isNoticeQuota ? 'month.quotaNotice' : 'month.quotaYear', { year }),
      texts('month.quotaNote'),
    ],
  };
}

const quarters = [1, 2, 3, 4] as const;

/** Quota and acceptances of each quarter. */
function quarterColumns(year: number, lang: Language, rows: number | undefined): TableColumn[] {
  const texts = textsIn(lang);
  const inRows = countIn(rows, lang);
  const count = { format: 'integer', characters: 9, total: true } as const;
  return quarters.flatMap((number) => {
    const quarter = texts(`assignment.quarter.${number}`);
    return [
      { head: texts('month.quarterQuota', { quarter }), ...count },
      {
        ...{ head: texts('month.quarterDone', { quarter }), ...count },
        formula: inRows('acceptedQuarter', `${year}-Q${number}`),
      },
    ];
  });
}

/** Communities of each district by stage. */
export function stagesTable({ statistics }: MonthReport, lang: Language, rows?: number): DocumentTable {
  const texts = textsIn(lang);
  const inRows = countIn(rows, lang);
  return {
    id: 'stages',
    title: `${texts('month.stagesTitle')} · ${texts('month.asOf', { day: statistics.asOf })}`,
    columns: [
      { head: texts('month.number'), format: 'integer', characters: 6 },
      { head: texts('month.district'), format: 'text', characters: 12 },
      { head: texts('month.communities'), format: 'integer', characters: 10, total: true, formula: inRows() },
      ...stages.map((stage): TableColumn => {
        const head = stageLabel(stage, lang);
        return { head, format: 'integer', characters: 12, total: true, formula: inRows('stage', head) };
      }),
    ],
    rows: statistics.districts.map((district, index) => [
      ...[index + 1, districtLabel(district.district, lang), district.communities],
      ...stages.map((stage) => district.standing[stage]),
    ]),
    totalLabel: texts('month.total'),
    notes: [texts('month.stagesNote')],
  };
}

/** Stages reached within the month. */
export function monthTable({ statistics }: MonthReport, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  return {
    id: 'month',
    title: `${texts('month.monthTitle')} · ${statistics.month}`,
    columns: [
      { head: texts('month.number'), format: 'integer', characters: 6 },
      { head: texts('month.district'), format: 'text', characters: 12 },
      ...stages.map(
        (stage): TableColumn => ({
          ...{ head: stageLabel(stage, lang), format: 'integer', characters: 12, total: true },
        }),
      ),
    ],
    rows: statistics.districts.map((district, index) => [
      ...[index + 1, districtLabel(district.district, lang)],
      ...stages.map((stage) => district.reachedInMonth[stage]),
    ]),
    totalLabel: texts('month.total'),
    notes: [texts('month.monthNote', { month: statistics.month })],
  };
}

/** Late communities, with the delay and its reason. */
export function lateTable({ statistics, late }: MonthReport, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  return {
    id: 'late',
    title: `${texts('month.lateTitle')} · ${texts('month.asOf', { day: statistics.asOf })}`,
    columns: [
      { head: texts('month.number'), format: 'integer', characters: 6 },
      { head: texts('month.id'), format: 'text', characters: 13 },
      { head: texts('month.district'), format: 'text', characters: 12 },
      { head: texts('month.name'), format: 'text', characters: 28 },
      { head: texts('month.stage'), format: 'text', characters: 14 },
      { head: texts('month.since'), format: 'text', characters: 12 },
      { head: texts('month.days'), format: 'integer', characters: 7 },
      { head: texts('month.dueQuarter'), format: 'text', characters: 11 },
      { head: texts('month.kindOfLate'), format: 'text', characters: 12 },
      { head: texts('month.lateDays'), format: 'integer', characters: 11 },
      { head: texts('month.why'), format: 'text', characters: 60 },
    ],
    rows: late.map((row, index) => [
      ...[index + 1, row.community.id, districtLabel(row.community.district, lang), row.community.name],
      ...[stageLabel(row.state.stage, lang), row.state.since, row.stageDays, row.state.due],
      ...[texts(`month.kinds.${row.kind}`), row.lateDays, lateReason(row, lang)],
    ]),
    notes: [late.length === 0 ? texts('month.noLate') : texts('month.lateNote', { days: standstillDays })],
  };
}

/** Forecast of acceptances by the end of the year; undefined without a forecast. */
export function forecastTable(
  { statistics, forecast }: MonthReport,
  lang: Language,
): DocumentTable | undefined {
  if (!forecast) return undefined;
  const texts = textsIn(lang);
  const { sampledMonths, trials, seed, districts: districtForecasts, city } = forecast;
  const [first, last] = [sampledMonths[0], sampledMonths[sampledMonths.length - 1]];
  const accepted = [...statistics.districts, statistics.city].map((counts) => counts.accepted);
  return {
    id: 'forecast',
    title: `${texts('month.forecastTitle')} · ${statistics.year}`,
    columns: [
      { head: texts('month.district'), format: 'text', characters: 12 },
      { head: texts('month.accepted'), format: 'integer', characters: 12 },
      { head: texts('month.low'), format: 'integer', characters: 9 },
      { head: texts('month.median'), format: 'integer', characters: 9 },
      { head: texts('month.high'), format: 'integer', characters: 9 },
      { head: texts('month.yearQuota'), format: 'integer', characters: 11 },
      { head: texts('month.chance'), format: 'text', characters: 13 },
    ],
    rows: [
      ...districtForecasts.map((each) => ({ ...each, label: districtLabel(each.district, lang) })),
      { ...city, label: texts('month.city') },
    ].map(({ label, low, median, high, quota, chance }, index) => [
      ...[label, accepted[index], low, median, high, quota],
      quota > 0 ? formatProbability(chance) : undefined,
    ]),
    notes: [
      texts('month.forecastMethod', {
        first,
        last,
        count: sampledMonths.length,
        trials: String(trials),
        seed,
      }),
    ],
  };
}

/** Rounded down, as all shares are: 99.96 % is not all. */
function doneRatio({ accepted, due }: DistrictCounts): number | undefined {
  return due > 0 ? Math.floor((1000 * accepted) / due) / 1000 : undefined;
}

export function yearQuota({ quota }: DistrictCounts): number {
  return quota.reduce((total, each) => total + each, 0);
}

/** Formulas that count the sheet of communities for the district in column 1. */
function countIn(rows: number | undefined, lang: Language) {
  return (column?: keyof typeof rowColumns, value = ''): string | undefined => {
    if (rows === undefined || rows === 0) return undefined;
    const range = (name: keyof typeof rowColumns) => {
      const [from, to] = [rowsAbove + 1, rowsAbove + rows].map((at) =>
        cellName(rowColumns[name], at)
          .replace(/(?=\d)/, '$')
          .replace(/^/, '$'),
      );
      return `'${documentText(lang, 'month.rowsTitle')}'!${from}:${to}`;
    };
    const more = column === undefined ? '' : `,${range(column)},"${value}"`;
    return `COUNTIFS(${range('district')},{1}${more})`;
  };
}

/** Reason of a delay: what a late community waits for, and what the data says of it. */
export function lateReason({ state, causes }: LateCommunity, lang: Language): string {
  const texts = textsIn(lang);
  const { stage, lastNote } = state;
  const waiting = stage === 'surveyed' || stage === 'accepted' ? [] : [texts(`month.waiting.${stage}`)];
  const parts = [
    ...waiting,
    ...causes.map((cause) => texts(`month.causes.${cause}`)),
    ...(lastNote ? [texts('month.lastNote', { note: lastNote })] : []),
  ];
  return parts.join(texts('report.clauseSeparator'));
}
