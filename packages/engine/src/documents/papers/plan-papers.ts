import {
  InputError,
  languages,
  requireList,
  requireObject,
  requireOneOf,
  requireOneOfIfGiven,
  say,
} from '../../core/index.ts';
import { judgeNetwork, networkBill } from '../../design/index.ts';
import type { ImpossibleSurvey, Survey } from '../../measurement/index.ts';
import { type Plan, requirePlan } from '../../plan/index.ts';
import { evaluateNetwork, type NetworkEvaluation, type Prediction } from '../../radio/index.ts';
import type { PaperTable } from '../encoders/paper-table.ts';
import type { PaperFont } from '../encoders/pdf/read-font.ts';
import { type PdfDocument, sheetsPdf } from '../encoders/pdf/sheets-pdf.ts';
import type { Sheet } from '../encoders/sheet.ts';
import { tableCsv } from '../encoders/table-csv.ts';
import { doubtSentence } from '../wording/describe-reasons.ts';
import { placeParts } from '../wording/place-parts.ts';
import { type StaleOptions, staleStamp } from '../wording/stale-stamp.ts';
import { type Lang, textsOf } from '../wording/texts.ts';
import { testRecord, testRule } from './acceptance/test-record.ts';
import { testSheets } from './acceptance/test-sheets.ts';
import { diagramDrafts } from './diagram/diagram-drafts.ts';
import { sheetsDxf } from './dxf/sheets-dxf.ts';
import { floorDrafts } from './floor-plan/floor-drafts.ts';
import { wantedLevels } from './floor-plan/floor-dxf.ts';
import {
  frameSheets,
  type PaperSize,
  paperSizes,
  type SheetDraft,
  type SheetSize,
  type TitleBlock,
} from './frame-sheet.ts';
import { paperTexts } from './paper-texts.ts';
import { sheetsSvg } from './sheet-svg.ts';
import { summaryDrafts } from './summary-drafts.ts';
import { assumptionsTable } from './tables/assumptions-table.ts';
import { billTable } from './tables/bill-table.ts';
import { cablesTable, devicesTable } from './tables/network-tables.ts';
import { portMatrix } from './tables/port-matrix.ts';
import { portsTable } from './tables/ports-table.ts';
import { rulesTable } from './tables/rules-table.ts';
import { scheduleTable } from './tables/schedule-table.ts';
import { tableDrafts } from './tables/table-drafts.ts';
import { verdictSheet } from './tables/verdict-sheet.ts';
import { workbookXlsx } from './tables/workbook-xlsx.ts';

/** Language, size and heading of papers. */
export interface PaperOptions extends StaleOptions {
  lang: Lang;
  /** Default A3. */
  paper?: PaperSize;
  /** For the title block, as it stands; blank where nobody says. */
  date?: string;
  levels?: readonly string[];
  /** Of the same plan: floor plans show the edge of coverage, and the PDF says how the plan is judged. */
  prediction?: Prediction;
}

export interface PlanPdfOptions extends PaperOptions {
  /** Each character is set in the first that has it. */
  fonts: readonly [PaperFont, ...PaperFont[]];
  /** Makes it a construction pack, with the schedule of work, and the sheets and the record of this test. */
  survey?: Survey | ImpossibleSurvey;
}

/**
 * The community's drawings and tables as one PDF: contents and verdict, floors, system diagram, tables. Throws `InputError` for
 * a construction pack of a plan without a network.
 */
export function planPdf(plan: Plan, options: PlanPdfOptions): PdfDocument {
  requirePlan(plan);
  requireObject('options', options, ['lang', 'fonts']);
  requireOneOf('lang', options.lang, languages);
  requireList('fonts', options.fonts);
  requireObject('fonts[0]', options.fonts[0], ['glyphOf']);
  requireOneOfIfGiven('paper', options.paper, Object.keys(paperSizes));
  const { lang, fonts, prediction, survey } = options;
  const texts = paperTexts[lang];
  const size = paperSizes[options.paper ?? 'A3'];
  const network = survey ? requiredNetwork(plan) : evaluateNetwork(plan);
  const rules = network ? judgeNetwork(plan, network) : [];
  const levels = wantedLevels(plan, options.levels).map(({ id }) => id);
  const drafts: SheetDraft[] = [
    ...floorDrafts(plan, { lang, size, prediction, levels }),
    ...diagramDrafts(plan, network, { lang, size }),
    ...(network
      ? [
          billTable(networkBill(plan), lang),
          portMatrix(plan, network, lang),
          cablesTable(plan, lang),
          rulesTable(rules, lang),
        ]
      : []
    ).flatMap((table) => tableDrafts(table, size, texts)),
    ...(survey ? packDrafts(plan, survey, { lang, size, levels }) : []),
    ...tableDrafts(assumptionsTable(plan, lang), size, texts),
  ];
  const title = `${projectName(plan, lang)} · ${textsOf(lang).reportTitle}`;
  const make = (missing: readonly string[]) => {
    const first = summaryDrafts(plan, {
      ...{ drafts, prediction, network, rules, lang, size, missing },
      title: survey ? texts.packTitle : texts.coverTitle,
    });
    const sheets = frameSheets([...first, ...drafts], titleBlock(plan, options), texts);
    return sheetsPdf(sheets, { title, lang: textsOf(lang).htmlLang, fonts });
  };
  const once = make([]);
  // What the fonts lack is said on the first sheet, and known only when all is set.
  return once.missing.length > 0 ? make(once.missing) : once;
}

