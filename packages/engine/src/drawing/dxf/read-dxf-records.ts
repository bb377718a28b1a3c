import { DrawingError } from '../../errors.ts';

/** One DXF object: everything from a group 0 up to the next one. */
export interface DxfRecord {
  type: string;
  /** Line of its group code 0, from 1. */
  line: number;
  codes: number[];
  values: string[];
}

/** More objects than any garage has; keeps memory bounded. */
const maxRecords = 4_000_000;
const maxTags = 40_000_000;

/** Splits the text into objects. Refuses text that is not group code and value by turns, with the line. */
export function readDxfRecords(text: string): DxfRecord[] {
  const records: DxfRecord[] = [];
  let current: DxfRecord | undefined;
  let position = 0;
  let line = 0;
  let tags = 0;
  const nextLine = (): string | undefined => {
    if (position >= text.length) return undefined;
    let end = text.indexOf('\n', position);
    if (end < 0) end = text.length;
    const stop = end > position && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
    const value = text.slice(position, stop);
    position = end + 1;
    line++;
    return value;
  };
  for (;;) {
    const rawCode = nextLine();
    if (rawCode === undefined) break;
    const code = parseGroupCode(rawCode);
    if (code === undefined) {
      if (rawCode.trim() === '' && text.slice(position).trim() === '') break;
      throw new DrawingError(`line ${line}`, quote(rawCode), groupCodeExpected(records.length));
    }
    const value = nextLine();
    if (value === undefined) {
      throw new DrawingError(`line ${line}`, 'the end of the file', `the value of group code ${code}`);
    }
    if (++tags > maxTags) throw new DrawingError(`line ${line}`, 'more data', `at most ${maxTags} values`);
    if (code === 0) {
      current = { type: value.trim(), line: line - 1, codes: [], values: [] };
      records.push(current);
      if (records.length > maxRecords) {
        throw new DrawingError(`line ${line}`, 'more objects', `at most ${maxRecords} objects`);
      }
      if (records.length === 1 && current.type !== 'SECTION') {
        throw new DrawingError(`line ${line}`, quote(value), 'SECTION, as the first object of a DXF file');
      }
      if (current.type === 'EOF') return records;
    } else if (current) {
      current.codes.push(code);
      current.values.push(value);
    } else if (code !== 999) {
      throw new DrawingError(`line ${line - 1}`, `group code ${code}`, 'a DXF file, starting with 0 SECTION');
    }
  }
  if (records.length === 0) throw new DrawingError('file', 'no objects', 'a DXF drawing');
  throw new DrawingError(`line ${line}`, 'the end of the file', 'EOF at the end (the file is cut short)');
}

/** The first value of a group code, or undefined. */
export function textOf(record: DxfRecord, code: number): string | undefined {
  const index = record.codes.indexOf(code);
  return index < 0 ? undefined : record.values[index];
}

/** The first value of a group code as a number; refuses what is not a finite number of sane size. */
export function numberOf(record: DxfRecord, code: number, fallback: number): number {
  const index = record.codes.indexOf(code);
  return index < 0 ? fallback : numberAt(record, index);
}

export function numberAt(record: DxfRecord, index: number): number {
  const raw = record.values[index];
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value) || Math.abs(value) > 1e15) {
    throw new DrawingError(
      `line ${record.line + 2 + 2 * index + 1}`,
      quote(raw),
      `a number in group ${record.codes[index]} of ${record.type}`,
    );
  }
  return value;
}

function parseGroupCode(raw: string): number | undefined {
  const trimmed = raw.trim();
  if (!/^-?\d{1,4}$/.test(trimmed)) return undefined;
  return Number(trimmed);
}

function groupCodeExpected(recordsRead: number): string {
  return recordsRead === 0 ? 'a DXF drawing (a group code)' : 'a DXF group code';
}

function quote(raw: string): string {
  const shown = raw.length > 40 ? `${raw.slice(0, 40)}…` : raw;
  return `"${shown.replace(/[^\x20-\uffff]/g, '?')}"`;
}
