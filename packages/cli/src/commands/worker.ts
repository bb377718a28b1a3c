import { statSync } from 'node:fs';
import { say } from '@diku/engine/core';
import { type Command, Option } from 'commander';
import { addOptions, numberOption } from '../arguments.ts';
import { buildNames, thisBuild } from '../batch/build-roster.ts';
import { addLogOption, type EventLog, type LogArguments, openLog } from '../batch/event-log.ts';
import { addLimitOptions, type LimitArguments } from '../batch/limit-options.ts';
import { serveMetrics } from '../batch/metrics-server.ts';
import { ProcessRunner } from '../batch/process-runner.ts';
import { serveQueue, type WorkerNews } from '../batch/serve-queue.ts';
import { cliText } from '../cli-text.ts';
import { exitStatus, problemError } from '../exit-status.ts';
import { help } from '../help.ts';
import { endingEarly } from '../interrupts.ts';
import { runAs, type Session } from '../session.ts';

interface WorkerArguments extends LimitArguments, LogArguments {
  workers: number;
  allowRemote?: boolean;
  files?: string;
  metricsPort?: number;
}

/**
 * `diku worker redis://…`: runs the jobs of `diku batch --queue` until it is interrupted; status 130 then, 70 where it fails what
 * others do.
 */
export function addWorkerCommand(program: Command): void {
  const command = program
    .command('worker <queue>')
    .description(help('worker.about'))
    .option('--allow-remote', help('batch.allow-remote'))
    .option('--files <folder>', help('worker.files'))
    .addOption(
      new Option('--metrics-port <port>', help('worker.metrics-port')).argParser(
        numberOption('--metrics-port', 0, 65_535, true),
      ),
    );
  addLogOption(command);
  addLimitOptions(command);
  addOptions(command, 'workers');
  runAs<[string], WorkerArguments>(command, async (session, options, url) => {
    const { files, metricsPort } = options;
    const isFolder = files === undefined || statSync(files, { throwIfNoEntry: false })?.isDirectory();
    if (!isFolder) throw noFolder(files);
    const runner = new ProcessRunner(options.workers, {
      timeS: options.jobTimeS,
      memoryMb: options.jobMemoryMb,
    });
    const log = openLog(options, session);
    const { allowRemote = false } = options;
    const address = { url, allowRemote, tell: log.tellPhrase };
    const server = await serveQueue(address, { runner, files, ...newsTo(log, session) });
    const metrics =
      metricsPort === undefined ? undefined : await serveMetrics(metricsPort, () => server.metrics());
    try {
      const { language } = session;
      const values = { queue: url, count: options.workers };
      log.tell('serving', cliText(language, 'batch.serving', values), values);
      if (metrics)
        log.tell('metrics', cliText(language, 'batch.metrics', { url: metrics.url }), { url: metrics.url });
      let stop = () => {};
      const stopped = new Promise<void>((resolve) => {
        stop = resolve;
      });
      await endingEarly(stop, () => Promise.race([stopped, server.ended]));
      return exitStatus.interrupted;
    } finally {
      metrics?.close();
      await server.close();
    }
  });
}

function newsTo(log: EventLog, { language }: Session): WorkerNews {
  const told = new Set<string>();
  return {
    others(builds) {
      const others = builds.filter(({ id }) => !told.has(id));
      for (const { id } of others) told.add(id);
      if (others.length === 0) return;
      const values = { builds: buildNames(others), own: buildNames([thisBuild()]) };
      log.tell('other-build', cliText(language, 'batch.other-build', values), values);
    },
    ended({ id, end, seconds, isPassedOn }) {
      const outcome = end === 'done' ? 'done' : end.kind;
      log.record('job', {
        id,
        outcome,
        seconds,
        isPassedOn,
        detail: end === 'done' ? undefined : end.detail,
      });
    },
  };
}

/** Status 66. */
function noFolder(files: string) {
  return problemError(exitStatus.inputNotFound, {
    at: `--files ${files}`,
    found: say('nothing'),
    expected: say('queue-files-folder'),
  });
}
