import { wrap } from 'comlink/dist/esm/comlink.mjs';
import { CancelledError, InputError } from '../../core/index.ts';
import type { EnergyJob, EnergySolver } from '../rays/energy-field.ts';
import { createEnergyTracer, type EnergyTally, type EnergyTracer } from '../rays/trace-energy.ts';
import type { RayRequest, RayWorkerApi } from './ray-worker-api.ts';
import type { SpawnedWorker } from './worker-endpoint.ts';
import { maxWorkers, type Remote } from './worker-pool.ts';

export interface RayPoolOptions {
  /** Starts a worker that calls `serveRayWorker`; the pool itself knows no platform. */
  spawn: () => SpawnedWorker;
  /** 1 to 256; workers start when there is work for them. */
  workerCount: number;
}

/** A batch whose worker died is tried once more. */
const maxTries = 2;

/**
 * Traces batches of energy rays on several threads: tallies in the order of the jobs, the same bytes for any worker
 * count. A worker that dies is replaced. A scene is sent to each worker once in a row, so it must not change.
 */
export class RayPool implements EnergySolver {
  readonly #options: RayPoolOptions;
  readonly #idle: RayWorker[] = [];
  readonly #busy = new Set<RayWorker>();
  #stop: ((reason: unknown) => void) | undefined;
  #disposed = false;

  constructor(options: RayPoolOptions) {
    const { workerCount } = options;
    if (!Number.isInteger(workerCount) || workerCount < 1 || workerCount > maxWorkers) {
      const expected = `an integer from 1 to ${maxWorkers}`;
      throw new InputError([{ at: 'workerCount', found: String(workerCount), expected }]);
    }
    this.#options = options;
  }

  /**
   * Tallies of the jobs; `onDone` hears how many are done, and what it throws ends the work. Rejects with
   * `CancelledError` after `cancel`, and with an error naming the failure when two workers died of one batch. One call at a time.
   */
  async solve(jobs: readonly EnergyJob[], onDone?: (count: number) => void): Promise<EnergyTally[]> {
    if (this.#disposed) throw new Error('the ray pool is closed');
    if (this.#stop) throw new Error('the ray pool is at work');
    const tallies: EnergyTally[] = new Array(jobs.length);
    let next = 0;
    let done = 0;
    let ended = false;
    const stopped = new Promise<never>((_, reject) => {
      this.#stop = reject;
    });
    const work = async () => {
      while (!ended && next < jobs.length) {
        const index = next;
        next += 1;
        tallies[index] = await this.#trace(jobs[index]);
        if (ended) return;
        done += 1;
        onDone?.(done);
      }
    };
    const workers = Array.from({ length: Math.min(this.#options.workerCount, jobs.length) }, work);
    try {
      await Promise.race([Promise.all(workers), stopped]);
      return tallies;
    } finally {
      ended = true;
      this.#stop = undefined;
      // Those that are still at it are at nothing that anybody wants.
      for (const worker of this.#busy) worker.end('a worker was stopped');
    }
  }

  /** Stops all work at once: a running `solve` rejects with `CancelledError`; the pool stays usable. */
  cancel(): void {
    this.#stop?.(new CancelledError());
  }

  /** Cancels and ends every worker for good. */
  dispose(): void {
    this.#disposed = true;
    this.cancel();
    for (const worker of this.#idle.splice(0)) worker.end('a worker was stopped');
  }

  async #trace(job: EnergyJob): Promise<EnergyTally> {
    for (let attempt = 1; ; attempt += 1) {
      const worker = this.#idle.pop() ?? new RayWorker(this.#options.spawn());
      this.#busy.add(worker);
      try {
        return await worker.trace(job);
      } catch (error) {
        if (!worker.failed || attempt === maxTries) throw error;
      } finally {
        this.#busy.delete(worker);
        if (!worker.failed && !this.#disposed) this.#idle.push(worker);
      }
    }
  }
}

let nextSiteId = 1;
const siteIds = new WeakMap<EnergyJob['scene'], { grid: EnergyJob['grid']; id: number }>();

/** The number of a scene with a grid, both known by their objects. */
function siteId({ scene, grid }: EnergyJob): number {
  const known = siteIds.get(scene);
  if (known?.grid === grid) return known.id;
  const id = nextSiteId;
  nextSiteId += 1;
  siteIds.set(scene, { grid, id });
  return id;
}

/** One running worker: its channel, the scene it holds, and whether it still lives. */
class RayWorker {
  failed = false;
  readonly #spawned: SpawnedWorker;
  readonly #remote: Remote<RayWorkerApi>;
  #siteId = 0;
  #reject: (reason: Error) => void = () => {};

  constructor(spawned: SpawnedWorker) {
    this.#spawned = spawned;
    this.#remote = wrap(spawned.endpoint) as Remote<RayWorkerApi>;
    spawned.onFailure?.((reason) => {
      this.end(`a worker failed: ${reason instanceof Error ? reason.message : String(reason)}`);
    });
  }

  /** One batch at a time. */
  trace(job: EnergyJob): Promise<EnergyTally> {
    const id = siteId(job);
    const { scene, grid, batch } = job;
    const request: RayRequest = { id, batch, ...(id === this.#siteId ? {} : { site: { scene, grid } }) };
    this.#siteId = id;
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      this.#remote.traceBatch(request).then(resolve, reject);
    });
  }

  end(message: string): void {
    if (this.failed) return;
    this.failed = true;
    this.#spawned.terminate();
    this.#reject(new Error(message));
  }
}

/**
 * Traces on the calling thread, one batch after the other.
 * @param pause awaited before each batch, so that the thread hears messages; when it rejects, `solve` rejects with that
 */
export function createPlainRaySolver(pause?: () => Promise<void>): EnergySolver {
  let known: { job: EnergyJob; tracer: EnergyTracer } | undefined;
  return {
    async solve(jobs, onDone) {
      const tallies: EnergyTally[] = [];
      for (const job of jobs) {
        await pause?.();
        if (known?.job.scene !== job.scene || known.job.grid !== job.grid) {
          known = { job, tracer: createEnergyTracer(job.scene, job.grid) };
        }
        tallies.push(known.tracer.trace(job.batch));
        onDone?.(tallies.length);
      }
      return tallies;
    },
  };
}
