import { basename } from 'node:path';
import { type Operator, operators, parseWalk } from '@diku/engine';
import { type Datum, datums } from '@diku/engine/core';
import { calibrationTable, formatJson } from '@diku/engine/documents';
import { type Command, Option } from 'commander';
import { addOptions, numberOption } from '../arguments.ts';
import { cliText } from '../cli-text.ts';
import { derivedFields, refuseStale, type StaleArguments } from '../derived-parts.ts';
import { exitStatus } from '../exit-status.ts';
import { help } from '../help.ts';
import { blameFile, blameFileAsync, readInput } from '../read-input.ts';
import { type RequirementOptions, readPlanFor } from '../read-requirements.ts';
import { runJob } from '../run-job.ts';
import { runAs } from '../session.ts';
import { checkWritable, writeOutput } from '../write-output.ts';

interface CalibrateOptions extends RequirementOptions, StaleArguments {
  out?: string;
  force?: boolean;
  level?: string;
  operator?: Operator;
  datum?: Datum;
  floor?: number;
  pixelsPerM?: number;
}

/**
 * `diku calibrate <plan.json> <walk.csv> -o plan.json`: the plan's model fitted to a walk test; status 1 where that does
 * not lower the errors in held-back areas, and then nothing is written without `--force`.
 */
export function addCalibrateCommand(program: Command): void {
  const command = program
    .command('calibrate <plan> <walk>')
    .description(help('calibrate.about'))
    .option('-o, --out <file>', help('calibrate.out'))
    .option('--force', help('calibrate.force'))
    .option('--level <id>', help('calibrate.level'))
    .addOption(new Option('--operator <operator>', help('calibrate.operator')).choices(operators))
    .addOption(new Option('--datum <datum>', help('calibrate.datum')).choices(datums))
    .option('--floor <dbm>', help('calibrate.floor'), numberOption('--floor', -200, 0))
    .option(
      '--pixels-per-m <number>',
      help('accept.pixels-per-m'),
      numberOption('--pixels-per-m', 0.1, 10_000),
    );
  command.addOption(new Option('--allow-stale', help('calibrate.allow-stale')));
  addOptions(command, 'profile');
  runAs<[string, string], CalibrateOptions>(command, async (session, options, planPath, walkPath) => {
    if (options.out !== undefined) checkWritable(options.out);
    const plan = await readPlanFor(planPath, options);
    // A model that was fitted with powers that nobody knows would be wrong for good.
    refuseStale(planPath, plan, options, session);
    const bytes = readInput(walkPath);
    const { level: levelId, operator, datum, floor: floorDbm, pixelsPerM } = options;
    const walkOptions = { fileName: basename(walkPath), levelId, operator, datum, floorDbm, pixelsPerM };
    const walk = blameFile(walkPath, () => parseWalk(bytes, plan, walkOptions));
    const { plan: calibrated, report } = await blameFileAsync(walkPath, () =>
      runJob({ name: 'calibrate', input: { plan, walk }, workerCount: 1 }, session),
    );
    const out = report.improved || options.force ? options.out : undefined;
    if (out !== undefined) writeOutput(out, formatJson(calibrated));
    const document = {
      ...{ calibration: report, written: out ?? null },
      ...derivedFields(calibrated),
      timing: { totalS: session.now() },
    };
    session.print(document, calibrationTable(report, session.language));
    const { language } = session;
    if (out !== undefined) session.note(cliText(language, 'written', { path: out }));
    else if (options.out !== undefined) session.note(cliText(language, 'not-written', { path: options.out }));
    return report.improved ? exitStatus.done : exitStatus.targetNotMet;
  });
}
