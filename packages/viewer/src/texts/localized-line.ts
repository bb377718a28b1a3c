import type { Language } from '@diku/engine';
import { languages } from '@diku/engine/core';

/** A line that stays on screen when the language changes. */
export type LocalizedLine = Readonly<Record<Language, string>>;

/** A line of what is said in each language. Threads make it so, which have none of their own. */
export function localizedLine(sayIn: (language: Language) => string): LocalizedLine {
  return Object.fromEntries(languages.map((each) => [each, sayIn(each)])) as LocalizedLine;
}
