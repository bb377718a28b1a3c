import {
  type CellMark,
  columnLetters,
  createGapFiller,
  type Datum,
  type Inflater,
  InputError,
  say,
  type TableBytes,
  type TableRow,
} from '../../core/index.ts';
import type { ProgrammeOperator } from '../../plan/index.ts';
import type { Community } from '../community.ts';
import { communityKey } from '../community-key.ts';
import type { DistrictName } from '../districts.ts';
import { type StatusData, type StatusIssue, statusIssueDocument } from '../status-data.ts';
import { operatorIn } from './arrange-tables.ts';
import { lateQuestions } from './ask-columns.ts';
import { checkCommunity, dayIn, type Named, suspectedPairs, TotalCheck } from './check-community.ts';
import { type ChosenTable, chooseTables } from './choose-table.ts';
import { isEarlier, isOfOtherSource } from './classify-column.ts';
import { classifyRow, type OtherRow, type TellingColumns } from './classify-row.ts';
import type { ColumnAnswers, ColumnMap } from './column-map.ts';
import { colourName } from './fill-instructions.ts';
import type { IssueKind } from './issue-kinds.ts';
import { comparedFields, contradictedFields, copyOf, fillGaps, joinedParts } from './join-rows.ts';
import type { CommunityOrigin } from './merge-statements.ts';
import { readPolarity } from './polarity.ts';
import { readAskedFlag } from './read-answered.ts';
import { readCount } from './read-count.ts';
import { districtIn, readDistrict, streetIn } from './read-district.ts';
import { readFlag } from './read-flag.ts';
import { createRowReader } from './read-row.ts';
import { readStatement } from './read-statement.ts';
import { withoutPhones } from './read-text.ts';
import { type StatusSummary, startSummary } from './status-summary.ts';
import { type ColumnField, type CountField, countFields, type TableColumn } from './table-column.ts';

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
  /** Day of the import, 2026-11-27: nothing was built after it. The day in a table's title goes before it. */
  asOf?: string;
  /**
   * Lets the host do other things, and tells it of the rows that are read and the fraction of the work, 0–1; awaited
   * again and again.
   */
  pause?(rows: number, doneRatio: number): Promise<void>;
}

/** Takes what is read, in the order of the table: a table of a million rows is never held whole. */
export interface StatusSink {
  /** The next one; `records` is its first row only. `origin` is where its values stand. */
  community(community: Community, origin?: CommunityOrigin): unknown;
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
  { fileName = '', map, answers, inflate, asOf, pause }: StatusTableOptions,
  given: StatusSink,
): Promise<StatusSummary> {
  const look = pause && ((doneRatio: number) => pause(0, doneRatio));
  const tables = await chooseTables(bytes, map, { inflate, look, answers });
  const summary = startSummary(tables);
  const memory = new RowMemory(comparedFields.length);
  // Several tables may each say a part of one community: those of offices are held until all are read.
  const held = new HeldCommunities(given);
  const sink = held;
  const starts: string[] = [];
  let count = 0;
  let pausedAt = 0;
  const allBytes = tables.reduce((sum, { table }) => sum + table.byteLength, 0);
  let doneBytes = 0;
  for (const chosen of tables) {
    const { table, head } = chosen;
    const taker = new RowTaker(chosen, { summary, fileName, memory, sink, asOf });
    // Records go on from sheet to sheet.
    const before = summary.counts.records - head.last;
    const part = [table.sheet, table.heading].filter((each) => each !== undefined && each !== '');
    starts.push(`${part.join(' ') || fileName} ${summary.counts.records + 1}`);
    let offset = 0;
    const batches = table.batches((at) => {
      offset = at;
    });
    const withGaps = createGapFiller(head.last);
    for await (const batch of batches) {
      for (const row of withGaps(batch)) {
        count += 1;
        summary.counts.records = before + row.number;
        taker.take(row, before + row.number);
      }
      if (!pause || count - pausedAt < rowsPerPause) continue;
      pausedAt = count;
      const doneRatio = (doneBytes + offset) / allBytes;
      await pause(count, table.openedRatio + (1 - table.openedRatio) * doneRatio);
    }
    doneBytes += table.byteLength;
  }
  if (tables.length > 1) summary.notes.push(say('table-sheets', { list: starts.join(', ') }));
  const tell = createTeller(summary, sink);
  for (const [earlier, later] of suspectedPairs(held.names())) {
    const raw = `${later.name} · ${earlier.name} (${earlier.record})`;
    tell({ record: later.record, column: '*', raw, kind: 'suspected_duplicate', read: earlier.name });
  }
  held.flush();
  if (summary.counts.communities > 0) return summary;
  const at = say('table-row', { row: tables[0].head.last + 1 });
  throw new InputError([{ at, found: say('table-no-rows'), expected: say('table-rows') }]);
}

