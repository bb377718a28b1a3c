import {
  type CellComment,
  cleanCell,
  headParts,
  InputError,
  type OpenOptions,
  type OpenTable,
  openTables,
  type Phrase,
  say,
  type TableBytes,
  type TableRow,
  takeRows,
  verbatim,
} from '../../core/index.ts';
import type { ProgrammeOperator } from '../../plan/index.ts';
import type { StatusIssue } from '../status-data.ts';
import { isData } from './arrange-cards.ts';
import { type ArrangedTable, arrangeTables, maxArrangedRows, operatorIn } from './arrange-tables.ts';
import { askColumns, type ColourKey, colourKey, columnIssues } from './ask-columns.ts';
import { classifyColumn } from './classify-column.ts';
import type { Answers } from './column-answers.ts';
import {
  answerColumns,
  type ColumnAnswers,
  type ColumnMap,
  fieldIn,
  mapColumns,
  mapLocation,
  type SheetMap,
  sheetMaps,
  type TableHead,
} from './column-map.ts';
import { tickedOptions } from './read-answer.ts';
import { operatorNames } from './read-operators.ts';
import { withoutPhones } from './read-text.ts';
import type { ColumnField, TableColumn } from './table-column.ts';

/** Titles and explanations stand above the header. */
const maxRowsAbove = 40;
const maxHeadRows = 3;

/** The first rows of a table, in which its header is. */
function firstRows(table: OpenTable, count = maxRowsAbove + maxHeadRows): Promise<TableRow[]> {
  return takeRows(table, count);
}

/** Score of a header: more is surer. */
function headScore(head: TableHead | undefined): number {
  return head ? new Set(head.columns.map(({ field }) => field)).size : 0;
}

/**
 * The one to three rows among the first in which most columns are known; of equals the fewest. Undefined where nothing names a community.
 * @param map what somebody decided on columns, by their names
 */
function findHead(
  rows: readonly TableRow[],
  map: SheetMap['columns'] = {},
  table?: OpenTable,
): TableHead | undefined {
  let best: { head: TableHead; score: number } | undefined;
  for (let span = 1; span <= maxHeadRows; span += 1) {
    for (let start = 0; start + span <= rows.length; start += 1) {
      if (start > 0 && goesOn(rows[start - 1], rows[start])) continue;
      const taken = rows.slice(start, start + span);
      if (taken.some(({ cells }) => cells.some(isData))) continue;
      // A title is above the header; a row that repeats cells of the last one, as merged cells do, is a part of it.
      if (span > 1 && isTitle(taken[0])) continue;
      if (span < maxHeadRows && goesOn(taken[span - 1], rows[start + span])) continue;
      const above = rows.slice(0, start);
      const head = headOf(taken, above, tableOperator(table, above));
      const mapped = head.names.filter((name) => Object.hasOwn(map, name));
      if (span > 1 && isNameData(head, taken)) continue;
      const isNamed =
        head.columns.some(({ field }) => field === 'name') ||
        mapped.some((name) => fieldIn(map[name]) === 'name');
      const score = headScore(head) + mapped.length;
      if (isNamed && score > (best?.score ?? 1)) best = { head, score };
    }
  }
  return best?.head;
}

/** Returns whether the last row of a header has a community where the others have the word for one. */
function isNameData({ columns }: TableHead, taken: readonly TableRow[]): boolean {
  const index = columns.find(({ field }) => field === 'name')?.index ?? -1;
  const last = taken
    .map(({ cells }) => (cells[index] ?? '').trim())
    .filter((cell) => cell !== '')
    .at(-1);
  return last !== undefined && classifyColumn(last)?.field !== 'name';
}

function goesOn({ cells }: TableRow, next: TableRow | undefined): boolean {
  if (!next || next.cells.some(isData)) return false;
  const same = cells.filter((cell, index) => cell.trim() !== '' && cell === next.cells[index]);
  const filled = next.cells.filter((cell) => cell.trim() !== '');
  return same.length > 1 && same.length < filled.length;
}

function isTitle({ cells }: TableRow): boolean {
  return cells.filter((cell) => cell.trim() !== '').length === 1;
}

/** The one operator that sheet or title name. */
function tableOperator(table: OpenTable | undefined, above: readonly TableRow[]) {
  const titles = above.flatMap(({ cells }) => cells.filter((cell) => cell.trim() !== ''));
  return operatorIn([table?.sheet ?? '', ...titles.slice(0, 3)].join(' '));
}

