import { parentPort, workerData } from 'node:worker_threads';
import { CancelledError, InputError } from '@diku/engine';
import { jobs } from './jobs.ts';
import type { JobMessage, JobStart } from './run-job.ts';
import { openProverFor, withSolver } from './workers.ts';

/** The thread of one job: its order is in `workerData`, progress and the outcome go to the parent as messages. */
const { name, input, workerCount, limitS, cancelled } = workerData as JobStart;

const now = () => performance.now() / 1000;
const startS = now();
const send = (message: JobMessage) => parentPort?.postMessage(message);
const job = jobs[name] as (input: unknown, supplies: Parameters<typeof jobs.plan>[1]) => Promise<unknown>;

try {
  const result = await withSolver(workerCount, (solver) =>
    job(input, {
      solver,
      // The thread ends with its job, and with it the memory, which never shrinks.
      loadHighs: async () => (await import('./load-highs.ts')).loadHighs(),
      openProver: openProverFor(workerCount),
      monitor: {
        report: (progress) => send({ progress }),
        cancelled: () => Atomics.load(cancelled, 0) === 1,
        ...(limitS === undefined ? {} : { expired: () => now() - startS > limitS }),
      },
      now,
      hearSource: (source) => send({ source }),
    }),
  );
  send({ result });
} catch (error) {
  if (error instanceof InputError) send({ problems: error.said });
  else if (error instanceof CancelledError) send({ cancelled: true });
  else throw error;
}