/** Communities that are held until a table is read. More are handed on as they come. */
const maxHeld = 5000;

/** Holds what is told of a table until it is read, so that later rows can add what earlier ones left open. */
class HeldCommunities implements StatusSink {
  private readonly events: (() => unknown)[] = [];
  private readonly communities: Community[] = [];
  private isHolding = true;

  constructor(private readonly sink: StatusSink) {}

  community(community: Community, origin: CommunityOrigin): void {
    if (this.isHolding) this.communities.push(community);
    if (this.communities.length > maxHeld) this.flush();
    this.pass(() => this.sink.community(community, origin));
  }

  duplicate(index: number, record: number): void {
    this.pass(() => this.sink.duplicate(index, record));
  }

  issue(issue: StatusIssue): void {
    this.pass(() => this.sink.issue(issue));
  }

  /** A community that can still be changed. */
  at(index: number): Community | undefined {
    return this.isHolding ? this.communities[index] : undefined;
  }

  names(): Named[] {
    return this.isHolding
      ? this.communities.map(({ records: [first], name, address, district }) => ({
          ...{ record: first, name, address, district },
        }))
      : [];
  }

  flush(): void {
    this.isHolding = false;
    for (const event of this.events.splice(0)) event();
  }

  private pass(event: () => unknown): void {
    if (this.isHolding) this.events.push(event);
    else event();
  }
}

interface TakingOptions {
  summary: StatusSummary;
  fileName: string;
  memory: RowMemory;
  sink: HeldCommunities;
  asOf?: string;
}

/** Takes row after row: what it is, what it says, whether it was there before. */
class RowTaker {
  private readonly telling: TellingColumns;
  private readonly told: TableColumn[];
  private readonly byField: Map<ColumnField, TableColumn>;
  private readonly read: ReturnType<typeof createRowReader>;
  private readonly hashCells: (cells: readonly string[]) => number;
  private readonly look: ReturnType<typeof createLookTaker>;
  private readonly tell: (issue: StatusIssue) => void;
  private readonly values = new Int32Array(comparedFields.length);
  private readonly totals = new TotalCheck();
  private readonly days: ReturnType<typeof dayColumns>;
  private readonly tableDay: string | undefined;
  private readonly titleDistrict: DistrictName | null;
  private readonly titleStreet: string | null;
  /** Column of buildings, levels or parts of a community; −1 for none. */
  private readonly partIndex: number;
  /** Rows of a community of which each is of a part, by the community's index. */
  private readonly parts = new Map<number, { part: string; community: Community }[]>();
  /** Fields of a community that its rows answer differently. */
  private readonly contested = new Map<number, Set<string>>();
  private above: readonly string[] = [];
  private footnotes = 0;
  private section: DistrictName | null = null;
  private districtAbove: DistrictName | null = null;

