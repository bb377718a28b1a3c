import { setTimeout as sleep } from 'node:timers/promises';
import { type Phrase, phraseText } from '@diku/engine';
import { say } from '@diku/engine/core';
import type { Redis } from 'ioredis';
import { CommandError, exitStatus, problemError, usageError } from '../exit-status.ts';
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
/** A server that is lost for longer is told of: one that starts again is back by then. */
const sayAfterMs = 3000;
/** Longest time that is waited for room in a server's memory, seconds. */
const fullWaitS = 60;
/** Time after which results nobody fetched are deleted, seconds. */
export const retentionS = 7 * 24 * 3600;

export const orderKey = (id: string) => `${queuePrefix}:order:${id}`;
export const partKey = (id: string) => `${queuePrefix}:part:${id}`;

interface QueueLibraries extends Pick<typeof import('bullmq'), 'Queue' | 'Worker' | 'DelayedError'> {
  Redis: typeof Redis;
}

/** The libraries of queues, which are optional; status 64 where they are not installed. */
export async function loadQueues(): Promise<QueueLibraries> {
  try {
    const [bullmq, ioredis] = await Promise.all([import('bullmq'), import('ioredis')]);
    const { Queue, Worker, DelayedError } = bullmq;
    return { Queue, Worker, DelayedError, Redis: ioredis.Redis };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw usageError('redis://', say('queue-no-library'), say('queue-library'));
  }
}

/** The server of a queue as a command is told of it. */
export interface QueueAddress {
  url: string;
  allowRemote: boolean;
  /** Told what becomes of the server while work goes on: that it is lost, back, or full. */
  tell(event: Phrase): void;
}

/**
 * A connection to the Redis server of a queue. Status 64 for an address that is none, or of another machine without being allowed;
 * 66 where no server answers. A server that goes away later is waited for, and told of.
 */
export async function connectQueue({ url, allowRemote, tell }: QueueAddress): Promise<Redis> {
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
  if (answers) {
    tellOfLosses(redis, url, tell);
    return redis;
  }
  redis.disconnect();
  throw unreachable(url, reason);
}

function tellOfLosses(redis: Redis, url: string, tell: QueueAddress['tell']): void {
  let timer: NodeJS.Timeout | undefined;
  let isTold = false;
  redis.on('close', () => {
    timer ??= setTimeout(() => {
      isTold = true;
      tell(say('queue-lost', { url, seconds: maxReconnections }));
    }, sayAfterMs).unref();
  });
  const forget = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  redis.on('end', forget);
  redis.on('ready', () => {
    forget();
    if (isTold) tell(say('queue-back', { url }));
    isTold = false;
  });
}

/**
 * Returns what stores in a server's memory as soon as there is room: results that are fetched make some. The first that has
 * to wait is told of; status 74 where there is none in a minute.
 */
export function storingWhenRoom({
  url,
  tell,
}: Omit<QueueAddress, 'allowRemote'>): <Result>(store: () => Promise<Result>) => Promise<Result> {
  let isTold = false;
  return async (store) => {
    for (let waitedS = 0; ; waitedS++) {
      try {
        return await store();
      } catch (error) {
        if (!/\bOOM\b/.test((error as Error).message)) throw error;
        if (waitedS >= fullWaitS) throw full(url);
      }
      if (!isTold) tell(say('queue-full-waiting', { url, seconds: fullWaitS }));
      isTold = true;
      await sleep(1000);
    }
  };
}

/** Status 74. */
function full(url: string): CommandError {
  return problemError(exitStatus.cannotWrite, {
    at: url,
    found: say('queue-full'),
    expected: say('queue-room'),
  });
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
