import { requireObject } from '../../core/index.ts';
import { evaluateExposure } from '../../design/index.ts';
import { type ImpossibleSurvey, type Survey, surveyPrediction } from '../../measurement/index.ts';
import type { Plan } from '../../plan/index.ts';
import { type Prediction, requirePrediction } from '../../radio/index.ts';
import { surveyCsv } from '../acceptance/survey-csv.ts';
import { formatJson } from '../encoders/format-json.ts';
import { type NamedFile, zipFiles } from '../encoders/zip-files.ts';
import { createFileNamer } from '../wording/file-names.ts';
import { floorDxf, wantedLevels } from './floor-plan/floor-dxf.ts';
import { noticePdf } from './notice/resident-notice.ts';
import { diagramDxf, type PlanPdfOptions, planPdf, planXlsx } from './plan-papers.ts';

/**
 * What a community is built from, as files: all sheets in one PDF, the notice to residents, tables, drawings for CAD, the test's
 * points to fill in. Throws `InputError` for a plan without a network.
 */
export function constructionPack(
  plan: Plan,
  options: PlanPdfOptions & { survey: Survey | ImpossibleSurvey },
): { files: NamedFile[]; missing: string[] } {
  const { lang, fonts, date, survey, levels, allowStale } = options;
  const sheets = planPdf(plan, options);
  const notice = noticePdf(plan, evaluateExposure(plan), { lang, fonts, date, allowStale });
  const nameFor = createFileNamer();
  return {
    files: [
      { name: 'construction-pack.pdf', content: sheets.bytes },
      { name: 'resident-notice.pdf', content: notice.bytes },
      { name: 'bill.xlsx', content: planXlsx(plan, options) },
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
