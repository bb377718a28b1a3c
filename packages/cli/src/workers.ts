import { Worker } from 'node:worker_threads';
import { type FieldSolver, WorkerPool } from '@diku/engine';
import { type OpenProver, proverBeside } from '@diku/engine/design';
import type { SpawnedWorker } from '@diku/engine/radio';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';

const fieldWorker = new URL('./worker.js', import.meta.url);
const proverThread = new URL('./prover-thread.js', import.meta.url);

/** Runs `work` with a solver on that many worker threads, which end with it. */
export async function withSolver<Result>(
  workerCount: number,
  work: (solver: FieldSolver) => Promise<Result>,
): Promise<Result> {
  const pool = new WorkerPool({ spawn: () => spawn(fieldWorker), workerCount, sharedMemory: true });
  try {
    return await work(pool);
  } finally {
    pool.dispose();
  }
}

/** Proves on a thread of its own, where more than one may work. */
export function openProverFor(workerCount: number): OpenProver | undefined {
  return workerCount > 1 ? proverBeside(() => spawn(proverThread)) : undefined;
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
