import type { Language } from '../../core/index.ts';
import { InputError, requireObject, say } from '../../core/index.ts';
import { type Exposure, evaluateExposure } from '../../design/index.ts';
import { type ImpossibleSurvey, type Survey, surveyPrediction } from '../../measurement/index.ts';
import type { Plan } from '../../plan/index.ts';
import { type Prediction, requirePrediction } from '../../radio/index.ts';
import { surveyCsv } from '../acceptance/survey-table.ts';
import { escapeXml } from '../encoders/escape-xml.ts';
import { formatJson } from '../encoders/format-json.ts';
import { inlineSvg } from '../encoders/inline-svg.ts';
import type { DocumentFont } from '../encoders/pdf/read-font.ts';
import { type PdfDocument, sheetsPdf } from '../encoders/pdf/sheets-pdf.ts';
import type { Sheet } from '../encoders/sheet.ts';
import { type NamedFile, zipFiles } from '../encoders/zip-files.ts';
import { documentText } from '../wording/document-text.ts';
import { createFileNamer } from '../wording/file-names.ts';
import { type StaleOptions, staleStamp, stampMarks } from '../wording/stale-stamp.ts';
import { floorDxf, wantedLevels } from './cad/floor-dxf.ts';
import { estimateXlsx } from './estimate-documents.ts';
import type { NoticeFields } from './notice/notice-fields.ts';
import { left, roomMm } from './notice/notice-lines.ts';
import { noticeSheet } from './notice/notice-sheet.ts';
import { diagramDxf, type PlanPdfOptions, planPdf, planXlsx } from './plan-documents.ts';
import { sheetsSvg } from './sheet-svg.ts';

export interface NoticeOptions extends NoticeFields, StaleOptions {
  lang: Language;
}

const noticeStyle =
  '@page{size:A4;margin:0}body{margin:0;background:#e7eaed}svg{display:block;width:100%;max-width:210mm;height:auto;margin:0 auto}' +
  '@media print{body{background:none}svg{width:209.9mm;height:296.8mm}}';

/** The resident notice of a plan as a PDF of one page, A4. Throws `InputError` for a plan without antennas. */
export function noticePdf(
  plan: Plan,
  exposure: Exposure,
  { fonts, ...options }: NoticeOptions & { fonts: readonly [DocumentFont, ...DocumentFont[]] },
): PdfDocument {
  const { lang } = options;
  const sheet = sheetOf(plan, exposure, options);
  return sheetsPdf([sheet], {
    title: titleOf(plan, lang),
    lang: documentText(lang, 'report.htmlLang'),
    fonts,
  });
}

/** The same page as HTML: no script, no request to anywhere. */
export function noticeHtml(plan: Plan, exposure: Exposure, options: NoticeOptions): string {
  const { lang } = options;
  const svg = inlineSvg(sheetsSvg([sheetOf(plan, exposure, options)]));
  return (
    `<!DOCTYPE html>\n<html lang="${documentText(lang, 'report.htmlLang')}"><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>${escapeXml(titleOf(plan, lang))}</title><style>${noticeStyle}</style></head><body>${svg}</body></html>\n`
  );
}

/**
 * Construction documents of a community, as files: all sheets in one PDF, the notice to residents, tables,
 * drawings for CAD, the test's points to fill in. Throws `InputError` for a plan without a network.
 */
export function constructionPack(
  plan: Plan,
  options: PlanPdfOptions & { survey: Survey | ImpossibleSurvey; notice?: Omit<NoticeFields, 'date'> },
): { files: NamedFile[]; missing: string[] } {
  const { lang, fonts, date, survey, levels, allowStale } = options;
  const sheets = planPdf(plan, options);
  const notice = noticePdf(plan, evaluateExposure(plan), {
    ...{ lang, fonts, date, allowStale },
    ...options.notice,
  });
  const nameFor = createFileNamer();
  return {
    files: [
      { name: 'construction-pack.pdf', content: sheets.bytes },
      { name: 'resident-notice.pdf', content: notice.bytes },
      { name: 'bill.xlsx', content: planXlsx(plan, options) },
      ...(options.estimate
        ? [{ name: 'estimate.xlsx', content: estimateXlsx(plan, options.estimate, options) }]
        : []),
      { name: 'diagram.dxf', content: diagramDxf(plan, options) },
      ...wantedLevels(plan, levels).map(({ id }) => ({
        name: `${nameFor(`floor-${id}`)}.dxf`,
        content: floorDxf(plan, { ...options, levels: [id] }),
      })),
      ...(survey.status === 'ready'
        ? [{ name: 'test-points.csv', content: surveyCsv(survey, plan, lang) }]
        : []),
    ],
    missing: [...new Set([...sheets.missing, ...notice.missing])],
  };
}

function sheetOf(plan: Plan, exposure: Exposure, options: NoticeOptions): Sheet {
  const { worst } = exposure;
  const stamp = staleStamp(plan, options);
  if (worst) {
    const sheet = noticeSheet(plan, { ...exposure, worst }, options);
    return stamp ? { ...sheet, marks: [...sheet.marks, ...stampMarks(stamp, stampBox)] } : sheet;
  }
  throw new InputError([{ at: 'antennas', found: say('no-antennas'), expected: say('with-antennas') }]);
}

/** The stamp stands above the title, mm. */
const stampBox = { x: left, y: 3, widthMm: roomMm, heightMm: 9 };

function titleOf({ community }: Plan, lang: Language): string {
  return `${community.name || documentText(lang, 'report.unnamedCommunity')} · ${documentText(lang, 'notice.title')}`;
}

/** The pack of a predicted plan as a ZIP, with the plan file. Throws `InputError` for a plan without a network. */
export function constructionPackZip(
  prediction: Prediction,
  options: Omit<PlanPdfOptions, 'prediction' | 'survey'>,
): { bytes: Uint8Array; missing: string[] } {
  requirePrediction(prediction);
  requireObject('options', options, ['lang', 'fonts']);
  const { plan } = prediction;
  const survey = surveyPrediction(prediction);
  const { files, missing } = constructionPack(plan, { ...options, prediction, survey });
  return { bytes: zipFiles([...files, { name: 'plan.diku.json', content: formatJson(plan) }]), missing };
}
