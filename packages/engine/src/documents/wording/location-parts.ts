import type { Language } from '../../core/index.ts';
import type { Plan } from '../../plan/index.ts';
import { districts } from '../../programme/index.ts';

/** District and address of a community, those that are known; the district by its English name on English pages. */
export function locationParts({ district, address }: Plan['community'], lang: Language): string[] {
  const known = lang === 'en' ? districts.find(({ name }) => name === district) : undefined;
  return [known?.english ?? district, address].filter((part): part is string => Boolean(part));
}
