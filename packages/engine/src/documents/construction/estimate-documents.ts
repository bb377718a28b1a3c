import type { CostEstimate } from '../../design/index.ts';
import type { Plan } from '../../plan/index.ts';
import { type PdfDocument, sheetsPdf } from '../encoders/pdf/sheets-pdf.ts';
import { documentText, textsIn } from '../wording/document-text.ts';
import { staleStamp } from '../wording/stale-stamp.ts';
import { frameSheets, sheetSizes } from './frame-sheet.ts';
import { type DocumentOptions, estimateForms, type PlanPdfOptions } from './plan-documents.ts';
import { planTitleBlock, projectName } from './plan-title.ts';
import { estimateSheetNames, estimateTables } from './tables/estimate-tables.ts';
import { workbookXlsx } from './tables/workbook-xlsx.ts';

/** The budget of a plan as a workbook, a worksheet per form. */
export function estimateXlsx(plan: Plan, estimate: CostEstimate, options: DocumentOptions): Uint8Array {
  const stamp = staleStamp(plan, options);
  const tables = estimateTables(estimate, options.lang);
  return workbookXlsx(
    tables.map((table) => (stamp ? { ...table, title: `${stamp} · ${table.title}` } : table)),
    estimateSheetNames(options.lang),
  );
}

/** The budget of a plan as a PDF of its own, with frame and title block. */
export function estimatePdf(
  plan: Plan,
  estimate: CostEstimate,
  options: Pick<PlanPdfOptions, 'fonts'> & DocumentOptions,
): PdfDocument {
  const { lang, fonts } = options;
  const size = sheetSizes[options.paper ?? 'A3'];
  const drafts = estimateForms(estimate, lang, size);
  const sheets = frameSheets(drafts, planTitleBlock(plan, options), textsIn(lang));
  const title = `${projectName(plan, lang)} · ${documentText(lang, 'estimate.series')}`;
  return sheetsPdf(sheets, { title, lang: documentText(lang, 'report.htmlLang'), fonts });
}
