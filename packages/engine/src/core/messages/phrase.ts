import { type PhraseCode, phrases } from './catalogue.ts';

export type PhraseLanguage = 'zh' | 'en';

/** What is filled in: data as it stands, or another phrase. */
export type PhraseValue = string | number | Phrase;

/** A piece of a sentence as data: which one, and what is filled in. It goes through threads as it is. */
export interface Phrase {
  code: PhraseCode;
  values?: Readonly<Record<string, PhraseValue>>;
}

/** The names in braces in a text, of several texts in any of them. */
type Slots<Text extends string> = Text extends `${string}{${infer Slot}}${infer Rest}`
  ? Slot | Slots<Rest>
  : never;
type SlotsOf<Code extends PhraseCode> = Slots<(typeof phrases)[Code]['zh' | 'en']>;

/** A phrase with all that it needs: `say('lines-count', { count: 12 })`. */
export function say<Code extends PhraseCode>(
  code: Code,
  ...[values]: [SlotsOf<Code>] extends [never] ? [] : [Record<SlotsOf<Code>, PhraseValue>]
): Phrase {
  return values === undefined ? { code } : { code, values };
}

/** What stands in the file, or is the same in every language. */
export function verbatim(text: string | number): Phrase {
  return { code: 'verbatim', values: { text } };
}

/** The words of a phrase in a language, phrases in it too. */
export function phraseText(phrase: PhraseValue, language: PhraseLanguage): string {
  if (typeof phrase !== 'object') return String(phrase);
  const { code, values = {} } = phrase;
  return phrases[code][language].replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return value === undefined ? whole : phraseText(value, language);
  });
}
