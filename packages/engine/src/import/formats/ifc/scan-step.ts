import { DrawingError, decodeLatin1, type Phrase, say, verbatim } from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';

const {
  largestFileBytes,
  largestEntityCount,
  largestReferenceCount,
  largestId,
  deepestNesting,
  headerBytes,
  tailBytes,
} = tuning.ifcScanStep;

/** Kind of token that a byte of a STEP file begins. */
const stepByte = {
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
const stepClasses: Readonly<Uint8Array> = classes;

/**
 * Which attribute of a type is a list, by its position: those that the making of geometry walks through. A parser that
 * is given something else there may never come back.
 */
const lists: Readonly<Record<string, number>> = {
  IFCUNITASSIGNMENT: 0,
  IFCCARTESIANPOINT: 0,
  IFCDIRECTION: 0,
  IFCPOLYLINE: 0,
  IFCPOLYLOOP: 0,
  IFCEDGELOOP: 0,
  IFCFACE: 0,
  IFCCLOSEDSHELL: 0,
  IFCOPENSHELL: 0,
  IFCCONNECTEDFACESET: 0,
  IFCCOMPOSITECURVE: 0,
  IFCSHELLBASEDSURFACEMODEL: 0,
  IFCFACEBASEDSURFACEMODEL: 0,
  IFCCARTESIANPOINTLIST2D: 0,
  IFCCARTESIANPOINTLIST3D: 0,
  IFCINDEXEDPOLYGONALFACE: 0,
  IFCSTYLEDITEM: 1,
  IFCPOLYGONALFACESET: 2,
  IFCPRODUCTDEFINITIONSHAPE: 2,
  IFCTRIANGULATEDFACESET: 3,
  IFCSHAPEREPRESENTATION: 3,
  IFCRELAGGREGATES: 5,
  IFCRELNESTS: 5,
};

const byHash = new Map(
  Object.entries(lists).map(([name, at]) => [
    [...name].reduce((hash, character) => mixed(hash, character.charCodeAt(0)), 0),
    at,
  ]),
);

/** Describes who refers to whom in a STEP file (ISO 10303-21), entities in the order of the file. */
export interface StepScan {
  ids: Uint32Array;
  /** Entity i stands in bytes `offsets[i]` … `offsets[i + 1] − 1`. */
  offsets: Uint32Array;
  /** Entity i refers to `references[starts[i]]` … `references[starts[i + 1] − 1]`. */
  starts: Uint32Array;
  references: Uint32Array;
  /**
   * Entities that cut one body by another (`IfcBooleanResult` and what derives from it), by their positions in `ids`.
   */
  cuts: Uint32Array;
}

const oneBuilding = say('ifc-one-building');
const readSchemas = /^IFC(2X3|4|4X[123])(_\w+)?$/i;

const [quote, slash, star, semicolon, equals, dollar] = codes(`'/*;=$`);
const [zero, nine] = codes('09');

/**
 * Reads the skeleton of a STEP file: every entity's number and the numbers it refers to. Refuses what a parser should
 * not be given: entities that are none and lists that are none (it may never come back), other schemas, files cut off (what belongs where comes last in them) or too large, numbers out of range,
 * endless nesting.
 */
export function scanStep(bytes: Uint8Array): StepScan {
  checkSize(bytes);
  checkSchema(bytes);
  checkEnd(bytes);
  const ids = new GrowingArray();
  const offsets = new GrowingArray();
  const starts = new GrowingArray();
  const references = new GrowingArray();
  const cuts = new GrowingArray();
  let entity: EntityOrder | undefined;
  let inData = false;
  let at = 0;
  while (at < bytes.length) {
    const kind = stepClasses[bytes[at]];
    if (kind === stepByte.space) {
      at++;
      continue;
    }
    if (kind === stepByte.slash && bytes[at + 1] === star) {
      at = endOfComment(bytes, at);
      continue;
    }
    const start = at;
    at = endOfToken(bytes, at, kind);
    if (entity) {
      takePart(bytes, entity, kind, start, at);
      if (kind === stepByte.hash) {
        if (references.length === largestReferenceCount) throw tooManyReferences(bytes, start);
        references.push(numberAt(bytes, start + 1, at));
      }
      if (kind === stepByte.semicolon) entity = undefined;
    } else if (kind === stepByte.word) {
      if (inData && !isSection(bytes, start, at, endOfSection)) throw malformed(bytes, start);
      inData = isSection(bytes, start, at, dataSection);
      // It may have parameters.
      if (inData) at = endOfHead(bytes, at);
    } else if (kind === stepByte.hash && inData) {
      const sign = skipSpace(bytes, at);
      if (at === start + 1 || bytes[sign] !== equals) throw malformed(bytes, start);
      if (ids.length === largestEntityCount) throw tooManyEntities(bytes, start);
      const type = skipSpace(bytes, sign + 1);
      if (isCut(bytes, type)) cuts.push(ids.length);
      ids.push(numberAt(bytes, start + 1, at));
      offsets.push(start);
      starts.push(references.length);
      entity = new EntityOrder(listAttributeAt(bytes, type));
      at = sign + 1;
    } else if (inData && kind !== stepByte.semicolon) throw malformed(bytes, start);
  }
  starts.push(references.length);
  offsets.push(bytes.length);
  return {
    ids: ids.view(),
    offsets: offsets.view(),
    starts: starts.view(),
    references: references.view(),
    cuts: cuts.view(),
  };
}

/** Takes one part of an entity. Refuses what does not belong where it stands, endless nesting, and a list that is none. */
function takePart(bytes: Uint8Array, entity: EntityOrder, kind: number, start: number, end: number): void {
  if (entity.isListDue && kind !== stepByte.open && !isOmitted(bytes, start, end)) entity.noListAt = start;
  const isBare = kind === stepByte.hash && end === start + 1;
  if (isBare || !entity.take(kind)) throw malformed(bytes, start);
  if (entity.depth > deepestNesting) {
    const found = say('ifc-nested', { depth: entity.depth });
    throw misplaced(bytes, start, found, say('at-most', { most: deepestNesting }));
  }
  if (kind === stepByte.semicolon && entity.noListAt >= 0) {
    const { noListAt, listAt } = entity;
    const expected = say('ifc-list', { place: listAt + 1 });
    throw misplaced(bytes, noListAt, verbatim(excerpt(bytes, noListAt)), expected);
  }
}

function checkSize(bytes: Uint8Array): void {
  if (bytes.length <= largestFileBytes) return;
  const size = say('megabytes', { count: (bytes.length / 2 ** 20).toFixed(0) });
  throw new DrawingError(say('file'), size, say('ifc-at-most-mb', { most: largestFileBytes / 2 ** 20 }));
}

function tooManyReferences(bytes: Uint8Array, at: number): DrawingError {
  return misplaced(bytes, at, say('ifc-references', { most: largestReferenceCount }), oneBuilding);
}

function tooManyEntities(bytes: Uint8Array, at: number): DrawingError {
  return misplaced(bytes, at, say('ifc-entities', { most: largestEntityCount }), oneBuilding);
}

function checkSchema(bytes: Uint8Array): void {
  const head = decodeLatin1(bytes.subarray(0, headerBytes));
  const schema = /FILE_SCHEMA\s*\(\s*\(\s*'([^']*)'/i.exec(head)?.[1];
  if (schema !== undefined && readSchemas.test(schema)) return;
  const found =
    schema === undefined
      ? say('ifc-no-schema')
      : verbatim(`"${schema.replace(/[^\x20-\x7e]/g, '?').slice(0, 60)}"`);
  throw new DrawingError('FILE_SCHEMA', found, say('ifc-schemas'));
}

function checkEnd(bytes: Uint8Array): void {
  const tail = decodeLatin1(bytes.subarray(Math.max(0, bytes.length - tailBytes)));
  if (/ENDSEC\s*;\s*(END-ISO-10303-21\s*;|$)/i.test(tail)) return;
  throw misplaced(bytes, bytes.length, say('ifc-cut-short'), say('whole-ifc'));
}

const cutTypes = codes('IFCBOOLEAN');

function isCut(bytes: Uint8Array, at: number): boolean {
  // Letters of either case: 32 is what tells them apart.
  return cutTypes.every((code, i) => (bytes[at + i] & ~32) === code);
}

/** `$` or `*`. */
function isOmitted(bytes: Uint8Array, start: number, end: number): boolean {
  return end === start + 1 && (bytes[start] === dollar || bytes[start] === star);
}

const dataSection = codes('DATA');
const endOfSection = codes('ENDSEC');

function isSection(bytes: Uint8Array, start: number, end: number, name: readonly number[]): boolean {
  return end - start === name.length && name.every((code, i) => (bytes[start + i] & ~32) === code);
}

/** End of a string, of a number after `#`, of a word, or of one sign. */
function endOfToken(bytes: Uint8Array, start: number, kind: number): number {
  if (kind === stepByte.quote) return endOfString(bytes, start);
  let at = start + 1;
  if (kind === stepByte.hash) while (isDigit(bytes[at])) at++;
  else if (kind === stepByte.word) while (stepClasses[bytes[at]] === stepByte.word) at++;
  return at;
}

function numberAt(bytes: Uint8Array, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at++) number = Math.min(10 * number + bytes[at] - zero, 2 ** 40);
  if (number > largestId)
    throw misplaced(bytes, start, say('ifc-number', { number }), say('ifc-numbers', { most: largestId }));
  return number;
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (stepClasses[bytes[at]] === stepByte.space) at++;
  return at;
}

