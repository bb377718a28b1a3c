import { describeProblem } from '@diku/engine';
import type { WorkFailure } from '../store/work-failure.ts';
import { language } from '../texts/language.ts';
import { type LocalizedLine, localizedLine } from '../texts/localized-line.ts';
import { sentence } from '../texts/sentence.ts';

/** Returns what went wrong in both languages, a line for each position. */
export function failureLines({ name, message, problems }: WorkFailure): LocalizedLine[] {
  if (name === 'NotReadableError') return [sentence('unreadable')];
  if (problems.length === 0) return [sentence('internalFailure', { message })];
  return problems.map((problem) => localizedLine((each) => describeProblem(problem, each)));
}

/** The same in the language of the page. */
export function describeFailure(failure: WorkFailure): string[] {
  return failureLines(failure).map((line) => line[language()]);
}
