/** A row against the first one of its community. */
export interface Seen {
  /** Place of the first in the order of communities. */
  index: number;
  record: number;
  /** Every cell is the same. */
  isExact: boolean;
  /** Which of the values differ, by their place in what was given. */
  differing: number[];
}

/** Kept of a row beside the hashes of its values: record, hash of all cells, half of the key's hash. */
const wordsPerRow = 3;

/**
 * Tells rows of one community by hashes of 64 bits of its key and of 32 bits of each value, so that a million communities take
 * little room.
 */
export class RowMemory {
  private readonly indices = new Map<number, number>();
  private words = new Int32Array(wordsPerRow * 1024);
  private values: Int32Array;
  private count = 0;

  constructor(private readonly fieldCount: number) {
    this.values = new Int32Array(fieldCount * 1024);
  }

  /** The community that was there before; undefined for the first row of one, which is kept. */
  look(key: string, record: number, raw: string, values: readonly string[]): Seen | undefined {
    const half = hash(key, 0x9e3779b9);
    let place = (hash(key, 0) >>> 0) * 0x100000;
    let index = this.indices.get(place);
    while (index !== undefined && this.words[index * wordsPerRow + 2] !== half) {
      place += 1;
      index = this.indices.get(place);
    }
    if (index === undefined) {
      this.indices.set(place, this.count);
      this.keep([record, hash(raw, 0), half], values);
      return undefined;
    }
    const from = index * this.fieldCount;
    return {
      index,
      record: this.words[index * wordsPerRow],
      isExact: this.words[index * wordsPerRow + 1] === hash(raw, 0),
      differing: values.flatMap((value, field) =>
        this.values[from + field] === hash(value, 0) ? [] : [field],
      ),
    };
  }

  private keep(words: readonly number[], values: readonly string[]): void {
    const index = this.count++;
    if (this.words.length < this.count * wordsPerRow) {
      this.words = grown(this.words);
      this.values = grown(this.values);
    }
    this.words.set(words, index * wordsPerRow);
    for (let field = 0; field < this.fieldCount; field += 1) {
      this.values[index * this.fieldCount + field] = hash(values[field], 0);
    }
  }
}

function grown(words: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(words.length * 2);
  larger.set(words);
  return larger;
}

/** MurmurHash3's mixing (public domain) over the code units of a text. */
function hash(text: string, seed: number): number {
  let sum = seed | 0;
  for (let at = 0; at < text.length; at += 1) {
    let word = Math.imul(text.charCodeAt(at), 0xcc9e2d51);
    word = (word << 15) | (word >>> 17);
    sum ^= Math.imul(word, 0x1b873593);
    sum = (sum << 13) | (sum >>> 19);
    sum = (Math.imul(sum, 5) + 0xe6546b64) | 0;
  }
  sum ^= text.length;
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return sum ^ (sum >>> 16);
}
