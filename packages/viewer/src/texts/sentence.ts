import { type Language, languages, type TextKey, textIn } from './language.ts';

/** A line that stays on screen when the language changes. */
export type LocalizedLine = Readonly<Record<Language, string>>;

export function sentence(key: TextKey, values: Record<string, string | number> = {}): LocalizedLine {
  return Object.fromEntries(languages.map((each) => [each, textIn(each, key, values)])) as LocalizedLine;
}
