import type { Carrier } from '../plan/schema.ts';
import { formatShort } from './format-numbers.ts';
import { type Lang, textsOf } from './texts.ts';

/** `中国电信 LTE 1870 MHz`. */
export function carrierLabel(carrier: Carrier, lang: Lang): string {
  const texts = textsOf(lang);
  return `${texts.operatorNames[carrier.operator]} ${texts.technologyNames[carrier.technology]} ${formatShort(carrier.frequencyMhz)} MHz`;
}

/** `B1 地下一层`, or the id alone where the level has no other name. A sheet's scale (`1:150`) does not hold here. */
export function levelLabel(level: { id: string; name?: string }): string {
  const name = level.name?.replace(/\s*1\s*[:：]\s*\d+\s*$/, '');
  return name && name !== level.id ? `${level.id} ${name}` : level.id;
}
