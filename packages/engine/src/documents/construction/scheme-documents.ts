import { InputError, say } from '../../core/index.ts';
import type { Plan } from '../../plan/index.ts';
import { type PdfDocument, sheetsPdf } from '../encoders/pdf/sheets-pdf.ts';
import { textsIn } from '../wording/document-text.ts';
import { frameSheets, sheetSizes } from './frame-sheet.ts';
import type { DocumentOptions, PlanPdfOptions } from './plan-documents.ts';
import { planTitleBlock, projectName } from './plan-title.ts';
import { schemeDrafts } from './scheme-sheet.ts';

/** The comparison of schemes of a plan as a PDF of one page. Throws `InputError` for a plan that keeps none. */
export function schemesPdf(
  plan: Plan,
  options: Pick<PlanPdfOptions, 'fonts'> & DocumentOptions,
): PdfDocument {
  const { lang, fonts } = options;
  const drafts = schemeDrafts(plan, { lang, size: sheetSizes[options.paper ?? 'A3'] });
  if (drafts.length === 0) {
    throw new InputError([{ at: 'derived.schemes', found: say('nothing'), expected: say('with-schemes') }]);
  }
  const texts = textsIn(lang);
  const sheets = frameSheets(drafts, planTitleBlock(plan, options), texts);
  const title = `${projectName(plan, lang)} · ${texts('schemes.title')}`;
  return sheetsPdf(sheets, { title, lang: texts('report.htmlLang'), fonts });
}
