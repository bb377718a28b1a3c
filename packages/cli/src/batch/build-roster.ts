import { hostname } from 'node:os';
import type { Redis } from 'ioredis';
import { programVersion, queueHash } from '../program-version.ts';

/** A build of the program: results are its alone, so that only workers of the same one can take a batch's jobs. */
export interface Build {
  id: string;
  version: string;
}

/** Characters of the program's hash that name a build. */
const idLength = 16;
/** Name of the list of those who serve or fill a server's queues, whatever their build. */
const rosterKey = (role: Role) => `diku-builds:${role}`;
export type Role = 'worker' | 'batch';

/** One process in the list. */
export interface Member extends Build {
  /** Unlike all others. */
  process: string;
  /** Jobs that it runs at a time; 0 of a batch. */
  slots: number;
}

const beatMs = 2000;
/** Who has not said for so long that it is there is gone, seconds. */
const aliveS = 10;
/** The roster of a server that nobody uses any more is forgotten. */
const forgottenS = 24 * 3600;

export function thisBuild(): Build {
  return { id: queueHash().slice(0, idLength), version: programVersion };
}

export interface Membership {
  /** Name of this process in the list. */
  process: string;
  close(): Promise<void>;
}

/** Says again and again that this process is there, until it is closed. */
export function joinRoster(redis: Redis, role: Role, slots: number): Membership {
  const name = `${hostname()}-${process.pid}-${Math.random().toString(36).slice(2)}`;
  const member = JSON.stringify({ ...thisBuild(), process: name, slots } satisfies Member);
  const beat = async () => {
    await redis.zadd(rosterKey(role), await serverS(redis), member);
    await redis.expire(rosterKey(role), forgottenS);
  };
  // A server that is away for a while hears it when it is back.
  const quietly = () => void beat().catch(() => {});
  quietly();
  const timer = setInterval(quietly, beatMs).unref();
  return {
    process: name,
    async close() {
      clearInterval(timer);
      if (redis.status === 'ready') await redis.zrem(rosterKey(role), member).catch(() => {});
    },
  };
}

/** Those that are there; ones of older programs do not say what they run at a time. */
export async function listMembers(redis: Redis, role: Role): Promise<Member[]> {
  const members = await redis.zrangebyscore(rosterKey(role), (await serverS(redis)) - aliveS, '+inf');
  return members.map((text) => {
    const { id, version, process: name = '', slots = 1 } = JSON.parse(text) as Build & Partial<Member>;
    return { id, version, process: name, slots };
  });
}

/** `0.4.0 (1f3c…)`, each once. */
export function buildNames(builds: readonly Build[]): string {
  return [...new Set(builds.map(({ id, version }) => `${version} (${id.slice(0, 8)})`))].join(', ');
}

/** Time by the server's clock: those of two machines differ. */
async function serverS(redis: Redis): Promise<number> {
  const [seconds] = await redis.time();
  return Number(seconds);
}
