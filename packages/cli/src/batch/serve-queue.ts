import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Language, type Phrase, phraseText } from '@diku/engine';
import { say } from '@diku/engine/core';
import type { Job, Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { CommandError, exitStatus } from '../exit-status.ts';
import { makeTemporaryFolder } from '../file-owner.ts';
import { type Build, joinRoster, listMembers, type Membership, thisBuild } from './build-roster.ts';
import {
  connectQueue,
  loadQueues,
  type QueueAddress,
  queueName,
  storingWhenRoom,
  unreachable,
} from './connect-queue.ts';
import { jobHash } from './job-hash.ts';
import type { JobEnd, JobRunner } from './job-order.ts';
import { packPart, unpackOrder } from './job-parcel.ts';
import { folderParcels, type ParcelStore, serverParcels } from './parcel-store.ts';
import { isDoubtful, maxFailers, type QueuedJob, WorkerHealth } from './worker-health.ts';

/** A worker that does not say for so long that it still works on a job loses it to another one. */
const lockMs = 5000;
/** How often batches of other builds are looked for. */
const watchMs = 2000;
/** Jobs may change hands so often. */
const maxStalls = 20;
/** A job that goes back is offered again after so long. */
const passOnMs = 300;
/** Minutes of which the server counts what is done. */
const metricsMin = 24 * 60;

export interface QueueServer {
  /** Settles when the server is gone for good, or this worker is put aside: it fails what others do. */
  ended: Promise<never>;
  /** BullMQ's metrics of the queue, as Prometheus reads them. */
  metrics(): Promise<string>;
  /** Gives up what is being done; other workers take it. */
  close(): Promise<void>;
}

/** Told of by a worker. */
export interface WorkerNews {
  /** Batches of other builds, whose jobs are left to their workers. */
  others(builds: readonly Build[]): void;
  /** A job has ended here, or is handed to another worker. */
  ended(job: { id: string; end: JobEnd; seconds: number; isPassedOn: boolean }): void;
}

/** A worker's processes, its folder of parcels, and who is told of it. */
interface Serving extends WorkerNews {
  runner: Pick<JobRunner, 'run' | 'slots' | 'close'>;
  /** Folder of parcels. */
  files?: string;
}

/** Takes the jobs of this build from a queue and runs them, `runner.slots` at a time. Statuses as of `connectQueue`. */
export async function serveQueue(server: QueueAddress, serving: Serving): Promise<QueueServer> {
  const libraries = await loadQueues();
  const redis = await connectQueue(server);
  const { runner, files } = serving;
  const queue = new libraries.Queue(queueName(), { connection: redis });
  queue.on('error', () => {});
  const standing = new WorkerStanding(redis, queue, runner.slots);
  const parcels = {
    server: serverParcels(redis, storingWhenRoom(server)),
    folder: files === undefined ? undefined : folderParcels(files),
  };
  let putAside = (_end: Exclude<JobEnd, 'done'>) => {};
  const ended = new Promise<never>((_, reject) => {
    redis.once('end', () => reject(unreachable(server.url, '')));
    putAside = (end) => reject(asideError(server.url, end));
  });
  ended.catch(() => {});
  const worker = new libraries.Worker<QueuedJob, JobEnd>(queueName(), serve, {
    connection: redis,
    concurrency: runner.slots,
    lockDuration: lockMs,
    stalledInterval: lockMs / 2,
    maxStalledCount: maxStalls,
    metrics: { maxDataPoints: metricsMin },
  });
  worker.on('error', () => {});
  const watch = watchBatches(redis, serving);
  return {
    ended,
    metrics: () => queue.exportPrometheusMetrics(),
    async close() {
      clearInterval(watch);
      await standing.leave();
      await runner.close();
      await worker.close(true);
      await queue.close();
      redis.disconnect();
    },
  };

  async function serve(job: Job<QueuedJob, JobEnd>, token?: string): Promise<JobEnd> {
    const isForOthers = await standing.hasFailed(job.data);
    if (isForOthers) return passOn(job, token);
    const startMs = performance.now();
    const end = await runSent(job, parcels, runner);
    const isPassedOn = isDoubtful(end) && (await standing.canPassOn(job.data));
    const seconds = (performance.now() - startMs) / 1000;
    serving.ended({ id: job.id ?? '', end, seconds, isPassedOn });
    if (!isDoubtful(end)) standing.health.succeeded();
    if (!isPassedOn) return end;
    if (await standing.isUnwell(job, worker)) putAside(end);
    return passOn(job, token);
  }

  /** Gives a job back to the queue, for another worker. */
  async function passOn(job: Job<QueuedJob, JobEnd>, token?: string): Promise<never> {
    await job.moveToDelayed(Date.now() + passOnMs, token);
    throw new libraries.DelayedError();
  }
}

/** Looks for batches of other builds, again and again. */
function watchBatches(redis: Redis, { others }: WorkerNews): NodeJS.Timeout {
  const { id } = thisBuild();
  return setInterval(() => {
    listMembers(redis, 'batch').then(
      (builds) => others(builds.filter((build) => build.id !== id)),
      () => {},
    );
  }, watchMs).unref();
}

/** A worker among those of its build: who else is there to take what it fails. */
class WorkerStanding {
  readonly health: WorkerHealth;
  readonly #redis: Redis;
  readonly #slots: number;
  #membership: Membership;

  constructor(redis: Redis, queue: Queue, slots: number) {
    this.health = new WorkerHealth(queue);
    this.#redis = redis;
    this.#slots = slots;
    this.#membership = joinRoster(redis, 'worker', slots);
  }

  leave(): Promise<void> {
    return this.#membership.close();
  }

  /** Returns whether this worker has failed a job that others have not. */
  async hasFailed({ failedBy = [] }: QueuedJob): Promise<boolean> {
    return failedBy.includes(this.#membership.process) && (await this.#hasOthers(failedBy));
  }

  /** Returns whether a job that fails here has workers left that have not failed it. */
  async canPassOn({ failedBy = [] }: QueuedJob): Promise<boolean> {
    const failers = [...failedBy, this.#membership.process];
    return failers.length < maxFailers && (await this.#hasOthers(failers));
  }

  /** Writes into a job that this worker has failed it; true where it is the worker that is to leave the queue, and has left. */
  async isUnwell(job: Job<QueuedJob>, worker: Pick<Worker, 'pause' | 'resume'>): Promise<boolean> {
    const { failedBy = [] } = job.data;
    await job.updateData({ ...job.data, failedBy: [...failedBy, this.#membership.process] });
    if (failedBy.length > 0 || !(await this.health.failed(job.id ?? ''))) return false;
    await worker.pause(true);
    await this.leave();
    // Two that leave at a time both come back.
    if (await this.#hasOthers([this.#membership.process])) return true;
    this.#membership = joinRoster(this.#redis, 'worker', this.#slots);
    worker.resume();
    return false;
  }

  async #hasOthers(names: readonly string[]): Promise<boolean> {
    const { id } = thisBuild();
    const members = await listMembers(this.#redis, 'worker');
    return members.some((each) => each.id === id && !names.includes(each.process));
  }
}

/** Status 70: another start may find the machine well again. */
function asideError(url: string, { kind, detail = kind, phrase }: Exclude<JobEnd, 'done'>): CommandError {
  const messageIn = (language: Language) => {
    const reason = phrase ? phraseText(phrase, language) : detail;
    return phraseText(say('queue-aside', { url, reason }), language);
  };
  return new CommandError(exitStatus.internal, messageIn('en'), messageIn);
}

/** The files go to where they are fetched before the job counts as done: what was done and not told is found there. */
async function runSent(
  { id = '', data }: Job<QueuedJob>,
  parcels: { server: ParcelStore; folder?: ParcelStore },
  runner: Pick<JobRunner, 'run'>,
): Promise<JobEnd> {
  const failed = (phrase: Phrase): JobEnd => ({ kind: 'internal', phrase });
  let folder: string | undefined;
  try {
    const store = data.inFolder ? parcels.folder : parcels.server;
    if (!store) return failed(say('queue-files-missing'));
    if (await store.has('part', id)) return 'done';
    const parcel = await store.get('order', id);
    if (!parcel) return failed(say('queue-order-missing'));
    folder = makeTemporaryFolder('job');
    const order = unpackOrder(parcel, folder);
    // Queues are of one build; whoever else put it there finds no worker that takes it.
    if (!order || jobHash(order.community, order.settings) !== id) return failed(say('queue-order-other'));
    const part = join(folder, 'part');
    const end = await runner.run({ ...order, part });
    if (end === 'done') await store.put('part', id, packPart(part));
    return end;
  } catch (error) {
    // Who cannot write or read here leaves it to others.
    return { kind: 'internal', detail: error instanceof Error ? error.message : String(error) };
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}
