import { wrap } from 'comlink/dist/esm/comlink.mjs';
import type { FieldJob, Obstacles } from '../kernel/field-kernel.ts';
import type { WorkerApi, WorkerJob, WorkerRequest } from './worker-api.ts';
import type { SpawnedWorker } from './worker-endpoint.ts';

/** Obstacle sets kept in one worker; the oldest goes first. */
const KEPT_OBSTACLE_SETS = 64;

/** The worker died or was stopped; what it was doing is lost but may be done again. */
export class WorkerFailure extends Error {}

type RemoteApi = {
  [Name in keyof WorkerApi]: (...a: Parameters<WorkerApi[Name]>) => Promise<ReturnType<WorkerApi[Name]>>;
};

let nextObstaclesId = 1;
const obstaclesIds = new WeakMap<Obstacles, number>();

/** One running worker: its channel, what it knows, and whether it still lives. */
export class PooledWorker {
  failed = false;
  readonly #spawned: SpawnedWorker;
  readonly #remote: RemoteApi;
  readonly #failure: Promise<never>;
  #fail: (reason: WorkerFailure) => void = () => {};
  /** Ids of the obstacle sets sent, least recently used first. */
  readonly #knownIds = new Set<number>();

  constructor(spawned: SpawnedWorker) {
    this.#spawned = spawned;
    this.#remote = wrap(spawned.endpoint) as RemoteApi;
    this.#failure = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.#failure.catch(() => {});
    spawned.onFailure?.((reason) => this.#end(`a worker failed: ${describe(reason)}`));
  }

  /** Path loss per job in dB; rejects with `WorkerFailure` when the worker dies, else with what a job threw. */
  solve(jobs: readonly FieldJob[]): Promise<Float32Array[]> {
    return Promise.race([this.#remote.solveJobs(this.#pack(jobs)), this.#failure]);
  }

  terminate(): void {
    this.#end('a worker was stopped');
    this.#spawned.terminate();
  }

  #end(message: string): void {
    this.failed = true;
    this.#fail(new WorkerFailure(message));
  }

  #pack(jobs: readonly FieldJob[]): WorkerRequest {
    const request: WorkerRequest = { obstacles: [], forgottenIds: [], jobs: [] };
    const usedIds = new Set<number>();
    for (const { obstacles, ...job } of jobs) {
      const id = identify(obstacles);
      if (!usedIds.has(id)) {
        usedIds.add(id);
        // Deleting and adding again moves the id to the young end.
        if (!this.#knownIds.delete(id)) request.obstacles.push({ id, obstacles });
        this.#knownIds.add(id);
      }
      const packed: WorkerJob = { ...job, obstaclesId: id };
      request.jobs.push(packed);
    }
    for (const id of this.#knownIds) {
      if (this.#knownIds.size <= KEPT_OBSTACLE_SETS || usedIds.has(id)) break;
      this.#knownIds.delete(id);
      request.forgottenIds.push(id);
    }
    return request;
  }
}

function identify(obstacles: Obstacles): number {
  let id = obstaclesIds.get(obstacles);
  if (id === undefined) {
    id = nextObstaclesId++;
    obstaclesIds.set(obstacles, id);
  }
  return id;
}

function describe(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
