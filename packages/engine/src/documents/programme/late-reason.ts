import type { LateCommunity } from '../../programme/index.ts';
import type { Lang } from '../wording/texts.ts';
import { monthTexts } from './month-texts.ts';

/** What a late community waits for, and what the data says of the reason. */
export function lateReason({ state, causes }: LateCommunity, lang: Lang): string {
  const texts = monthTexts[lang];
  const { stage, lastNote } = state;
  const waiting = stage === 'surveyed' || stage === 'accepted' ? [] : [texts.waiting[stage]];
  const parts = [
    ...waiting,
    ...causes.map((cause) => texts.causes[cause]),
    ...(lastNote ? [texts.lastNote(lastNote)] : []),
  ];
  return parts.join(lang === 'zh' ? '；' : '; ');
}
