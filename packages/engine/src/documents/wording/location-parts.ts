import { type Language, phraseText } from '../../core/index.ts';
import type { Plan } from '../../plan/index.ts';
import { districtPhrase } from '../../programme/index.ts';

/** District and address of a community, those that are known, in a language. */
export function locationParts({ district, address }: Plan['community'], lang: Language): string[] {
  const named = district === undefined ? undefined : phraseText(districtPhrase(district), lang);
  return [named, address].filter((part): part is string => Boolean(part));
}
