import {
  createGapFiller,
  type Datum,
  type Inflater,
  InputError,
  say,
  type TableBytes,
} from '../../core/index.ts';
import type { Community } from '../community.ts';
import { communityKey } from '../community-key.ts';
import type { DistrictName } from '../districts.ts';
import { type StatusData, type StatusIssue, statusIssueDocument } from '../status-data.ts';
import { lateQuestions } from './ask-columns.ts';
import { type ChosenTable, chooseTables } from './choose-table.ts';
import { classifyRow, type TellingColumns } from './classify-row.ts';
import type { ColumnAnswers, ColumnMap } from './column-map.ts';
import type { IssueKind } from './issue-kinds.ts';
import { districtIn, readDistrict } from './read-district.ts';
import { createRowReader } from './read-row.ts';
import { type StatusSummary, startSummary } from './status-summary.ts';
import { type ColumnField, countFields, type TableColumn } from './table-column.ts';

/** A row against the first one of its community. */
interface Seen {
  /** Index of the first in the order of communities. */
  index: number;
  record: number;
  /** Every cell is the same. */
  isExact: boolean;
  /** Which of the values differ, by their indices in what was given. */
  differing: number[];
}

/** Hashes by which a row is found. */
interface RowHashes {
  /** The community's key, 64 bits in two halves. */
  key: readonly [number, number];
  /** Hash of all cells as they stand. */
  cells: number;
  /** Hash of each value; a table always has as many. */
  values: Int32Array;
}

/** Kept of a row beside the hashes of its values: record, hash of all cells, both halves of the key's hash. */
const [record, cells, first, second, wordsPerRow] = [0, 1, 2, 3, 4];

/** Rows that are kept together, so that nothing is copied when there are more. */
const blockRows = 1 << 16;

/** Fields in which two rows of one community may differ. */
const comparedFields = [
  ...(['district', 'street', 'name', 'address', 'note', 'lonDeg', 'latDeg', 'builtYear'] as const),
  ...(['households', 'levels', 'garageAreaM2', 'bays', 'chargers', 'gates', 'covered'] as const),
  ...(['garageRsrpDbm', 'groundRsrpDbm', 'complaints', 'owners', 'property'] as const),
];

const float = new Float64Array(1);
const halves = new Int32Array(float.buffer);

/** Parts cells, and stands in none. */
const cellEnd = 1;
const plainNumber = /^-?\d*$/;
const numberField = /Rsrp|Deg$/;

const names: readonly [Datum, RegExp][] = [
  ['gcj02', /gcj-?0?2|火星坐标|高德|腾讯坐标/i],
  ['bd09', /bd-?09|百度/i],
  ['wgs84', /wgs-?84|cgcs ?2000|2000国家大地坐标/i],
];

interface StatusTableOptions {
  /** Its name may say the district of a table that does not. */
  fileName?: string;
  map?: ColumnMap;
  /** Answers to questions on columns of an earlier reading. */
  answers?: ColumnAnswers;
  /** Unpacks workbooks, faster than the engine does by itself. */
  inflate?: Inflater;
  /**
   * Lets the host do other things, and tells it of the rows that are read and the fraction of the work, 0–1; awaited
   * again and again.
   */
  pause?(rows: number, doneRatio: number): Promise<void>;
}

/** Takes what is read, in the order of the table: a table of a million rows is never held whole. */
export interface StatusSink {
  /** The next one; `records` is its first row only. */
  community(community: Community): unknown;
  /** A later row of an earlier community, counted from 0. */
  duplicate(index: number, record: number): unknown;
  issue(issue: StatusIssue): unknown;
}

/** Rows between two pauses. */
const rowsPerPause = 4096;

/** Footnotes in which a datum is looked for. */
const maxFootnotes = 50;

export interface ImportedStatus extends StatusData {
  summary: StatusSummary;
}

/**
 * A status table as one clean data set with every assumption on the way to it, held whole: `readStatusTable` gives it
 * away row by row.
 * @throws InputError with row and column, what was found and what was expected, where no table can be read
 */
