import type { GarageFigures } from './garage-figures.ts';

/**
 * Why a community has no plan: its input cannot be used, it took too long or too much memory, its process ended, or the program
 * is at fault.
 */
export type FailureKind = 'input' | 'time' | 'memory' | 'crash' | 'internal';

/** One community of a batch. */
export interface BatchRow {
  id: string;
  name?: string;
  district?: string;
  /** Drawing or plan, as the list names it. */
  input: string;
  /** Its results, relative to the result set. */
  folder: string;
  figures?: GarageFigures;
  /** In place of figures. */
  failure?: { kind: FailureKind; reason: string };
}