/** What a construction pack has besides: the schedule of work and the acceptance test. */
function packDrafts(
  plan: Plan,
  survey: Survey | ImpossibleSurvey,
  options: { lang: Lang; size: SheetSize; levels: readonly string[] },
): SheetDraft[] {
  const { lang, size } = options;
  const texts = paperTexts[lang];
  return [
    ...tableDrafts(scheduleTable(plan, lang), size, texts),
    ...tableDrafts(testRule(survey, plan, lang), size, texts),
    ...(survey.status === 'ready'
      ? [...testSheets(survey, plan, options), ...tableDrafts(testRecord(survey, plan, lang), size, texts)]
      : []),
  ];
}

/** The system diagram as an SVG, a sheet per source as large as it needs. */
export function diagramSvg(plan: Plan, options: PaperOptions): string {
  return sheetsSvg(diagramSheets(plan, options));
}

/** The same as a DXF in millimetres of paper. */
export function diagramDxf(plan: Plan, options: PaperOptions): Uint8Array {
  return sheetsDxf(diagramSheets(plan, options));
}

/** Floor plans with frame and title block as an SVG. */
export function floorSvg(plan: Plan, options: PaperOptions): string {
  const size = paperSizes[options.paper ?? 'A3'];
  const levels = wantedLevels(plan, options.levels).map(({ id }) => id);
  const drafts = floorDrafts(plan, { lang: options.lang, size, levels, prediction: options.prediction });
  return sheetsSvg(frameSheets(drafts, titleBlock(plan, options), paperTexts[options.lang]));
}

/** A table of the construction papers. */
export type TableId = 'bill' | 'ports' | 'cables' | 'devices' | 'schedule' | 'rules' | 'assumptions';

/** Bill, port powers, cables, devices, schedule, rules and assumptions as a workbook; first the verdict of a predicted plan. */
export function planXlsx(plan: Plan, options: PaperOptions): Uint8Array {
  const { lang, prediction } = options;
  const stamp = staleStamp(plan, options);
  const verdict = prediction ? [verdictSheet(prediction, lang)] : [];
  const tables = [...verdict, ...networkTables(plan, lang)];
  return workbookXlsx(
    tables.map((table) => (stamp ? { ...table, title: `${stamp} · ${table.title}` } : table)),
    tables.map(({ title }) => title),
  );
}

/** One of the tables as CSV. */
export function planCsv(plan: Plan, id: TableId, options: PaperOptions): string {
  const stamp = staleStamp(plan, options);
  const table = networkTables(plan, options.lang).find((each) => each.id === id);
  if (table) return tableCsv(table, stamp);
  throw new InputError([{ at: 'network', found: say('no-network'), expected: say('with-network') }]);
}

function networkTables(plan: Plan, lang: Lang): PaperTable[] {
  const network = requiredNetwork(plan);
  return [
    billTable(networkBill(plan), lang),
    portsTable(plan, network, lang),
    cablesTable(plan, lang),
    devicesTable(plan, network, lang),
    scheduleTable(plan, lang),
    rulesTable(judgeNetwork(plan, network), lang),
    assumptionsTable(plan, lang),
  ];
}

function diagramSheets(plan: Plan, options: PaperOptions): Sheet[] {
  const drafts = diagramDrafts(plan, requiredNetwork(plan), { lang: options.lang });
  return frameSheets(drafts, titleBlock(plan, options), paperTexts[options.lang]);
}

/** What a plan's network does. Throws `InputError` for a plan without one. */
export function requiredNetwork(plan: Plan): NetworkEvaluation {
  const network = evaluateNetwork(plan);
  if (network) return network;
  throw new InputError([{ at: 'network', found: say('no-network'), expected: say('with-network') }]);
}

/** Doubts of the import that are named along the edge of a sheet; the first sheet has them all. */
const mostDoubts = 5;

function titleBlock(plan: Plan, { lang, date = '', allowStale }: PaperOptions): TitleBlock {
  const address = placeParts(plan.community, lang).join(' ');
  const doubts = doubtSentence(plan, lang, mostDoubts);
  const stamp = staleStamp(plan, { lang, allowStale });
  return {
    ...{ project: projectName(plan, lang), address, date },
    ...(doubts ? { doubts } : {}),
    ...(stamp ? { stamp } : {}),
  };
}

function projectName(plan: Plan, lang: Lang): string {
  return plan.community.name || textsOf(lang).unnamedCommunity;
}