export async function importStatusTable(
  bytes: Uint8Array | TableBytes,
  options: StatusTableOptions = {},
): Promise<ImportedStatus> {
  const data: StatusData = { communities: [], issues: [] };
  const summary = await readStatusTable(bytes, options, {
    community: (community) => data.communities.push(community),
    duplicate: (index, record) => data.communities[index].records.push(record),
    issue: (issue) => data.issues.push(statusIssueDocument(issue)),
  });
  return { ...data, summary };
}

/** The value of a community in a field of `comparedFields`, as a text. */
function comparedText(community: Community, field: number): string {
  const value = community[comparedFields[field]];
  return value !== null && typeof value === 'object' ? Object.values(value).join(', ') : String(value);
}

/** Hashes of all values of a community, in the order of `comparedFields`, into a list of as many. */
function hashValues(community: Community, hashes: Int32Array): void {
  for (let field = 0; field < comparedFields.length; field += 1) {
    const value = community[comparedFields[field]];
    if (value === null || typeof value !== 'object') {
      hashes[field] = hashValue(value);
      continue;
    }
    const { telecom, mobile, unicom } = value;
    const begun = mixWord(hashValue(mobile), mixWord(hashValue(telecom), 0));
    hashes[field] = finishHash(mixWord(hashValue(unicom), begun), 3);
  }
}

function hashValue(value: string | number | boolean | null): number {
  if (typeof value === 'string') return hashText(value, 0);
  if (typeof value !== 'number') return value === null ? 1 : value ? 2 : 3;
  float[0] = value;
  return finishHash(mixWord(halves[1], mixWord(halves[0], 4)), 2);
}

/**
 * A function that makes one hash of the cells of a row in these columns. A number is the same whether a sheet
 * keeps it as a number or as a text.
 */
function createCellHash(columns: readonly TableColumn[]): (cells: readonly string[]) => number {
  const compared = columns.map(({ index, field }) => {
    const isNumber = (countFields as readonly string[]).includes(field) || numberField.test(field);
    return { index, isNumber };
  });
  return (cells) => {
    let sum = 0;
    let length = 0;
    for (const { index, isNumber } of compared) {
      const cell = cells[index] ?? '';
      const text = isNumber ? plainly(cell) : cell;
      sum = mixWord(cellEnd, mixText(text, sum));
      length += text.length + 1;
    }
    return finishHash(sum, length);
  };
}

function plainly(cell: string): string {
  if (plainNumber.test(cell)) return cell;
  const text = cell.normalize('NFKC').trim();
  return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text;
}

/** The datum that titles, headers or footnotes name; undefined where they name none. */
function datumIn(texts: readonly string[]): Datum | undefined {
  return names.find(([, pattern]) => texts.some((text) => pattern.test(text)))?.[0];
}

/**
 * Reads a status table of whatever form: finds sheet, header and columns, reads every row and tells of every
 * assumption.
 * @throws InputError with row and column, what was found and what was expected, where no table can be read
 */
export async function readStatusTable(
  bytes: Uint8Array | TableBytes,
  { fileName = '', map, answers, inflate, pause }: StatusTableOptions,
  sink: StatusSink,
): Promise<StatusSummary> {
  const look = pause && ((doneRatio: number) => pause(0, doneRatio));
  const tables = await chooseTables(bytes, map, { inflate, look, answers });
  const summary = startSummary(tables);
  const memory = new RowMemory(comparedFields.length);
  const starts: string[] = [];
  let count = 0;
  let pausedAt = 0;
  const allBytes = tables.reduce((sum, { table }) => sum + table.byteLength, 0);
  let doneBytes = 0;
  for (const chosen of tables) {
    const { table, head } = chosen;
    const takeRow = createRowTaker(chosen, summary, fileName, memory, sink);
    // Records go on from sheet to sheet.
    const before = summary.counts.records - head.last;
    starts.push(`${table.sheet} ${summary.counts.records + 1}`);
    let offset = 0;
    const batches = table.batches((at) => {
      offset = at;
    });
    const withGaps = createGapFiller(head.last);
    for await (const batch of batches) {
      for (const { number, cells } of withGaps(batch)) {
        count += 1;
        summary.counts.records = before + number;
        takeRow(cells, before + number);
      }
      if (!pause || count - pausedAt < rowsPerPause) continue;
      pausedAt = count;
      const doneRatio = (doneBytes + offset) / allBytes;
      await pause(count, table.openedRatio + (1 - table.openedRatio) * doneRatio);
    }
    doneBytes += table.byteLength;
  }
  if (tables.length > 1) summary.notes.push(say('table-sheets', { list: starts.join(', ') }));
  if (summary.counts.communities > 0) return summary;
  const at = say('table-row', { row: tables[0].head.last + 1 });
  throw new InputError([{ at, found: say('table-no-rows'), expected: say('table-rows') }]);
}

