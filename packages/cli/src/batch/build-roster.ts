import type { Redis } from 'ioredis';
import { programHash, programVersion } from '../program-version.ts';

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

const beatMs = 2000;
/** Who has not said for so long that it is there is gone, seconds. */
const aliveS = 10;
/** The roster of a server that nobody uses any more is forgotten. */
const forgottenS = 24 * 3600;

export function thisBuild(): Build {
  return { id: programHash().slice(0, idLength), version: programVersion };
}

/** Says again and again that this process is there, until it is closed. */
export function joinRoster(redis: Redis, role: Role): { close(): Promise<void> } {
  const { id, version } = thisBuild();
  const member = JSON.stringify({
    id,
    version,
    process: `${process.pid}-${Math.random().toString(36).slice(2)}`,
  });
  const beat = async () => {
    await redis.zadd(rosterKey(role), await serverS(redis), member);
    await redis.expire(rosterKey(role), forgottenS);
  };
  // A server that is away for a while hears it when it is back.
  const quietly = () => void beat().catch(() => {});
  quietly();
  const timer = setInterval(quietly, beatMs).unref();
  return {
    async close() {
      clearInterval(timer);
      if (redis.status === 'ready') await redis.zrem(rosterKey(role), member).catch(() => {});
    },
  };
}

/** The builds of those that are there, each as often as it is. */
export async function listBuilds(redis: Redis, role: Role): Promise<Build[]> {
  const members = await redis.zrangebyscore(rosterKey(role), (await serverS(redis)) - aliveS, '+inf');
  return members.map((member) => {
    const { id, version } = JSON.parse(member) as Build;
    return { id, version };
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
