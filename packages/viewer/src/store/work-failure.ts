import type { LocalizedProblem } from '@diku/engine';

/** Failure of the worker, with positions in the file where there are any. */
export interface WorkFailure {
  name: string;
  /** Message of a fault of the program; what is wrong with a file stands in `problems`. */
  message: string;
  problems: readonly LocalizedProblem[];
}
