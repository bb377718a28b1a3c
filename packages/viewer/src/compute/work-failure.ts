import { CancelledError, InputError } from '@diku/engine';
import type { WorkFailure } from './worker-contract.ts';

/** An error as data, with the positions in the file where it has some. */
export function describeError(error: unknown): WorkFailure {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (error instanceof InputError) return { name, message, problems: error.said };
  return { name: error instanceof CancelledError ? 'CancelledError' : name, message, problems: [] };
}
