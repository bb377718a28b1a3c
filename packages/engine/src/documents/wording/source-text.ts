import { type Language, phraseText, sourceCode } from '../../core/index.ts';

/**
 * Where a figure comes from, in a language. What somebody wrote into a profile or a catalogue of their own stands as it is.
 */
export function sourceText(source: string, language: Language): string {
  const code = sourceCode(source);
  return code === undefined ? source : phraseText({ code }, language);
}
