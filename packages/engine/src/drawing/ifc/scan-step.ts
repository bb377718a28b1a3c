import { DrawingError } from '../../errors.ts';
import { decodeLatin1 } from '../dxf/text-decoder.ts';
import { GrowingArray } from './growing-array.ts';

/** Who refers to whom in a STEP file (ISO 10303-21), entities in the order of the file. */
export interface StepScan {
  ids: Uint32Array;
  /** Entity i stands in bytes `offsets[i]` … `offsets[i + 1] − 1`. */
  offsets: Uint32Array;
  /** Entity i refers to `references[starts[i]]` … `references[starts[i + 1] − 1]`. */
  starts: Uint32Array;
  references: Uint32Array;
  /** Entities that cut one body by another (`IfcBooleanResult` and what derives from it), by their places in `ids`. */
  cuts: Uint32Array;
}

const largestFileBytes = 256 * 2 ** 20;
const largestEntityCount = 6_000_000;
const largestReferenceCount = 20_000_000;
const largestId = 2 ** 31;
const deepestNesting = 64;
const headerBytes = 65_536;
const tailBytes = 4096;
const readSchemas = /^IFC(2X3|4|4X[123])(_\w+)?$/i;

const [quote, hash, slash, star, semicolon, open, close, equals] = codes(`'#/*;()=`);
const [zero, nine] = codes('09');

/**
 * Reads the skeleton of a STEP file: every entity's number and the numbers it refers to. Refuses what a parser should
 * not be given: other schemas, files cut off (what belongs where comes last in them) or too large, numbers out of range,
 * endless nesting.
 */
export function scanStep(bytes: Uint8Array): StepScan {
  if (bytes.length > largestFileBytes) {
    const size = `${(bytes.length / 2 ** 20).toFixed(0)} MB`;
    throw new DrawingError('file', size, `an IFC model of at most ${largestFileBytes / 2 ** 20} MB`);
  }
  checkSchema(bytes);
  checkEnd(bytes);
  const ids = new GrowingArray();
  const offsets = new GrowingArray();
  const starts = new GrowingArray();
  const references = new GrowingArray();
  const cuts = new GrowingArray();
  let inEntity = false;
  let depth = 0;
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === quote) {
      at = endOfString(bytes, at);
    } else if (byte === slash && bytes[at + 1] === star) {
      at = endOfComment(bytes, at);
    } else if (byte === hash && isDigit(bytes[at + 1])) {
      const start = at;
      let number = 0;
      for (at++; isDigit(bytes[at]); at++) number = Math.min(10 * number + bytes[at] - zero, 2 ** 40);
      if (number > largestId) throw misplaced(start, `entity #${number}`, `numbers up to #${largestId}`);
      if (inEntity) {
        if (references.length === largestReferenceCount) {
          throw misplaced(
            start,
            `more than ${largestReferenceCount} references`,
            'an IFC model of one building',
          );
        }
        references.push(number);
      } else if (bytes[skipSpace(bytes, at)] === equals) {
        inEntity = true;
        depth = 0;
        if (ids.length === largestEntityCount) {
          throw misplaced(start, `more than ${largestEntityCount} entities`, 'an IFC model of one building');
        }
        if (isCut(bytes, skipSpace(bytes, skipSpace(bytes, at) + 1))) cuts.push(ids.length);
        ids.push(number);
        offsets.push(start);
        starts.push(references.length);
      }
    } else {
      if (byte === open) depth++;
      else if (byte === close) depth--;
      else if (byte === semicolon) inEntity = false;
      if (depth > deepestNesting) throw misplaced(at, `${depth} nested lists`, `at most ${deepestNesting}`);
      at++;
    }
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

function checkSchema(bytes: Uint8Array): void {
  const head = decodeLatin1(bytes.subarray(0, headerBytes));
  const schema = /FILE_SCHEMA\s*\(\s*\(\s*'([^']*)'/i.exec(head)?.[1];
  if (schema !== undefined && readSchemas.test(schema)) return;
  const found = schema === undefined ? 'no schema' : `"${schema.replace(/[^\x20-\x7e]/g, '?').slice(0, 60)}"`;
  throw new DrawingError('FILE_SCHEMA', found, 'IFC2X3, IFC4 or IFC4X3');
}

function checkEnd(bytes: Uint8Array): void {
  const tail = decodeLatin1(bytes.subarray(Math.max(0, bytes.length - tailBytes)));
  if (/ENDSEC\s*;\s*(END-ISO-10303-21\s*;|$)/i.test(tail)) return;
  throw misplaced(bytes.length, 'the end of the file before the end of the model', 'a whole IFC model');
}

const cutTypes = codes('IFCBOOLEAN');

function isCut(bytes: Uint8Array, at: number): boolean {
  // Letters of either case: 32 is what tells them apart.
  return cutTypes.every((code, i) => (bytes[at + i] & ~32) === code);
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] <= 32) at++;
  return at;
}

function endOfString(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(quote, from + 1);
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

function misplaced(at: number, found: string, expected: string): DrawingError {
  return new DrawingError(`byte ${at}`, found, expected);
}

function codes(characters: string): number[] {
  return [...characters].map((character) => character.charCodeAt(0));
}
