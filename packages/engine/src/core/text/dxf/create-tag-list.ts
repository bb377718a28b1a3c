import type { Phrase } from '../../messages/phrase.ts';
import { chooseEncoding, decodeValue } from './choose-encoding.ts';
import type { Damage, DxfTags } from './dxf-tags.ts';

/** A growing list of groups, for objects that come from no DXF file. */
export interface TagList {
  readonly count: number;
  addNumber(code: number, value: number): void;
  /** A text: as it is, or with a character for each of its bytes where `tagsOf` is told that texts are bytes. */
  addText(code: number, value: string): void;
  addBytes(code: number, value: Uint8Array): void;
  /** Marks the object that begins at a group as damaged. */
  addDamage(index: number, damage: Damage): void;
  /** Returns what was added so far. Nothing is added afterwards. */
  toTags(options: TagListOptions): DxfTags;
}

export interface TagListOptions {
  /** Set where texts are bytes of an encoding that is found from them all: what the file's header says of it, if anything. */
  bytesIn?: { codePage?: string };
  /** The position of a group's object, for messages. */
  locationOf(index: number): Phrase;
}

const firstCapacity = 1 << 12;
const sampleSize = 4000;
/** Texts longer than this say nothing more of their encoding. */
const sampledLength = 400;

export function createTagList(): TagList {
  let codes = new Int16Array(firstCapacity);
  // [capacity]: a number, or where in `texts` or `chunks` the value is
  let numbers = new Float64Array(firstCapacity);
  // [capacity]: 0 a number, 1 a text, 2 bytes
  let kinds = new Uint8Array(firstCapacity);
  const texts: string[] = [];
  const numberOfText = new Map<string, number>();
  const chunks: Uint8Array[] = [];
  const broken = new Map<number, Damage>();
  let count = 0;

  function add(code: number, value: number, kind: number): void {
    if (count === codes.length) {
      const size = 2 * count;
      codes = copied(codes, new Int16Array(size));
      numbers = copied(numbers, new Float64Array(size));
      kinds = copied(kinds, new Uint8Array(size));
    }
    codes[count] = code;
    numbers[count] = value;
    kinds[count++] = kind;
  }

  return {
    get count() {
      return count;
    },
    addNumber: (code, value) => add(code, value, 0),
    addText(code, value) {
      let number = numberOfText.get(value);
      if (number === undefined) {
        number = texts.push(value) - 1;
        numberOfText.set(value, number);
      }
      add(code, number, 1);
    },
    addBytes: (code, value) => add(code, chunks.push(value) - 1, 2),
    addDamage: (index, damage) => broken.set(index, damage),
    toTags(options) {
      const values = { codes, numbers, kinds, texts, chunks, count };
      return {
        ...readValues(values, options),
        locationOf: options.locationOf,
        locationOfValue: options.locationOf,
        broken,
      };
    },
  };
}

function copied<T extends Int16Array | Float64Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

interface TagValues {
  codes: Int16Array;
  numbers: Float64Array;
  kinds: Uint8Array;
  texts: string[];
  chunks: Uint8Array[];
  count: number;
}

function readValues(
  { codes, numbers, kinds, texts, chunks, count }: TagValues,
  { bytesIn }: TagListOptions,
): Omit<DxfTags, 'locationOf' | 'locationOfValue' | 'broken'> {
  const { encoding, mixedCount } = bytesIn
    ? decodeTexts(texts, bytesIn.codePage)
    : { encoding: 'utf-16le', mixedCount: 0 };
  const bits = new Float64Array(1);
  const halves = new Int32Array(bits.buffer);
  const text = (index: number): string => {
    if (kinds[index] === 1) return texts[numbers[index]];
    return kinds[index] === 0 ? String(numbers[index]) : '';
  };
  return {
    count,
    codes,
    text,
    joinedText: (indices) => indices.map(text).join(''),
    number: (index) => (kinds[index] === 0 ? numbers[index] : Number.NaN),
    bytes: (index) => (kinds[index] === 2 ? chunks[numbers[index]] : new Uint8Array(0)),
    hash(index, seed) {
      bits[0] = numbers[index];
      return Math.imul(Math.imul(seed ^ halves[0], 0x01000193) ^ halves[1], 0x01000193) ^ (halves[1] >>> 15);
    },
    // Equal texts are one text; chunks are as good as never equal.
    isSame: (index, other) => kinds[index] === kinds[other] && Object.is(numbers[index], numbers[other]),
    mixedCount: () => mixedCount,
    encoding,
    ended: true,
  };
}

/** Replaces texts of bytes by what they say, in the encoding in which all of them read best. */
function decodeTexts(texts: string[], codePage?: string): { encoding: string; mixedCount: number } {
  const wide = texts.flatMap((text, index) => (/[\x80-\xff]/.test(text) ? [index] : []));
  const step = Math.max(1, Math.floor(wide.length / sampleSize));
  const sample = wide
    .filter((_, k) => k % step === 0)
    .map((index) => bytesOf(texts[index].slice(0, sampledLength)));
  const encoding = chooseEncoding(sample, codePage);
  let mixedCount = 0;
  for (const index of wide) {
    const [text, isMixed] = decodeValue(bytesOf(texts[index]), encoding);
    texts[index] = text;
    if (isMixed) mixedCount++;
  }
  return { encoding: encoding.label, mixedCount };
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
