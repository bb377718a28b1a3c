import type { Language } from '../../core/index.ts';
import type { CatalogPart } from '../../plan/index.ts';

/** A part as catalogues name it: in Chinese, and in English where they do. */
export function partName(part: Pick<CatalogPart, 'name' | 'nameEn'>, lang: Language): string {
  return lang === 'en' ? (part.nameEn ?? part.name) : part.name;
}
