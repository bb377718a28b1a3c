import type { DxfRecord } from './dxf-records.ts';

/** Handles, owners and their brackets: all that differs between two copies in one place. */
const identityCodes = new Set([5, 102, 330, 360]);
/** Whole in one object, and drawn: what is not read is counted, and polylines have vertices behind them. */
const canRepeat = new Set([
  ...[
    'LINE',
    'ARC',
    'CIRCLE',
    'ELLIPSE',
    'LWPOLYLINE',
    'SPLINE',
    'MLINE',
    'HATCH',
    'SOLID',
    'TRACE',
    '3DFACE',
  ],
  ...['TEXT', 'MTEXT', 'ATTRIB', 'ATTDEF', 'INSERT', 'POINT', 'DIMENSION'],
]);
/** Groups that go into the hash; all are compared where it is the same. */
const hashedGroups = 24;

/**
 * A function that says of the numbered object whether one that is the same, group for group, was asked about before:
 * drawings hold things copied onto themselves, sometimes thousands of times.
 */
export function createRepeatFilter(records: readonly DxfRecord[]): (index: number) => boolean {
  let size = 16;
  while (size < 2 * records.length) size *= 2;
  // [size]: hash of the object there, and its number from 1
  const hashes = new Int32Array(size);
  const numbers = new Int32Array(size);
  return (index) => {
    const record = records[index];
    if (!canRepeat.has(record.type)) return false;
    const hash = hashOf(record);
    let slot = (hash ^ (hash >>> 15)) & (size - 1);
    while (numbers[slot] !== 0) {
      if (hashes[slot] === hash) return isSame(record, records[numbers[slot] - 1]);
      slot = (slot + 1) & (size - 1);
    }
    hashes[slot] = hash;
    numbers[slot] = index + 1;
    return false;
  };
}

function hashOf({ tags, first, end }: DxfRecord): number {
  let hash = 0x811c9dc5 | 0;
  let left = hashedGroups;
  for (let i = first; i < end && left > 0; i++) {
    const code = tags.codes[i];
    if (identityCodes.has(code)) continue;
    hash = tags.hash(i, Math.imul(hash ^ code, 0x01000193));
    left--;
  }
  return hash;
}

function isSame(a: DxfRecord, b: DxfRecord): boolean {
  const { tags } = a;
  let i = a.first;
  let j = b.first;
  for (;;) {
    while (i < a.end && identityCodes.has(tags.codes[i])) i++;
    while (j < b.end && identityCodes.has(tags.codes[j])) j++;
    if (i === a.end || j === b.end) return i === a.end && j === b.end;
    if (tags.codes[i] !== tags.codes[j] || !tags.isSame(i, j)) return false;
    i++;
    j++;
  }
}
