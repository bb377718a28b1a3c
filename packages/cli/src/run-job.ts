import { Worker } from 'node:worker_threads';
import { CancelledError, InputError, type LocalizedProblem, type Plan, type Progress } from '@diku/engine';
import type { ReportedPlacing } from '@diku/engine/workflow';
import { cliText } from './cli-text.ts';
import { endingEarly } from './interrupts.ts';
import type { Jobs } from './jobs.ts';
import type { Session } from './session.ts';

export interface JobOrder<Name extends keyof Jobs> {
  name: Name;
  input: Jobs[Name]['input'];
  workerCount: number;
  /** Emergency time limit, seconds from the job's start. */
  limitS?: number;
}

/** Start data of a job's thread. */
export interface JobStart extends JobOrder<keyof Jobs> {
  /** [0] becomes 1 once the job should end with what it has. */
  cancelled: Int32Array;
}

export type JobMessage =
  | { progress: Progress }
  /** The plan that antennas are placed in. */
  | { source: Plan }
  | { result: unknown }
  | { problems: readonly LocalizedProblem[] }
  /** It was to end early, and had nothing yet. */
  | { cancelled: true };

/** State that a job reported by the time it is given up. */
export interface PartialOutcome {
  source?: Plan;
  placing?: ReportedPlacing;
  ended: 'cancelled' | 'time-limit';
}

/** Once it is interrupted a job has so long to end by itself, before it is given up with what was heard of it. */
const patienceMs = 1500;
/** The same after its time limit, which it looks at far more often, for a last prediction on a slow machine. */
const limitPatienceMs = 120_000;

const program = new URL('./job-thread.js', import.meta.url);

/**
 * Runs a job on a thread of its own: searches compute for minutes without a break, and this thread must hear
 * Ctrl+C, remove what was begun, and draw the progress bar. Rejects with what the job threw.
 * @param soFar of jobs that have something to show for it when they are interrupted: what that is where the thread
 * does not say so itself before long; undefined where there is nothing yet
 * @param stopping what is printed on the first Ctrl+C; default: that the best plan is written
 */
export function runJob<Name extends keyof Jobs, Early = never>(
  order: JobOrder<Name>,
  session: Session,
  soFar?: (partial: PartialOutcome) => Early | undefined,
  stopping = cliText(session.language, 'stopping'),
): Promise<Jobs[Name]['result'] | Early> {
  const cancelled = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const thread = new Worker(program, { workerData: { ...order, cancelled } satisfies JobStart });
  const partial: Omit<PartialOutcome, 'ended'> = {};
  const timers = new Set<NodeJS.Timeout>();
  let giveUp = (_ended: PartialOutcome['ended']) => {};
  const giveUpAfter = (waitMs: number, ended: PartialOutcome['ended']) =>
    timers.add(setTimeout(() => giveUp(ended), Math.min(waitMs, longestTimerMs)));
  const result = () =>
    new Promise<Jobs[Name]['result'] | Early>((resolve, reject) => {
      giveUp = (ended) => {
        const early = soFar?.({ ...partial, ended });
        if (early === undefined) reject(new CancelledError());
        else resolve(early);
      };
      thread.on('message', (message: JobMessage) => {
        if ('progress' in message) {
          session.monitor.report?.(message.progress);
          partial.placing = (message.progress.placing as ReportedPlacing | undefined) ?? partial.placing;
        } else if ('source' in message) partial.source = message.source;
        else if ('result' in message) resolve(message.result as Jobs[Name]['result']);
        else if ('problems' in message) reject(new InputError(message.problems));
        else reject(new CancelledError());
      });
      thread.on('error', reject);
      thread.on('exit', (code) => reject(new Error(`the job's thread ended with code ${code}`)));
    }).finally(() => {
      for (const timer of timers) clearTimeout(timer);
      return thread.terminate();
    });
  if (!soFar) return result();
  if (order.limitS !== undefined) giveUpAfter(1000 * order.limitS + limitPatienceMs, 'time-limit');
  return endingEarly(() => {
    Atomics.store(cancelled, 0, 1);
    session.note(stopping);
    giveUpAfter(patienceMs, 'cancelled');
  }, result);
}

/** Timers cannot be set to more. */
const longestTimerMs = 2 ** 31 - 1;
