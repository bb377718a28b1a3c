import type { Language } from '../../core/index.ts';
import type { Carrier } from '../../plan/index.ts';
import { formatShort } from '../encoders/format-numbers.ts';
import { messagesOf, textsIn } from '../wording/document-text.ts';

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
