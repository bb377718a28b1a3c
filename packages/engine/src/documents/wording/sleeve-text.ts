import { type Language, phraseText } from '../../core/index.ts';
import { civilUnitNotes, type Penetration } from '../../design/index.ts';
import type { NetworkCivilUnit, Plan } from '../../plan/index.ts';
import { capital } from './capital.ts';
import { type DocumentTexts, documentText } from './document-text.ts';

/** The sleeve of a way as schedules and drawings state it: its name, or what has to be confirmed or must not be. */
export function sleeveText(
  { isForbidden, isAssumed, isInFrame, sleeve }: Penetration,
  texts: DocumentTexts,
): string {
  if (isForbidden) return texts('tables.forbidden');
  const named = isAssumed ? texts('tables.toConfirm') : (sleeve ?? '');
  return isInFrame ? texts('tables.inFrame', { sleeve: named }) : named;
}

/** Sentences on units of civil defence whose sleeves are too few: how each is fed, or that nothing leads in. */
export function civilUnitSentences(
  plan: Plan,
  lang: Language,
  isMeant: (unit: NetworkCivilUnit) => boolean = () => true,
): string[] {
  const units = plan.network?.civilUnits?.filter(isMeant);
  return civilUnitNotes({ ...plan, network: { ...plan.network, civilUnits: units } }).map(
    (note) => `${capital(phraseText(note, lang))}${documentText(lang, 'report.sentenceEnd')}`,
  );
}
