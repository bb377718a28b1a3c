import type { Language } from '../../core/index.ts';
import { type Carrier, carrierProfileIds, findCarrierProfile } from '../../plan/index.ts';
import { formatShort } from '../encoders/format-numbers.ts';
import { messagesOf, textsIn } from './document-text.ts';

/** `中国电信 LTE 1870 MHz`. */
export function carrierLabel(carrier: Carrier, lang: Language): string {
  const texts = textsIn(lang);
  return `${texts.name('operator', carrier.operator)} ${texts.name('technology', carrier.technology)} ${formatShort(carrier.frequencyMhz)} MHz`;
}

/** `电信` over `LTE 1870`: two lines over a column. */
export function carrierHead(
  { operator, technology, frequencyMhz }: Carrier,
  lang: Language,
): [string, string] {
  const texts = textsIn(lang);
  const name = messagesOf('construction.operatorShort', lang)[operator] ?? texts.name('operator', operator);
  const short =
    messagesOf('construction.technologyShort', lang)[technology] ?? texts.name('technology', technology);
  return [name, `${short} ${formatShort(frequencyMhz)}`];
}

/** The same in one line. */
export function carrierName(carrier: Carrier, lang: Language): string {
  return carrierHead(carrier, lang).join(' ');
}

/** The label of a carrier of the usual sets by its id; of another the id. */
export function usualCarrierLabel(id: string, lang: Language): string {
  const carrier = carrierProfileIds.flatMap((set) => findCarrierProfile(set)).find((each) => each.id === id);
  return carrier ? carrierLabel(carrier, lang) : id;
}

/** `B1 地下一层`, or the id alone where the level has no other name. */
export function levelLabel(level: { id: string; name?: string }): string {
  return level.name && level.name !== level.id ? `${level.id} ${level.name}` : level.id;
}
