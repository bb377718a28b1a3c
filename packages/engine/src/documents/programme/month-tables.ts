import {
  type DistrictCounts,
  type MonthReport,
  quarterOf,
  stages,
  standstillDays,
} from '../../programme/index.ts';
import { formatProbability } from '../encoders/format-numbers.ts';
import type { PaperTable, TableColumn } from '../encoders/paper-table.ts';
import { cellName, rowsAbove } from '../papers/tables/sheet-xml.ts';
import type { Lang } from '../wording/texts.ts';
import { districtLabel, stageLabel } from './labels.ts';
import { lateReason } from './late-reason.ts';
import { monthTexts } from './month-texts.ts';
import { rowColumns } from './row-tables.ts';

/**
 * Districts against their quotas, quarter by quarter: the city's form.
 * @param rows how many rows the sheet of communities has; the figures are formulas over them where it is in the same workbook
 */
export function quotaTable(
  { statistics, isNoticeQuota }: MonthReport,
  lang: Lang,
  rows?: number,
): PaperTable {
  const texts = monthTexts[lang];
  const { year, asOf, city } = statistics;
  const quarters = [0, 1, 2, 3];
  const inRows = countIn(rows, lang);
  const figures = (own: DistrictCounts) => [
    own.communities,
    ...quarters.flatMap((quarter) => [own.quota[quarter], own.acceptedInQuarter[quarter]]),
    ...[yearQuota(own), own.due, own.accepted, own.accepted - own.due],
    doneRatio(own),
  ];
  const isWithinYear = quarterOf(asOf).startsWith(String(year));
  return {
    id: 'quota',
    title: `${texts.quotaTitle} · ${texts.asOf(asOf)}`,
    columns: [
      { head: texts.number, format: 'integer', characters: 6 },
      { head: texts.district, format: 'text', characters: 12 },
      { head: texts.communities, format: 'integer', characters: 10, total: true, formula: inRows() },
      ...quarters.flatMap((quarter): TableColumn[] => [
        { head: texts.quarterQuota(quarter + 1), format: 'integer', characters: 9, total: true },
        {
          ...{ head: texts.quarterDone(quarter + 1), format: 'integer', characters: 9, total: true },
          formula: inRows('acceptedQuarter', `${year}-Q${quarter + 1}`),
        },
      ]),
      { head: texts.yearQuota, format: 'integer', characters: 10, total: true, formula: '{3}+{5}+{7}+{9}' },
      { head: texts.due, format: 'integer', characters: 11, total: true },
      {
        ...{ head: texts.accepted, format: 'integer', characters: 11, total: true },
        // Later acceptances count in all and in none of the quarters.
        formula: isWithinYear ? '{4}+{6}+{8}+{10}' : undefined,
      },
      { head: texts.balance, format: 'integer', characters: 12, total: true, formula: '{13}-{12}' },
      {
        ...{ head: texts.rate, format: 'percent', characters: 9, formula: 'ROUNDDOWN({13}/{12},3)' },
        total: doneRatio(city),
      },
    ],
    rows: statistics.districts.map((own, index) => [
      index + 1,
      districtLabel(own.district, lang),
      ...figures(own),
    ]),
    totalLabel: texts.total,
    notes: texts.quotaNotes(isNoticeQuota, year),
  };
}

/** Where the communities of each district stand. */
export function stagesTable({ statistics }: MonthReport, lang: Lang, rows?: number): PaperTable {
  const texts = monthTexts[lang];
  const inRows = countIn(rows, lang);
  return {
    id: 'stages',
    title: `${texts.stagesTitle} · ${texts.asOf(statistics.asOf)}`,
    columns: [
      { head: texts.number, format: 'integer', characters: 6 },
      { head: texts.district, format: 'text', characters: 12 },
      { head: texts.communities, format: 'integer', characters: 10, total: true, formula: inRows() },
      ...stages.map((stage): TableColumn => {
        const head = stageLabel(stage, lang);
        return { head, format: 'integer', characters: 12, total: true, formula: inRows('stage', head) };
      }),
    ],
    rows: statistics.districts.map((own, index) => [
      ...[index + 1, districtLabel(own.district, lang), own.communities],
      ...stages.map((stage) => own.standing[stage]),
    ]),
    totalLabel: texts.total,
    notes: [texts.stagesNote],
  };
}

