import type { Carrier } from '@diku/engine';
import { formatNumber, text } from '../texts/language.ts';

/** `电信 LTE 1870 MHz`. */
export function carrierName({ operator, technology, frequencyMhz }: Carrier): string {
  return `${text(operator)} ${technology.toUpperCase()} ${formatNumber(frequencyMhz)} MHz`;
}