/** Two quotes in a row are one within the string. */
function endOfString(bytes: Uint8Array, from: number): number {
  let end = from;
  do {
    end = bytes.indexOf(quote, end + 1);
    if (end < 0) return bytes.length;
    end++;
  } while (bytes[end] === quote);
  return end;
}

function endOfHead(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(semicolon, from);
  return end < 0 ? bytes.length : end + 1;
}

function endOfComment(bytes: Uint8Array, from: number): number {
  for (let at = from + 2; at < bytes.length; at++) {
    if (bytes[at] === star && bytes[at + 1] === slash) return at + 2;
  }
  return bytes.length;
}

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= nine;
}

function malformed(bytes: Uint8Array, at: number): DrawingError {
  return misplaced(bytes, at, verbatim(excerpt(bytes, at)), say('ifc-entity'));
}

function codes(characters: string): number[] {
  return [...characters].map((character) => character.charCodeAt(0));
}

/**
 * The order of the parts of one entity after its `=` (ISO 10303-21): values with commas between them in nested lists, each
 * list closed before the entity ends. A parser that is given anything else may never come back.
 */
class EntityOrder {
  /** Lists that are open. */
  depth = 0;
  /** Attributes of the entity that came before the one that stands next. */
  attribute = 0;
  /** Which attribute of the entity is a list, −1 where none is known; where something else stands in its place. */
  readonly listAt: number;
  noListAt = -1;
  #last: number = stepByte.equals;