/**
 * The header in rows that are known to be it.
 * @param operator the one of whom the whole table is by its title, where no column names one
 */
function headOf(
  taken: readonly TableRow[],
  above: readonly TableRow[],
  operator?: ProgrammeOperator,
): TableHead {
  const given = headParts(taken.map(({ cells }) => cells));
  const isNamed = given.some((each) => /电信|移动|联通|telecom|mobile|unicom/i.test(each.join('')));
  const parts =
    operator === undefined || isNamed
      ? given
      : given.map((each) => ofOperator(each, operatorNames[operator]));
  const names = parts.map(joinParts);
  return {
    first: taken[0].number,
    last: taken[taken.length - 1].number,
    names,
    parts,
    rows: taken.map(({ cells }) => cells),
    columns: classifyColumns(names, parts),
    above: above.flatMap(({ cells }) => cells.filter((cell) => cell.trim() !== '')),
  };
}

/** Words that only tell levels, generations, phases or buildings of one garage apart. */
const partWords =
  /b\d|负[一二三1-3]层?|地下[一二三1-3]层|[2-5]g|lte|nr|volte|[一二三四五]期|\d期|[a-d东西南北]区|\d+号楼|\d+#/gi;

const shortOperators: Readonly<Record<string, string>> = { 电: '电信', 移: '移动', 联: '联通' };

/** Chooses the surest of several columns for one thing, the first of equals; it names the others. */
function classifyColumns(names: readonly string[], parts: readonly (readonly string[])[]): TableColumn[] {
  const found = new Map<string, { column: TableColumn; sureness: number }[]>();
  const unnumbered = names.map((each) => each.replace(/^[qQ]?\d+(?:[-.]\d+)*[、.．\s]*/, ''));
  // One such letter alone may mean anything.
  const isShort = names.filter((name) => name.trim() in shortOperators).length > 1;
  names.forEach((name, index) => {
    // 移动 alone over a column is the operator; 移动信号 alone is any mobile signal.
    // Beside 电信信号 and 联通信号 it is too.
    const isMobile =
      parts[index].includes('移动') ||
      ['电信', '联通'].some(
        (other) => name.includes('移动') && unnumbered.includes(unnumbered[index].replace('移动', other)),
      );
    const long = isShort ? (shortOperators[name.trim()] ?? name) : name;
    const guess = classifyColumn(isMobile ? name.replace(/(?<!中国)移动/, '中国移动') : long, parts[index]);
    if (!guess) return;
    const { sureness, factor, isUnitOpen, second } = guess;
    for (const field of second === undefined ? [guess.field] : [guess.field, second]) {
      const column: TableColumn = {
        ...{ index, name, field },
        ...(factor === undefined ? {} : { factor }),
        ...(isUnitOpen ? { isUnitOpen } : {}),
      };
      // Persons may be in any number of columns.
      const key = field === 'personal' ? `${field} ${index}` : field;
      found.set(key, [...(found.get(key) ?? []), { column, sureness }]);
    }
  });
  const chosen = [...found.values()].map((rivals) => {
    const [best, ...others] = [...rivals].sort((a, b) => b.sureness - a.sureness);
    if (others.length === 0 || tellsNothing.has(best.column.field)) return best.column;
    const plain = (name: string) => name.replace(partWords, '#');
    const isOfParts =
      best.column.field.startsWith('covered') &&
      others.some(
        ({ column }) => column.name !== best.column.name && plain(column.name) === plain(best.column.name),
      );
    const listed = others
      .filter(({ column }) => !isOfParts || plain(column.name) === plain(best.column.name))
      .map(({ column: { index, name } }) => ({ index, name }));
    return { ...best.column, others: listed, ...(isOfParts ? { isOfParts } : {}) };
  });
  return chosen.sort((a, b) => a.index - b.index);
}

const operatorAlone = /^(中国)?(电信|移动|联通|telecom|(china )?mobile|unicom|ctcc|cmcc|cucc|ct|cm|cu)$/i;

/** The parts of a header's name with the operator of the table, where they speak of coverage or signals. */
function ofOperator(parts: readonly string[], operator: string): string[] {
  const field = classifyColumn(`${operator}${parts.join('')}`)?.field ?? '';
  return /^(covered|garageRsrp|groundRsrp)/.test(field) ? [operator, ...parts] : [...parts];
}

