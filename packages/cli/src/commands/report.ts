import { reportHtml, say } from '@diku/engine';
import type { Command } from 'commander';
import { addOptions } from '../arguments.ts';
import { exitStatus, usageError } from '../exit-status.ts';
import { type PredictionOptions, runPrediction } from '../run-prediction.ts';
import { runAs } from '../session.ts';
import { texts } from '../texts.ts';
import { drawMaps } from '../write-maps.ts';
import { checkWritable, writeOutput } from '../write-output.ts';

interface ReportOptions extends PredictionOptions {
  out: string;
}

/** `diku report <plan.json> -o FILE.html`: the community's plan as one self-contained page. */
export function addReportCommand(program: Command): void {
  const command = program
    .command('report <plan>')
    .description("the community's plan as one self-contained page")
    .requiredOption('-o, --out <file.html>', 'the page');
  addOptions(
    command,
    'resolution',
    'model',
    'formula',
    'profile',
    'ground-rsrp',
    'confidence',
    'scenarios',
    'require-scenarios',
    'workers',
  );
  runAs<[string], ReportOptions>(command, async (session, options, path) => {
    if (!/\.html?$/i.test(options.out))
      throw usageError('--out', `"${options.out}"`, say('name-ending', { list: '.html' }));
    checkWritable(options.out);
    const prediction = await runPrediction(path, options, session);
    const pictures = drawMaps(prediction, session.language);
    writeOutput(options.out, reportHtml({ prediction, pictures, lang: session.language }));
    session.print({ written: options.out }, texts[session.language].written(options.out));
    return exitStatus.done;
  });
}
