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

/** What a row is told by. */
export interface RowHashes {
  /** Of the community's key, 64 bits in two halves. */
  key: readonly [number, number];
  /** Of all cells as they stand. */
  cells: number;
  /** Of each value, of a table always as many. */
  values: Int32Array;
}

/** Kept of a row beside the hashes of its values: record, hash of all cells, both halves of the key's hash. */
const [record, cells, first, second, wordsPerRow] = [0, 1, 2, 3, 4];
/** Rows that are kept together, so that nothing is copied when there are more. */
const blockRows = 1 << 16;

/** Tells rows of one community by their hashes, so that a million communities take little room. */
export class RowMemory {
  private readonly blocks: Int32Array[] = [];
  /** Places of rows, counted from 1, by the first half of their keys' hashes; 0 is free. At most half of them are taken. */
  private slots = new Int32Array(1 << 11);
  private count = 0;

  constructor(private readonly valueCount: number) {}

  /** The community that was there before; undefined for the first row of one, which is kept. */
  look(number: number, hashes: RowHashes): Seen | undefined {
    const slot = this.slotOf(...hashes.key);
    const index = this.slots[slot] - 1;
    if (index < 0) {
      this.slots[slot] = this.count + 1;
      this.keep(number, hashes);
      return undefined;
    }
    const block = this.blocks[index >>> 16];
    const at = this.placeOf(index);
    const differing: number[] = [];
    for (let value = 0; value < this.valueCount; value += 1) {
      if (block[at + wordsPerRow + value] !== hashes.values[value]) differing.push(value);
    }
    return { index, record: block[at + record], isExact: block[at + cells] === hashes.cells, differing };
  }

  /** Where the row of a key is, or belongs. */
  private slotOf(firstHalf: number, secondHalf: number): number {
    const mask = this.slots.length - 1;
    for (let slot = firstHalf & mask; ; slot = (slot + 1) & mask) {
      const index = this.slots[slot] - 1;
      if (index < 0) return slot;
      const block = this.blocks[index >>> 16];
      const at = this.placeOf(index);
      if (block[at + first] === firstHalf && block[at + second] === secondHalf) return slot;
    }
  }

  private keep(number: number, { key, cells: ofCells, values }: RowHashes): void {
    const index = this.count++;
    if (index % blockRows === 0) {
      this.blocks.push(new Int32Array(blockRows * (wordsPerRow + this.valueCount)));
    }
    const block = this.blocks[index >>> 16];
    const at = this.placeOf(index);
    block[at + record] = number;
    block[at + cells] = ofCells;
    [block[at + first], block[at + second]] = key;
    block.set(values, at + wordsPerRow);
    if (this.count * 2 > this.slots.length) this.spread();
  }

  private spread(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (let index = 0; index < this.count; index += 1) {
      const block = this.blocks[index >>> 16];
      const at = this.placeOf(index);
      this.slots[this.slotOf(block[at + first], block[at + second])] = index + 1;
    }
  }

  /** Of a row in its block. */
  private placeOf(index: number): number {
    return (index % blockRows) * (wordsPerRow + this.valueCount);
  }
}