/** The operator first, as tables with one header row have it. */
function joinParts(parts: readonly string[]): string {
  const operator = parts.filter((part) => operatorAlone.test(part));
  const rest = parts.filter((part) => !operatorAlone.test(part));
  const ordered = [...operator, ...rest];
  return ordered.some((part) => /[a-z]$/i.test(part)) &&
    ordered.every((part) => !/\p{Script=Han}/u.test(part))
    ? ordered.join(' ')
    : ordered.join('');
}

/** @throws InputError with what stands in the first rows */
function noHead(rows: readonly TableRow[]): InputError {
  const first = rows.find(({ cells }) => cells.filter((cell) => cell.trim() !== '').length > 1) ?? rows[0];
  const list = first?.cells.slice(0, 12).map((cell) => cleanCell(cell).slice(0, 30));
  const found = list ? verbatim(JSON.stringify(list.join(', '))) : say('nothing');
  return new InputError([
    { at: say('table-row', { row: first?.number ?? 1 }), found, expected: say('table-head') },
  ]);
}

/** Rows whose values tell what an ambiguous name means. */
const triedRows = maxArrangedRows;

/**
 * "Garage signal" may be a column of levels or of yes and no: its values tell, where its name did not. `rows` are some below the header.
 */
function settleColumns(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  head?: TableHead,
): TableColumn[] {
  const taken = new Set(columns.map(({ field }) => field));
  const settled = columns.map((column) => {
    const [kind, operator] = column.field.split('.');
    const wanted = kind === 'covered' ? 'garageRsrpDbm' : kind === 'garageRsrpDbm' ? 'covered' : undefined;
    const field = `${wanted}.${operator}` as TableColumn['field'];
    if (wanted === undefined || operator === undefined || taken.has(field)) return column;
    const cells = rows
      .map((row) => (row[column.index] ?? '').trim())
      .filter((cell) => cell !== '' && tickedOptions(cell)?.length !== 0);
    // Strengths in words alone are degrees; a word among numbers, or where levels are asked for, is a level that is not there.
    const isOfLevels =
      /rsrp|电平|dbm/i.test(column.name) ||
      (/场强|强度/.test(column.name) && cells.some((cell) => /\d/.test(cell)));
    // A fraction of coverage has two digits as well: only what is below zero is a level there.
    const fits = (cell: string) =>
      wanted === 'garageRsrpDbm' ? isNegativeLevel(cell) : isFlag(cell) || (!isOfLevels && degree.test(cell));
    const fitting = cells.filter(fits).length;
    return cells.length > 0 && fitting > cells.length / 2 ? { ...column, field } : column;
  });
  return head ? withProse(settled, head, rows) : settled;
}

/** A cell that says of operators whether they cover. */
const ofOperators =
  /(?:电信|移动|联通|[三3]家|三网|三大运营商|各运营商|均|都).*(?:覆盖|开通|信号|进场|建成|建设|入场)|(?:覆盖|开通|信号).*(?:电信|移动|联通)/;
/** Columns of what is to be done, of who is to do it, and of what residents say. */
const toDo = /下一步|计划|措施|建议|责任|问题|需求|整改|诉求|投诉|反映|工单|来电|内容/;

/** The columns, with one in sentences that say of each operator whether it covers, where no other column does. */
function withProse(
  columns: readonly TableColumn[],
  { names }: TableHead,
  rows: readonly (readonly string[])[],
): TableColumn[] {
  if (columns.some(({ field }) => /^(covered|garageRsrp)/.test(field))) return [...columns];
  const taken = new Set(columns.filter(({ field }) => field !== 'note').map(({ index }) => index));
  const index = names.findIndex((name, at) => {
    if (taken.has(at) || name === '' || toDo.test(name)) return false;
    const cells = rows.map((row) => (row[at] ?? '').trim()).filter((cell) => cell !== '');
    return (
      cells.length > 0 && cells.filter((cell) => ofOperators.test(cell)).length > minProseRatio * cells.length
    );
  });
  if (index < 0) return [...columns];
  const others = columns.filter((column) => column.index !== index);
  return [...others, { index, name: names[index], field: 'covered' as const }].sort(
    (a, b) => a.index - b.index,
  );
}

/** Columns of operators that are levels by their values alone. */
function settledIssues(
  mapped: readonly TableColumn[],
  settled: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): StatusIssue[] {
  return settled.flatMap(({ index, name, field }): StatusIssue[] => {
    if (
      mapped.some((each) => each.index === index && each.field === field) ||
      !field.startsWith('garageRsrp')
    )
      return [];
    const raw = rows
      .flatMap((row) => row[index] || [])
      .slice(0, 5)
      .join(' | ');
    return [{ record: 0, column: name, raw, kind: 'column_by_values', read: field }];
  });
}

