import { type Phrase, phraseText } from '@diku/engine';
import type { Command } from 'commander';
import { addOptions } from '../arguments.ts';
import { buildNames, thisBuild } from '../batch/build-roster.ts';
import { addLimitOptions, type LimitArguments } from '../batch/limit-options.ts';
import { ProcessRunner } from '../batch/process-runner.ts';
import { serveQueue } from '../batch/serve-queue.ts';
import { cliText } from '../cli-text.ts';
import { exitStatus } from '../exit-status.ts';
import { help } from '../help.ts';
import { endingEarly } from '../interrupts.ts';
import { runAs } from '../session.ts';

interface WorkerArguments extends LimitArguments {
  workers: number;
  allowRemote?: boolean;
}

/** `diku worker redis://…`: runs the jobs of `diku batch --queue` until it is interrupted; status 130 then. */
export function addWorkerCommand(program: Command): void {
  const command = program
    .command('worker <queue>')
    .description(help('worker.about'))
    .option('--allow-remote', help('batch.allow-remote'));
  addLimitOptions(command);
  addOptions(command, 'workers');
  runAs<[string], WorkerArguments>(command, async (session, options, url) => {
    const runner = new ProcessRunner(options.workers, {
      timeS: options.jobTimeS,
      memoryMb: options.jobMemoryMb,
    });
    const { language } = session;
    const told = new Set<string>();
    const tell = (event: Phrase) => session.note(phraseText(event, language));
    const { allowRemote = false } = options;
    const server = await serveQueue({ url, allowRemote, tell }, runner, (builds) => {
      const others = builds.filter(({ id }) => !told.has(id));
      for (const { id } of others) told.add(id);
      if (others.length > 0)
        session.note(
          cliText(language, 'batch.other-build', {
            builds: buildNames(others),
            own: buildNames([thisBuild()]),
          }),
        );
    });
    session.note(cliText(language, 'batch.serving', { queue: url, count: options.workers }));
    let stop = () => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    await endingEarly(stop, () => Promise.race([stopped, server.ended]));
    await server.close();
    return exitStatus.interrupted;
  });
}
