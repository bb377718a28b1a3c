import type { DxfRecord } from './dxf-records.ts';

/** Handles, owners and their brackets: all that differs between two copies in one place. */
const identityCodes = new Set([5, 102, 330, 360]);
/** Their vertices and attributes follow as objects of their own. */
const isCompound = new Set(['POLYLINE', 'VERTEX', 'SEQEND']);

/**
 * A function that says of each object whether one that is the same, group for group, was asked about before: drawings
 * hold things copied onto themselves, sometimes thousands of times.
 */
export function createRepeatFilter(): (record: DxfRecord) => boolean {
  const firstByHash = new Map<number, DxfRecord>();
  return (record) => {
    if (isCompound.has(record.type)) return false;
    const hash = hashOf(record);
    const earlier = firstByHash.get(hash);
    if (earlier === undefined) firstByHash.set(hash, record);
    return earlier !== undefined && isSame(record, earlier);
  };
}

function hashOf({ tags, first, end }: DxfRecord): number {
  let hash = 0x811c9dc5;
  for (let i = first; i < end; i++) {
    const code = tags.codes[i];
    if (!identityCodes.has(code)) hash = tags.hash(i, Math.imul(hash ^ code, 0x01000193));
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