function isNegativeLevel(cell: string): boolean {
  return /^([-－−][\d０-９]{2,3}(\.\d+)?(dbm)?|[\d０-９]{2,3}dbm)$/i.test(cell);
}

/** `5月`, `2023年6月底`: months since the year 0, where the sheet or its title has one. */
function monthIn(texts: readonly string[]): number | undefined {
  for (const text of texts) {
    const [, year = '2000', month] = /(?:(20\d\d)\s*[-./年]\s*)?(\d{1,2})\s*月(?!\d)/.exec(text) ?? [];
    if (month !== undefined && Number(month) <= 12) return 12 * Number(year) + Number(month);
  }
  return undefined;
}

/** `2025年`, `2024年（旧）`. */
function yearIn(sheet: string): number | undefined {
  const year = /(20\d\d)\s*(?:年|$)/.exec(sheet)?.[1];
  return year === undefined ? undefined : Number(year);
}

/** Times of the sheets of one table, where each has another. */
function timesOf(all: readonly { table: ArrangedTable; head: TableHead }[]): number[] | undefined {
  const ofMonths = all.map(({ table, head }) => monthIn([...head.above, table.sheet ?? '']));
  const ofYears = all.map(({ table }) => yearIn(table.sheet ?? ''));
  const times = (ofMonths.includes(undefined) ? ofYears : ofMonths).filter((time) => time !== undefined);
  return all.length > 1 && new Set(times).size === all.length ? times : undefined;
}

/** That a sheet is of an earlier time than another one: it only adds what the latest leaves open. */
function earlierSheet(
  { sheet = '' }: ArrangedTable,
  all: readonly { table: ArrangedTable; head: TableHead }[],
): StatusIssue[] {
  if (timesOf(all) === undefined) return [];
  return [{ record: 0, column: '*', raw: sheet, kind: 'sheet_earlier', read: null }];
}

/** Sheets of one table at several times, the latest first; others as they stand. */
function latestFirst<Each extends { table: ArrangedTable; head: TableHead }>(all: readonly Each[]): Each[] {
  const times = timesOf(all);
  return times ? [...all].sort((a, b) => times[all.indexOf(b)] - times[all.indexOf(a)]) : [...all];
}

/** How good a signal is, in words or stars. */
const degree = /^([★☆]{1,5}|[较很]?[强好差弱]|[优良中满]|一般|中等)$/;

function isFlag(cell: string): boolean {
  const ticked = tickedOptions(cell);
  if (ticked) return ticked.length === 1;
  return /^([是否有无√×✓✗YN]|[已未](覆盖|开通|建|做)|没有?(信号)?|[有无弱]信号|不?存在|不?能|不?通|不?可以|部分|不?合格|[未不]?达标|yes|no|none|partial(ly)?|poor|good|fair|weak|pass(ed)?|fail(ed)?|ok|ng|marginal)$/i.test(
    cell,
  );
}

/** Sheets of districts often have a column more or less. */
const minAlikeRatio = 2 / 3;
/** So many cells of a column in sentences speak of operators. */
const minProseRatio = 0.6;
/** Longer rows of a sheet beside the table are no entries of a legend. */
const longestExplanation = 80;
const tellsNothing: ReadonlySet<ColumnField> = new Set<ColumnField>(['serial', 'note', 'personal']);

export interface ChosenTable {
  table: ArrangedTable;
  head: TableHead;
  columns: TableColumn[];
  /** Answers that consist of a bare yes or no, by the column's index. */
  answers: ReadonlyMap<number, Answers>;
  /** Questions and remarks on whole columns. */
  asked: StatusIssue[];
  colours: ColourKey;
  /** Assumptions. */
  notes: Phrase[];
  /** Some rows below the header. */
  sample: readonly (readonly string[])[];
}

/**
 * The sheet in which most of a status table's columns are known, with its header and columns; what a map says comes first. Other sheets
 * with mostly the same columns, as workbooks with a sheet per district have them, follow in their order. Where the map names sheets
 * it is those, each by its own map, and no other.
 * @throws InputError with what was found where there is none
 */
