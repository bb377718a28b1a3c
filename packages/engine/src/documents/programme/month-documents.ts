import type { Language } from '../../core/index.ts';
import type { MonthReport } from '../../programme/index.ts';
import { frameBoxes, frameSheets, type SheetDraft, sheetSizes } from '../construction/frame-sheet.ts';
import { positionMarks } from '../construction/position-marks.ts';
import { joinedDraft, tableDrafts } from '../construction/tables/table-drafts.ts';
import { workbookXlsx } from '../construction/tables/workbook-xlsx.ts';
import type { DocumentTable } from '../encoders/document-table.ts';
import { formatGrouped } from '../encoders/format-numbers.ts';
import type { DocumentFont } from '../encoders/pdf/read-font.ts';
import { type PdfDocument, sheetsPdf } from '../encoders/pdf/sheets-pdf.ts';
import { textMark } from '../encoders/sheet.ts';
import { wrapText } from '../encoders/text-width.ts';
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
import { burnUp, districtBars } from './progress-charts.ts';
import { rowsTable, stepsTable } from './row-tables.ts';
import { stageMap } from './stage-map.ts';

const textMm = 3.6;
const lineMm = 6.4;
/** Statistics are read at arm's length, unlike drawings. */
const tableZoom = 1.3;

/**
 * The month's report as a workbook: the districts against their quotas, stages, the month, what is late, the forecast, and the rows that all
 * of it is counted from, by formulas over them.
 * @throws InputError for more communities than a sheet takes
 */
export function monthXlsx(report: MonthReport, lang: Language): Uint8Array {
  const texts = textsIn(lang);
  const rows = rowsTable(report, lang);
  const count = rows.rows.length;
  const forecast = forecastTable(report, lang);
  const sheets: [string, DocumentTable][] = [
    [texts('month.quotaTitle'), quotaTable(report, lang, count)],
    [texts('month.stagesTitle'), stagesTable(report, lang, count)],
    [texts('month.monthTitle'), monthTable(report, lang)],
    [texts('month.lateTitle'), lateTable(report, lang)],
    ...(forecast ? [[texts('month.forecastTitle'), forecast] as [string, DocumentTable]] : []),
    [texts('month.rowsTitle'), rows],
    [texts('month.stepsTitle'), stepsTable(report, lang)],
  ];
  return workbookXlsx(
    sheets.map(([, table]) => table),
    sheets.map(([name]) => name),
  );
}

/** The same as sheets to print: conclusion, charts and map, then the tables. Rows of communities are in the workbook. */
export function monthPdf(
  report: MonthReport,
  lang: Language,
  fonts: readonly [DocumentFont, ...DocumentFont[]],
): PdfDocument {
  const texts = textsIn(lang);
  const { asOf, month } = report.statistics;
  const forecast = forecastTable(report, lang);
  /** Each list has a sheet of its own. */
  const ofDistricts = [
    [[texts('month.quotaTitle'), quotaTable(report, lang)]],
    [[texts('month.stagesTitle'), stagesTable(report, lang)]],
    [
      [texts('month.monthTitle'), monthTable(report, lang)],
      ...(forecast ? [[texts('month.forecastTitle'), forecast]] : []),
    ],
  ] as [title: string, table: DocumentTable][][];
  const onSheets = (table: DocumentTable) =>
    tableDrafts(firstRows(table, lang), sheetSizes.A3, texts, tableZoom);
  const drafts = [
    chartsDraft(report, lang),
    mapDraft(report, lang),
    ...ofDistricts.flatMap((named) => {
      const tables = named.map(([, table]) => table);
      const title = named.map(([name]) => name).join(' · ');
      const joined = joinedDraft(tables, sheetSizes.A3, { id: tables[0].id, title });
      return joined ? [joined] : tables.flatMap(onSheets);
    }),
    ...onSheets(lateTable(report, lang)),
  ];
  const location = { project: monthKind(month, lang), address: texts('month.place'), date: asOf };
  const block = { ...location, labels: 'month.titleBlock' } as const;
  // Where drawings have their scale, statistics have their unit.
  const inUnits = drafts.map((draft) => ({ ...draft, scale: texts('month.unit') }));
  const sheets = frameSheets(inUnits, block, texts);
  const title = `${texts('month.title')} · ${monthKind(month, lang)}`;
  return sheetsPdf(sheets, { title, lang: documentText(lang, 'report.htmlLang'), fonts });
}

/** Printed part of a long table: the first rows, and how many more there are. */
function firstRows(table: DocumentTable, lang: Language): DocumentTable {
  const more = table.rows.length - maxPrintedRows;
  if (more <= 0) return table;
  const note = documentText(lang, 'month.more', { count: formatGrouped(more) });
  return { ...table, rows: table.rows.slice(0, maxPrintedRows), notes: [note, ...table.notes] };
}

function chartsDraft(report: MonthReport, lang: Language): SheetDraft {
  const texts = textsIn(lang);
  const { drawing } = frameBoxes(sheetSizes.A3);
  const left = drawing.x + 8;
  const halfMm = (drawing.widthMm - 24) / 2;
  const [first, ...rest] = monthSummary(report, lang).lines;
  const heads = [`${texts('month.title')} · ${monthKind(report.statistics.month, lang)}`, first];
  const lines = rest.flatMap((text) => wrapText(text, textMm, drawing.widthMm - 20));
  const linesY = drawing.y + 30;
  const chartsY = linesY + lineMm * lines.length;
  const zoom = 1.15;
  return {
    ...{ id: 'charts', title: texts('month.chartsTitle'), scale: '–', size: sheetSizes.A3 },
    marks: [
      ...heads.map((text, index) =>
        textMark('FRAME', text, [left, drawing.y + 12 + 9 * index], { sizeMm: 5, bold: true }),
      ),
      ...lines.map((text, index) =>
        textMark('FRAME', text, [left, linesY + lineMm * index], { sizeMm: textMm }),
      ),
      ...[burnUp(report, lang, halfMm / zoom), districtBars(report, lang, halfMm / zoom)].flatMap(
        ({ marks }, index) => positionMarks(marks, { x: left + index * (halfMm + 8), y: chartsY, zoom }),
      ),
    ],
  };
}

function mapDraft(report: MonthReport, lang: Language): SheetDraft {
  const { drawing } = frameBoxes(sheetSizes.A3);
  const { marks } = stageMap(report, lang, drawing.widthMm - 16);
  return {
    ...{ id: 'map', title: documentText(lang, 'month.mapTitle'), scale: '–', size: sheetSizes.A3 },
    marks: positionMarks(marks, { x: drawing.x + 8, y: drawing.y + 6 }),
  };
}
