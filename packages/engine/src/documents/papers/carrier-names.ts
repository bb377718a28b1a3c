import type { Carrier } from '../../plan/index.ts';
import { formatShort } from '../encoders/format-numbers.ts';
import { type Lang, textsOf } from '../wording/texts.ts';

/** `电信` over `LTE 1870`: two lines over a column. */
export function carrierHead({ operator, technology, frequencyMhz }: Carrier, lang: Lang): [string, string] {
  const texts = textsOf(lang);
  const name = texts.operatorNames[operator].replace(/^中国|^China /, '');
  return [name, `${texts.technologyNames[technology].replace('5G ', '')} ${formatShort(frequencyMhz)}`];
}

/** The same in one line. */
export function carrierName(carrier: Carrier, lang: Lang): string {
  return carrierHead(carrier, lang).join(' ');
}