export async function chooseTables(
  bytes: Uint8Array | TableBytes,
  map?: ColumnMap,
  host: Pick<OpenOptions, 'inflate' | 'look'> & { answers?: ColumnAnswers } = {},
): Promise<ChosenTable[]> {
  const maps = sheetMaps(map);
  const names = maps.flatMap(({ sheet }) => sheet ?? []);
  const tables = await arrangedTables(await openTables(bytes, { ...host, sheets: names }), maps);
  const isWorkbook = tables[0].format !== 'csv';
  if (!isWorkbook && maps.length > 1) throw oneMap(maps.length);
  const isNamed = ({ sheet }: OpenTable) => names.includes(sheet ?? '');
  let first: TableRow[] = [];
  const explained: string[] = [];
  const found: { table: ArrangedTable; head: TableHead; score: number; map: SheetMap | undefined }[] = [];
  for (const table of tables) {
    const known = maps.find(({ sheet }) => !isWorkbook || sheet === undefined || sheet === table.sheet);
    const rows = await firstRows(table, known?.headerRows?.[1]);
    if (first.length === 0) first = rows;
    const head = headBy(known, map, { rows, table });
    if (!head && isNamed(table)) throw noHead(rows);
    if (head) found.push({ table, head, score: headScore(head), map: known });
    else explained.push(explanationIn(rows));
  }
  const best = bestOf(found);
  if (!best) throw noHead(first);
  // A map of one sheet's columns holds for those that have the same.
  const minRatio = map ? 1 : minAlikeRatio;
  const isAlike = ({ table, head, score }: (typeof found)[0]) =>
    !isAside(table.sheet, best.table.sheet) &&
    (alikeRatio(head, best.head) >= minRatio ||
      (!map && score > 2 && (table.sheet === best.table.sheet || score > best.score / 2)));
  const isMeant =
    names.length > 0 && isWorkbook ? ({ table }: { table: OpenTable }) => isNamed(table) : isAlike;
  const others = found.filter((each) => !isMeant(each));
  const chosen: ChosenTable[] = [];
  const meant = latestFirst(found.filter(isMeant));
  for (const { table, head, map: columnMap } of meant) {
    const below = await takeRows(table, triedRows, ({ number }) => number > head.last);
    const sample = below.map(({ cells }) => cells);
    const mapped = mapColumns(head, columnMap, columnMap ? mapLocation(map, columnMap) : '');
    const settled = settleColumns(mapped, sample, columnMap ? undefined : head);
    const columns = answerColumns(settled, host.answers);
    if (!columns.some(({ field }) => field === 'name')) throw noHead(first);
    const comments = (table.comments ?? []).filter(({ row }) => row <= head.last);
    const answers = askColumns(columns, withComments(head, comments, explained), sample);
    const asked = [
      ...columnIssues(columns, answers, sample),
      ...commentIssues(comments, head),
      ...settledIssues(mapped, settled, sample),
      ...(chosen.length > 0 ? earlierSheet(table, meant) : []),
    ];
    const colours = colourKey(below, [...head.above, ...(table.titles ?? [])]);
    const notes = notesOf(table, head, columns, others);
    chosen.push({ ...{ table, head, columns, answers }, asked, colours, notes, sample });
  }
  checkAnswered(host.answers, chosen);
  return chosen;
}

function oneMap(count: number): InputError {
  const expected = say('table-one-map');
  return new InputError([{ at: 'map.sheets', found: say('sheets-count', { count }), expected }]);
}

/** The header where a map says it is, else where it is found. */
function headBy(
  known: SheetMap | undefined,
  map: ColumnMap | undefined,
  { rows, table }: { rows: readonly TableRow[]; table: ArrangedTable },
): TableHead | undefined {
  return known?.headerRows
    ? givenHead(rows, known.headerRows, mapLocation(map, known))
    : findHead(rows, known?.columns, table);
}

/** A header with the comments on its cells, and what sheets beside it say, as explanations of the table. */
function withComments(
  head: TableHead,
  comments: readonly CellComment[],
  explained: readonly string[],
): TableHead {
  return { ...head, above: [...head.above, ...comments.map(({ text }) => text), ...explained] };
}

/** A sheet without a table as one text: `A：已覆盖；B：正在施工`. */
function explanationIn(rows: readonly TableRow[]): string {
  return rows
    .map(({ cells }) => cells.filter((cell) => cell.trim() !== '').join('：'))
    .filter((row) => row !== '' && row.length < longestExplanation)
    .join('；');
}

/** Comments on headers: they say how a column is filled in. */
function commentIssues(comments: readonly CellComment[], { names }: TableHead): StatusIssue[] {
  return comments.map(({ column, text }) => ({
    ...{ record: 0, column: names[column] || '*', raw: withoutPhones(text.trim()) },
    ...{ kind: 'cell_comment' as const, read: null },
  }));
}

