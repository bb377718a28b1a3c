import { transfer, wrap } from 'comlink/dist/esm/comlink.mjs';
import type { Obstacles } from '../kernel/field-kernel.ts';
import { packJobs } from './packed-jobs.ts';
import type { Remote } from './remote.ts';
import { shareObstacles } from './share-obstacles.ts';
import type { Batch } from './solve-task.ts';
import type { WorkerAnswer, WorkerApi, WorkerRequest } from './worker-api.ts';
import type { SpawnedWorker } from './worker-endpoint.ts';

/** Obstacle sets kept in one worker; the oldest goes first. */
const KEPT_OBSTACLE_SETS = 64;

/** The worker died or was stopped; what it was doing is lost but may be done again. */
export class WorkerFailure extends Error {}

let nextObstaclesId = 1;
/** By the obstacle set; the copy in shared memory is made when a worker first needs it. */
const knownObstacles = new WeakMap<Obstacles, { id: number; shared?: Obstacles }>();

/** One running worker: its channel, what it knows, what it has in hand, and whether it still lives. */
export class PooledWorker {
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
        if (stop) known.shared ??= shareObstacles(obstacles);
        request.obstacles.push({ id, obstacles: (stop && known.shared) ?? obstacles });
      }
      this.#knownIds.add(id);
    }
    for (const id of this.#knownIds) {
      if (this.#knownIds.size <= KEPT_OBSTACLE_SETS || usedIds.has(id)) break;
      this.#knownIds.delete(id);
      request.forgottenIds.push(id);
    }
    if (stop) return request;
    const moved = request.intoDb.flatMap((field) => (field ? [field.buffer] : []));
    return transfer(request, moved);
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