  constructor(
    private readonly chosen: ChosenTable,
    private readonly options: TakingOptions,
  ) {
    const { table, head, columns, answers, asked } = chosen;
    const { summary, fileName, sink, asOf } = options;
    this.telling = tellingColumns(columns);
    this.told = columns.filter(({ field }) => field !== 'serial' && field !== 'personal');
    this.byField = new Map(this.told.map((column) => [column.field, column]));
    this.read = createRowReader(this.told, answers, table.heading);
    this.hashCells = createCellHash(this.told);
    this.look = createLookTaker(chosen, this.told, this.telling.name);
    const titles = [...head.above, ...(table.titles ?? []), table.sheet ?? '', fileName];
    this.titleDistrict = districtOf(titles);
    const street =
      this.telling.street < 0 ? titles.map(streetIn).find((each) => each !== undefined) : undefined;
    this.titleStreet = street ?? null;
    if (street !== undefined) summary.notes.push(say('table-street', { street }));
    this.days = dayColumns(head.names);
    this.tableDay = [...titles, ...head.names].map(dayIn).find((day) => day !== undefined) ?? asOf;
    if (this.telling.district < 0) summary.notes.push(districtNote(this.titleDistrict));
    summary.source.datum ??= datumIn([...head.above, ...head.names]) ?? null;
    const used = new Set(columns.map(({ index }) => index));
    this.partIndex = head.names.findIndex(
      (name, index) => !used.has(index) && partHeader.test(name.replace(/\s/g, '')),
    );
    this.tell = createTeller(summary, sink);
    for (const issue of asked) this.tell(issue);
  }

  take(row: TableRow, record: number): void {
    const { table, head } = this.chosen;
    const look = this.look(row, record);
    const { cells, dittos } = withDittos(look.cells, this.above, this.told);
    this.above = cells;
    for (const { index, name } of dittos)
      this.tell({ record, column: name, raw: look.cells[index], kind: 'ditto_above', read: cells[index] });
    for (const { row: number, column, raw } of table.remarks ?? [])
      if (number === row.number) this.tell({ record, column, raw, kind: 'operator_row_missing', read: null });
    for (const issue of look.issues) this.tell(issue);
    if (look.isStruck) return;
    const other = classifyRow(cells, head, this.telling);
    if (other) this.takeOther(other, cells, record);
    else this.takeCommunity({ ...row, cells }, record, look);
  }

  private takeOther(other: OtherRow, cells: readonly string[], record: number): void {
    const { columns, answers, head } = this.chosen;
    const { summary } = this.options;
    this.tell({ record, column: '*', raw: other.raw, kind: other.kind });
    if (other.kind === 'footnote_row' && this.footnotes++ < maxFootnotes) {
      summary.source.datum ??= datumIn(cells) ?? null;
      const note = cells.find((cell) => cell.trim() !== '') ?? '';
      for (const issue of lateQuestions(note, record, columns, { answers, head })) this.tell(issue);
    }
    if (other.kind === 'section_row')
      this.section = readDistrict(other.raw).value ?? districtIn(other.raw) ?? this.section;
    if (other.kind !== 'repeated_header') this.districtAbove = null;
    if (other.kind !== 'total_row' && other.kind !== 'subtotal_row') return;
    const stated = (field: CountField) => {
      const column = this.byField.get(field);
      return column ? readCount(cells[column.index] ?? '', field, column.factor).value : null;
    };
    for (const { field, sum } of this.totals.differing(stated, other.kind === 'total_row')) {
      const column = this.byField.get(field);
      if (column)
        this.tell({
          record,
          column: column.name,
          raw: cells[column.index],
          kind: 'total_differs',
          read: sum,
        });
    }
  }

  /** Cells from which the values of a row come. */
  private originOf(row: number): CommunityOrigin {
    const { table } = this.chosen;
    const nameOf = table.cellName ?? ((number, index) => `${columnLetters(index)}${number}`);
    const cells = Object.fromEntries(this.told.map(({ field, index }) => [field, nameOf(row, index)]));
    return { ...(table.sheet === undefined ? {} : { sheet: table.sheet }), row, cells };
  }