/** The surest of several, the first of equals. */
function bestOf<Each extends { score: number }>(all: readonly Each[]): Each | undefined {
  return [...all].sort((a, b) => b.score - a.score)[0];
}

/** The tables of all sheets. Somebody who says which rows are the header means the sheet as it stands. */
async function arrangedTables(
  opened: readonly OpenTable[],
  maps: readonly SheetMap[],
): Promise<ArrangedTable[]> {
  const isGiven = ({ format, sheet: name }: OpenTable) =>
    maps.some(
      ({ sheet, headerRows }) => headerRows && (format === 'csv' || sheet === undefined || sheet === name),
    );
  return (await Promise.all(opened.map((table) => (isGiven(table) ? [table] : arrangeTables(table))))).flat();
}

/** @throws InputError where an answer is to a column that no table has */
function checkAnswered(answers: ColumnAnswers | undefined, tables: readonly ChosenTable[]): void {
  const names = new Set(tables.flatMap(({ head }) => head.names.filter((name) => name !== '')));
  const unknown = Object.keys(answers?.columns ?? {}).find((name) => !names.has(name));
  if (unknown === undefined) return;
  const expected = say('one-of', { list: [...names].join(', ').slice(0, 1000) });
  throw new InputError([{ at: 'answers.columns', found: JSON.stringify(unknown), expected }]);
}

/** Sheets that are no part of the table: examples, drafts, what was withdrawn. */
const asideWords =
  /示例|样例|样表|范例|模板|填写说明|作废|废弃|备份|底稿|草稿|旧版|(^|[^上])历史|example|template|backup|draft|\bold\b/i;

function isAside(sheet: string | undefined, best: string | undefined): boolean {
  return sheet !== undefined && sheet !== best && asideWords.test(sheet);
}

/** Columns that two sheets have in common, of all that either has; numbers, notes and persons tell nothing. */
function alikeRatio(a: TableHead, b: TableHead): number {
  const [first, other] = [a, b].map(
    ({ columns }) => new Set(columns.map(({ field }) => field).filter((field) => !tellsNothing.has(field))),
  );
  return [...first].filter((field) => other.has(field)).length / new Set([...first, ...other]).size;
}

/** @throws InputError where the table ends before them */
function givenHead(
  rows: readonly TableRow[],
  [from, to]: readonly [number, number],
  location: string,
): TableHead {
  const taken = rows.filter(({ number }) => number >= from && number <= to);
  if (taken.length > 0)
    return headOf(
      taken,
      rows.filter(({ number }) => number < from),
    );
  throw new InputError([
    { at: `${location}.headerRows`, found: JSON.stringify([from, to]), expected: say('table-head') },
  ]);
}

function notesOf(
  table: ArrangedTable,
  head: TableHead,
  columns: readonly TableColumn[],
  others: readonly { table: OpenTable }[],
): Phrase[] {
  const listOf = (names: readonly string[]) => names.join(', ');
  const hidden = columns.filter(({ index }) => table.hiddenColumns.has(index)).map(({ name }) => name);
  const personal = columns.filter(({ field }) => field === 'personal').map(({ name }) => name);
  const used = new Set(columns.map(({ index }) => index));
  const ignored = head.names.filter((name, index) => name !== '' && !used.has(index));
  const { form, heading, hiddenSheets = [] } = table;
  const isCoverageSaid = columns.some(({ field }) => field.startsWith('covered')) || heading !== undefined;
  return [
    ...(form === 'transposed' ? [say('table-transposed')] : []),
    ...(form === 'cards' ? [say('table-cards')] : []),
    ...(form === 'long' ? [say('table-long')] : []),
    ...(heading === undefined || operatorIn(heading) !== undefined
      ? []
      : [say('table-heading', { heading })]),
    ...(isCoverageSaid ? [] : [say('table-no-coverage')]),
    ...(hiddenSheets.length > 0 ? [say('table-hidden-sheets', { list: listOf(hiddenSheets) })] : []),
    ...(hidden.length > 0 ? [say('table-hidden', { list: listOf(hidden) })] : []),
    ...(personal.length > 0 ? [say('table-personal', { list: listOf(personal) })] : []),
    ...(ignored.length > 0 ? [say('table-ignored', { list: listOf(ignored) })] : []),
    ...(others.length > 0
      ? [say('table-other-sheets', { list: listOf(others.map((other) => other.table.sheet ?? '')) })]
      : []),
  ];
}
