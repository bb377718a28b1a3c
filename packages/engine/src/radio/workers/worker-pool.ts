import { transfer, wrap } from 'comlink/dist/esm/comlink.mjs';
import { CancelledError, InputError } from '../../core/index.ts';
import type { FieldJob, FieldSolver, Obstacles } from '../kernel/field-kernel.ts';
import { packJobs } from './packed-jobs.ts';
import { checkSolve } from './plain-solver.ts';
import { RecycledFields } from './recycled-fields.ts';
import { type Batch, SolveTask } from './solve-task.ts';
import type { WorkerAnswer, WorkerApi, WorkerRequest } from './worker-api.ts';
import type { SpawnedWorker } from './worker-endpoint.ts';

/** Interface of another thread, as it is called from here: every answer is a promise. */
export type Remote<Api> = {
  [Name in keyof Api]: Api[Name] extends (...stated: infer Said) => infer Answer
    ? (...stated: Said) => Promise<Awaited<Answer>>
    : never;
};

/** Obstacle sets cached in one worker; the oldest goes first. */
const CACHED_OBSTACLE_SETS = 64;

let nextObstaclesId = 1;

/** Copies by the obstacle set; the copy in shared memory is made when a worker first needs it. */
const knownObstacles = new WeakMap<Obstacles, { id: number; shared?: Obstacles }>();

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

export const maxWorkers = 256;
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
  /** The batch that a worker was computing when an earlier cancel asked it to stop. */
  readonly #stopping = new WeakMap<PooledWorker, Batch>();
  #tasks: SolveTask[] = [];
  #disposed = false;

  constructor({ spawn, workerCount, sharedMemory = false }: WorkerPoolOptions) {
    if (!Number.isInteger(workerCount) || workerCount < 1 || workerCount > maxWorkers) {
      const expected = `an integer from 1 to ${maxWorkers}`;
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
    const maxInHand = this.#sharedMemory ? SHARED_BATCHES_IN_HAND : BATCHES_IN_HAND;
    for (;;) {
      const idlest = this.#idlestWorker();
      if (!this.#startsFor(idlest) && (idlest as PooledWorker).batches.length >= maxInHand) return;
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

  /** Returns whether a new worker rather than this one is to have a batch. */
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

function identify(obstacles: Obstacles): { id: number; shared?: Obstacles } {
  let known = knownObstacles.get(obstacles);
  if (known === undefined) {
    known = { id: nextObstaclesId++ };
    knownObstacles.set(obstacles, known);
  }
  return known;
}

function describe(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}

/** The same obstacles in shared memory, every array of them: sending them to a worker copies nothing. */
function toSharedObstacles(obstacles: Obstacles): Obstacles {
  return toShared(obstacles) as Obstacles;
}

function toShared(value: unknown): unknown {
  if (value instanceof Int32Array) return toSharedArray(value);
  if (Array.isArray(value)) return value.map(toShared);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toShared(member)]));
}

function toSharedArray(values: Int32Array): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

/** The worker died or was stopped; what it was doing is lost but may be done again. */
class WorkerFailure extends Error {}

/** One running worker: its channel, what it knows, what it has in hand, and whether it still lives. */
class PooledWorker {
  failed = false;
  /** Batches it was given and has not answered, the one it works on first. */
  readonly batches: Batch[] = [];
  readonly #spawned: SpawnedWorker;
  readonly #remote: Remote<WorkerApi>;
  /** Rejects the calls that wait for an answer. A race with one promise of failure would keep every answer alive. */
  readonly #rejectors = new Set<(reason: WorkerFailure) => void>();
  /** Ids of the obstacle sets sent, least recently used first. */
  readonly #knownIds = new Set<number>();

  constructor(spawned: SpawnedWorker) {
    this.#spawned = spawned;
    this.#remote = wrap(spawned.endpoint) as Remote<WorkerApi>;
    spawned.onFailure?.((reason) => this.#end(`a worker failed: ${describe(reason)}`));
  }

  /** Rejects with `WorkerFailure` when the worker dies (its batches stay listed), else with what a job threw. */
  async solve(batch: Batch, part: number): Promise<WorkerAnswer> {
    this.batches.push(batch);
    let request: WorkerRequest | undefined;
    try {
      request = this.#pack(batch, part);
      return await this.#answer(request);
    } catch (error) {
      // Perhaps the request never arrived.
      for (const { id } of request?.obstacles ?? []) this.#knownIds.delete(id);
      throw error;
    } finally {
      if (!this.failed) this.batches.splice(this.batches.indexOf(batch), 1);
    }
  }

  terminate(): void {
    this.#end('a worker was stopped');
  }

  #answer(request: WorkerRequest): Promise<WorkerAnswer> {
    return new Promise((resolve, reject) => {
      this.#rejectors.add(reject);
      void this.#remote
        .solveJobs(request)
        .then(resolve, reject)
        .finally(() => this.#rejectors.delete(reject));
    });
  }

  #end(message: string): void {
    if (this.failed) return;
    this.failed = true;
    for (const reject of this.#rejectors) reject(new WorkerFailure(message));
    this.#rejectors.clear();
    // One that reported an error may still run.
    this.#spawned.terminate();
  }

  #pack(batch: Batch, part: number): WorkerRequest {
    const { next, task } = batch;
    const { stop, jobs } = task;
    // Several workers that share out a batch are told the same: the sooner the last one hears of it, the better.
    const packed = batch.packed ?? {
      jobs: packJobs(batch.tiles, jobs, ({ obstacles }) => identify(obstacles).id),
      intoDb: task.targets(batch),
    };
    if (stop) batch.packed = packed;
    const request: WorkerRequest = { obstacles: [], forgottenIds: [], ...packed, next, part, stop };
    const usedIds = new Set<number>();
    for (const { jobIndex } of batch.tiles) {
      const { obstacles } = jobs[jobIndex];
      const known = identify(obstacles);
      const { id } = known;
      if (usedIds.has(id)) continue;
      usedIds.add(id);
      // Deleting and adding again moves the id to the young end.
      if (!this.#knownIds.delete(id)) {
        if (stop) known.shared ??= toSharedObstacles(obstacles);
        request.obstacles.push({ id, obstacles: (stop && known.shared) ?? obstacles });
      }
      this.#knownIds.add(id);
    }
    for (const id of this.#knownIds) {
      if (this.#knownIds.size <= CACHED_OBSTACLE_SETS || usedIds.has(id)) break;
      this.#knownIds.delete(id);
      request.forgottenIds.push(id);
    }
    if (stop) return request;
    const moved = request.intoDb.flatMap((field) => (field ? [field.buffer] : []));
    return transfer(request, moved);
  }
}
