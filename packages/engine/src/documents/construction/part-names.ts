import type { Language } from '../../core/index.ts';
import type { CatalogPart } from '../../plan/index.ts';
import { formatShort } from '../encoders/format-numbers.ts';
import { messagesOf } from '../wording/document-text.ts';
import { partName } from '../wording/part-name.ts';

/** Label of a cable: its diameter where its name states one, else its name without additions. */
export function shortCableName(part: Pick<CatalogPart, 'name' | 'nameEn'>, lang: Language): string {
  const name = partName(part, lang);
  return /\d[\d\-/]*\s*["″]/.exec(name)?.[0] ?? name.split(/[（(,，]/)[0].trim();
}

/** `L3 1/2" 23.5m`. */
export function cableLabel(
  cable: { id: string; lengthM: number },
  part: Pick<CatalogPart, 'name' | 'nameEn'> | undefined,
  lang: Language,
): string {
  const name = part ? `${shortCableName(part, lang)} ` : '';
  return `${cable.id} ${name}${formatShort(cable.lengthM, 1)}m`;
}

/**
 * Value of a part, as drawings state it beside its number: the coupling of a coupler, the ways of a splitter, the loss of an
 * attenuator; of other parts the name without additions.
 */
export function partValue(part: CatalogPart, lang: Language): string {
  if (part.kind === 'splitter') {
    const ways = String(part.ways ?? 2);
    return messagesOf('construction.ways', lang)[ways] ?? ways;
  }
  const valueDb =
    part.kind === 'coupler'
      ? part.couplingDb
      : part.kind === 'attenuator'
        ? Object.values(part.lossDb ?? {})[0]
        : undefined;
  return valueDb === undefined
    ? partName(part, lang)
        .split(/[（(,，]/)[0]
        .trim()
    : `${formatShort(valueDb, 1)}dB`;
}

/** Number and value of a device: `T3-B1 10dB`. */
export function deviceLabel(id: string, part: CatalogPart | undefined, lang: Language): string {
  return part ? `${id} ${partValue(part, lang)}` : id;
}
