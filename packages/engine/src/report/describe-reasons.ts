import { type Phrase, phraseText } from '../phrases/phrase.ts';
import { acceptedPhrase, sortReasons } from '../plan/accept-reasons.ts';
import type { Plan } from '../plan/schema.ts';
import { type Lang, textsOf } from './texts.ts';

/**
 * Why the import of a plan leaves its verdict undecided, a line each with the name that a person may accept it by; and
 * what somebody has accepted. No lines where nothing is doubtful.
 */
export function describeReasons(plan: Plan, lang: Lang): string[] {
  const { open, accepted } = sortReasons(plan);
  const { separator, reasonsTitle } = textsOf(lang);
  return [
    ...(open.length > 0 ? [`${reasonsTitle}${separator.trimEnd()}`] : []),
    ...open.map(({ code, said }) => `  ${code}${separator}${phraseText(said, lang)}`),
    ...acceptedLines(accepted.map(acceptedPhrase), lang),
  ];
}

/** The accepted reasons that a verdict rests on, a line each. */
export function acceptedLines(accepted: readonly Phrase[], lang: Lang): string[] {
  return accepted.map((reason) => phraseText(reason, lang));
}
