import { createGapFiller, type Inflater, InputError, say, type TableBytes } from '../../core/index.ts';
import type { Community } from '../community.ts';
import { communityKey } from '../community-key.ts';
import type { DistrictName } from '../districts.ts';
import type { StatusIssue } from '../status-data.ts';
import { lateQuestions } from './ask-columns.ts';
import { type ChosenTable, chooseTables } from './choose-table.ts';
import { classifyRow, type TellingColumns } from './classify-row.ts';
import type { ColumnAnswers, ColumnMap } from './column-map.ts';
import { comparedFields, comparedText, createCellHash, hashValues } from './compared-row.ts';
import { hashText } from './hash.ts';
import type { IssueKind } from './issue-kinds.ts';
import { districtIn, readDistrict } from './read-district.ts';
import { createRowReader } from './read-row.ts';
import { RowMemory, type Seen } from './row-memory.ts';
import { type StatusSummary, startSummary } from './status-summary.ts';
import type { ColumnField, TableColumn } from './table-column.ts';
import { datumIn } from './table-datum.ts';

export interface StatusTableOptions {
  /** Its name may say the district of a table that does not. */
  fileName?: string;
  map?: ColumnMap;
  /** To questions on columns of an earlier reading. */
  answers?: ColumnAnswers;
  /** Unpacks workbooks, faster than the engine does by itself. */
  inflate?: Inflater;
  /** Lets the host do other things, and tells it of the rows that are read and the share of the work, 0–1; awaited again and again. */
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
const mostFootnotes = 50;

/**
 * Reads a status table of whatever form: finds sheet, header and columns, reads every row and tells of every judgement.
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
  const ownDistrict = districtOf([...head.above, table.sheet ?? '', fileName]);
  if (telling.district < 0) {
    summary.notes.push(
      ownDistrict ? say('table-district', { district: ownDistrict }) : say('table-no-district'),
    );
  }
  const datumTexts = [...head.above, ...head.names];
  summary.source.datum ??= datumIn(datumTexts) ?? null;
  let footnotes = 0;
  let section: DistrictName | null = null;
  let districtAbove: DistrictName | null = null;

  const tell = (issue: StatusIssue) => {
    const kind = issue.kind as IssueKind;
    summary.counts.issues += 1;
    summary.issueKinds[kind] = (summary.issueKinds[kind] ?? 0) + 1;
    if (issue.question) summary.questions.push(issue);
    sink.issue(issue);
  };
  for (const issue of asked) tell(issue);

  return (cells: readonly string[], record: number): void => {
    const other = classifyRow(cells, head, telling);
    if (other) {
      tell({ record, column: '*', raw: other.raw, kind: other.kind });
      if (other.kind === 'footnote_row' && footnotes++ < mostFootnotes) {
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
    const district = section ?? ownDistrict;
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

/** Of another row of a community only that is told, and which of its values are not kept. */
function duplicateIssue(seen: Seen, record: number, community: Community): StatusIssue {
  const raw = `same community as record ${seen.record}`;
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
