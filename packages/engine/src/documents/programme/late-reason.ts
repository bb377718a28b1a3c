import type { LateCommunity } from '../../programme/index.ts';
import { textsIn } from '../wording/document-text.ts';
import type { Lang } from '../wording/texts.ts';

/** What a late community waits for, and what the data says of the reason. */
export function lateReason({ state, causes }: LateCommunity, lang: Lang): string {
  const texts = textsIn(lang);
  const { stage, lastNote } = state;
  const waiting = stage === 'surveyed' || stage === 'accepted' ? [] : [texts(`month.waiting.${stage}`)];
  const parts = [
    ...waiting,
    ...causes.map((cause) => texts(`month.causes.${cause}`)),
    ...(lastNote ? [texts('month.lastNote', { note: lastNote })] : []),
  ];
  return parts.join(lang === 'zh' ? '；' : '; ');
}
