import { type FieldSolver, surveyHtml } from '@diku/engine';
import type { LoadHighs } from '@diku/engine/core';
import { evaluateHandover } from '@diku/engine/design';
import { type CommunityPack, constructionPack, formatJson } from '@diku/engine/documents';
import { surveyPrediction } from '@diku/engine/measurement';
import { pointBudgets } from '@diku/engine/workflow';
import { cliText } from '../cli-text.ts';
import { documentFonts } from '../document-font.ts';
import { jobs } from '../jobs.ts';
import { openOutputFolder } from '../output-folder.ts';
import { readPlanFor } from '../read-requirements.ts';
import { resolutionFor } from '../run-prediction.ts';
import type { JobOrder, PackOptions, SpentTime } from './job-order.ts';

/** Solvers and clock of the process that runs a job. */
export interface JobTools {
  solver: FieldSolver;
  loadHighs: LoadHighs;
  /** Seconds. */
  now(): number;
}

/**
 * The construction pack of a planned community, notice and test too, as `diku report -o pack.zip`, `exposure -o` and `survey -o` make them of its plan, without a
 * file that holds the others. Throws an `InputError` for a plan that there can be none of.
 * @param spent gets the seconds of each stage
 */
export async function writePack(
  { community, settings, part }: JobOrder,
  options: PackOptions,
  tools: JobTools,
  spent: SpentTime,
): Promise<CommunityPack> {
  const { language: lang } = settings;
  const { model: modelId, scenarios, contact, schedule, title: titleBlock } = options;
  const { now } = tools;
  const startS = now();
  const source = await readPlanFor(community.path, { model: modelId });
  const input = { plan: source, options: { resolutionM: resolutionFor(source, {}), modelId, scenarios } };
  const prediction = await jobs.predict(input, { ...tools, monitor: {} });
  const { plan } = prediction;
  spent.predictS = now() - startS;
  const survey = surveyPrediction(prediction);
  const { files, missing } = constructionPack(plan, {
    ...{ lang, titleBlock, prediction, survey, notice: { contact, schedule } },
    ...{ fonts: await documentFonts(), budgets: await pointBudgets(prediction) },
    handover: await evaluateHandover(prediction),
  });
  const folder = openOutputFolder(part, 'pack');
  for (const { name, content } of files) folder.write(name, content);
  if (survey.status === 'ready') folder.write('survey.html', surveyHtml(survey, plan, lang));
  folder.write('plan.diku.json', formatJson(plan));
  folder.finish();
  spent.packS = now() - startS - spent.predictS;
  const notes = [
    ...(survey.status === 'ready' ? [] : [cliText(lang, 'batch.packs-no-survey')]),
    ...(missing.length > 0 ? [cliText(lang, 'missing-characters', { list: missing.join(' ') })] : []),
  ];
  return {
    state: prediction.assessment.decidable ? 'made' : 'draft',
    ...(notes.length > 0 ? { note: notes.join(cliText(lang, 'batch.clause-separator')) } : {}),
  };
}
