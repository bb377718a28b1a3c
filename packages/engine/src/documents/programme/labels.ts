import { phraseText, say } from '../../core/index.ts';
import { districts, type Stage } from '../../programme/index.ts';
import { documentText } from '../wording/document-text.ts';
import type { Lang } from '../wording/texts.ts';

/** `浦东新区`, `Pudong`. */
export function districtLabel(district: string | null, lang: Lang): string {
  if (district === null) return documentText(lang, 'month.unknownDistrict');
  const known = districts.find(({ name }) => name === district);
  return lang === 'zh' || !known ? district : known.english;
}

/** Name of a stage in a language. */
export function stageLabel(stage: Stage, lang: Lang): string {
  return phraseText(say(`stage-${stage}`), lang);
}
