/** MurmurHash3's mixing (public domain) over the code units of a text. */
export function hashText(text: string, seed: number): number {
  return finishHash(mixText(text, seed), text.length);
}

/** A hash of texts one after the other is begun with any seed, goes on with each of them, and is finished with the length of all. */
export function mixText(text: string, begun: number): number {
  let sum = begun | 0;
  for (let at = 0; at < text.length; at += 1) sum = mixWord(text.charCodeAt(at), sum);
  return sum;
}

export function mixWord(given: number, begun: number): number {
  let word = Math.imul(given, 0xcc9e2d51);
  word = (word << 15) | (word >>> 17);
  const sum = begun ^ Math.imul(word, 0x1b873593);
  return (Math.imul((sum << 13) | (sum >>> 19), 5) + 0xe6546b64) | 0;
}

export function finishHash(begun: number, length: number): number {
  let sum = begun ^ length;
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return sum ^ (sum >>> 16);
}
