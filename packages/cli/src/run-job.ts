import { Worker } from 'node:worker_threads';
import { CancelledError, InputError, type Progress, type SaidProblem } from '@diku/engine';
import { endingEarly } from './interrupts.ts';
import type { Jobs } from './jobs.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

export interface JobOrder<Name extends keyof Jobs> {
  name: Name;
  input: Jobs[Name]['input'];
  workerCount: number;
  /** Emergency time limit, seconds from the job's start. */
  limitS?: number;
}

/** What a job's thread is started with. */
export interface JobStart extends JobOrder<keyof Jobs> {
  /** [0] becomes 1 once the job should end with what it has. */
  cancelled: Int32Array;
}

export type JobMessage =
  | { progress: Progress }
  | { result: unknown }
  | { problems: readonly SaidProblem[] }
  /** It was to end early, and had nothing yet. */
  | { cancelled: true };

/** Jobs that have something to show for it when they are interrupted. */
const endEarly: ReadonlySet<keyof Jobs> = new Set(['plan', 'place'] as const);

const program = new URL('./job-thread.js', import.meta.url);

/**
 * Runs a job on a thread of its own: searches compute for minutes without a break, and this thread must hear
 * Ctrl+C, remove what was begun, and draw the progress bar. Rejects with what the job threw. Jobs that place antennas end with
 * the best plan so far where they are interrupted.
 */
export function runJob<Name extends keyof Jobs>(
  order: JobOrder<Name>,
  session: Session,
): Promise<Jobs[Name]['result']> {
  const cancelled = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const thread = new Worker(program, { workerData: { ...order, cancelled } satisfies JobStart });
  const result = () =>
    new Promise<Jobs[Name]['result']>((resolve, reject) => {
      thread.on('message', (message: JobMessage) => {
        if ('progress' in message) session.monitor.report?.(message.progress);
        else if ('result' in message) resolve(message.result as Jobs[Name]['result']);
        else if ('problems' in message) reject(new InputError(message.problems));
        else reject(new CancelledError());
      });
      thread.on('error', reject);
      thread.on('exit', (code) => reject(new Error(`the job's thread ended with code ${code}`)));
    }).finally(() => thread.terminate());
  if (!endEarly.has(order.name)) return result();
  return endingEarly(() => {
    Atomics.store(cancelled, 0, 1);
    session.note(texts[session.language].stopping);
  }, result);
}
