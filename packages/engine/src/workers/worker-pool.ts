import { CancelledError, InputError } from '../errors.ts';
import { checkFieldJob } from '../kernel/check-field-job.ts';
import type { FieldJob, FieldSolver } from '../kernel/field-kernel.ts';
import { PooledWorker, WorkerFailure } from './pooled-worker.ts';
import { type Batch, SolveTask } from './solve-task.ts';
import type { SpawnedWorker } from './worker-endpoint.ts';

export interface WorkerPoolOptions {
  /** Starts a worker that calls `serveWorker`; the pool itself knows no platform. */
  spawn: () => SpawnedWorker;
  /** 1 to 256; workers start when there is work for them. */
  workerCount: number;
}

const MOST_WORKERS = 256;
/** A job whose worker died is tried once more on a fresh one. */
const MOST_ATTEMPTS = 2;

/**
 * Solves field jobs on several threads: fields come back in the order of the jobs, the same bytes for any worker
 * count. A worker that dies is replaced. The obstacle set of a job is sent once per worker, so it must not change.
 */
export class WorkerPool implements FieldSolver {
  readonly #spawn: () => SpawnedWorker;
  readonly #workerCount: number;
  readonly #idle: PooledWorker[] = [];
  readonly #busy = new Set<PooledWorker>();
  #tasks: SolveTask[] = [];
  #disposed = false;

  constructor({ spawn, workerCount }: WorkerPoolOptions) {
    if (!Number.isInteger(workerCount) || workerCount < 1 || workerCount > MOST_WORKERS) {
      const expected = `an integer from 1 to ${MOST_WORKERS}`;
      throw new InputError([{ at: 'workerCount', found: String(workerCount), expected }]);
    }
    this.#spawn = spawn;
    this.#workerCount = workerCount;
  }

  /**
   * Path loss in dB per job, [rows, columns] each. `onDone` hears how many are done. Rejects with `InputError` for
   * a job no kernel can solve, `CancelledError` after `cancel`, and an error naming the failure when the workers
   * of one job died twice.
   */
  async solve(jobs: readonly FieldJob[], onDone?: (count: number) => void): Promise<Float32Array[]> {
    if (this.#disposed) throw new Error('the worker pool is closed');
    for (const job of jobs) checkFieldJob(job);
    if (jobs.length === 0) return [];
    const task = new SolveTask(jobs, onDone);
    this.#tasks.push(task);
    this.#startWorkers();
    return task.promise;
  }

  /** Stops all work at once: running `solve` calls reject with `CancelledError`; the pool stays usable. */
  cancel(): void {
    const tasks = this.#tasks;
    this.#tasks = [];
    for (const worker of this.#busy) worker.terminate();
    this.#busy.clear();
    for (const task of tasks) task.fail(new CancelledError());
  }

  /** Cancels and ends every worker for good. */
  dispose(): void {
    this.#disposed = true;
    this.cancel();
    for (const worker of this.#idle.splice(0)) worker.terminate();
  }

  #startWorkers(): void {
    while (this.#busy.size < this.#workerCount) {
      const batch = this.#takeBatch();
      if (!batch) return;
      void this.#work(batch);
    }
  }

  #takeBatch(): Batch | undefined {
    this.#tasks = this.#tasks.filter((task) => !task.ended);
    for (const task of this.#tasks) {
      const batch = task.takeBatch(this.#workerCount);
      if (batch) return batch;
    }
    return undefined;
  }

  /** One worker's run: batch after batch until none waits. */
  async #work(first: Batch): Promise<void> {
    const worker = this.#takeWorker(first);
    if (!worker) return;
    for (let batch: Batch | undefined = first; batch; batch = this.#takeBatch()) {
      const { task } = batch;
      try {
        task.complete(batch, await worker.solve(task.jobsOf(batch)));
      } catch (error) {
        if (!(error instanceof WorkerFailure)) task.fail(error);
        else if (batch.attempt < MOST_ATTEMPTS) task.retry(batch);
        else task.fail(new Error(`${error.message}, twice on the same work`));
      }
      if (worker.failed) break;
    }
    this.#busy.delete(worker);
    if (!worker.failed) this.#idle.push(worker);
    this.#startWorkers();
  }

  #takeWorker(batch: Batch): PooledWorker | undefined {
    try {
      let worker = this.#idle.pop();
      while (worker?.failed) worker = this.#idle.pop();
      worker ??= new PooledWorker(this.#spawn());
      this.#busy.add(worker);
      return worker;
    } catch (error) {
      batch.task.fail(error);
      return undefined;
    }
  }
}
