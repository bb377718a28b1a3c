import { Worker } from 'node:worker_threads';
import { type FieldSolver, type SpawnedWorker, WorkerPool } from '@diku/engine';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';

const program = new URL('./worker.js', import.meta.url);

/** Runs `work` with a solver on that many worker threads, which end with it. */
export async function withSolver<Result>(
  workerCount: number,
  work: (solver: FieldSolver) => Promise<Result>,
): Promise<Result> {
  const pool = new WorkerPool({ spawn: spawnWorker, workerCount, sharedMemory: true });
  try {
    return await work(pool);
  } finally {
    pool.dispose();
  }
}

function spawnWorker(): SpawnedWorker {
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
