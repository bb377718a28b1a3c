import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { InputError } from '@diku/engine';
import { say } from '@diku/engine/core';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { CommandError, exitStatus, problemError } from '../exit-status.ts';
import { buildNames, joinRoster, listBuilds, thisBuild } from './build-roster.ts';
import {
  connectQueue,
  loadQueues,
  orderKey,
  partKey,
  type QueueAddress,
  queueName,
  retentionS,
  storingWhenRoom,
  unreachable,
} from './connect-queue.ts';
import { jobHash } from './job-hash.ts';
import type { JobEnd, JobOrder, JobRunner } from './job-order.ts';
import { packOrder, unpackPart } from './job-parcel.ts';
import { isCompletePart } from './job-record.ts';
import { runCommunity } from './run-community.ts';

/** How often is asked whether a job has ended. */
const pollMs = 300;
/** Jobs in the queue at a time: enough for many workers, and what the server has to hold. */
const slots = 64;

/** How often is asked which workers are there, seconds. */
const watchS = 2;
/** Workers that are started together with the batch are there by then. */
const sayAfterS = 6;

/** Limits on the time that a batch waits for a worker of its build. */
export interface WorkerWait {
  /** Seconds without one. */
  maxS: number;
  /** Told once that there is none: this build, and those of the workers that are there. */
  tell(buildName: string, others: string): void;
}

/** Lets the workers of a queue run jobs, whatever machine they are on. Jobs are known by their hash, so that none is done twice. */
export class QueueRunner implements JobRunner {
  readonly slots = slots;
  readonly #url: string;
  readonly #redis: Redis;
  readonly #queue: Queue;
  readonly #roster: { close(): Promise<void> };
  readonly #workers: WorkerWait;
  readonly #whenRoom: ReturnType<typeof storingWhenRoom>;
  readonly #watch: NodeJS.Timeout;
  #aloneS = 0;
  #isLooking = false;
  #isTold = false;
  #isClosed = false;

  private constructor(server: QueueAddress, redis: Redis, queue: Queue, workers: WorkerWait) {
    this.#url = server.url;
    this.#whenRoom = storingWhenRoom(server);
    this.#redis = redis;
    this.#queue = queue;
    this.#workers = workers;
    this.#roster = joinRoster(redis, 'batch');
    this.#watch = setInterval(() => void this.#lookForWorkers(), 1000 * watchS).unref();
  }

  /** Statuses as of `connectQueue`. */
  static async open(server: QueueAddress, workers: WorkerWait): Promise<QueueRunner> {
    const { Queue: QueueOf } = await loadQueues();
    const redis = await connectQueue(server);
    const queue = new QueueOf(queueName(), { connection: redis });
    queue.on('error', () => {});
    return new QueueRunner(server, redis, queue, workers);
  }

  async run(order: JobOrder): Promise<JobEnd> {
    let id: string;
    let parcel: Uint8Array;
    try {
      id = jobHash(order.community, order.settings);
      parcel = packOrder(order);
    } catch (error) {
      if (!(error instanceof CommandError || error instanceof InputError)) throw error;
      // What cannot be sent ends here as it would there.
      if (error instanceof InputError) return { kind: 'input', detail: error.message };
      await runCommunity(order);
      return 'done';
    }
    try {
      return await this.#runThere(id, parcel, order);
    } catch (error) {
      if (this.#isClosed) return { kind: 'crash' };
      if (this.#redis.status !== 'ready') throw unreachable(this.#url, (error as Error).message);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#watch);
    await this.#roster.close();
    await this.#queue.close();
    this.#redis.disconnect();
  }

  async #runThere(id: string, parcel: Uint8Array, order: JobOrder): Promise<JobEnd> {
    while (!this.#isClosed) {
      if (this.#aloneS >= this.#workers.maxS) throw await this.#noWorker();
      const state = await this.#queue.getJobState(id);
      // Also where a server that was restarted has forgotten it.
      if (state === 'unknown') await this.#add(id, parcel);
      const end = state === 'completed' || state === 'failed' ? await this.#fetch(id, order) : undefined;
      if (end) return end;
      await sleep(pollMs);
    }
    return { kind: 'crash' };
  }

  /** Counts for how long no worker of this build has been there; others leave the jobs alone. */
  async #lookForWorkers(): Promise<void> {
    if (this.#isLooking || this.#redis.status !== 'ready') return;
    this.#isLooking = true;
    try {
      const workers = await listBuilds(this.#redis, 'worker');
      const { id } = thisBuild();
      const isThere = workers.some((build) => build.id === id);
      this.#aloneS = isThere ? 0 : this.#aloneS + watchS;
      if (isThere) this.#isTold = false;
      if (this.#aloneS < sayAfterS || this.#isTold) return;
      this.#isTold = true;
      this.#workers.tell(buildNames([thisBuild()]), buildNames(workers));
    } catch {
      // What becomes of a lost server is told by the jobs that wait for it.
    } finally {
      this.#isLooking = false;
    }
  }

  async #noWorker(): Promise<CommandError> {
    const others = await listBuilds(this.#redis, 'worker');
    const found = others.length > 0 ? buildNames(others) : say('nothing');
    const buildName = buildNames([thisBuild()]);
    const at = say('queue-workers', { url: this.#url, seconds: this.#workers.maxS });
    return problemError(exitStatus.inputNotFound, {
      at,
      found,
      expected: say('queue-worker-of', { own: buildName }),
    });
  }

  async #add(id: string, parcel: Uint8Array): Promise<void> {
    await this.#whenRoom(() => this.#redis.set(orderKey(id), Buffer.from(parcel), 'EX', retentionS));
    await this.#whenRoom(() => this.#queue.add('garage', {}, { jobId: id }));
  }

  /**
   * Fetches the end of a job, with its files in their part; undefined where they are lost and the job has to
   * be done again.
   */
  async #fetch(id: string, { part, community }: JobOrder): Promise<JobEnd | undefined> {
    const job = await this.#queue.getJob(id);
    const parcel = await this.#redis.getBuffer(partKey(id));
    const end: JobEnd | undefined = job?.failedReason
      ? { kind: 'crash', detail: job.failedReason }
      : (job?.returnvalue as JobEnd | undefined);
    if (end === 'done' && parcel) {
      rmSync(part, { recursive: true, force: true });
      unpackPart(parcel, part);
      if (!isCompletePart(part, community.folder)) {
        await job?.remove();
        await this.#redis.del(orderKey(id), partKey(id));
        return { kind: 'crash', detail: `${community.folder}: its files came damaged` };
      }
    }
    // The part is on the disk.
    await job?.remove();
    await this.#redis.del(orderKey(id), partKey(id));
    return end === 'done' && !parcel ? undefined : end;
  }
}
