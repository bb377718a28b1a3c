import { InputError } from '../../../errors.ts';
import { say } from '../../../messages/phrase.ts';

/** Code units that are kept together; of a longer text only so many, which are more than a cell can have however they are written. */
export const longestText = 1 << 19;
/** More than the cells of a large sheet have different ones. */
const maxTexts = 32_000_000;
/** Texts that are kept as such beside their code units, since most cells have one of a few; none that are long. */
const [recentCount, longestRecent] = [1 << 14, 1024];

/** Texts by number, as code units one behind the other: a million of them take as much as they are long, and keep nothing else. */
export class TextList {
  private readonly blocks: Uint16Array[] = [];
  private starts = new Uint32Array(1024);
  private lengths = new Uint32Array(1024);
  private count = 0;
  private end = 0;
  private readonly recent: string[] = [];
  private readonly recentIndices = new Int32Array(recentCount).fill(-1);

  /** @throws InputError where there are too many */
  add(text: string): void {
    const index = this.count++;
    if (index === maxTexts) {
      const at = say('file');
      throw new InputError([{ at, found: say('more-data'), expected: say('at-most', { most: maxTexts }) }]);
    }
    if (index === this.starts.length) {
      this.starts = twiceAsLong(this.starts);
      this.lengths = twiceAsLong(this.lengths);
    }
    const length = Math.min(text.length, longestText);
    // None goes on in the next block.
    if (this.end + length > this.blocks.length * longestText) {
      this.end = this.blocks.length * longestText;
      this.blocks.push(new Uint16Array(longestText));
    }
    this.starts[index] = this.end;
    this.lengths[index] = length;
    const block = this.blocks[this.blocks.length - 1];
    const from = this.end % longestText;
    for (let at = 0; at < length; at += 1) block[from + at] = text.charCodeAt(at);
    this.end += length;
  }

  /** The text of a number; undefined where there is none. */
  at(index: number): string | undefined {
    if (!(Number.isInteger(index) && index >= 0 && index < this.count)) return undefined;
    const position = index % recentCount;
    if (this.recentIndices[position] === index) return this.recent[position];
    const text = this.read(this.starts[index], this.lengths[index]);
    if (text.length <= longestRecent) {
      this.recentIndices[position] = index;
      this.recent[position] = text;
    }
    return text;
  }

  private read(start: number, length: number): string {
    const block = this.blocks[Math.floor(start / longestText)];
    const from = start % longestText;
    const to = from + length;
    let text = '';
    for (let at = from; at < to; at += 4096) {
      text += String.fromCharCode(...block.subarray(at, Math.min(to, at + 4096)));
    }
    return text;
  }
}

function twiceAsLong(list: Uint32Array): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(2 * list.length);
  longer.set(list);
  return longer;
}
