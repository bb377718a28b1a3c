import { evaluateExposure, exposureTable } from '@diku/engine';
import type { Command } from 'commander';
import { addOptions } from '../arguments.ts';
import { exitStatus } from '../exit-status.ts';
import { blameFile } from '../read-input.ts';
import { type RequirementOptions, readPlanFor } from '../read-requirements.ts';
import { runAs } from '../session.ts';

/** `diku exposure <plan.json>`: fields at people's heads against GB 8702-2014; status 0 within the limit, 1 not. */
export function addExposureCommand(program: Command): void {
  const command = program
    .command('exposure <plan>')
    .description('electromagnetic fields at head height against GB 8702-2014: exit status 0 within, 1 not');
  addOptions(command, 'profile');
  runAs<[string], RequirementOptions>(command, async (session, options, path) => {
    const plan = await readPlanFor(path, options);
    const exposure = blameFile(path, () => evaluateExposure(plan));
    session.print({ exposure, timing: { totalS: session.now() } }, exposureTable(exposure, session.language));
    return exposure.met ? exitStatus.done : exitStatus.targetNotMet;
  });
}