  private takeCommunity(row: TableRow, record: number, look: RowLook): void {
    const { cells } = row;
    const { summary, memory, sink } = this.options;
    const isConverted = this.chosen.table.encoding === 'gb18030';
    const district = this.section ?? this.titleDistrict;
    const { districtAbove, values } = this;
    const { community, issues } = this.read(cells, record, {
      isConverted,
      district,
      districtAbove,
      street: this.titleStreet,
    });
    if (!community) {
      for (const issue of issues) this.tell(issue);
      return;
    }
    this.districtAbove = community.district;
    hashValues(community, values);
    const key = communityKey(community);
    const keyHash = [hashText(key, 0), hashText(key, 0x9e3779b9)] as const;
    const seen = memory.look(record, { key: keyHash, cells: this.hashCells(cells), values });
    this.totals.add(community);
    const checked = checkCommunity(community, {
      columns: this.byField,
      cell: (column) => cells[column.index] ?? '',
      days: this.days.map(({ index, operator, name }) => ({ operator, name, cell: cells[index] ?? '' })),
      asOf: this.tableDay,
    });
    const remarks = [...look.remarks(community), ...this.besides(community, cells, record)];
    const part = this.partIndex < 0 ? '' : (cells[this.partIndex] ?? '').trim();
    if (seen) this.takeAgain(community, record, seen, part);
    else {
      for (const issue of [...remarks, ...issues, ...checked]) this.tell(issue);
      summary.counts.communities += 1;
      if (part !== '' && memory.size <= maxHeld)
        this.parts.set(memory.size - 1, [{ part, community: copyOf(community) }]);
      sink.community(community, this.originOf(row.number));
    }
  }

  /**
   * Joins a row of another building or level with those before: numbers are added up, and what is not the same in all is
   * unknown. False where the row is of no other part.
   */
  private joinParts(
    earlier: Community,
    community: Community,
    part: string,
    { record, index }: { record: number; index: number },
  ): boolean {
    const before = this.parts.get(index);
    if (!before || part === '' || before.some((each) => each.part === part)) return false;
    before.push({ part, community });
    const changed = joinedParts(
      earlier,
      before.map((each) => each.community),
    );
    this.tell({
      record,
      column: '*',
      raw: `${community.name} ${part}`,
      kind: 'parts_of_garage',
      read: changed.join(', '),
    });
    return true;
  }

  /** Makes unknown what rows of one community answer differently; the fields. */
  private contest(earlier: Community, later: Community, index: number): string[] {
    const contested = this.contested.get(index) ?? new Set<string>();
    const fields = contradictedFields(earlier, later);
    for (const field of fields) contested.add(field);
    this.contested.set(index, contested);
    return fields;
  }

  /** Judgements by columns that are not read: that it was covered before, and that there is no garage. */
  private besides(community: Community, cells: readonly string[], record: number): StatusIssue[] {
    const { columns, answers, head } = this.chosen;
    const before = columns.flatMap(({ field, name, index, others = [] }): StatusIssue[] => {
      const [kind, operator] = field.split('.') as [string, ProgrammeOperator | undefined];
      if (kind !== 'covered' || !operator || community.covered[operator] !== false) return [];
      const earlier = others.find(
        (other) =>
          isEarlier(other.name, name) &&
          readAskedFlag(cells[other.index] ?? '', answers.get(index)).value === true,
      );
      const raw = earlier ? `${earlier.name} ${cells[earlier.index]} · ${cells[index]}` : '';
      return earlier ? [{ record, column: name, raw, kind: 'covered_before', read: false }] : [];
    });
    const apart = this.sourcesApart(community, cells, record);
    const used = new Set(columns.map(({ index }) => index));
    const none = head.names.flatMap((name, index): StatusIssue[] => {
      const cell = (cells[index] ?? '').trim();
      if (used.has(index) || !garageAsked.test(name.replace(/\s/g, '')) || !garageNone.test(cell)) return [];
      return [{ record, column: '*', raw: `${name} ${cell}`, kind: 'no_garage', read: null }];
    });
    const withdrawn = head.names.flatMap((name, index): StatusIssue[] => {
      const cell = (cells[index] ?? '').trim();
      if (used.has(index) || !approvalAsked.test(name.replace(/\s/g, '')) || !notApproved.test(cell))
        return [];
      const raw = `${community.name} ${cell}`;
      return [{ record, column: name, raw, kind: 'row_withdrawn', read: null }];
    });
    return [...before, ...apart, ...none.slice(0, 1), ...withdrawn];
  }

