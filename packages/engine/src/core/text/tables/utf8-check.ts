// The Encoding Standard, 8.1.1 UTF-8 decoder: which bytes may follow which.

/**
 * Whether bytes that come in pieces are a text in UTF-8 without zeros. Ten times faster than to decode them, and nothing is made of them.
 */
export class Utf8Check {
  private wanted = 0;
  private lowest = 0x80;
  private highest = 0xbf;

  /** Takes the next piece; false where it is no such text. */
  take(bytes: Uint8Array): boolean {
    const { length } = bytes;
    let { wanted, lowest, highest } = this;
    for (let at = 0; at < length; at += 1) {
      const byte = bytes[at];
      if (wanted > 0) {
        if (byte < lowest || byte > highest) return false;
        lowest = 0x80;
        highest = 0xbf;
        wanted -= 1;
      } else if (byte >= 0x80) {
        if (byte < 0xc2 || byte > 0xf4) return false;
        wanted = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
        // No longer than needed, no halves of pairs, nothing beyond the last character.
        if (byte === 0xe0) lowest = 0xa0;
        else if (byte === 0xed) highest = 0x9f;
        else if (byte === 0xf0) lowest = 0x90;
        else if (byte === 0xf4) highest = 0x8f;
      } else if (byte === 0) return false;
    }
    Object.assign(this, { wanted, lowest, highest });
    return true;
  }

  /** Whether no character was cut off at the end. */
  isComplete(): boolean {
    return this.wanted === 0;
  }
}
