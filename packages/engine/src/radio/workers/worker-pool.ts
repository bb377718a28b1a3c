import { CancelledError, InputError } from '../../core/index.ts';
import type { FieldJob, FieldSolver } from '../kernel/field-kernel.ts';
import { checkSolve } from './check-solve.ts';
import { PooledWorker, WorkerFailure } from './pooled-worker.ts';
import { RecycledFields } from './recycled-fields.ts';
import { type Batch, SolveTask } from './solve-task.ts';
import type { SpawnedWorker } from './worker-endpoint.ts';

export interface WorkerPoolOptions {
  /** Starts a worker that calls `serveWorker`; the pool itself knows no platform. */
  spawn: () => SpawnedWorker;
  /** 1 to 256; workers start when there is work for them. */
  workerCount: number;
  /**
   * Workers may share memory with this thread (Node: always; a browser: `crossOriginIsolated`). Fields are then
   * written where the caller reads them and obstacles are stored once. Default: false, arrays move between threads. The same bytes either way; shared fields are views of a SharedArrayBuffer,
   * which WebGL uploads, `TextDecoder` and transfer lists do not take.
   */
  sharedMemory?: boolean;
}

const MOST_WORKERS = 256;
/** Two wait in the worker's own queue: where every processor is busy, this thread is late with the next. */
const BATCHES_IN_HAND = 3;
/** Shared ones are long enough for one to wait. */
const SHARED_BATCHES_IN_HAND = 2;

/**
 * Solves field jobs on several threads: fields come back in the order of the jobs, the same bytes for any worker
 * count. Large jobs are solved in parts. A worker that dies is replaced. The obstacle set of a job is sent once per
 * worker, so it must not change.
 */
export class WorkerPool implements FieldSolver {
  readonly #spawn: () => SpawnedWorker;
  readonly #workerCount: number;
  readonly #sharedMemory: boolean;
  readonly #recycled: RecycledFields;
  #workers: PooledWorker[] = [];
  /** What a worker was at when an earlier cancel asked it to stop. */
  readonly #stopping = new WeakMap<PooledWorker, Batch>();
  #tasks: SolveTask[] = [];
  #disposed = false;

  constructor({ spawn, workerCount, sharedMemory = false }: WorkerPoolOptions) {
    if (!Number.isInteger(workerCount) || workerCount < 1 || workerCount > MOST_WORKERS) {
      const expected = `an integer from 1 to ${MOST_WORKERS}`;
      throw new InputError([{ at: 'workerCount', found: String(workerCount), expected }]);
    }
    this.#spawn = spawn;
    this.#workerCount = workerCount;
    this.#sharedMemory = sharedMemory;
    this.#recycled = new RecycledFields({ sharedMemory });
  }

  /**
   * Path loss in dB per job, [rows, columns] each. `onDone` hears how many are done. Rejects with `InputError` for
   * a job no kernel can solve and for fields of together more than 2 GiB, `CancelledError` after `cancel`, and an
   * error naming the failure when the workers of one job died twice.
   */
  async solve(jobs: readonly FieldJob[], onDone?: (count: number) => void): Promise<Float32Array[]> {
    if (this.#disposed) throw new Error('the worker pool is closed');
    checkSolve(jobs);
    if (jobs.length === 0) return [];
    const task = new SolveTask(jobs, {
      sharedMemory: this.#sharedMemory,
      recycled: this.#recycled,
      onDone,
    });
    this.#tasks.push(task);
    this.#handOut();
    return task.promise;
  }

  /** Takes fields back: the caller holds no view of them any more, and later ones may lie in their memory. */
  release(fieldsDb: readonly Float32Array[]): void {
    if (this.#disposed) return;
    for (const fieldDb of fieldsDb) this.#recycled.put(fieldDb);
  }

  /**
   * Stops all work: running `solve` calls reject at once with `CancelledError`; the pool stays usable, and its workers
   * warm: they finish what they have in hand, one tile with shared memory, else three batches of at most some 5 ms. One that has
   * not done so by the next cancel is ended.
   */
  cancel(): void {
    const tasks = this.#tasks;
    this.#tasks = [];
    for (const task of tasks) task.fail(new CancelledError());
    for (const worker of this.#workers) {
      const [batch] = worker.batches;
      if (!batch) continue;
      if (this.#stopping.get(worker) === batch) worker.terminate();
      else this.#stopping.set(worker, batch);
    }
  }

  /** Cancels and ends every worker for good. */
  dispose(): void {
    this.#disposed = true;
    this.#recycled.clear();
    this.cancel();
    for (const worker of this.#workers.splice(0)) worker.terminate();
  }

  /** Gives waiting batches to workers, starting them as needed. */
  #handOut(): void {
    this.#workers = this.#workers.filter((worker) => !worker.failed);
    const mostInHand = this.#sharedMemory ? SHARED_BATCHES_IN_HAND : BATCHES_IN_HAND;
    for (;;) {
      const idlest = this.#idlestWorker();
      if (!this.#startsFor(idlest) && (idlest as PooledWorker).batches.length >= mostInHand) return;
      const batch = this.#takeBatch();
      if (!batch) return;
      const workers = this.#chooseWorkers(batch);
      batch.holders = workers.length;
      for (const [part, worker] of workers.entries()) void this.#work(worker, batch, part);
    }
  }

  /** One worker; with shared memory as many as there are tiles for, the idlest first. */
  #chooseWorkers(batch: Batch): PooledWorker[] {
    const count = batch.next ? Math.min(this.#workerCount, batch.tiles.length) : 1;
    const chosen: PooledWorker[] = [];
    while (chosen.length < count) {
      const idlest = this.#idlestWorker(chosen);
      const worker = this.#startsFor(idlest) ? this.#startWorker(batch) : idlest;
      if (!worker) return [];
      chosen.push(worker);
    }
    return chosen;
  }

  #idlestWorker(butFor: readonly PooledWorker[] = []): PooledWorker | undefined {
    let best: PooledWorker | undefined;
    for (const worker of this.#workers) {
      if (butFor.includes(worker)) continue;
      if (!best || worker.batches.length < best.batches.length) best = worker;
    }
    return best;
  }

  /** Whether a new worker rather than this one is to have a batch. */
  #startsFor(idlest: PooledWorker | undefined): boolean {
    return this.#workers.length < this.#workerCount && idlest?.batches.length !== 0;
  }

  #takeBatch(): Batch | undefined {
    this.#tasks = this.#tasks.filter((task) => !task.ended);
    for (const task of this.#tasks) {
      const batch = task.takeBatch(this.#workerCount);
      if (batch) return batch;
    }
    return undefined;
  }

  async #work(worker: PooledWorker, batch: Batch, part: number): Promise<void> {
    const { task } = batch;
    try {
      const answer = await worker.solve(batch, part);
      if (answer.problems) task.fail(new InputError(answer.problems));
      else task.complete(batch, answer);
    } catch (error) {
      if (!(error instanceof WorkerFailure)) task.fail(error);
      // What waited behind the batch at hand did not kill the worker.
      else if (worker.batches[0] === batch) batch.failure = error;
    }
    task.leave(batch);
    this.#handOut();
  }

  #startWorker({ task }: Batch): PooledWorker | undefined {
    try {
      const worker = new PooledWorker(this.#spawn());
      this.#workers.push(worker);
      return worker;
    } catch (error) {
      task.fail(error);
      return undefined;
    }
  }
}
