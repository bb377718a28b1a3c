import type { Language } from '../../core/index.ts';
import type { MonthReport } from '../../programme/index.ts';
import { alignColumns } from '../encoders/align-columns.ts';
import { columnTotal, shownCell } from '../encoders/document-table.ts';
import { documentText } from '../wording/document-text.ts';
import { monthSummary } from './month-summary.ts';
import { lateTable, quotaTable } from './month-tables.ts';

const maxLate = 12;

/** The month in a terminal: the conclusion, the districts against their quotas, and the first of what is late. */
export function monthTableText(report: MonthReport, lang: Language): string {
  const table = quotaTable(report, lang);
  const { columns, rows, totalLabel = '', notes } = table;
  // The number of the row says nothing here.
  const valueColumns = columns.map((column, index) => ({ column, index })).slice(1);
  const body = rows.map((row) => valueColumns.map(({ column, index }) => shownCell(row[index], column)));
  const totals = valueColumns.map(({ column, index }) =>
    column.total !== undefined ? shownCell(columnTotal(table, index), column) : index === 1 ? totalLabel : '',
  );
  return [
    `${documentText(lang, 'month.title')} · ${table.title}`,
    ...monthSummary(report, lang).lines,
    '',
    ...alignColumns([valueColumns.map(({ column }) => column.head), ...body, totals]),
    '',
    ...notes,
    ...lateLines(report, lang),
  ].join('\n');
}

function lateLines(report: MonthReport, lang: Language): string[] {
  const { columns, rows, title } = lateTable(report, lang);
  if (rows.length === 0) return [];
  const shown = rows
    .slice(0, maxLate)
    .map((row) => columns.map((column, index) => shownCell(row[index], column)));
  const more = rows.length - shown.length;
  return [
    '',
    title,
    ...alignColumns([columns.map(({ head }) => head), ...shown]),
    ...(more > 0 ? [`… +${more}`] : []),
  ];
}
