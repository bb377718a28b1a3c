import type { MonthReport } from '../../programme/progress/report-month.ts';
import { alignColumns } from '../align-columns.ts';
import { columnTotal, shownCell } from '../papers/tables/paper-table.ts';
import type { Lang } from '../texts.ts';
import { monthSummary } from './month-summary.ts';
import { quotaTable } from './month-tables.ts';
import { monthTexts } from './month-texts.ts';

/** The month in a terminal: the conclusion, and the districts against their quotas. */
export function monthTableText(report: MonthReport, lang: Lang): string {
  const table = quotaTable(report, lang);
  const { columns, rows, totalLabel = '', notes } = table;
  // The number of the row says nothing here.
  const own = columns.map((column, index) => ({ column, index })).slice(1);
  const body = rows.map((row) => own.map(({ column, index }) => shownCell(row[index], column)));
  const totals = own.map(({ column, index }) =>
    column.total !== undefined ? shownCell(columnTotal(table, index), column) : index === 1 ? totalLabel : '',
  );
  return [
    `${monthTexts[lang].title} · ${table.title}`,
    ...monthSummary(report, lang).lines,
    '',
    ...alignColumns([own.map(({ column }) => column.head), ...body, totals]),
    '',
    ...notes,
  ].join('\n');
}
