import { type PlannedGarage, phraseText, verdictTable } from '@diku/engine';
import { placedSoFar } from '@diku/engine/workflow';
import type { Command } from 'commander';
import { cliText } from '../cli-text.ts';
import { describeFeed } from '../describe-network.ts';
import { describePlacement } from '../describe-placement.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { help } from '../help.ts';
import { endingEarly } from '../interrupts.ts';
import {
  addMainJobOptions,
  type MainJobOptions,
  readMainJob,
  type UnfinishedGarage,
  verdictDocument,
  writeMainJob,
  writePlanSoFar,
} from '../main-job.ts';
import { type OutputFolder, openOutputFolder } from '../output-folder.ts';
import type { PlacingOptions } from '../placing-options.ts';
import {
  addPointingOptions,
  type PointingOptions,
  readPointing,
  refuseForPlan,
} from '../pointing-options.ts';
import { readGarage } from '../read-garage.ts';
import { blameFileAsync } from '../read-input.ts';
import { runJob } from '../run-job.ts';
import { noteFolder, runAs, type Session } from '../session.ts';

interface PlanOptions extends MainJobOptions, PointingOptions {
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
    .description(help('plan.about'))
    .requiredOption('-o, --out <folder>', help('plan.out'));
  addPointingOptions(command);
  addMainJobOptions(command);
  runAs<[string], PlanOptions>(command, async (session, options, path) => {
    const garage = readGarage(path);
    const planned = 'plan' in garage ? garage.plan : undefined;
    const job = readMainJob(options, path, planned);
    if (planned) refuseForPlan(options, path);
    const corrections = readPointing(options);
    const input = { garage, options: { ...job, importOptions: { ...job.importOptions, corrections } } };
    const folder = openOutputFolder(options.out, 'plan');
    const { timeLimit: limitS, workers: workerCount } = options;
    const result = await blameFileAsync(path, () =>
      runJob({ name: 'plan', input, workerCount, limitS }, session, ({ source = planned, placing, ended }) =>
        source ? { ...placedSoFar(source, placing, ended), ended } : undefined,
      ),
    );
    if (result.ended === 'cancelled' || !('prediction' in result)) {
      return endWithPlan(result, folder, session, options);
    }
    let isInterrupted = false;
    const stop = () => {
      isInterrupted = true;
    };
    await endingEarly(stop, () => writeMainJob(result, folder, session, () => isInterrupted));
    const finished = folder.finish();
    const timing = { ...result.timing, totalS: session.now() };
    session.print({ ...verdictDocument(result), timing }, describeResult(result, session, options.objective));
    noteFolder(session, options.out, finished);
    if (isInterrupted) return exitStatus.interrupted;
    return result.prediction.assessment.target.met ? exitStatus.done : exitStatus.targetNotMet;
  });
}

/**
 * Ends an interrupted or abandoned run with the plan and what is known of it: drawings and tables can be made
 * from it later.
 */
function endWithPlan(
  result: PlannedGarage | UnfinishedGarage,
  folder: OutputFolder,
  session: Session,
  options: PlanOptions,
): ExitStatus {
  const { language } = session;
  const document = writePlanSoFar(result, folder);
  const finished = folder.finish();
  const text =
    'prediction' in result
      ? describeResult(result, session, options.objective)
      : [
          ...(result.ended === 'cancelled' ? [cliText(language, 'interrupted')] : []),
          cliText(language, 'unchecked'),
          describePlacement(result.placement, language, options.objective ?? result.plan.choices?.objective),
        ].join('\n');
  const stages = 'timing' in result ? result.timing : {};
  session.print({ ...document, timing: { ...stages, totalS: session.now() } }, text);
  noteFolder(session, options.out, finished);
  return result.ended === 'cancelled' ? exitStatus.interrupted : exitStatus.targetNotMet;
}

function describeResult(
  result: PlannedGarage,
  { language, columns }: Session,
  objective: PlacingOptions['objective'],
): string {
  const { prediction, placement, imported, feed } = result;
  const warnings = (imported?.warnings ?? []).map(({ said }) =>
    cliText(language, 'note', { note: phraseText(said, language) }),
  );
  return [
    ...(result.ended === 'cancelled' ? [cliText(language, 'interrupted')] : []),
    verdictTable(prediction, language, columns),
    describePlacement(placement, language, objective ?? prediction.plan.choices?.objective),
    ...describeFeed(prediction.plan, feed, { language, columns }),
    ...warnings,
  ].join('\n');
}
