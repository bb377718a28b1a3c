import type { Community } from './community.ts';

/**
 * Key by which two rows are one community: district, name and address, in whichever width, brackets and
 * spaces they are written. Stable from one table of a district to its next.
 */
export function communityKey({ district, name, address }: Pick<Community, 'district' | 'name' | 'address'>) {
  return [district ?? '', plainText(name), plainText(address ?? '')].join('|');
}

/** A text without what does not change its meaning: width of characters, spaces and what is not seen, case. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]+/gu, '')
    .toLowerCase();
}
