import type { Language } from '../../core/index.ts';
import type { MonthReport } from '../../programme/index.ts';
import { sheetsSvg } from '../construction/sheet-svg.ts';
import { columnTotal, type DocumentTable, shownCell } from '../encoders/document-table.ts';
import { escapeXml } from '../encoders/escape-xml.ts';
import { formatGrouped } from '../encoders/format-numbers.ts';
import { htmlParagraph, htmlSection, htmlTable } from '../encoders/html-table.ts';
import { inlineSvg } from '../encoders/inline-svg.ts';
import { reportStyle } from '../encoders/report-style.ts';
import { documentText, textsIn } from '../wording/document-text.ts';
import { monthKind, monthSummary } from './month-summary.ts';
import {
  forecastTable,
  lateTable,
  maxPrintedRows,
  monthTable,
  quotaTable,
  stagesTable,
} from './month-tables.ts';
import { burnUp, type Chart, districtBars } from './progress-charts.ts';
import { stageMap } from './stage-map.ts';

const widthMm = 165;
const pageStyle =
  'body{max-width:1180px}section{overflow-x:auto}.charts{display:flex;flex-wrap:wrap;gap:12px 24px}.charts figure{flex:1 1 480px;margin:0}' +
  '.totals tbody tr:last-child td{font-weight:600}th.n{min-width:4.2em}th{word-break:keep-all}' +
  // The conclusion and the charts of the districts are one sheet, the map is the next.
  '@media print{@page{size:A4 landscape;margin:12mm 14mm}.verdict{padding:8px 14px}.verdict p{display:inline-block;margin:0 2em 0 0}' +
  'section{break-inside:avoid}.charts{flex-wrap:nowrap}.charts figure{flex:1 1 50%}header{padding-bottom:6px;margin-bottom:10px}h2{margin-top:14px}' +
  '.map svg{max-height:172mm}}';

/** The month's report as one page: conclusion, charts, map, tables. No script, no request to anywhere. */
export function monthHtml(report: MonthReport, lang: Language): string {
  const texts = textsIn(lang);
  const { asOf, month } = report.statistics;
  const { isMet, lines } = monthSummary(report, lang);
  const [first, ...rest] = lines;
  const kind = monthKind(month, lang);
  const forecast = forecastTable(report, lang);
  const tables = [
    ...[
      quotaTable(report, lang),
      stagesTable(report, lang),
      monthTable(report, lang),
      lateTable(report, lang),
    ],
    ...(forecast ? [forecast] : []),
  ];
  const map = stageMap(report, lang, 2 * widthMm);
  const figures = [burnUp(report, lang, widthMm), districtBars(report, lang, widthMm)].map(
    (chart, index) =>
      `<figure>${chartSvg(chart, index === 0 ? texts('month.burnUpTitle') : texts('month.barsTitle'))}</figure>`,
  );
  return (
    `<!DOCTYPE html>\n<html lang="${documentText(lang, 'report.htmlLang')}"><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>${escapeXml(`${texts('month.title')} · ${kind}`)}</title><style>${reportStyle}${pageStyle}</style></head><body>` +
    `<header><p class="kind">${escapeXml(kind)}</p><h1>${escapeXml(texts('month.title'))}</h1>` +
    `<p class="place">${escapeXml(texts('month.asOf', { day: asOf }))}</p></header><main>` +
    `<div class="verdict${isMet ? '' : ' bad'}"><strong>${escapeXml(first)}</strong>${rest.map((line) => htmlParagraph(line)).join('')}</div>` +
    `${htmlSection(texts('month.chartsTitle'), `<div class="charts">${figures.join('')}</div><figure class="map">${chartSvg(map, texts('month.mapTitle'))}</figure>`)}${tables.map((table) => tableSection(table, lang)).join('')}` +
    '</main></body></html>\n'
  );
}

function chartSvg({ widthMm: width, heightMm, marks }: Chart, title: string): string {
  return inlineSvg(sheetsSvg([{ id: 'chart', title, widthMm: width, heightMm, marks }]));
}

function tableSection(table: DocumentTable, lang: Language): string {
  const { columns, rows, title, notes, totalLabel } = table;
  const shown = rows
    .slice(0, maxPrintedRows)
    .map((row) => columns.map((column, index) => shownCell(row[index], column)));
  const totals = columns.map((column, index) =>
    column.total !== undefined
      ? shownCell(columnTotal(table, index), column)
      : index === 0
        ? (totalLabel ?? '')
        : '',
  );
  const more =
    rows.length > maxPrintedRows
      ? [documentText(lang, 'month.more', { count: formatGrouped(rows.length - maxPrintedRows) })]
      : [];
  const isEmpty = rows.length === 0;
  const content = isEmpty
    ? ''
    : htmlTable({
        head: columns.map(({ head }) => head),
        rows: totalLabel === undefined ? shown : [...shown, totals],
        figures: columns.flatMap(({ format }, index) => (format === 'text' ? [] : [index])),
        words: columns.flatMap(({ format, characters }, index) =>
          format === 'text' && characters < 20 ? [index] : [],
        ),
      });
  const body = totalLabel === undefined ? content : `<div class="totals">${content}</div>`;
  return htmlSection(title, body + [...more, ...notes].map((note) => htmlParagraph(note, 'note')).join(''));
}
