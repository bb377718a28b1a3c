import type { Queue } from 'bullmq';
import type { JobEnd } from './job-order.ts';

/** Data of a job in the queue, besides its parcels. */
export interface QueuedJob {
  /** Its orders lie in a folder, not in the server. */
  inFolder: boolean;
  /** Workers that have failed it, by their names in the list of workers. */
  failedBy?: string[];
}

/** A job that so many workers have failed fails. */
export const maxFailers = 3;
/** Failures in a row that put a worker aside. */
const maxFailures = 3;

/** Failures that are the worker's as likely as the job's. Limits are those that its operator set. */
export function isDoubtful(end: JobEnd): end is Exclude<JobEnd, 'done'> {
  return end !== 'done' && (end.kind === 'crash' || end.kind === 'internal');
}

/**
 * Counts what a worker fails and others do not: after three jobs in a row it is the worker that is not well. A job that another
 * worker fails too, or that was failed by another before, is at fault itself.
 */
export class WorkerHealth {
  readonly #queue: Pick<Queue, 'getJob'>;
  readonly #failed = new Set<string>();

  constructor(queue: Pick<Queue, 'getJob'>) {
    this.#queue = queue;
  }

  succeeded(): void {
    this.#failed.clear();
  }

  /** Notes a job that this worker was the first to fail; returns whether that makes it a worker to put aside. */
  async failed(id: string): Promise<boolean> {
    this.#failed.add(id);
    if (this.#failed.size < maxFailures) return false;
    for (const each of this.#failed) {
      const job = await this.#queue.getJob(each);
      const { failedBy = [] } = (job?.data ?? {}) as Partial<QueuedJob>;
      if (failedBy.length > 1 && job?.returnvalue !== 'done') this.#failed.delete(each);
    }
    return this.#failed.size >= maxFailures;
  }
}
