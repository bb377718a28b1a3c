import { Worker } from 'node:worker_threads';
import { InputError, type Progress, type SaidProblem } from '@diku/engine';
import type { Jobs } from './jobs.ts';
import type { Session } from './session.ts';

export interface JobOrder<Name extends keyof Jobs> {
  name: Name;
  input: Jobs[Name]['input'];
  workerCount: number;
  /** Emergency time limit, seconds from the job's start. */
  limitS?: number;
}

export type JobMessage = { progress: Progress } | { result: unknown } | { problems: readonly SaidProblem[] };

const program = new URL('./job-thread.js', import.meta.url);

/**
 * Runs a job on a thread of its own: searches compute for minutes without a break, and this thread must hear
 * Ctrl+C, remove what was begun, and draw the progress bar. Rejects with what the job threw.
 */
export function runJob<Name extends keyof Jobs>(
  order: JobOrder<Name>,
  session: Session,
): Promise<Jobs[Name]['result']> {
  const thread = new Worker(program, { workerData: order });
  return new Promise<Jobs[Name]['result']>((resolve, reject) => {
    thread.on('message', (message: JobMessage) => {
      if ('progress' in message) session.monitor.report?.(message.progress);
      else if ('result' in message) resolve(message.result as Jobs[Name]['result']);
      else reject(new InputError(message.problems));
    });
    thread.on('error', reject);
    thread.on('exit', (code) => reject(new Error(`the job's thread ended with code ${code}`)));
  }).finally(() => thread.terminate());
}
