import { DrawingError, type Phrase, say } from '../../../../core/index.ts';
import type { HuffmanTable } from './huffman-table.ts';

/** Reads the packed bits of one scan, up to the next marker; what is asked for beyond it is an error. */
export class EntropyReader {
  /** Bits that were fetched, the next ones highest of `count`. */
  private held = 0;
  private count = 0;
  /** How many of these are zeros that the file does not have. */
  private padded = 0;

  constructor(
    private readonly bytes: Uint8Array,
    /** The next byte to fetch: the marker once the scan is through. */
    public at: number,
  ) {}

  symbol(table: HuffmanTable): number {
    if (this.count < 16) this.fetch();
    const entry = table.short[(this.held >>> (this.count - 8)) & 255];
    if (entry !== 0) {
      this.count -= entry >> 8;
      return entry & 255;
    }
    for (let length = 9; length <= 16; length++) {
      const code = (this.held >>> (this.count - length)) & ((1 << length) - 1);
      if (code > table.largestCode[length]) continue;
      this.count -= length;
      return table.values[code + table.shift[length]];
    }
    throw this.broken(say('jpeg-unknown-code'));
  }

  /** Up to 16 bits as they are. */
  bits(length: number): number {
    if (length === 0) return 0;
    if (this.count < length) this.fetch();
    this.count -= length;
    return (this.held >>> this.count) & ((1 << length) - 1);
  }

  /** A signed number in so many bits (T.81, F.2.2.1). */
  signed(length: number): number {
    const value = this.bits(length);
    return length > 0 && value < 1 << (length - 1) ? value - (1 << length) + 1 : value;
  }

  /** Checks after each block whether all that was read was there. */
  check(): void {
    if (this.count < this.padded) throw this.broken(say('pixels-end'));
  }

  /** Reads over a restart marker. */
  restart(): void {
    // Any number of fill bytes may stand before a marker (T.81, B.1.1.2).
    while (this.bytes[this.at] === 0xff && this.bytes[this.at + 1] === 0xff) this.at++;
    const marker = this.bytes[this.at + 1];
    if (this.bytes[this.at] !== 0xff || marker < 0xd0 || marker > 0xd7) {
      throw this.broken(say('jpeg-no-restart'));
    }
    this.at += 2;
    this.held = this.count = this.padded = 0;
  }

  private fetch(): void {
    const { bytes } = this;
    while (this.count <= 24) {
      let byte = 0;
      if (this.at < bytes.length && (bytes[this.at] !== 0xff || bytes[this.at + 1] === 0)) {
        byte = bytes[this.at];
        this.at += byte === 0xff ? 2 : 1;
      } else this.padded += 8;
      this.held = (this.held << 8) | byte;
      this.count += 8;
    }
  }

  private broken(found: Phrase): DrawingError {
    return new DrawingError(say('byte', { byte: this.at }), found, say('whole-jpeg'));
  }
}
