// Office Open XML, ECMA-376 part 1: 18.3.1.55 merged cells, which stand behind the rows.

import { InputError } from '../../../errors.ts';
import { say } from '../../../messages/phrase.ts';
import { decodeBytes } from '../../text-decoder.ts';
import type { TallMerge } from '../table-rows.ts';
import { columnIndex } from './cell-text.ts';
import { largestSheetBytes, type XlsxFile } from './xlsx-file.ts';
import { unpack } from './zip-entries.ts';

const maxMerges = 200_000;
/** Longest part that may follow the rows of a sheet, bytes. */
const longestTail = 32 * 1024 * 1024;
/** Longest tag that ends the rows. */
const longestTag = 200;

/**
 * Merges of more than one row, by their first row. They stand behind the rows, so that a sheet is unpacked twice; the first time only
 * the end of the rows is looked for. `look` is told how many packed bytes are read, and awaited.
 */
export async function tallMerges(
  file: XlsxFile,
  part: string,
  look: (offset: number) => Promise<void> | undefined,
): Promise<TallMerge[]> {
  const entry = file.entries.get(part);
  if (!entry) return [];
  const tail: Uint8Array[] = [];
  let tailLength = 0;
  let before: Uint8Array = new Uint8Array(0);
  let offset = 0;
  const moveTo = (at: number) => {
    offset = at;
  };
  for await (const chunk of unpack(entry, largestSheetBytes, file.inflate, moveTo)) {
    await look?.(offset);
    if (tailLength === 0) {
      // The tag may be cut by the end of a piece.
      const seam = joined([before, chunk.subarray(0, longestTag)]);
      const rest = behindRows(seam) ? joined([seam, chunk.subarray(longestTag)]) : behindRows(chunk);
      before = (chunk.length < longestTag ? seam : chunk).slice(-longestTag);
      if (!rest) continue;
      tail.push(rest.slice());
    } else tail.push(chunk.slice());
    tailLength += tail[tail.length - 1].length;
    if (tailLength > longestTail) break;
  }
  return mergesIn(decodeBytes(joined(tail), 'utf-8') ?? '', part);
}

function mergesIn(tail: string, part: string): TallMerge[] {
  const merges: TallMerge[] = [];
  const pattern = /<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*["']\$?([A-Z]+)\$?(\d+):\$?[A-Z]+\$?(\d+)["']/g;
  for (const [, column, top, bottom] of tail.matchAll(pattern)) {
    if (Number(bottom) > Number(top)) {
      merges.push({ top: Number(top), bottom: Number(bottom), column: columnIndex(column) });
    }
    if (merges.length > maxMerges) {
      const found = say('table-merges-more');
      throw new InputError([{ at: part, found, expected: say('at-most', { most: maxMerges }) }]);
    }
  }
  return merges.sort((a, b) => a.top - b.top);
}

const word = [...'sheetData'].map((letter) => letter.charCodeAt(0));
/** How far to go on where a byte stands below the word's last letter (Horspool 1980). */
const skips = new Uint8Array(256).fill(word.length);
for (const [at, code] of word.slice(0, -1).entries()) skips[code] = word.length - 1 - at;

/** Everything from the tag that ends the rows; undefined where there is none. */
function behindRows(bytes: Uint8Array): Uint8Array | undefined {
  const last = word.length - 1;
  for (let end = last; end < bytes.length; end += skips[bytes[end]]) {
    let same = 0;
    while (same < word.length && bytes[end - same] === word[last - same]) same += 1;
    if (same < word.length) continue;
    const start = tagStart(bytes, end - last, end + 1);
    if (start >= 0) return bytes.subarray(start);
  }
  return undefined;
}

const [less, slash, colon, greater] = [...'</:>'].map((character) => character.charCodeAt(0));

/** Start of `</sheetData>` or `</x:sheetData >` around a known name; −1 where it is no such tag. */
function tagStart(bytes: Uint8Array, nameStart: number, nameEnd: number): number {
  let after = nameEnd;
  while (after < nameEnd + longestTag && bytes[after] <= 0x20) after += 1;
  if (bytes[after] !== greater) return -1;
  let before = nameStart - 1;
  if (bytes[before] === colon) {
    for (before -= 1; before > nameStart - longestTag && bytes[before] !== slash; ) before -= 1;
  }
  return bytes[before] === slash && bytes[before - 1] === less ? before - 1 : -1;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