  constructor(listAt: number) {
    this.listAt = listAt;
  }

  /** The attribute that is a list stands next. */
  get isListDue(): boolean {
    return (
      this.attribute === this.listAt &&
      this.depth === 1 &&
      (this.#last === stepByte.open || this.#last === stepByte.comma)
    );
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
function misplaced(bytes: Uint8Array, at: number, found: Phrase, expected: Phrase): DrawingError {
  let line = 1;
  for (let k = bytes.indexOf(10); k >= 0 && k < at; k = bytes.indexOf(10, k + 1)) line++;
  return new DrawingError(say('line', { line }), found, expected);
}

/** The text at a byte, for messages. */
function excerpt(bytes: Uint8Array, at: number): string {
  const shown = [...bytes.subarray(Math.max(0, at - 12), at + 12)];
  return `“${shown.map((byte) => (byte < 32 || byte > 126 ? '?' : String.fromCharCode(byte))).join('')}”`;
}

/** The position of the list in the entity whose type begins at a byte; −1 where none is known. */
function listAttributeAt(bytes: Uint8Array, from: number): number {
  let hash = 0;
  // Letters of either case: 32 is what tells them apart; of digits it is set.
  for (let at = from; stepClasses[bytes[at]] === stepByte.word; at++) {
    hash = mixed(hash, bytes[at] >= 97 ? bytes[at] & ~32 : bytes[at]);
  }
  return byHash.get(hash) ?? -1;
}

function mixed(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0;
}

/** Whole numbers from 0 to 2³² − 1, added one by one: 4 bytes each. */
class GrowingArray {
  private values = new Uint32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Uint32Array(2 * this.values.length);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  /** Returns what was added, without a copy: valid until the next `push`. */
  view(): Uint32Array {
    return this.values.subarray(0, this.length);
  }
}
