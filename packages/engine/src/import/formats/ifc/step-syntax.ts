import { DrawingError, type Phrase, say } from '../../../core/index.ts';

/** What a byte of a STEP file begins. */
export const stepByte = {
  other: 0,
  space: 1,
  word: 2,
  quote: 3,
  hash: 4,
  open: 5,
  close: 6,
  comma: 7,
  semicolon: 8,
  equals: 9,
  slash: 10,
} as const;

const characters: [string, number][] = [
  [' \t\r\n\f\v', stepByte.space],
  // Names, numbers, .ENUMS., $ and * for what is not given, "bits" in quotes, and the signs of user-defined names.
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-$*"!', stepByte.word],
  ["'", stepByte.quote],
  ['#', stepByte.hash],
  ['(', stepByte.open],
  [')', stepByte.close],
  [',', stepByte.comma],
  [';', stepByte.semicolon],
  ['=', stepByte.equals],
  ['/', stepByte.slash],
];

const classes = new Uint8Array(256);
for (const [text, kind] of characters) for (const character of text) classes[character.charCodeAt(0)] = kind;

/** One of `stepByte` for each of the 256 bytes. */
export const stepClasses: Readonly<Uint8Array> = classes;

/**
 * The order of the parts of one entity after its `=` (ISO 10303-21): values with commas between them in nested lists, each
 * list closed before the entity ends. A parser that is given anything else may never come back.
 */
export class EntityOrder {
  /** Lists that are open. */
  depth = 0;
  /** Attributes of the entity that came before the one that stands next. */
  attribute = 0;
  #last: number = stepByte.equals;

  /** An attribute of the entity itself stands next. */
  get beginsAttribute(): boolean {
    return this.depth === 1 && (this.#last === stepByte.open || this.#last === stepByte.comma);
  }

  /** @param kind one of `stepByte`; `word` also for a reference's number, `quote` for a whole string */
  take(kind: number): boolean {
    const last = this.#last;
    this.#last = kind;
    switch (kind) {
      case stepByte.open:
        this.depth++;
        // A name or a comma stands before it, or a list begins; never a string or a reference.
        return last !== stepByte.quote && last !== stepByte.hash && last !== stepByte.close;
      case stepByte.close:
        return --this.depth >= 0;
      case stepByte.comma:
        if (this.depth === 1) this.attribute++;
        return this.depth > 0;
      case stepByte.semicolon:
        return this.depth === 0 && last === stepByte.close;
      case stepByte.word:
        // After a list: the next of several types that one entity is at once.
        return (
          last === stepByte.open ||
          last === stepByte.comma ||
          last === stepByte.equals ||
          last === stepByte.close
        );
      case stepByte.quote:
      case stepByte.hash:
        return last === stepByte.open || last === stepByte.comma;
      default:
        return false;
    }
  }
}

/** A problem at a byte of a text file, with its line. */
export function misplaced(bytes: Uint8Array, at: number, found: Phrase, expected: Phrase): DrawingError {
  let line = 1;
  for (let k = bytes.indexOf(10); k >= 0 && k < at; k = bytes.indexOf(10, k + 1)) line++;
  return new DrawingError(say('line', { line }), found, expected);
}

/** The text at a byte, for messages. */
export function excerpt(bytes: Uint8Array, at: number): string {
  const shown = [...bytes.subarray(Math.max(0, at - 12), at + 12)];
  return `“${shown.map((byte) => (byte < 32 || byte > 126 ? '?' : String.fromCharCode(byte))).join('')}”`;
}
