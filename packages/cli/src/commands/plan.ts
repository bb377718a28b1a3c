import { type PlannedGarage, verdictTable, warningText } from '@diku/engine';
import type { Command } from 'commander';
import { describeFeed } from '../describe-network.ts';
import { describePlacement } from '../describe-placement.ts';
import { exitStatus } from '../exit-status.ts';
import {
  addMainJobOptions,
  type MainJobOptions,
  readMainJob,
  verdictDocument,
  writeMainJob,
} from '../main-job.ts';
import type { PlacingOptions } from '../placing-options.ts';
import { readGarage } from '../read-garage.ts';
import { blameFileAsync } from '../read-input.ts';
import { runJob } from '../run-job.ts';
import { runAs, type Session } from '../session.ts';
import { texts } from '../texts.ts';
import { openOutputFolder } from '../write-output.ts';

interface PlanOptions extends MainJobOptions {
  out: string;
  workers: number;
}

/**
 * `diku plan <drawing|plan> -o DIR`: the main job; status 0 target met, 1 not met, 130 interrupted, with the best plan so far
 * written where there was one.
 */
export function addPlanCommand(program: Command): void {
  const command = program
    .command('plan <input>')
    .description('the main job: drawing (DXF) or plan → antennas, coverage, verdict, report')
    .requiredOption('-o, --out <folder>', 'where the results go');
  addMainJobOptions(command);
  runAs<[string], PlanOptions>(command, async (session, options, path) => {
    const garage = readGarage(path);
    const planned = 'plan' in garage ? garage.plan : undefined;
    const input = { garage, options: readMainJob(options, path, planned) };
    const folder = openOutputFolder(options.out);
    const { timeLimit: limitS, workers: workerCount } = options;
    const result = await blameFileAsync(path, () =>
      runJob({ name: 'plan', input, workerCount, limitS }, session),
    );
    await writeMainJob(result, folder, session);
    const names = folder.finish();
    const timing = { ...result.timing, totalS: session.now() };
    session.print({ ...verdictDocument(result), timing }, describeResult(result, session, options.objective));
    session.note(texts[session.language].filesIn(options.out, names));
    if (result.ended === 'cancelled') return exitStatus.interrupted;
    return result.prediction.assessment.target.met ? exitStatus.done : exitStatus.targetNotMet;
  });
}

function describeResult(
  result: PlannedGarage,
  { language }: Session,
  objective: PlacingOptions['objective'],
): string {
  const { prediction, placement, imported, feed } = result;
  const warnings = (imported?.warnings ?? []).map(
    (warning) => `${texts[language].warning}: ${warningText(warning, language)}`,
  );
  return [
    ...(result.ended === 'cancelled' ? [texts[language].interrupted] : []),
    verdictTable(prediction, language),
    describePlacement(placement, language, objective),
    ...describeFeed(prediction.plan, feed, language),
    ...warnings,
  ].join('\n');
}
