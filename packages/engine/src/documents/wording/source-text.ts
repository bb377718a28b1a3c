import { isPhraseCode, type Language, phraseText } from '../../core/index.ts';
import { formerTexts, formerWalkTest } from './source-vocabulary.ts';

/** Code of a provenance, also where a file of the first edition has its text; what somebody wrote stays as it is. */
export function sourceCode(source: string): string {
  if (Object.hasOwn(formerTexts, source)) return formerTexts[source];
  return formerWalkTest.test(source) ? 'source.walk-test' : source;
}

/** Provenance of a figure in a language. Data and files have its code; what somebody wrote stands as it is. */
export function sourceText(source: string, language: Language): string {
  const code = sourceCode(source);
  return isPhraseCode(code) ? phraseText({ code }, language) : source;
}
