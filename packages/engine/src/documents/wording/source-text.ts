import { isPhraseCode, type Language, phraseText } from '../../core/index.ts';
import { formerTexts } from './source-vocabulary.ts';

/**
 * Returns where a figure comes from, in a language. Data and files have the code of a provenance; what somebody wrote
 * stands as it is.
 */
export function sourceText(source: string, language: Language): string {
  const code = Object.hasOwn(formerTexts, source) ? formerTexts[source] : source;
  return isPhraseCode(code) ? phraseText({ code }, language) : source;
}
