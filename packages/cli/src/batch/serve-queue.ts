import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../file-owner.ts';
import { type Build, joinRoster, listBuilds, thisBuild } from './build-roster.ts';
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
import type { JobEnd } from './job-order.ts';
import { packPart, unpackOrder } from './job-parcel.ts';
import type { ProcessRunner } from './process-runner.ts';

/** A worker that does not say for so long that it still works on a job loses it to another one. */
const lockMs = 5000;
/** How often batches of other builds are looked for. */
const watchMs = 2000;
/** Jobs may change hands so often. */
const maxStalls = 20;

export interface QueueServer {
  /** Settles when the server is gone for good. */
  ended: Promise<never>;
  /** Gives up what is being done; other workers take it. */
  close(): Promise<void>;
}

/**
 * Takes the jobs of this build from a queue and runs them, `runner.slots` at a time. Statuses as of `connectQueue`.
 * @param tellOthers told of batches of other builds, whose jobs are left to their workers
 */
export async function serveQueue(
  server: QueueAddress,
  runner: ProcessRunner,
  tellOthers: (builds: readonly Build[]) => void,
): Promise<QueueServer> {
  const { Worker } = await loadQueues();
  const redis = await connectQueue(server);
  const whenRoom = storingWhenRoom(server);
  const worker = new Worker(queueName(), ({ id = '' }) => runSent(id), {
    connection: redis,
    concurrency: runner.slots,
    lockDuration: lockMs,
    stalledInterval: lockMs / 2,
    maxStalledCount: maxStalls,
  });
  worker.on('error', () => {});
  const roster = joinRoster(redis, 'worker');
  const watch = setInterval(() => {
    const { id } = thisBuild();
    listBuilds(redis, 'batch').then(
      (builds) => tellOthers(builds.filter((build) => build.id !== id)),
      () => {},
    );
  }, watchMs).unref();
  const ended = new Promise<never>((_, reject) => {
    redis.once('end', () => reject(unreachable(server.url, '')));
  });
  return {
    ended,
    async close() {
      clearInterval(watch);
      await roster.close();
      await runner.close();
      await worker.close(true);
      redis.disconnect();
    },
  };

  /** The files go to the server before the job counts as done: what was done and not told is found there. */
  async function runSent(id: string): Promise<JobEnd> {
    if ((await redis.exists(partKey(id))) === 1) return 'done';
    const parcel = await redis.getBuffer(orderKey(id));
    if (!parcel) throw new Error('its order is gone from the queue');
    const folder = makeTemporaryFolder('job');
    try {
      const order = unpackOrder(parcel, folder);
      // Queues are of one build; whoever else put it there finds no worker that takes it.
      if (!order) throw new Error('the job is of another build');
      const part = join(folder, 'part');
      const end = await runner.run({ ...order, part });
      if (end === 'done') {
        await whenRoom(() => redis.set(partKey(id), Buffer.from(packPart(part)), 'EX', retentionS));
      }
      return end;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
