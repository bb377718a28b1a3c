import type { Command } from 'commander';
import { addOptions } from '../arguments.ts';
import { describePlacement } from '../describe-placement.ts';
import { exitStatus } from '../exit-status.ts';
import { formatJson } from '../format-json.ts';
import { blameFileAsync } from '../read-input.ts';
import { type RequirementOptions, readPlanFor } from '../read-requirements.ts';
import { runJob } from '../run-job.ts';
import { runAs } from '../session.ts';
import { texts } from '../texts.ts';
import { checkWritable, writeOutput } from '../write-output.ts';

interface PlaceOptions extends RequirementOptions {
  out: string;
  effort: 'low' | 'normal' | 'high';
  model?: string;
  seed: number;
  workers: number;
  timeLimit?: number;
}

/** `diku place <plan.json> -o plan.json`: antenna positions with their lower bound; status 1 when infeasible. */
export function addPlaceCommand(program: Command): void {
  const command = program
    .command('place <plan>')
    .description('antenna positions with a lower bound; antennas with "fixed": true stay')
    .requiredOption('-o, --out <file>', 'plan with the antennas');
  addOptions(command, 'effort', 'confidence', 'profile', 'model', 'seed', 'time-limit', 'workers');
  runAs<[string], PlaceOptions>(command, async (session, options, path) => {
    checkWritable(options.out);
    const plan = await readPlanFor(path, options);
    const { effort, model: modelId, timeLimit: limitS, workers: workerCount } = options;
    const input = { plan, options: { effort, modelId } };
    const result = await blameFileAsync(path, () =>
      runJob({ name: 'place', input, workerCount, limitS }, session),
    );
    writeOutput(options.out, formatJson(result.plan));
    const document = { placement: result.placement, antennas: result.plan.antennas.length };
    const timing = { totalS: session.now() };
    session.print({ ...document, timing }, describePlacement(result.placement, session.language));
    session.note(texts[session.language].written(options.out));
    return result.placement.status === 'infeasible' ? exitStatus.targetNotMet : exitStatus.done;
  });
}