/** Takes row after row: what it is, what it says, whether it was there before. */
function createRowTaker(
  { table, head, columns, answers, asked }: ChosenTable,
  summary: StatusSummary,
  fileName: string,
  memory: RowMemory,
  sink: StatusSink,
) {
  const telling = tellingColumns(columns);
  const told = columns.filter(({ field }) => field !== 'serial' && field !== 'personal');
  const read = createRowReader(told, answers);
  const hashCells = createCellHash(told);
  const values = new Int32Array(comparedFields.length);
  const isConverted = table.encoding === 'gb18030';
  const titleDistrict = districtOf([...head.above, table.sheet ?? '', fileName]);
  if (telling.district < 0) summary.notes.push(districtNote(titleDistrict));
  summary.source.datum ??= datumIn([...head.above, ...head.names]) ?? null;
  let footnotes = 0;
  let section: DistrictName | null = null;
  let districtAbove: DistrictName | null = null;

  const tell = createTeller(summary, sink);
  for (const issue of asked) tell(issue);

  return (cells: readonly string[], record: number): void => {
    const other = classifyRow(cells, head, telling);
    if (other) {
      tell({ record, column: '*', raw: other.raw, kind: other.kind });
      if (other.kind === 'footnote_row' && footnotes++ < maxFootnotes) {
        summary.source.datum ??= datumIn(cells) ?? null;
        const note = cells.find((cell) => cell.trim() !== '') ?? '';
        for (const issue of lateQuestions(note, record, columns, { answers, head })) tell(issue);
      }
      if (other.kind === 'section_row') {
        section = readDistrict(other.raw).value ?? districtIn(other.raw) ?? section;
      }
      if (other.kind !== 'repeated_header') districtAbove = null;
      return;
    }
    const district = section ?? titleDistrict;
    const { community, issues } = read(cells, record, { isConverted, district, districtAbove });
    if (!community) {
      for (const issue of issues) tell(issue);
      return;
    }
    districtAbove = community.district;
    hashValues(community, values);
    const key = communityKey(community);
    const keyHash = [hashText(key, 0), hashText(key, 0x9e3779b9)] as const;
    const seen = memory.look(record, { key: keyHash, cells: hashCells(cells), values });
    if (seen) {
      summary.counts.duplicates += 1;
      sink.duplicate(seen.index, record);
      tell(duplicateIssue(seen, record, community));
      return;
    }
    for (const issue of issues) tell(issue);
    summary.counts.communities += 1;
    sink.community(community);
  };
}

function districtNote(district: DistrictName | null): StatusSummary['notes'][number] {
  return district ? say('table-district', { district }) : say('table-no-district');
}

/** Counts what is assumed, and hands it on. */
function createTeller(summary: StatusSummary, sink: StatusSink): (issue: StatusIssue) => void {
  return (issue) => {
    const kind = issue.kind as IssueKind;
    summary.counts.issues += 1;
    summary.issueKinds[kind] = (summary.issueKinds[kind] ?? 0) + 1;
    if (issue.question) summary.questions.push(issue);
    sink.issue(issue);
  };
}

/** The only thing told of another row of a community, and which of its values are not kept. */
function duplicateIssue(seen: Seen, record: number, community: Community): StatusIssue {
  const raw = say('row-same-community', { record: seen.record });
  if (seen.isExact) return { record, column: '*', raw, kind: 'duplicate_exact' };
  if (seen.differing.length === 0) return { record, column: '*', raw, kind: 'duplicate_variant' };
  const differing = seen.differing.map(
    (index) => `${comparedFields[index]}: ${comparedText(community, index)}`,
  );
  return { record, column: '*', raw, kind: 'duplicate_conflict', read: differing.join('; ') };
}

