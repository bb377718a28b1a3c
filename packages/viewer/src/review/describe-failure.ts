import { describeProblem } from '@diku/engine';
import type { WorkFailure } from '../store/work-failure.ts';
import { language, text } from '../texts/language.ts';

/** Text on a failure in the language of the page, a line for each position. */
export function describeFailure({ name, message, problems }: WorkFailure): string[] {
  if (name === 'NotReadableError') return [text('unreadable')];
  if (problems.length === 0) return [text('internalFailure', { message })];
  return problems.map((problem) => describeProblem(problem, language()));
}
