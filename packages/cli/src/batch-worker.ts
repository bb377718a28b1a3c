import { Worker } from 'node:worker_threads';
import type { Language } from '@diku/engine';
import { languages } from '@diku/engine/core';
import { mebibyte, type WorkerAnswer, type WorkerOrder } from './batch/worker-messages.ts';
import { CommandError, machineFault } from './exit-status.ts';
import { cannotWrite } from './write-output.ts';

/**
 * The program of a batch's worker process: takes one job after another from its parent and answers each. It is a process of its
 * own so that it may crash, be ended, and have a limit of memory (`DIKU_JOB_MEMORY_MB`).
 */
const memoryMb = Number(process.env.DIKU_JOB_MEMORY_MB);

new Worker(new URL('./memory-guard.js', import.meta.url), {
  workerData: { memoryMb, parentPid: process.ppid },
}).unref();
// What a terminal sends to all processes is the parent's to answer.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit());
process.on('message', (order: WorkerOrder) => {
  void answer(order).then((message) => {
    process.send?.(message);
  });
});

async function answer(order: WorkerOrder): Promise<WorkerAnswer> {
  try {
    // Within reach of what tells faults of the machine: it may have no descriptor left for a file of the program.
    const { runCommunity } = await import('./batch/run-community.ts');
    const spent = await runCommunity(order);
    return { done: true, isLarge: process.memoryUsage.rss() > (memoryMb * mebibyte) / 2, spent };
  } catch (error) {
    const fault = machineFault(error);
    // What the machine has none of any more is no fault of this community, and the next one would have it too.
    const ended = fault ? cannotWrite(order.community.path, fault) : error;
    if (ended instanceof CommandError) {
      const said = languages.map((language) => [language, ended.messageIn(language)]);
      return { notWritten: Object.fromEntries(said) as Record<Language, string> };
    }
    return { failed: { kind: 'internal', detail: error instanceof Error ? error.message : String(error) } };
  }
}