function tellingColumns(columns: readonly TableColumn[]): TellingColumns {
  const indexOf = (field: ColumnField) => columns.find((column) => column.field === field)?.index ?? -1;
  return {
    serial: indexOf('serial'),
    district: indexOf('district'),
    street: indexOf('street'),
    name: indexOf('name'),
  };
}

/** The first of some texts that names one district. */
function districtOf(texts: readonly string[]): DistrictName | null {
  for (const text of texts) {
    const district = districtIn(text);
    if (district) return district;
  }
  return null;
}

/** MurmurHash3's mixing (public domain) over the code units of a text. */
function hashText(text: string, seed: number): number {
  return finishHash(mixText(text, seed), text.length);
}

/** A hash of texts one after the other is begun with any seed, goes on with each of them, and is finished with the length of all. */
function mixText(text: string, begun: number): number {
  let sum = begun | 0;
  for (let at = 0; at < text.length; at += 1) sum = mixWord(text.charCodeAt(at), sum);
  return sum;
}

function mixWord(given: number, begun: number): number {
  let word = Math.imul(given, 0xcc9e2d51);
  word = (word << 15) | (word >>> 17);
  const sum = begun ^ Math.imul(word, 0x1b873593);
  return (Math.imul((sum << 13) | (sum >>> 19), 5) + 0xe6546b64) | 0;
}

function finishHash(begun: number, length: number): number {
  let sum = begun ^ length;
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return sum ^ (sum >>> 16);
}

/** Tells rows of one community by their hashes, so that a million communities take little room. */
class RowMemory {
  private readonly blocks: Int32Array[] = [];
  /**
   * Indices of rows, counted from 1, by the first half of their keys' hashes; 0 is free. At most half of them are
   * taken.
   */
  private slots = new Int32Array(1 << 11);
  private count = 0;

  constructor(private readonly valueCount: number) {}

  /** The community that was there before; undefined for the first row of one, which is kept. */
  look(number: number, hashes: RowHashes): Seen | undefined {
    const slot = this.slotOf(...hashes.key);
    const index = this.slots[slot] - 1;
    if (index < 0) {
      this.slots[slot] = this.count + 1;
      this.store(number, hashes);
      return undefined;
    }
    const block = this.blocks[index >>> 16];
    const at = this.locationOf(index);
    const differing: number[] = [];
    for (let value = 0; value < this.valueCount; value += 1) {
      if (block[at + wordsPerRow + value] !== hashes.values[value]) differing.push(value);
    }
    return { index, record: block[at + record], isExact: block[at + cells] === hashes.cells, differing };
  }

  /** Slot of a key's row, or the one where it belongs. */
  private slotOf(firstHalf: number, secondHalf: number): number {
    const mask = this.slots.length - 1;
    for (let slot = firstHalf & mask; ; slot = (slot + 1) & mask) {
      const index = this.slots[slot] - 1;
      if (index < 0) return slot;
      const block = this.blocks[index >>> 16];
      const at = this.locationOf(index);
      if (block[at + first] === firstHalf && block[at + second] === secondHalf) return slot;
    }
  }

  private store(number: number, { key, cells: ofCells, values }: RowHashes): void {
    const index = this.count++;
    if (index % blockRows === 0) {
      this.blocks.push(new Int32Array(blockRows * (wordsPerRow + this.valueCount)));
    }
    const block = this.blocks[index >>> 16];
    const at = this.locationOf(index);
    block[at + record] = number;
    block[at + cells] = ofCells;
    [block[at + first], block[at + second]] = key;
    block.set(values, at + wordsPerRow);
    if (this.count * 2 > this.slots.length) this.spread();
  }

  private spread(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (let index = 0; index < this.count; index += 1) {
      const block = this.blocks[index >>> 16];
      const at = this.locationOf(index);
      this.slots[this.slotOf(block[at + first], block[at + second])] = index + 1;
    }
  }

  /** Position of a row in its block. */
  private locationOf(index: number): number {
    return (index % blockRows) * (wordsPerRow + this.valueCount);
  }
}
