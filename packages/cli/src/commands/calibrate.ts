import { basename } from 'node:path';
import { type Operator, operators, parseWalk } from '@diku/engine';
import { type Datum, datums } from '@diku/engine/core';
import { calibrationTable, formatJson } from '@diku/engine/documents';
import { type Command, Option } from 'commander';
import { addOptions, numberOption } from '../arguments.ts';
import { derivedFields, refuseStale, type StaleArguments } from '../derived-parts.ts';
import { exitStatus } from '../exit-status.ts';
import { blameFile, blameFileAsync, readInput } from '../read-input.ts';
import { type RequirementOptions, readPlanFor } from '../read-requirements.ts';
import { runJob } from '../run-job.ts';
import { runAs } from '../session.ts';
import { texts } from '../texts.ts';
import { checkWritable, writeOutput } from '../write-output.ts';

interface CalibrateOptions extends RequirementOptions, StaleArguments {
  out?: string;
  force?: boolean;
  level?: string;
  operator?: Operator;
  datum?: Datum;
  floor?: number;
}

/**
 * `diku calibrate <plan.json> <walk.csv> -o plan.json`: the plan's model fitted to a walk test; status 1 where that does
 * not lower the errors in held-back areas, and then nothing is written without `--force`.
 */
export function addCalibrateCommand(program: Command): void {
  const command = program
    .command('calibrate <plan> <walk>')
    .description('fit the model to a walk test (CSV), with errors before and after on held-back areas')
    .option('-o, --out <file>', 'the plan with the calibrated model; default: only the report')
    .option('--force', 'write the plan also where errors in held-back areas are not smaller')
    .option('--level <id>', 'level of the rows where the file names none')
    .addOption(
      new Option('--operator <operator>', 'operator of the rows where the file names none').choices(
        operators,
      ),
    )
    .addOption(new Option('--datum <datum>', 'of longitude and latitude').choices(datums))
    .option(
      '--floor <dbm>',
      'readings at or below it are taken as not heard',
      numberOption('--floor', -200, 0),
    );
  command.addOption(
    new Option('--allow-stale', 'fit also with the powers of a network that is stale (default: status 65)'),
  );
  addOptions(command, 'profile');
  runAs<[string, string], CalibrateOptions>(command, async (session, options, planPath, walkPath) => {
    if (options.out !== undefined) checkWritable(options.out);
    const plan = await readPlanFor(planPath, options);
    // A model that was fitted with powers that nobody knows would be wrong for good.
    refuseStale(planPath, plan, options, session);
    const bytes = readInput(walkPath);
    const { level: levelId, operator, datum, floor: floorDbm } = options;
    const walkOptions = { fileName: basename(walkPath), levelId, operator, datum, floorDbm };
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
    const words = texts[session.language];
    if (out !== undefined) session.note(words.written(out));
    else if (options.out !== undefined) session.note(words.notWritten(options.out));
    return report.improved ? exitStatus.done : exitStatus.targetNotMet;
  });
}
