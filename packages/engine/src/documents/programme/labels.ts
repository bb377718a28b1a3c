import type { Language } from '../../core/index.ts';
import { phraseText, say } from '../../core/index.ts';
import { districtPhrase, type Signature, type Stage } from '../../programme/index.ts';
import { documentText } from '../wording/document-text.ts';

/** `浦东新区`, `Pudong`. */
export function districtLabel(district: string | null, lang: Language): string {
  if (district === null) return documentText(lang, 'month.unknownDistrict');
  return phraseText(districtPhrase(district), lang);
}

/** Name of a stage in a language. */
export function stageLabel(stage: Stage, lang: Language): string {
  return phraseText(say(`stage-${stage}`), lang);
}

/** Who took a step, in one line; undefined where nobody said so. */
export function signatureText({ author, office, role }: Signature): string | undefined {
  return [author, office, role].filter(Boolean).join(' · ') || undefined;
}
