import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { guardDescriptor, mebibyte } from './batch/worker-messages.ts';

/**
 * A thread that watches its process, since the thread that computes looks up from its work only when a job is done: ends the
 * process where it has more memory than it may, and where the process that gives it jobs is gone.
 */
const { memoryMb, parentPid } = workerData as { memoryMb: number; parentPid: number };

setInterval(() => {
  const usedMb = process.memoryUsage.rss() / mebibyte;
  if (usedMb > memoryMb) writeSync(guardDescriptor, 'memory\n');
  if (usedMb > memoryMb || process.ppid !== parentPid) process.kill(process.pid, 'SIGKILL');
}, 100);
