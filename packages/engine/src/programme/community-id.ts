const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A short id for a community from its key: the same in every store and every run. A letter and 50 bits in ten more (cyrb53, public domain), without
 * those that look alike: of a hundred thousand communities two share one in one store out of two hundred.
 */
export function communityId(key: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let index = 0; index < key.length; index++) {
    const code = key.charCodeAt(index);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  let value = (2097151 & b) * 4294967296 + (a >>> 0);
  let id = '';
  for (let index = 0; index < 10; index++) {
    id = letters[value % 32] + id;
    value = Math.floor(value / 32);
  }
  // No spreadsheet takes it for a number.
  return `c${id}`;
}
