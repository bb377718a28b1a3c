import { createMessages, type Language, type ValuesOf } from './messages.ts';
import { languages, type PhraseSlots, phraseMessages } from './phrases.generated.ts';

/** Every piece of a refusal or a reason, by name: what `messages/<language>/` has of the engine's rooms. */
export type PhraseCode = keyof PhraseSlots;

/** A value to be filled in: data as it stands, or another phrase. */
export type PhraseValue = string | number | Phrase;

/** A piece of a sentence as data: which one, and what is filled in. It goes through threads as it is. */
export interface Phrase {
  code: PhraseCode;
  values?: Readonly<Record<string, PhraseValue>>;
}

/** A phrase with all that it needs: `say('lines-count', { count: 12 })`. */
export function say<Code extends PhraseCode>(
  code: Code,
  ...[values]: ValuesOf<PhraseSlots[Code], PhraseValue>
): Phrase {
  return values === undefined ? { code } : { code, values };
}

/** A phrase for text of a file, or for text that is the same in every language. */
export function verbatim(text: string | number): Phrase {
  return { code: 'verbatim', values: { text } };
}

/** The code of where a figure comes from. One that begins with `source.assum` rests on an assumption. */
export type SourceCode = Extract<PhraseCode, `source.${string}`>;

/** The code of a figure's provenance, as data and files carry it. Documents put it into their language. */
export function provenance(code: SourceCode): SourceCode {
  return code;
}

/** True when a figure rests on an assumption, by the code of its provenance or by what somebody wrote. */
export function isAssumed(source: string): boolean {
  return /^source\.assum|\bassumption\b/.test(source);
}

/** Several as one, apart as the language sets things apart; nothing for none. */
export function listPhrases(items: readonly PhraseValue[]): PhraseValue {
  return items.length === 0 ? '' : items.reduceRight((rest, first) => say('list-rest', { first, rest }));
}

const sayPhrase = createMessages<Record<PhraseCode, string>>(phraseMessages);

/** Adds the words of a language, for a bundle that leaves them out of the engine and loads them later. */
export function addPhrases(language: Language, words: Readonly<Record<string, string>>): void {
  phraseMessages[language] = words;
}

/** The words of a phrase in a language, phrases in it too. */
export function phraseText(phrase: PhraseValue, language: Language): string {
  if (!languages.includes(language)) {
    throw new RangeError(`language: found ${String(language)}; expected ${languages.join(' or ')}`);
  }
  if (typeof phrase !== 'object') return String(phrase);
  if (typeof phrase?.code !== 'string') throw new RangeError('phrase: found no code; expected a phrase');
  const { code, values = {} } = phrase;
  const stated = Object.entries(values).map(([slot, value]) => [
    slot,
    typeof value === 'object' ? phraseText(value, language) : value,
  ]);
  return sayPhrase(language, code, Object.fromEntries(stated));
}

/** The words of a phrase in every language that there is. */
export function inEveryLanguage(phrase: PhraseValue): Record<Language, string> {
  const stated = languages.map((language) => [language, phraseText(phrase, language)] as const);
  return Object.fromEntries(stated) as Record<Language, string>;
}

/** Returns whether a text is the code of a phrase. */
export function isPhraseCode(text: string): text is PhraseCode {
  return Object.values(phraseMessages).some((messages) => Object.hasOwn(messages, text));
}
