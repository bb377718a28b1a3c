import { DrawingError, type DxfTags, quote, say, verbatim } from '../../../core/index.ts';

/** One DXF object: a group 0 and everything up to the next one. */
export interface DxfRecord {
  type: string;
  tags: DxfTags;
  /** Index of its group 0; its other groups are from the next one up to `end`. */
  first: number;
  end: number;
}

const largestNumber = 1e15;

/** The index of the first group of this code from `from` on, or −1. */
export function indexOf(record: DxfRecord, code: number, from = record.first + 1): number {
  const { codes } = record.tags;
  for (let i = from; i < record.end; i++) if (codes[i] === code) return i;
  return -1;
}

/** The first value of a group code, or undefined. */
export function textOf(record: DxfRecord, code: number): string | undefined {
  const index = indexOf(record, code);
  return index < 0 ? undefined : record.tags.text(index);
}

/** The first value of a group code as a number; refuses what is not a finite number of sane size. */
export function numberOf(record: DxfRecord, code: number, fallback: number): number {
  const index = indexOf(record, code);
  return index < 0 ? fallback : numberAt(record, index);
}

export function numberAt(record: DxfRecord, index: number): number {
  const { tags } = record;
  const value = tags.number(index);
  if (Math.abs(value) <= largestNumber) return value;
  const expected = say('number-in-group', { code: tags.codes[index], type: record.type });
  throw new DrawingError(tags.locationOfValue(index), verbatim(quote(tags.text(index))), expected);
}
