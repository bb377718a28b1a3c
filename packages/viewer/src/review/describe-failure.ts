import type { WorkFailure } from '../compute/worker-contract.ts';
import { text } from '../texts/language.ts';

/** What went wrong, a line for each place. */
export function describeFailure(failure: WorkFailure): string[] {
  if (failure.problems.length === 0) return [failure.message];
  return failure.problems.map(({ at, found, expected }) => text('problem', { at, found, expected }));
}
