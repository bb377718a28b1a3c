import { extname } from 'node:path';
import { type Operator, operators } from '@diku/engine';
import { type Datum, datums, say } from '@diku/engine/core';
import { acceptanceHtml, acceptanceTable, formatJson } from '@diku/engine/documents';
import { type Command, Option } from 'commander';
import { acceptanceReport } from '../acceptance-report.ts';
import { acceptanceOptions, addOptions, numberOption } from '../arguments.ts';
import { cliText } from '../cli-text.ts';
import { noteStale } from '../derived-parts.ts';
import { exitStatus, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { readInput } from '../read-input.ts';
import { type RequirementOptions, readPlanFor } from '../read-requirements.ts';
import { runJob } from '../run-job.ts';
import { runAs } from '../session.ts';
import { checkWritable, writeOutput } from '../write-output.ts';

interface AcceptOptions extends RequirementOptions {
  operator?: Operator;
  level?: string;
  datum?: Datum;
  floor?: number;
  pixelsPerM?: number;
  inCar?: boolean;
  skipPoints?: boolean;
  model?: string;
  out?: string;
}

/** `diku accept <plan.json> <walk.csv…>`: a walk test against the target; status 0 passed, 1 not. */
export function addAcceptCommand(program: Command): void {
  const command = program
    .command('accept <plan> <walks...>')
    .description(help('accept.about'))
    .addOption(new Option('--operator <operator>', help('accept.operator')).choices(operators))
    .option('--level <id>', help('accept.level'))
    .addOption(new Option('--datum <datum>', help('accept.datum')).choices(datums))
    .option('--floor <dBm>', help('accept.floor'), (text) => numberOption('--floor', -160, -60)(text))
    .option(
      '--pixels-per-m <number>',
      help('accept.pixels-per-m'),
      numberOption('--pixels-per-m', 0.1, 10_000),
    )
    .option('--in-car', help('accept.in-car'))
    .option('--skip-points', help('accept.skip-points'))
    .option('-o, --out <file>', help('accept.out'));
  addOptions(command, 'confidence', 'profile', ...acceptanceOptions, 'model');
  runAs<[string, string[]], AcceptOptions>(command, async (session, options, path, walkPaths) => {
    const { out, operator, level: levelId, datum, floor: floorDbm, model: modelId, pixelsPerM } = options;
    if (out !== undefined && !/^\.(html?|json)$/.test(extname(out).toLowerCase())) {
      throw usageError('--out', `"${out}"`, say('name-ending', { list: '.html, .json' }));
    }
    if (out !== undefined) checkWritable(out);
    const plan = await readPlanFor(path, options);
    const files = walkPaths.map((name) => ({ name, bytes: readInput(name) }));
    const reading = { operator, levelId, datum, floorDbm, pixelsPerM, inCar: options.inCar };
    const input = { plan, files, options: { ...reading, modelId, evaluatePoints: !options.skipPoints } };
    noteStale(path, plan, session);
    const acceptance = await runJob({ name: 'accept', input, workerCount: 1 }, session);
    if (out !== undefined) {
      const isPage = /^\.html?$/.test(extname(out).toLowerCase());
      writeOutput(out, isPage ? acceptanceHtml(acceptance, plan, session.language) : formatJson(acceptance));
      session.note(cliText(session.language, 'written', { path: out }));
    }
    session.print(
      {
        ...acceptanceReport(plan, acceptance, { walks: files, reading }),
        timing: { totalS: session.now() },
      },
      acceptanceTable(acceptance, plan, session.language),
    );
    return acceptance.passed ? exitStatus.done : exitStatus.targetNotMet;
  });
}
