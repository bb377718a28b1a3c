import { CancelledError, InputError } from '@diku/engine';
import type { WorkFailure } from '../store/work-failure.ts';

/** An error as data, with the positions in the file where it has some. */
export function describeError(error: unknown): WorkFailure {
  // What is wrong with a file is said by the page.
  if (error instanceof InputError) return { name: error.name, message: '', problems: error.said };
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { name: error instanceof CancelledError ? 'CancelledError' : name, message, problems: [] };
}
