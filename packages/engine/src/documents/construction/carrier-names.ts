import type { Language } from '../../core/index.ts';
import type { Carrier } from '../../plan/index.ts';
import { formatShort } from '../encoders/format-numbers.ts';
import { textsIn } from '../wording/document-text.ts';

/** `电信` over `LTE 1870`: two lines over a column. */
export function carrierHead(
  { operator, technology, frequencyMhz }: Carrier,
  lang: Language,
): [string, string] {
  const texts = textsIn(lang);
  const name = texts.name('operator', operator).replace(/^中国|^China /, '');
  return [name, `${texts.name('technology', technology).replace('5G ', '')} ${formatShort(frequencyMhz)}`];
}

/** The same in one line. */
export function carrierName(carrier: Carrier, lang: Language): string {
  return carrierHead(carrier, lang).join(' ');
}
