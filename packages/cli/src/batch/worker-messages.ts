import type { Language } from '@diku/engine';
import type { FailureKind } from '@diku/engine/documents';
import type { JobOrder, SpentTime } from './job-order.ts';

/** An order to a worker process: one job at a time. */
export type WorkerOrder = JobOrder;

/** Answer of a worker process, once per job. */
export type WorkerAnswer =
  /** The folder is complete. `isLarge`: the process keeps so much memory that it ends here. */
  | { done: true; isLarge: boolean; spent: SpentTime }
  | { failed: { kind: FailureKind; detail?: string } }
  /** Nothing can be written: status and line for people in every language. */
  | { notWritten: Record<Language, string> };

/** Bytes in a mebibyte, as limits and readings of memory are given. */
export const mebibyte = 2 ** 20;
/** A worker process says on this file descriptor, before it ends itself, that it had too much memory. */
export const guardDescriptor = 4;
