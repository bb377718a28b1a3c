import { extname } from 'node:path';
import { type Plan, type Survey, surveyHtml } from '@diku/engine';
import { say } from '@diku/engine/core';
import { createFileNamer, formatJson, surveyCsv, surveySvg, surveyTable } from '@diku/engine/documents';
import { acceptanceDocument } from '@diku/engine/workflow';
import type { Command } from 'commander';
import { acceptanceOptions, addOptions, numberOption } from '../arguments.ts';
import { cliText } from '../cli-text.ts';
import {
  allowStaleOption,
  derivedFields,
  noteStale,
  refuseStale,
  type StaleArguments,
} from '../derived-parts.ts';
import { exitStatus, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { openOutputFolder } from '../output-folder.ts';
import { rasterize } from '../rasterize.ts';
import { blameFileAsync } from '../read-input.ts';
import { readPlanFor } from '../read-requirements.ts';
import { runJob } from '../run-job.ts';
import type { PredictionOptions } from '../run-prediction.ts';
import { resolutionFor } from '../run-prediction.ts';
import { noteFolder, runAs, type Session } from '../session.ts';
import { checkWritable, writeOutput } from '../write-output.ts';

interface SurveyOptions extends PredictionOptions, StaleArguments {
  points?: number;
  seed: number;
  out?: string;
}

/** Files that hold the whole survey; anything else is a folder with all of them and a sheet per level. */
const formats = ['.csv', '.html', '.json'];

/** `diku survey <plan.json>`: the acceptance test; status 1 where no test can show the target. */
export function addSurveyCommand(program: Command): void {
  const command = program
    .command('survey <plan>')
    .description(help('survey.about'))
    .option('--points <count>', help('survey.points'), (text) =>
      numberOption('--points', 1, 2000, true)(text),
    )
    .option('-o, --out <file>', help('survey.out'));
  command.addOption(allowStaleOption());
  addOptions(
    command,
    'confidence',
    'profile',
    ...acceptanceOptions,
    'model',
    'verdict-resolution',
    'seed',
    'workers',
  );
  runAs<[string], SurveyOptions>(command, async (session, options, path) => {
    const { out } = options;
    const format = out === undefined ? '' : extname(out).toLowerCase();
    if (/^\.(svg|png|pdf|xlsx|dxf)$/.test(format)) {
      throw usageError('--out', `"${out}"`, say('name-or-folder', { list: formats.join(', ') }));
    }
    if (out !== undefined && formats.includes(format)) checkWritable(out);
    const plan = await readPlanFor(path, options);
    if (out !== undefined) refuseStale(path, plan, options, session);
    const { points, seed, model: modelId, workers: workerCount } = options;
    const resolutionM = resolutionFor(plan, options);
    const input = { plan, options: { points, seed, resolutionM, modelId } };
    const survey = await blameFileAsync(path, () => runJob({ name: 'survey', input, workerCount }, session));
    const ready = survey.status === 'ready';
    if (ready && out !== undefined) await writeSurvey(survey, plan, out, format, session);
    const document = {
      ...{ acceptance: acceptanceDocument(plan), survey },
      ...derivedFields(plan),
      timing: { totalS: session.now() },
    };
    noteStale(path, plan, session);
    session.print(document, surveyTable(survey, plan, session.language));
    return ready ? exitStatus.done : exitStatus.targetNotMet;
  });
}

async function writeSurvey(
  survey: Survey,
  plan: Plan,
  out: string,
  format: string,
  session: Session,
): Promise<void> {
  const { language } = session;
  const contents: Record<string, () => string> = {
    '.csv': () => surveyCsv(survey, plan, language),
    '.html': () => surveyHtml(survey, plan, language),
    '.json': () => formatJson({ ...survey, ...derivedFields(plan) }),
  };
  if (contents[format]) {
    writeOutput(out, contents[format]());
    session.note(cliText(language, 'written', { path: out }));
    return;
  }
  const folder = openOutputFolder(out, 'survey');
  folder.write('survey.html', contents['.html']());
  folder.write('survey.json', contents['.json']());
  folder.write('points.csv', contents['.csv']());
  const nameOf = createFileNamer();
  for (const { id } of plan.levels) {
    const svg = surveySvg(survey, plan, id, language);
    const name = nameOf(`sheet-${id}`);
    folder.write(`${name}.svg`, svg);
    folder.write(`${name}.png`, await rasterize(svg));
  }
  noteFolder(session, out, folder.finish());
}