  /** Coverage that another party reports otherwise than the one whose column is read. */
  private sourcesApart(community: Community, cells: readonly string[], record: number): StatusIssue[] {
    const { columns, answers } = this.chosen;
    return columns.flatMap(({ field, name, index, others = [] }): StatusIssue[] => {
      const [kind, operator] = field.split('.') as [string, ProgrammeOperator | undefined];
      const read = kind === 'covered' && operator ? community.covered[operator] : null;
      const other = others.find(({ name: second, index: at }) => {
        const { value } = readAskedFlag(cells[at] ?? '', answers.get(index));
        return typeof value === 'boolean' && value !== read && isOfOtherSource(second, name);
      });
      if (read === null || !other) return [];
      const raw = `${other.name} ${cells[other.index]} · ${cells[index]}`;
      return [{ record, column: name, raw, kind: 'sources_differ', read }];
    });
  }

  /** Another row of a community adds what the first one left open. */
  private takeAgain(community: Community, record: number, seen: Seen, part: string): void {
    const { summary, sink } = this.options;
    summary.counts.duplicates += 1;
    sink.duplicate(seen.index, record);
    this.tell(duplicateIssue(seen, record, community));
    const earlier = sink.at(seen.index);
    if (earlier && this.joinParts(earlier, community, part, { record, index: seen.index })) return;
    const differing = earlier ? this.contest(earlier, community, seen.index) : [];
    if (differing.length > 0)
      this.tell({
        record,
        column: '*',
        raw: community.name,
        kind: 'answers_differ',
        read: differing.join(', '),
      });
    const contested = this.contested.get(seen.index) ?? new Set<string>();
    const filled = earlier ? fillGaps(earlier, community, contested) : [];
    if (filled.length === 0) return;
    this.tell({ record, column: '*', raw: community.name, kind: 'gap_filled', read: filled.join(', ') });
  }
}

