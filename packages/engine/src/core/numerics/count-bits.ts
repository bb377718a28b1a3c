/** Number of bits set in a whole number of at most 32 bits: the size of the set it stands for. */
export function countBits(set: number): number {
  let count = 0;
  for (let left = set; left > 0; left &= left - 1) count += 1;
  return count;
}