/** What was reached within the month. */
export function monthTable({ statistics }: MonthReport, lang: Lang): PaperTable {
  const texts = monthTexts[lang];
  return {
    id: 'month',
    title: `${texts.monthTitle} · ${statistics.month}`,
    columns: [
      { head: texts.number, format: 'integer', characters: 6 },
      { head: texts.district, format: 'text', characters: 12 },
      ...stages.map(
        (stage): TableColumn => ({
          ...{ head: stageLabel(stage, lang), format: 'integer', characters: 12, total: true },
        }),
      ),
    ],
    rows: statistics.districts.map((own, index) => [
      ...[index + 1, districtLabel(own.district, lang)],
      ...stages.map((stage) => own.reachedInMonth[stage]),
    ]),
    totalLabel: texts.total,
    notes: [texts.monthNote(statistics.month)],
  };
}

/** What is late, for how long and why. */
export function lateTable({ statistics, late }: MonthReport, lang: Lang): PaperTable {
  const texts = monthTexts[lang];
  return {
    id: 'late',
    title: `${texts.lateTitle} · ${texts.asOf(statistics.asOf)}`,
    columns: [
      { head: texts.number, format: 'integer', characters: 6 },
      { head: texts.id, format: 'text', characters: 13 },
      { head: texts.district, format: 'text', characters: 12 },
      { head: texts.name, format: 'text', characters: 28 },
      { head: texts.stage, format: 'text', characters: 14 },
      { head: texts.since, format: 'text', characters: 12 },
      { head: texts.days, format: 'integer', characters: 7 },
      { head: texts.dueQuarter, format: 'text', characters: 11 },
      { head: texts.kindOfLate, format: 'text', characters: 12 },
      { head: texts.lateDays, format: 'integer', characters: 11 },
      { head: texts.why, format: 'text', characters: 60 },
    ],
    rows: late.map((own, index) => [
      ...[index + 1, own.community.id, districtLabel(own.community.district, lang), own.community.name],
      ...[stageLabel(own.state.stage, lang), own.state.since, own.stageDays, own.state.due],
      ...[texts.kinds[own.kind], own.lateDays, lateReason(own, lang)],
    ]),
    notes: [late.length === 0 ? texts.noLate : texts.lateNote(standstillDays)],
  };
}

/** How many will be accepted by the end of the year; undefined without a forecast. */
export function forecastTable({ statistics, forecast }: MonthReport, lang: Lang): PaperTable | undefined {
  if (!forecast) return undefined;
  const texts = monthTexts[lang];
  const { sampledMonths, trials, seed, districts: own, city } = forecast;
  const [first, last] = [sampledMonths[0], sampledMonths[sampledMonths.length - 1]];
  const accepted = [...statistics.districts, statistics.city].map((counts) => counts.accepted);
  return {
    id: 'forecast',
    title: `${texts.forecastTitle} · ${statistics.year}`,
    columns: [
      { head: texts.district, format: 'text', characters: 12 },
      { head: texts.accepted, format: 'integer', characters: 12 },
      { head: texts.low, format: 'integer', characters: 9 },
      { head: texts.median, format: 'integer', characters: 9 },
      { head: texts.high, format: 'integer', characters: 9 },
      { head: texts.yearQuota, format: 'integer', characters: 11 },
      { head: texts.chance, format: 'text', characters: 13 },
    ],
    rows: [
      ...own.map((each) => ({ ...each, label: districtLabel(each.district, lang) })),
      { ...city, label: texts.city },
    ].map(({ label, low, median, high, quota, chance }, index) => [
      ...[label, accepted[index], low, median, high, quota],
      quota > 0 ? formatProbability(chance) : undefined,
    ]),
    notes: [texts.forecastMethod(first, last, sampledMonths.length, String(trials), seed)],
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
function countIn(rows: number | undefined, lang: Lang) {
  return (column?: keyof typeof rowColumns, value = ''): string | undefined => {
    if (rows === undefined || rows === 0) return undefined;
    const range = (name: keyof typeof rowColumns) => {
      const [from, to] = [rowsAbove + 1, rowsAbove + rows].map((at) =>
        cellName(rowColumns[name], at)
          .replace(/(?=\d)/, '$')
          .replace(/^/, '$'),
      );
      return `'${monthTexts[lang].rowsTitle}'!${from}:${to}`;
    };
    const more = column === undefined ? '' : `,${range(column)},"${value}"`;
    return `COUNTIFS(${range('district')},{1}${more})`;
  };
}