/** A column that says whether there is a garage, or of which kind it is. */
const garageAsked =
  /^(有无|是否有|是否设有?|有没有|是否配建|是否存在)?(独立)?(地下)?(车库|地库|停车库|停车场|地下室|停车设施)(情况|有无|类型|类别|形式|性质)?(\(?[（(]?(有\/?无|是\/?否)[）)]?)?$|停车(方式|形式|类型)|^(has|with)?(underground|basement)?(garage|carpark)(type|y\/n)?$/i;
const garageNone =
  /^(无|没有|否|不|x|×|n|no|none|未建|未设)$|^(无|没有|未建|未设)(地下|车库|地库|停车|[（(])|^(纯|仅|全部?)?(地面|露天|地上)(停车|车位|车库)?$|surface only/i;

/** A column that says what became of the form that the row is of. */
const approvalAsked =
  /^(审批|审核|流程|单据|上报|数据|记录|提交|填报|复核)(结果|状态|情况|意见)$|^(状态|结果)$/;
const notApproved =
  /撤[销回]|拒绝|驳回|退回|作废|无效|(未|不|没)通过|草稿|终止|废弃|rejected|withdrawn|draft/i;

/** A column that says of which part of a community a row is. */
const partHeader =
  /^(所在|所属)?(楼栋|楼号|楼幢|栋号|幢号|楼座|层|楼层|层号|层别|地下层|车库层|车库名称|车库编号|车库分区|地库名称|地库|车库|库区|分区|区块|区域号|分期|期数|地块|组团|level|floor|building|block|zone|phase|garage)(号|名称|编号)?$/i;

const ditto = /^([〃″"”“'’]{1,2}|同上|同左|ditto|do\.)$/i;

/** Cells of a row with what the row above has where they say "the same". */
function withDittos(
  cells: readonly string[],
  above: readonly string[],
  columns: readonly TableColumn[],
): { cells: readonly string[]; dittos: TableColumn[] } {
  const dittos = columns.filter(
    ({ index }) => ditto.test((cells[index] ?? '').trim()) && (above[index] ?? '') !== '',
  );
  if (dittos.length === 0) return { cells, dittos };
  const filled = [...cells];
  for (const { index } of dittos) filled[index] = above[index];
  return { cells: filled, dittos };
}

/** Columns that are not read and say on which day an operator was done. */
function dayColumns(
  names: readonly string[],
): { index: number; operator: ProgrammeOperator; name: string }[] {
  return names.flatMap((name, index) => {
    const operator = operatorIn(name);
    const isDay = /(完成|开通|竣工|建成|验收|施工|覆盖).*(日期|时间)|(日期|时间).*(完成|开通)/.test(name);
    return operator !== undefined && isDay && !/计划|预计|拟/.test(name) ? [{ index, operator, name }] : [];
  });
}

/** A row as it looks: without what is struck out, and with what comments, colours and hidden rows say. */
interface RowLook {
  cells: readonly string[];
  issues: StatusIssue[];
  isStruck: boolean;
  /** Remarks on the cells of a community, which they may make unknown. */
  remarks(community: Community): StatusIssue[];
}

function createLookTaker(
  { table, colours }: ChosenTable,
  columns: readonly TableColumn[],
  nameIndex: number,
) {
  const comments = new Map<number, { column: number; text: string }[]>();
  for (const { row, column, text } of table.comments ?? [])
    comments.set(row, [...(comments.get(row) ?? []), { column, text }]);
  const byIndex = new Map(columns.map((column) => [column.index, column]));
  return ({ number, cells, marks = [], isHidden }: TableRow, record: number): RowLook => {
    const issues: StatusIssue[] = [];
    const name = (cells[nameIndex] ?? '').trim();
    const struck = marks.filter(({ kind }) => kind === 'struck');
    const struckName = struck.find(({ column }) => column === nameIndex);
    const isStruck = name === '' && struckName !== undefined;
    if (isStruck) issues.push({ record, column: '*', raw: struckName.text, kind: 'row_struck', read: null });
    if (isHidden && name !== '')
      issues.push({ record, column: '*', raw: name, kind: 'row_hidden', read: name });
    for (const { column, kind, text } of isStruck ? [] : marks) {
      const of = byIndex.get(column);
      if (!of || kind === 'fill') continue;
      const raw = withoutPhones(text);
      const read = cells[column] ?? null;
      const ofKind = kind === 'struck' ? 'text_struck' : 'formula_without_value';
      issues.push({ record, column: of.name, raw, kind: ofKind, read });
    }
    const fills = name === '' ? [] : marks.filter(({ kind }) => kind === 'fill');
    const meant = coloured(fills, { cells, record, byIndex, colours });
    issues.push(...meant.issues);
    const remarks = (community: Community): StatusIssue[] =>
      (comments.get(number) ?? []).flatMap(({ column, text }): StatusIssue[] => {
        const of = byIndex.get(column);
        const raw = withoutPhones(text.trim());
        if (of) weigh(community, of.field, raw);
        const read = `${community.name} ${(cells[column] ?? '').trim()}`;
        return [{ record, column: of?.name ?? '*', raw, kind: 'cell_comment', read }];
      });
    return { cells: meant.cells, issues, isStruck, remarks };
  };
}

/** Cells of a row with what a legend says of the colours of those that are blank, and every colour that may mean something. */
function coloured(
  fills: readonly CellMark[],
  context: {
    cells: readonly string[];
    record: number;
    byIndex: ReadonlyMap<number, TableColumn>;
    colours: ChosenTable['colours'];
  },
): { cells: readonly string[]; issues: StatusIssue[] } {
  const { cells, record, byIndex, colours } = context;
  const told = fills.filter(({ column, text }) => byIndex.has(column) && !colours.isOrnament(column, text));
  const names = [...new Set(told.map(({ text }) => colourName(text) ?? text))];
  // A row that is coloured from end to end says one thing, and not one of each cell.
  const isRow = told.length > 2 && told.length > byIndex.size / 2 && names.length === 1;
  // Blank cells at the end of a row are not in it.
  const length = Math.max(cells.length, ...[...byIndex.keys()].map((index) => index + 1));
  const filled = Array.from({ length }, (_, index) => cells[index] ?? '');
  const isFlag = ({ field }: TableColumn) => /^(covered|owners|property)/.test(field);
  const blankAt = (index: number) => (cells[index] ?? '').trim() === '';
  if (isRow) {
    const meaning = colours.legend.get(names[0]);
    const flags = [...byIndex.values()].filter((column) => column.field.startsWith('covered'));
    const blank = meaning === undefined ? [] : flags.filter(({ index }) => blankAt(index));
    for (const { index } of blank) filled[index] = meaning ?? '';
    const raw = meaning === undefined ? names[0] : `${names[0]}: ${meaning}`;
    const kind = blank.length > 0 ? 'colour_read' : 'cell_coloured';
    return { cells: filled, issues: [{ record, column: '*', raw, kind, read: meaning ?? null }] };
  }
  const issues = told.flatMap(({ column, text }): StatusIssue[] => {
    const of = byIndex.get(column);
    if (!of) return [];
    const name = colourName(text) ?? text;
    const meaning = colours.legend.get(name);
    const isRead = blankAt(column) && meaning !== undefined && isFlag(of);
    if (isRead) filled[column] = meaning;
    const raw = [name, meaning, cells[column]].filter((part) => part).join(' · ');
    return [
      { record, column: of.name, raw, kind: isRead ? 'colour_read' : 'cell_coloured', read: meaning ?? null },
    ];
  });
  return { cells: filled, issues };
}

/** Makes a flag unknown where a comment on it says something else than its cell. */
function weigh(community: Community, field: ColumnField, said: string): void {
  // `已核实，应为“否”`: what it should be is what counts.
  const corrected =
    /(?:应|改|更正|实际|实|确认|核实|更新)(?:该|际|正)?(?:为|是|成|填)?\s*[:：]?[“"'‘「]?(是|否|有|无|√|×|y|n|yes|no)[”"'’」]?\W*$/i.exec(
      said,
    )?.[1];
  const comment = corrected === undefined ? said : corrected;
  const answer = corrected === undefined ? undefined : readFlag(corrected).value;
  const { hasSign, sign, isDegree } = readPolarity(comment);
  const [kind, operator] = field.split('.') as [string, ProgrammeOperator | undefined];
  if (kind === 'covered' && operator && community.covered[operator] !== null) {
    const isOther = typeof answer === 'boolean' ? answer !== community.covered[operator] : false;
    const isDoubted = /有误|错|待核|存疑|不实|更正|改为|应为|未测|口述/.test(said) && answer === undefined;
    const { value, cause } = readStatement(said);
    const isContrary =
      value !== null ? value !== community.covered[operator] : cause === 'open' || cause === 'partly';
    const isBySign = isDegree || (hasSign && community.covered[operator] !== sign > 0);
    if (isOther || isDoubted || (answer === undefined && (isContrary || isBySign)))
      community.covered[operator] = null;
  } else if (kind === 'owners' && community.owners !== null) {
    const isAgainst = /反对|不同意|拒绝|阻/.test(comment);
    if (isAgainst === (community.owners === 'agree')) community.owners = null;
  } else if (kind === 'property' && community.property !== null) {
    const isAgainst = /不配合|拒绝|不同意|反对/.test(comment);
    if (isAgainst === (community.property === 'yes')) community.property = null;
  }
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

  /** Number of communities. */
  get size(): number {
    return this.count;
  }

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
