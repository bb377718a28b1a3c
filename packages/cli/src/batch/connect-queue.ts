import { phraseText } from '@diku/engine';
import { say } from '@diku/engine/core';
import type { Redis } from 'ioredis';
import { CommandError, exitStatus, usageError } from '../exit-status.ts';
import { thisBuild } from './build-roster.ts';

const queuePrefix = 'diku-batch';
/**
 * The queue belongs to this build alone: a worker of another one does not even see the jobs that it could not compute
 * alike.
 */
export const queueName = () => `${queuePrefix}-${thisBuild().id}`;
/** A lost server counts as gone after so many tries, a second apart. */
const maxReconnections = 120;
/** A server that has not answered by then is taken for none. */
const answerMs = 5000;
/** Time after which results nobody fetched are deleted, seconds. */
export const retentionS = 7 * 24 * 3600;

export const orderKey = (id: string) => `${queuePrefix}:order:${id}`;
export const partKey = (id: string) => `${queuePrefix}:part:${id}`;

interface QueueLibraries extends Pick<typeof import('bullmq'), 'Queue' | 'Worker'> {
  Redis: typeof Redis;
}

/** The libraries of queues, which are optional; status 64 where they are not installed. */
export async function loadQueues(): Promise<QueueLibraries> {
  try {
    const [bullmq, ioredis] = await Promise.all([import('bullmq'), import('ioredis')]);
    const { Queue, Worker } = bullmq;
    return { Queue, Worker, Redis: ioredis.Redis };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw usageError('redis://', say('queue-no-library'), say('queue-library'));
  }
}

/**
 * A connection to the Redis server of a queue. Status 64 for an address that is none, or of another machine without being allowed;
 * 66 where no server answers. A server that goes away later is waited for.
 */
export async function connectQueue(url: string, allowRemote: boolean): Promise<Redis> {
  const { hostname, protocol } = parseUrl(url);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (!/^rediss?:$/.test(protocol)) throw usageError(url, protocol || url, say('queue-address'));
  if (!isHere && !allowRemote) throw usageError(url, hostname, say('queue-remote'));
  const { Redis: RedisOf } = await loadQueues();
  const redis = new RedisOf(url, {
    lazyConnect: true,
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (times > maxReconnections ? null : Math.min(1000, 100 * times)),
    reconnectOnError: (error) => /LOADING/.test(error.message),
  });
  let reason = '';
  // What becomes of a connection that is lost later is told by the commands that wait for it.
  redis.on('error', (error: Error) => {
    reason = error.message;
  });
  const answers = await Promise.race([
    redis.connect().then(
      () => true,
      () => false,
    ),
    new Promise<false>((resolve) => redis.once('error', () => resolve(false))),
    new Promise<false>((resolve) => setTimeout(resolve, answerMs, false).unref()),
  ]);
  if (answers) return redis;
  redis.disconnect();
  throw unreachable(url, reason);
}

/** Status 66. */
export function unreachable(url: string, reason: string): CommandError {
  const phrase = say('queue-unreachable', { url, reason });
  return new CommandError(exitStatus.inputNotFound, phraseText(phrase, 'en'), (language) =>
    phraseText(phrase, language),
  );
}

function parseUrl(url: string): { hostname: string; protocol: string } {
  try {
    return new URL(url);
  } catch {
    return { hostname: '', protocol: '' };
  }
}
