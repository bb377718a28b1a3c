import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Who writes to a store. The lock is the operating system's and ends with its process; this only says whose it is. */
interface Holder {
  pid: number;
  host: string;
  command: string;
  since: string;
}

/** Says beside the store that this process holds it. */
export function noteHolder(storePath: string, command: string): void {
  const holder: Holder = { pid: process.pid, host: hostname(), command, since: new Date().toISOString() };
  try {
    writeFileSync(holderPath(storePath), `${JSON.stringify(holder)}\n`);
  } catch {
    // It is for people; the lock holds without it.
  }
}

export function forgetHolder(storePath: string): void {
  rmSync(holderPath(storePath), { force: true });
}

/** The process that holds a store that is locked; undefined where it did not say. */
export function readHolder(storePath: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(holderPath(storePath), 'utf8')) as Holder;
    // One that was killed left its note; the lock is somebody else's.
    if (holder.host === hostname() && !isAlive(holder.pid)) return undefined;
    return holder;
  } catch {
    return undefined;
  }
}

function holderPath(storePath: string): string {
  return join(dirname(storePath), `.${basename(storePath)}.holder`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
