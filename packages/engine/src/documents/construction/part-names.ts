import type { Language } from '../../core/index.ts';
import type { CatalogPart } from '../../plan/index.ts';
import { formatShort } from '../encoders/format-numbers.ts';
import { partName } from '../wording/part-name.ts';

/** Label of a cable: its diameter where its name states one, else its name without additions. */
export function shortCableName(part: Pick<CatalogPart, 'name' | 'nameEn'>, lang: Language): string {
  const name = partName(part, lang);
  return /\d[\d\-/]*\s*["″]/.exec(name)?.[0] ?? name.split(/[（(,，]/)[0].trim();
}

/** `1/2" 23.5m`. */
export function cableLabel(
  part: Pick<CatalogPart, 'name' | 'nameEn'> | undefined,
  lengthM: number,
  lang: Language,
): string {
  const name = part ? `${shortCableName(part, lang)} ` : '';
  return `${name}${formatShort(lengthM, 1)}m`;
}
