import { mkdirSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { InputError } from '@diku/engine';
import { say } from '@diku/engine/core';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { CommandError, exitStatus, problemError } from '../exit-status.ts';
import { orCannotWrite } from '../write-output.ts';
import {
  type Build,
  buildNames,
  joinRoster,
  listMembers,
  type Membership,
  thisBuild,
} from './build-roster.ts';
import {
  connectQueue,
  loadQueues,
  type QueueAddress,
  queueName,
  storingWhenRoom,
  unreachable,
} from './connect-queue.ts';
import { jobHash } from './job-hash.ts';
import type { JobEnd, JobOrder, JobRunner } from './job-order.ts';
import { packOrder, unpackPart } from './job-parcel.ts';
import { isCompletePart } from './job-record.ts';
import { folderParcels, type ParcelStore, serverParcels, sweepParcels } from './parcel-store.ts';
import { runCommunity } from './run-community.ts';
import type { QueuedJob } from './worker-health.ts';

/** How often is asked which jobs have ended. */
const pollMs = 300;
/** How often is asked whether a server that was restarted has forgotten one. */
const forgottenMs = 5000;
/** Jobs in the queue for each that workers run at a time: the next one is there when one ends. */
const slotsPerWorker = 2;
/** The same while no worker is there, and more for those that come. */
const spareSlots = 4;

/** How often is asked which workers are there, seconds. */
const watchS = 2;
/** How often a batch without workers says so, seconds. */
const sayAgainS = 30;

/** Limits on the time that a batch waits for a worker of its build, and who is told what. */
export interface WorkerWait {
  /** Seconds without one. */
  maxS: number;
  /** Told at once that there is none, and again while there is none: this build, those of the workers that are there, seconds waited. */
  tellNone(buildName: string, others: string, waitedS: number): void;
  /** Told how many workers of this build there are when that changes, and jobs that they run at a time. */
  tellWorkers(workers: number, slots: number): void;
}

interface Server extends QueueAddress {
  /** Folder of parcels that the workers see too; default: the server's memory. */
  files?: string;
}

/** Lets the workers of a queue run jobs, whatever machine they are on. Jobs are known by their hash, so that none is done twice. */
export class QueueRunner implements JobRunner {
  onMoreSlots?: () => void;
  #slots = spareSlots;
  readonly #url: string;
  readonly #redis: Redis;
  readonly #queue: Queue<QueuedJob, JobEnd>;
  readonly #roster: Membership;
  readonly #workers: WorkerWait;
  readonly #whenRoom: ReturnType<typeof storingWhenRoom>;
  readonly #parcels: ParcelStore;
  readonly #inFolder: boolean;
  readonly #watch: NodeJS.Timeout;
  readonly #ends: JobEnds;
  #aloneS = 0;
  #workerCount = 0;
  #isLooking = false;
  #isClosed = false;

  private constructor(server: Server, redis: Redis, queue: Queue, workers: WorkerWait) {
    this.#url = server.url;
    this.#whenRoom = storingWhenRoom(server);
    this.#inFolder = server.files !== undefined;
    this.#parcels =
      server.files === undefined ? serverParcels(redis, this.#whenRoom) : folderParcels(server.files);
    this.#redis = redis;
    this.#queue = queue;
    this.#workers = workers;
    this.#ends = new JobEnds(queue);
    this.#roster = joinRoster(redis, 'batch', 0);
    this.#watch = setInterval(() => void this.#lookForWorkers(watchS), 1000 * watchS).unref();
    void this.#lookForWorkers(0);
  }

  /** Statuses as of `connectQueue`; 74 where the folder of parcels cannot be written. */
  static async open(server: Server, workers: WorkerWait): Promise<QueueRunner> {
    const { Queue: QueueOf } = await loadQueues();
    const { files } = server;
    if (files !== undefined) {
      orCannotWrite(files, () => {
        mkdirSync(files, { recursive: true });
        sweepParcels(files);
      });
    }
    const redis = await connectQueue(server);
    const queue = new QueueOf(queueName(), { connection: redis });
    queue.on('error', () => {});
    return new QueueRunner(server, redis, queue, workers);
  }

  get slots(): number {
    return this.#slots;
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
    for (let sinceMs = forgottenMs; !this.#isClosed; sinceMs += pollMs) {
      if (this.#aloneS >= this.#workers.maxS) throw await this.#noWorker();
      // Also where a server that was restarted has forgotten it.
      if (sinceMs >= forgottenMs) {
        sinceMs = 0;
        if ((await this.#queue.getJobState(id)) === 'unknown') await this.#add(id, parcel);
      }
      const end = (await this.#ends.has(id)) ? await this.#fetch(id, order) : undefined;
      if (end) return end;
      // What was lost is asked for at once.
      await sleep(pollMs);
    }
    return { kind: 'crash' };
  }

  /** Counts the workers of this build, and for how long there has been none; others leave the jobs alone. */
  async #lookForWorkers(sinceS: number): Promise<void> {
    if (this.#isLooking || this.#redis.status !== 'ready') return;
    this.#isLooking = true;
    try {
      const workers = await listMembers(this.#redis, 'worker');
      const { id } = thisBuild();
      const ours = workers.filter((build) => build.id === id);
      const slots = ours.reduce((sum, each) => sum + each.slots, 0);
      if (ours.length === 0) this.#tellNone(sinceS, workers);
      else if (ours.length !== this.#workerCount) this.#workers.tellWorkers(ours.length, slots);
      this.#workerCount = ours.length;
      if (ours.length > 0) this.#aloneS = 0;
      this.#slots = slotsPerWorker * slots + spareSlots;
      this.onMoreSlots?.();
    } catch {
      // What becomes of a lost server is told by the jobs that wait for it.
    } finally {
      this.#isLooking = false;
    }
  }

  #tellNone(sinceS: number, workers: readonly Build[]): void {
    const isDue = this.#aloneS === 0 || this.#aloneS % sayAgainS < sinceS;
    if (isDue) this.#workers.tellNone(buildNames([thisBuild()]), buildNames(workers), this.#aloneS);
    this.#aloneS += Math.max(sinceS, 1);
  }

  async #noWorker(): Promise<CommandError> {
    const others = await listMembers(this.#redis, 'worker');
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
    await this.#parcels.put('order', id, parcel);
    const data: QueuedJob = { inFolder: this.#inFolder };
    await this.#whenRoom(() => this.#queue.add('garage', data, { jobId: id }));
  }

  /**
   * Fetches the end of a job, with its files in their part; undefined where they are lost and the job has to
   * be done again.
   */
  async #fetch(id: string, { part, community }: JobOrder): Promise<JobEnd | undefined> {
    const job = await this.#queue.getJob(id);
    const parcel = await this.#parcels.get('part', id);
    const end: JobEnd | undefined = job?.failedReason
      ? { kind: 'crash', detail: job.failedReason }
      : (job?.returnvalue as JobEnd | undefined);
    let fetched = end;
    if (end === 'done' && parcel) {
      rmSync(part, { recursive: true, force: true });
      unpackPart(parcel, part);
      if (!isCompletePart(part, community.folder))
        fetched = { kind: 'crash', phrase: say('queue-part-damaged', { folder: community.folder }) };
    }
    // The part is on the disk.
    await job?.remove();
    await this.#parcels.remove(id);
    this.#ends.forget(id);
    return end === 'done' && !parcel ? undefined : fetched;
  }
}

/** Jobs of a queue that have ended, asked for once for all that wait. */
class JobEnds {
  readonly #queue: Pick<Queue, 'getRanges'>;
  #ended = new Set<string>();
  #asking: Promise<void> | undefined;
  #askedMs = Number.NEGATIVE_INFINITY;

  constructor(queue: Pick<Queue, 'getRanges'>) {
    this.#queue = queue;
  }

  async has(id: string): Promise<boolean> {
    if (!this.#ended.has(id) && performance.now() - this.#askedMs >= pollMs / 2) {
      this.#asking ??= this.#ask().finally(() => {
        this.#asking = undefined;
      });
      await this.#asking;
    }
    return this.#ended.has(id);
  }

  forget(id: string): void {
    this.#ended.delete(id);
  }

  async #ask(): Promise<void> {
    this.#ended = new Set(await this.#queue.getRanges(['completed', 'failed']));
    this.#askedMs = performance.now();
  }
}
