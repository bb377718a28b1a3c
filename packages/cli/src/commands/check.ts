import { resultDocument, verdictTable } from '@diku/engine';
import type { Command } from 'commander';
import { addAcceptOptions } from '../accept-options.ts';
import { acceptanceOptions, addOptions } from '../arguments.ts';
import { noteRemedy } from '../derived-parts.ts';
import { describeNetwork } from '../describe-network.ts';
import { exitStatus } from '../exit-status.ts';
import { help } from '../help.ts';
import { notePlanWarnings } from '../note-plan-warnings.ts';
import { addKindsOption } from '../placing-options.ts';
import { runStates, type StatesArguments } from '../run-prediction.ts';
import { runAs } from '../session.ts';

/** `diku check <plan.json>`: the acceptance target; status 0 met, 1 not met, 130 interrupted. */
export function addCheckCommand(program: Command): void {
  const command = program.command('check <plan>').description(help('check.about'));
  addOptions(
    command,
    'confidence',
    'profile',
    'ground-rsrp',
    'resolution',
    'model',
    'formula',
    'scenarios',
    'require-scenarios',
    'survive',
    'workers',
    ...acceptanceOptions,
    'antennas-for-states',
    'effort',
    'seed',
    'time-limit',
  );
  addKindsOption(command);
  addAcceptOptions(command);
  runAs<[string], StatesArguments>(command, async (session, options, path) => {
    const { prediction, isCancelled } = await runStates(path, options, session);
    notePlanWarnings(prediction.plan, path, session);
    const document = { ...resultDocument(prediction), timing: { totalS: session.now() } };
    const { language, columns } = session;
    const lines = [verdictTable(prediction, language, columns), ...describeNetwork(prediction.plan, session)];
    session.print(document, lines.join('\n'));
    noteRemedy(path, prediction.plan, session);
    if (isCancelled) return exitStatus.interrupted;
    return prediction.assessment.target.met ? exitStatus.done : exitStatus.targetNotMet;
  });
}
