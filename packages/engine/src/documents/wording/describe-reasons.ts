import type { Language } from '../../core/index.ts';
import { isPhraseCode, type Phrase, phraseText, say } from '../../core/index.ts';
import { acceptedPhrase, type ImportSummary, type Plan, sortReasons } from '../../plan/index.ts';
import { documentText, textsIn } from './document-text.ts';

/** A phrase of a plan file; of a newer version's the code. */
export function storedText(phrase: Phrase, lang: Language): string {
  const isKnown = (each: Phrase): boolean =>
    isPhraseCode(each.code) &&
    Object.values(each.values ?? {}).every((value) => typeof value !== 'object' || isKnown(value));
  return isKnown(phrase) ? phraseText(phrase, lang) : phrase.code;
}

/**
 * Sentences on all that the import of a plan assumed, guessed or left out, each with its level; without a height that somebody has
 * set since.
 */
export function importFindings(plan: Plan, lang: Language): string[] {
  const separator = documentText(lang, 'report.separator');
  const said = openFindings(plan).map(({ at, said: stated }) => {
    const text = storedText(stated, lang);
    const isOfLevel = plan.levels.some(({ id }) => id === at);
    return isOfLevel && !text.startsWith(at) ? `${at}${separator}${text}` : text;
  });
  return [...new Set(said)];
}

type Finding = NonNullable<ImportSummary['findings']>[number];

/** Findings of a plan's import but for heights that somebody has set since. */
export function openFindings({ levels, derived }: Plan): Finding[] {
  return (derived?.import?.summary?.findings ?? []).filter(({ code, at, said: stated }) => {
    const level = levels.find(({ id }) => id === at);
    if (code !== 'clear-height-assumed' || !level) return true;
    return Number(stated.values?.height) === level.clearHeightM;
  });
}

/**
 * Why the import of a plan leaves its verdict undecided, a line each with the name that a person may accept it by; and
 * what somebody has accepted. No lines where nothing is doubtful.
 */
export function describeReasons(plan: Plan, lang: Language): string[] {
  const { open, accepted } = sortReasons(plan);
  const texts = textsIn(lang);
  return [
    ...(open.length > 0 ? [`${texts('report.reasonsTitle')}${texts('report.separator').trimEnd()}`] : []),
    ...open.map(
      ({ code, said: stated }) => `  ${code}${texts('report.separator')}${phraseText(stated, lang)}`,
    ),
    ...acceptedLines(accepted.map(acceptedPhrase), lang),
  ];
}

/** The accepted reasons that a verdict rests on, a line each. */
export function acceptedLines(accepted: readonly Phrase[], lang: Language): string[] {
  return accepted.map((reason) => phraseText(reason, lang));
}

/**
 * Sentence on every sheet of a plan whose import is doubtful: what nobody has looked at yet, and what
 * somebody has accepted. Undefined where nothing is doubtful.
 * @param max so many of each are named, the others counted
 */
export function doubtSentence(
  plan: Plan,
  lang: Language,
  max = Number.POSITIVE_INFINITY,
): string | undefined {
  const { open, accepted } = sortReasons(plan);
  const texts = textsIn(lang);
  const parts = [
    { title: texts('report.undecidable'), said: open.map(({ said: stated }) => stated) },
    { title: texts('report.acceptedTitle'), said: accepted.map(acceptedPhrase) },
  ]
    .filter(({ said: stated }) => stated.length > 0)
    .map(({ title, said: stated }) => `${title}${texts('report.separator')}${listed(stated, lang, max)}`);
  return parts.length > 0 ? parts.join(texts('report.clauseSeparator')) : undefined;
}

/**
 * A sentence beside figures that rest on the reading of the drawing alone, while nobody has looked at its
 * doubts. Undefined where there are none.
 * @param max so many doubts are named, the others counted
 */
export function readFloorSentence(
  plan: Plan,
  lang: Language,
  max = Number.POSITIVE_INFINITY,
): string | undefined {
  const open = sortReasons(plan).open.map(({ said: stated }) => stated);
  if (open.length === 0) return undefined;
  const texts = textsIn(lang);
  return `${texts('report.readFloorOnly')}${texts('report.separator')}${listed(open, lang, max)}${texts('report.sentenceEnd')}`;
}

function listed(phrases: readonly Phrase[], lang: Language, max: number): string {
  const named = phrases.slice(0, max);
  const more = phrases.length - named.length;
  return [...named, ...(more > 0 ? [say('moved-more', { count: more })] : [])]
    .map((phrase) => phraseText(phrase, lang))
    .join(documentText(lang, 'report.clauseSeparator'));
}
