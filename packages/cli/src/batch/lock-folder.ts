import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { say } from '@diku/engine/core';
import { cannotWrite } from '../write-output.ts';

const lockName = '.lock';

/**
 * Takes a folder for this process and returns how to give it back. Status 74 where a process that still runs, or one of another
 * machine, has it; what a process of this machine left behind is taken over.
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, lockName);
  for (let attempt = 0; ; attempt += 1) {
    try {
      writeFileSync(file, `${process.pid} ${hostname()}\n`, { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const [pid = '', host = ''] = readFileSync(file, 'utf8').trim().split(' ');
      if (attempt > 0 || host !== hostname() || isRunning(Number(pid))) {
        throw cannotWrite(folder, say('batch-locked', { pid, host, file }));
      }
      rmSync(file, { force: true });
    }
  }
}

/** Returns whether a process of this machine runs. */
export function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
