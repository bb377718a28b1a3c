import { parentPort, Worker, workerData } from 'node:worker_threads';
import { CancelledError, type FieldSolver, InputError, WorkerPool } from '@diku/engine';
import { type OpenProver, workerProver } from '@diku/engine/design';
import { type EnergySolver, RayPool, type SpawnedWorker } from '@diku/engine/radio';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { jobs } from './jobs.ts';
import type { JobMessage, JobStart } from './run-job.ts';

const fieldWorker = new URL('./worker.js', import.meta.url);
const rayWorker = new URL('./ray-worker.js', import.meta.url);
const proverThread = new URL('./prover-thread.js', import.meta.url);

/** The thread of one job: its order is in `workerData`, progress and the outcome go to the parent as messages. */
const { name, input, workerCount, limitS, cancelled } = workerData as JobStart;

const now = () => performance.now() / 1000;
const startS = now();
const send = (message: JobMessage) => parentPort?.postMessage(message);
const job = jobs[name] as (input: unknown, supplies: Parameters<typeof jobs.plan>[1]) => Promise<unknown>;

try {
  const result = await withSolvers(workerCount, (solver, raySolver) =>
    job(input, {
      solver,
      raySolver,
      // The thread ends with its job, and with it the memory, which never shrinks.
      loadHighs: async () => (await import('./load-highs.ts')).loadHighs(),
      openProver: openProverFor(workerCount),
      monitor: {
        report: (progress) => send({ progress }),
        cancelled: () => Atomics.load(cancelled, 0) === 1,
        ...(limitS === undefined ? {} : { expired: () => now() - startS > limitS }),
      },
      now,
      onSource: (source) => send({ source }),
    }),
  );
  send({ result });
} catch (error) {
  if (error instanceof InputError) send({ problems: error.said });
  else if (error instanceof CancelledError) send({ cancelled: true });
  else throw error;
}

/** Runs `work` with solvers on that many worker threads each, which start with the first task and end with it. */
async function withSolvers<Result>(
  workerCount: number,
  work: (solver: FieldSolver, raySolver: EnergySolver) => Promise<Result>,
): Promise<Result> {
  const pool = new WorkerPool({ spawn: () => spawn(fieldWorker), workerCount, sharedMemory: true });
  const rayPool = new RayPool({ spawn: () => spawn(rayWorker), workerCount });
  try {
    return await work(pool, rayPool);
  } finally {
    pool.dispose();
    rayPool.dispose();
  }
}

/** Proves on a thread of its own, where more than one may work. */
function openProverFor(workerCount: number): OpenProver | undefined {
  return workerCount > 1 ? workerProver(() => spawn(proverThread)) : undefined;
}

function spawn(program: URL): SpawnedWorker {
  const worker = new Worker(program);
  return {
    endpoint: nodeEndpoint(worker),
    terminate: () => void worker.terminate(),
    onFailure(callback) {
      worker.once('error', callback);
      worker.once('messageerror', callback);
      worker.once('exit', (code) => callback(new Error(`the worker ended with code ${code}`)));
    },
  };
}
