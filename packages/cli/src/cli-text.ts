import { describeProblem, type Language, type LocalizedProblem, type Phrase } from '@diku/engine';
import { createMessages, type SayMessage } from '@diku/engine/core';
import { type CliSlots, cliMessages } from './cli.generated.ts';

/** The command line's own texts in a language: `cliText('en', 'ray.others')`. */
export const cliText: SayMessage<CliSlots> = createMessages<CliSlots>(cliMessages);

/** Returns whether the command line has a text of that name. */
export function isCliKey(name: string): name is keyof CliSlots {
  return Object.values(cliMessages).some((messages) => Object.hasOwn(messages, name));
}

/** Words one after the other, as the language sets them apart. */
export function cliList(items: readonly string[], language: Language): string {
  return items.reduce((list, item) => cliText(language, 'list.next', { list, item }));
}

/** Text of a refusal: found, expected, and the option that helps, which the engine cannot know. */
export function describeRefusal(problem: LocalizedProblem, language: Language): string {
  const refusal = describeProblem(problem, language);
  for (const code of codesIn(problem.expected)) {
    const key = `hint.${code}`;
    if (isCliKey(key))
      return cliText(language, 'hint', { refusal, hint: cliText(language, key as 'hint.ascii-dxf') });
  }
  return refusal;
}

/** Codes of a phrase and of those in it. */
function codesIn(phrase: string | number | Phrase): string[] {
  if (typeof phrase !== 'object') return [];
  return [phrase.code, ...Object.values(phrase.values ?? {}).flatMap(codesIn)];
}
