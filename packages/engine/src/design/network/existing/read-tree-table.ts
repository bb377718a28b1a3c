import {
  cleanCell,
  filledRows,
  InputError,
  isNumberCell,
  type OpenOptions,
  openTables,
  type Phrase,
  requireBytes,
  requireObject,
  say,
  type TableBytes,
  type TableRow,
  verbatim,
} from '../../../core/index.ts';
import { readChains } from './read-chains.ts';
import { readColumns, readOutline, readTrunk, tableOfLines } from './read-outlines.ts';
import { readCables, readCounts, readLengths, readOutputs, readParts } from './read-rows.ts';
import {
  cablesOfMatrix,
  likelyTable,
  type MappedTable,
  mappedTables,
  parseTableMap,
  proposedMap,
  rolesOfMatrix,
  type TableMap,
} from './table-map.ts';
import { BlockReader, levelsIn, readNotes, type TreeBlock } from './tree-block.ts';
import { readColumn, readSize, unitM } from './tree-cells.ts';
import { TreeDraft } from './tree-draft.ts';
import {
  allColumns,
  columnOfRole,
  guessColumns,
  type HeadColumn,
  layoutOfRoles,
  readHead,
  roleOfColumn,
  settleHead,
  type TreeLayout,
  treeMapWords,
} from './tree-head.ts';
import type { TreeTable } from './tree-table.ts';
import { hasBothPaths, rowsByPath, rowsOfPath, titlePath, withPaths } from './tree-twins.ts';
import { jumperWords, spareWords, sumWords } from './tree-vocabulary.ts';

const maxRows = 20_000;

const readers: Record<TreeLayout, (reader: BlockReader) => void> = {
  ...{ cables: readCables, parts: readParts, list: readParts, outputs: readOutputs, counts: readCounts },
  lengths: readLengths,
  ...{ outline: readOutline, columns: readColumns, chain: readChains, trunk: readTrunk },
};

/** A sheet with its rows. */
interface Sheet {
  name: string | undefined;
  rows: TableRow[];
  separator: string;
}

/** How a table of an existing tree is opened and read. */
export interface TreeTableOptions extends Pick<OpenOptions, 'inflate'> {
  /** Parsed JSON that says which column is what, in tables that are not understood: the form that `proposeTreeColumns` gives. */
  columns?: unknown;
  /**
   * True leaves out the cables, lengths and values in which single rows contradict others, and names each as a doubt; default false:
   * every contradiction is a problem, and a tree with one is not used.
   */
  leaveOutContradictions?: boolean;
}

/**
 * Reads a table of an existing feeder tree: rows of parts with what feeds each, of cables with both ends, an outline, a path per
 * antenna, or a trunk with its branches, in one sheet or several. Nothing is guessed: what contradicts itself is among the problems,
 * what is not known among the doubts.
 * @throws InputError where the bytes are no table, nothing in it names parts and their cables, or `columns` are none of it
 */
export async function readTreeTable(
  bytes: Uint8Array | TableBytes,
  options: TreeTableOptions = {},
): Promise<TreeTable> {
  requireObject('options', options);
  const { sheets, encoding } = await openSheets(bytes, options);
  const map = options.columns === undefined ? undefined : parseTableMap(options.columns, treeMapWords);
  const draft = readSheets(sheets, map);
  if (!draft.hasCables) throw noTree(sheets);
  const tree = draft.finish({ leavesOut: options.leaveOutContradictions ?? false });
  if (tree.cables.length === 0 && tree.problems.length === 0) throw noTree(sheets);
  return { ...tree, encoding };
}

/**
 * The columns of a table of an existing tree with what each is taken for, and some of its cells: JSON to be corrected, and given to
 * `readTreeTable` as `columns`.
 * @throws InputError where the bytes are no table
 */
export async function proposeTreeColumns(
  bytes: Uint8Array | TableBytes,
  options: TreeTableOptions = {},
): Promise<TableMap> {
  requireObject('options', options);
  const { sheets } = await openSheets(bytes, options);
  const map = options.columns === undefined ? undefined : parseTableMap(options.columns, treeMapWords);
  return { ...map, sheets: sheets.flatMap((sheet) => proposedOf(sheet, map)), words: treeMapWords };
}

async function openSheets(
  bytes: Uint8Array | TableBytes,
  options: TreeTableOptions,
): Promise<{ sheets: Sheet[]; encoding: string }> {
  if (bytes instanceof Uint8Array) requireBytes('bytes', bytes);
  else requireObject('bytes', bytes, ['length', 'read']);
  const tables = await openTables(bytes, options);
  const sheets: Sheet[] = [];
  for (const table of tables) {
    const rows = await filledRows(table, maxRows);
    const sheet = { name: table.sheet, rows, separator: table.separator ?? ',' };
    sheets.push(...(options.columns === undefined ? sideBySide(sheet) : [sheet]));
  }
  return { sheets, encoding: tables[0].encoding };
}

/** Tables beside each other with the same heads, each as a sheet; the sheet itself where there is one. */
function sideBySide(sheet: Sheet): Sheet[] {
  const head = sheet.rows.find(({ cells }) => repeatedAt(cells) !== undefined);
  const second = head && repeatedAt(head.cells);
  if (second === undefined) return [sheet];
  const part = (from: number, to: number): Sheet => ({
    ...sheet,
    rows: sheet.rows
      .map(({ number, cells }) => ({
        number,
        cells: cells.map((cell, at) => (at < from || at >= to ? '' : cell)),
      }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== '')),
  });
  return [part(0, second), part(second, Number.POSITIVE_INFINITY)];
}

/** Fewer heads recur by chance. */
const minRepeated = 4;

/** Column at which the heads of a row begin anew. */
function repeatedAt(cells: readonly string[]): number | undefined {
  const heads = cells.map(cleanCell);
  const filled = heads.flatMap((head, index) => (head === '' ? [] : [index]));
  const half = filled.length / 2;
  if (half < minRepeated || !Number.isInteger(half) || heads.some(isNumberCell)) return undefined;
  const isSame = filled.slice(0, half).every((index, at) => heads[index] === heads[filled[half + at]]);
  const isHead = new Set(filled.slice(0, half).map((index) => heads[index])).size === half;
  return isSame && isHead ? filled[half] : undefined;
}

function readSheets(sheets: readonly Sheet[], map: TableMap | undefined): TreeDraft {
  const draft = new TreeDraft({ kinds: map?.kinds ?? {}, ports: map?.ports ?? {} });
  const around = statedAround(sheets);
  for (const [name, size] of Object.entries(map?.sizes ?? {})) around.legend.set(name.toUpperCase(), size);
  for (const sheet of sheets) {
    const given = { ...around, unit: statedAround([sheet]).unit ?? around.unit };
    const tables = map && mappedTables(sheet, map);
    if (tables) readMapped(sheet, { ...given, tables, marks: map.sizes ?? {} }, draft);
    else readSheet(sheet, given, draft);
  }
  return draft;
}

/** Maps of the tables of a sheet as they are read, or of the one that seems to stand in it. */
function proposedOf(sheet: Sheet, map: TableMap | undefined): TableMap['sheets'] {
  const { name, rows } = sheet;
  const mapped = map && mappedTables(sheet, map);
  if (mapped) return mapped.map((table) => ({ ...proposedOfMapped(name, table), ...table.map }));
  const { blocks, isTurned } = blocksOf(sheet);
  if (blocks.length === 0 || isTurned) {
    return rows.length === 0
      ? []
      : [proposedMap({ sheet: name, ...likelyTable(rows), roleOf: rolesOfMatrix(likelyTable(rows)) })];
  }
  return blocks.map((block) => {
    const head = settleHead(block.columns, block.rows);
    const columns = head?.columns ?? block.columns;
    const first = block.rows[0]?.number ?? block.headRow + 1;
    return proposedMap({
      ...{ sheet: name, rows: rowsIn(sheet, block), kindOfRows: head?.layout },
      head: rows.filter(
        ({ number }) => number >= block.headRow && number < Math.min(first, block.headRow + 2),
      ),
      roleOf: (index) => {
        if (index === block.endsAt) return 'ends';
        const column = columns.find((each) => each.index === index);
        return column && roleOfColumn(column);
      },
    });
  });
}

/** Rows of a table as the sheet has them. */
function rowsIn({ rows }: Sheet, block: DraftBlock): TableRow[] {
  const numbers = new Set(block.rows.map(({ number }) => number));
  return block.endsAt === undefined ? block.rows : rows.filter(({ number }) => numbers.has(number));
}

function proposedOfMapped(sheet: string | undefined, { head, rows, columns, map }: MappedTable) {
  const roleOf = (index: number) => columns.find((each) => each.index === index)?.role;
  return proposedMap({ sheet, head, rows, roleOf, kindOfRows: map.rows });
}

function noTree(sheets: readonly Sheet[]): InputError {
  const rows = sheets.flatMap((sheet) => sheet.rows);
  const first = rows.find(({ cells }) => cells.filter((cell) => cell.trim() !== '').length > 1) ?? rows[0];
  const list = first?.cells.slice(0, 12).map((cell) => cleanCell(cell).slice(0, 30));
  const found = list ? verbatim(JSON.stringify(list.join(', '))) : say('nothing');
  return new InputError([
    { at: say('table-row', { row: first?.number ?? 1 }), found, expected: say('tree-head') },
  ]);
}

/** Statements for all sheets: the unit of lengths, and what names of cables mean. */
interface Around {
  unit: string | undefined;
  legend: Map<string, string>;
}

function statedAround(sheets: readonly Sheet[]): Around {
  const legend = new Map<string, string>();
  let unit: string | undefined;
  for (const { rows } of sheets) {
    for (const { cells } of rows) {
      const filled = cells.map(cleanCell).filter((text) => text !== '');
      unit ??= statedUnit(filled);
      if (filled.length > 2) continue;
      for (const text of filled.filter(({ length }) => length <= 300)) {
        for (const each of text.normalize('NFKC').split(/[,;、。]|\s(?=[a-z\d][\w./-]*\s*[=:])/i)) {
          const [, name, meaning] = /([a-z][\w./-]+|\d{1,2}D)\s*[=:]\s*(.+)$/i.exec(each) ?? [];
          const size = meaning === undefined ? undefined : (readSize(meaning) ?? jumperIn(meaning));
          if (size !== undefined) legend.set(name.toUpperCase(), size);
        }
      }
    }
  }
  return { unit, legend };
}

/** Jumpers of a legend are named by a word that is read as one. */
const jumperIn = (text: string) => (jumperWords.test(text) ? 'jumper' : undefined);

const unitTitle =
  /^(length units?|units?(?: of length)?|(?:长度|距离|计量)?单位|längeneinheit|einheit(?:en)?)\s*[:：]?\s*|(?:长度|距离)单位\s*[:：为]?\s*(mm|毫米|cm|m|米|ft)|all lengths (?:are )?in\s+(\w+)|alle längen in\s+(\w+)/i;

/** `Units:, ft` above a table, or `All lengths in ft`. */
function statedUnit(texts: readonly string[]): string | undefined {
  for (const [at, text] of texts.entries()) {
    const found = unitTitle.exec(text);
    if (!found) continue;
    const [, , ...inline] = found;
    const behind = text.slice(found.index + found[0].length).trim();
    const unit = inline.find((each) => each !== undefined) ?? (behind === '' ? texts[at + 1] : behind);
    if (unitM(unit) !== undefined) return unit;
  }
  return undefined;
}

/** A table of a sheet before its cells are looked at. */
interface DraftBlock {
  /** True where cells alone say what the columns hold. */
  isGuessed?: boolean;
  /** Column of which both ends of each cable were taken. */
  endsAt?: number;
  columns: HeadColumn[];
  headRow: number;
  rows: TableRow[];
  titles: string[];
}

/** Reads the tables of a sheet by what somebody says its columns are. */
function readMapped(
  sheet: Sheet,
  { tables, unit, legend, marks }: Around & { tables: readonly MappedTable[]; marks: Record<string, string> },
  draft: TreeDraft,
): void {
  draft.beginSheet(sheet.name);
  const at = rowPhrases(sheet, false);
  const named = levelsIn(sheet.name ?? '');
  const scope = named.length === 1 ? named[0] : undefined;
  for (const table of tables) {
    const { map, head, above } = table;
    const { rows, columns } = cablesOfMatrix(table, marks);
    const isBackward = map.isBackward ?? false;
    const ends = columns.find(({ role }) => role === 'ends');
    const [wide, ...split] = splitEnds([{ number: 0, cells: [] }, ...rows], ends?.index);
    const columnCount = wide.cells.length;
    const both = ends
      ? (['from', 'to'] as const).map((role, order) => ({ index: columnCount - 2 + order, name: role, role }))
      : [];
    const read = [...columns.filter((column) => column !== ends), ...both].map(({ index, name, role }) => ({
      ...columnOfRole(role, isBackward),
      ...(role.startsWith('length') ? { unit: readColumn(name).unit } : {}),
      ...{ index, name },
    }));
    const layout = (map.rows as TreeLayout | undefined) ?? layoutOfRoles(read);
    const headAt = at(head[0]?.number ?? rows[0]?.number ?? 1);
    const list = read.map(({ name, role }) => `${name} (${role})`).join(', ');
    if (layout === undefined) {
      draft.problem(headAt, verbatim(list), say('tree-head'));
      continue;
    }
    for (const { cells, number } of above) readNotes(cells.map(cleanCell).filter(Boolean), at(number), draft);
    const titles = above.flatMap(({ cells }) => cells.map(cleanCell).filter(Boolean));
    const settled = layout === 'list' || layout === 'parts' ? read : withEnds(read, layout);
    const left = map.leaveOut ?? [];
    if (left.length > 0) draft.doubt(headAt, say('tree-rows-left', { list: left.slice(0, 30).join(', ') }));
    if (rows !== table.rows) addPartsOfMatrix(table, { at, scope, unit, legend, titles: [], headAt }, draft);
    readSettled(
      {
        ...{ at, scope, unit: map.unit ?? unit, legend, hasDecimalComma: sheet.separator === ';' },
        ...{ head: { layout, columns: settled }, rows: split, titles, headAt, isBackward },
        ...(map.path === undefined ? {} : { path: map.path }),
      },
      draft,
    );
  }
}

/** Adds what a matrix says of the parts in its rows, also of those without a cell that is filled. */
function addPartsOfMatrix(
  { columns, rows }: MappedTable,
  given: Omit<TreeBlock, 'head' | 'rows' | 'hasDecimalComma'>,
  draft: TreeDraft,
): void {
  const ofParts: Record<string, string> = { from: 'id', 'kind.from': 'kind', 'value.from': 'value' };
  const listed = columns.flatMap(({ index, name, role }) =>
    ofParts[role] === undefined ? [] : [{ ...columnOfRole(ofParts[role], false), index, name }],
  );
  if (listed.length < 2) return;
  const known = new Set<string>();
  const at = listed.find(({ role }) => role === 'id')?.index ?? 0;
  const first = rows.filter(({ cells }) => {
    const id = cleanCell(cells[at] ?? '');
    if (id === '' || known.has(id)) return false;
    known.add(id);
    return true;
  });
  // No list of all parts: those that it feeds need no row.
  const { hasList } = draft;
  readSettled(
    { ...given, head: { layout: 'list', columns: listed }, rows: first, hasDecimalComma: false },
    draft,
  );
  draft.hasList = hasList;
}

/** Kinds and values of which nobody says the end are of the part that a cable leads to. */
function withEnds(columns: readonly HeadColumn[], layout: TreeLayout): HeadColumn[] {
  if (layout !== 'cables') return [...columns];
  return columns.map((column) =>
    column.end === undefined && ['kind', 'value', 'level'].includes(column.role ?? '')
      ? { ...column, end: 'to' as const }
      : column,
  );
}

function rowPhrases({ name }: Sheet, isTurned: boolean): (row: number) => Phrase {
  return (row) => {
    if (isTurned) return say('tree-turned-row', { row });
    return name === undefined ? say('table-row', { row }) : say('tree-sheet-row', { sheet: name, row });
  };
}

function readSheet(sheet: Sheet, around: Around, draft: TreeDraft): void {
  draft.beginSheet(sheet.name);
  const { blocks, titles, unread, isTurned } = blocksOf(sheet);
  const at = rowPhrases(sheet, isTurned);
  if (sheet.name !== undefined && spareWords.test(sheet.name)) {
    draft.doubt(at(sheet.rows[0]?.number ?? 1), say('tree-sheet-spare', { sheet: sheet.name }));
    return;
  }
  const named = levelsIn(sheet.name ?? '');
  let scope = named.length === 1 ? named[0] : undefined;
  let path = titlePath(sheet.name ?? '');
  for (const { number, cells } of titles) {
    const texts = cells.map(cleanCell).filter((text) => text !== '');
    const cable = texts.find(
      (text) => readSize(text) !== undefined && /\d\s*(?:m|米|ft)(?![a-z])/i.test(text),
    );
    draft.addNote(texts.join(' '), at(number));
    if (!readNotes(texts, at(number), draft) && cable !== undefined)
      draft.doubt(at(number), say('tree-row-unread', { text: cable.slice(0, 60) }));
  }
  for (const { number, cells } of unread) {
    const text = cells
      .map(cleanCell)
      .filter((each) => each !== '')
      .join(', ')
      .slice(0, 60);
    draft.doubt(at(number), say('tree-row-unread', { text }));
  }
  for (const block of blocks) {
    const levels = [...new Set(block.titles.flatMap(levelsIn))];
    if (levels.length === 1) [scope] = levels;
    path = titlePath(block.titles.join(' ')) ?? path;
    readBlock(
      block,
      {
        ...{ at, scope, unit: around.unit, legend: around.legend, hasDecimalComma: sheet.separator === ';' },
        ...(path === undefined ? {} : { path }),
      },
      draft,
    );
  }
}

function readBlock(
  { columns, headRow, rows, titles, isGuessed = false }: DraftBlock,
  given: Pick<TreeBlock, 'at' | 'scope' | 'unit' | 'legend' | 'hasDecimalComma' | 'path'>,
  draft: TreeDraft,
): void {
  const headAt = given.at(headRow);
  const head = settleHead(columns, rows);
  const list = (some: readonly HeadColumn[]) => some.map(({ name }) => name.slice(0, 30)).join(', ');
  if (!head) {
    draft.doubt(headAt, say('tree-table-unread', { list: list(columns.slice(0, 12)) }));
    return;
  }
  const isFilled = ({ index }: HeadColumn) => rows.some(({ cells }) => cleanCell(cells[index] ?? '') !== '');
  const unknown = head.columns.filter((column) => column.role === undefined && isFilled(column));
  const unnamed = unnamedColumns(columns, rows);
  const unread = [
    ...unknown.map(({ name }) => name.slice(0, 30)),
    ...unnamed.map((index) => `#${index + 1}`),
  ];
  if (unread.length > 0) draft.doubt(headAt, say('tree-columns-unread', { list: unread.join(', ') }));
  if (isGuessed) {
    const read = head.columns.filter(({ role }) => role !== undefined && role !== 'ignored');
    const said = read.map(({ name, role }) => `${name} (${role})`).join(', ');
    draft.doubt(headAt, say('tree-columns-guessed', { list: said }));
  }
  readSettled({ ...given, head, rows, titles, headAt }, draft);
}

function readSettled(given: TreeBlock, draft: TreeDraft): void {
  const rows = withPaths(given.head.columns, given.rows);
  const block = { ...given, rows };
  const { head, path } = block;
  const ofPaths = path === undefined ? rowsByPath(head.columns, rows) : undefined;
  if (ofPaths) {
    for (const [each, some] of ofPaths) readOnePath({ ...block, rows: some, path: each }, draft);
    return;
  }
  if (hasBothPaths(head.columns, rows)) readBothPaths(block, draft);
  else if (path === undefined) readers[head.layout](new BlockReader(block, draft));
  else readOnePath({ ...block, path }, draft);
}

/** Reads a table with both paths in each row as one table of each. */
function readBothPaths(block: TreeBlock, draft: TreeDraft): void {
  const { head, rows } = block;
  const isSummedApart = head.columns.some(({ role, path }) => role === 'length' && path !== undefined);
  const isSum = ({ cells }: TableRow) => cells.slice(0, 3).some((cell) => sumWords.test(cleanCell(cell)));
  for (const path of ['A', 'B'] as const) {
    const summed = path === 'B' || isSummedApart ? rows : rows.filter((row) => !isSum(row));
    readPath({ ...block, rows: summed, path }, draft, {
      isApart: isSummedApart || path === 'A',
      isShared: () => true,
    });
  }
}

/** Reads a table that is of one path: parts of the second one that are called like those of the first have a name of their own. */
function readOnePath(block: TreeBlock, draft: TreeDraft): void {
  readPath(block, draft, { isApart: true, isShared: (id) => draft.hasPart(id) });
}

function readPath(
  block: TreeBlock,
  draft: TreeDraft,
  { isApart, isShared }: { isApart: boolean; isShared(id: string): boolean },
): void {
  const { head, path = 'A' } = block;
  const { rows, renamed } = rowsOfPath(head.columns, block.rows, path, isShared);
  if (renamed.length > 0)
    draft.doubt(block.headAt, say('tree-path-ids', { list: renamed.slice(0, 10).join(', ') }));
  draft.beginPath(path, isApart);
  readers[head.layout](new BlockReader({ ...block, rows }, draft));
  draft.endPath();
}

/** Columns that hold something in most rows, and have no head. */
function unnamedColumns(columns: readonly HeadColumn[], rows: readonly TableRow[]): number[] {
  const named = new Set(columns.map(({ index }) => index));
  const counts = new Map<number, number>();
  for (const { cells } of rows) {
    for (const [index, cell] of cells.entries()) {
      if (!named.has(index) && cell.trim() !== '') counts.set(index, (counts.get(index) ?? 0) + 1);
    }
  }
  return [...counts].filter(([, count]) => count >= 0.5 * rows.length).map(([index]) => index);
}

/** Tables of a sheet: below heads, in its lines, set apart by blanks, or beside heads that stand in its first column. */
function blocksOf({ rows, separator }: Sheet): ReturnType<typeof splitSheet> & { isTurned: boolean } {
  const whole = splitSheet(rows);
  const split = { ...whole, blocks: whole.blocks.map(withSplitEnds) };
  if (split.blocks.length > 0) {
    // Rows above the first head may be a table whose head nobody knows.
    const above = split.titles.length > minGuessed ? guessedBlock(split.titles) : undefined;
    return above
      ? { ...split, blocks: [above.block, ...split.blocks], titles: above.titles, isTurned: false }
      : { ...split, isTurned: false };
  }
  const spaced = spacedTables(rows, separator);
  if (spaced.blocks.length > 0) return { ...spaced, isTurned: false };
  const lines = tableOfLines(rows, separator);
  if (lines) {
    const block = { columns: lines.columns, headRow: lines.rows[0].number, rows: lines.rows, titles: [] };
    return { blocks: [block], titles: lines.titles, unread: [], isTurned: false };
  }
  const guessed = guessedBlock(rows);
  if (guessed) return { blocks: [guessed.block], titles: guessed.titles, unread: [], isTurned: false };
  const turned = splitSheet(turnedRows(rows));
  return turned.blocks.length > 0 ? { ...turned, isTurned: true } : { ...split, isTurned: false };
}

/** Fewer rows above a head are titles. */
const minGuessed = 5;
/** Rows of a sheet that may be a head. */
const maxHeadRows = 12;

/** The table below a head that nobody knows, by what its cells hold. */
function guessedBlock(rows: readonly TableRow[]): { block: DraftBlock; titles: TableRow[] } | undefined {
  for (const [at, row] of rows.slice(0, maxHeadRows).entries()) {
    const filled = row.cells.filter((cell) => cleanCell(cell) !== '');
    if (filled.length < 3 || filled.some((cell) => isNumberCell(cell))) continue;
    const endsAt = endsColumn(rows.slice(at));
    const [head, ...below] = splitEnds(rows.slice(at), endsAt);
    const guessed = guessColumns(allColumns(head.cells), below);
    if (!guessed) continue;
    const ends = endsAt === undefined ? {} : { endsAt };
    const block = {
      columns: guessed,
      headRow: row.number,
      rows: below,
      titles: [],
      isGuessed: true,
      ...ends,
    };
    return { block, titles: rows.slice(0, at) };
  }
  return undefined;
}

/** A table whose cables have both ends in one cell, `T1(直通)-PS2`, with a column of each. */
function withSplitEnds(block: DraftBlock): DraftBlock {
  const ends = ['from', 'to', 'parent', 'chain', 'node', 'branch', 'depth'];
  const maybe = [undefined, 'location', 'cable', 'thing'];
  if (block.columns.some(({ role }) => ends.includes(role ?? ''))) return block;
  const columnCount = block.rows.reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
  const names = Array.from({ length: columnCount }, (_, at) => {
    const column = block.columns.find(({ index }) => index === at);
    return column && !maybe.includes(column.role) ? '' : (column?.name ?? '');
  });
  const all = [{ number: block.headRow, cells: names }, ...block.rows];
  const endsAt = endsColumn(all);
  if (endsAt === undefined) return block;
  const [head, ...rows] = splitEnds(all, endsAt);
  const more = (['from', 'to'] as const).map((role, at) => ({
    ...{ index: head.cells.length - 2 + at, name: role, role, unit: undefined },
  }));
  return { ...block, columns: [...block.columns, ...more], rows, endsAt };
}

const bothEnds = /^(.*?\d\S*?(?:[(（][^()（）]*[)）])?)\s*(?:→|->|—|–|－|至|到|~|-)\s*(\p{L}.*\d\S*)$/u;

/** The column that has both ends of a cable in each cell: `T1(直通)-PS2`. */
function endsColumn([head, ...below]: readonly TableRow[]): number | undefined {
  const at = head.cells.findIndex((name, index) => {
    if (cleanCell(name) === '') return false;
    const texts = below.map(({ cells }) => cleanCell(cells[index] ?? '')).filter((text) => text !== '');
    return texts.length > 3 && texts.filter((text) => bothEnds.test(text)).length >= 0.8 * texts.length;
  });
  return at < 0 ? undefined : at;
}

/** Rows with both ends of a cable, which a column has in one cell, in columns of their own behind all others. */
function splitEnds(rows: readonly TableRow[], at: number | undefined): TableRow[] {
  if (at === undefined) return [...rows];
  const columnCount = rows.reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
  const padded = (cells: readonly string[]) => [
    ...cells,
    ...Array<string>(columnCount - cells.length).fill(''),
  ];
  return rows.map((row, index) => {
    if (index === 0) return { ...row, cells: [...padded(row.cells), 'from', 'to'] };
    const [, from = '', to = ''] = bothEnds.exec(cleanCell(row.cells[at] ?? '')) ?? [];
    const cells = padded(row.cells);
    if (from !== '') cells[at] = '';
    return { ...row, cells: [...cells, from, to] };
  });
}

/** Tables whose columns blanks set apart: a row with fewer or more cells than the head is not read. */
function spacedTables(rows: readonly TableRow[], separator: string): ReturnType<typeof splitSheet> {
  const spaced = rows.map(({ number, cells }) => ({
    number,
    cells: cells
      .join(separator)
      .trim()
      .split(/\s{2,}|\t/),
  }));
  const { blocks, titles, unread } = splitSheet(spaced);
  const isWhole = (block: DraftBlock) => (row: TableRow) =>
    row.cells.length === 1 || row.cells.length === block.columns.length;
  const other = blocks.flatMap((block) => block.rows.filter((row) => !isWhole(block)(row)));
  return {
    blocks: blocks.map((block) => ({ ...block, rows: block.rows.filter(isWhole(block)) })),
    titles,
    unread: [...unread, ...other],
  };
}

/** More heads are none. */
const maxTurned = 60;

/** Columns of a sheet as rows; lines of one text are titles and stay out. */
function turnedRows(rows: readonly TableRow[]): TableRow[] {
  const filled = rows.filter(({ cells }) => cells.filter((cell) => cell.trim() !== '').length > 1);
  if (filled.length < 2 || filled.length > maxTurned) return [];
  const columnCount = filled.reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
  return Array.from({ length: columnCount }, (_, column) => ({
    number: column + 1,
    cells: filled.map(({ cells }) => cells[column] ?? ''),
  }));
}

/** Tables of a sheet: each from its head to the next one. A head that recurs with nothing new above it goes on with its table. */
function splitSheet(rows: readonly TableRow[]): {
  blocks: DraftBlock[];
  titles: TableRow[];
  unread: TableRow[];
} {
  const blocks: DraftBlock[] = [];
  const titles: TableRow[] = [];
  const unread: TableRow[] = [];
  let isUnread = false;
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index];
    const block = blocks[blocks.length - 1];
    const head = headAt(rows, index);
    if (head) {
      index += head.rowCount - 1;
      isUnread = false;
      const above = block ? takeTitles(block) : titles;
      const texts = above.flatMap(({ cells }) => cells.map(cleanCell).filter((text) => text !== ''));
      const isSame = block && namesOf(block.columns) === namesOf(head.columns);
      const levels = texts.flatMap(levelsIn);
      const path = titlePath(texts.join(' '));
      const isNew =
        (levels.length > 0 && !block?.titles.some((title) => levelsIn(title).includes(levels[0]))) ||
        (path !== undefined && path !== titlePath(block?.titles.join(' ') ?? ''));
      if (!isSame || isNew)
        blocks.push({ columns: head.columns, headRow: row.number, rows: [], titles: texts });
    } else if (!block) titles.push(row);
    else if (isOtherPath(row, block)) {
      const above = [...takeTitles(block), row].flatMap(({ cells }) => cells.map(cleanCell).filter(Boolean));
      blocks.push({ ...block, headRow: row.number, rows: [], titles: [...new Set(above)] });
      isUnread = false;
    } else if (isUnread || isForeign(rows, index)) {
      isUnread = true;
      unread.push(row);
    } else block.rows.push(row);
  }
  return { blocks, titles, unread: unread.slice(0, 20) };
}

const namesOf = (columns: readonly HeadColumn[]) =>
  columns.map(({ index, name }) => `${index} ${name}`).join('\n');

function headAt(
  rows: readonly TableRow[],
  index: number,
): { columns: HeadColumn[]; rowCount: number } | undefined {
  const [row, next] = [rows[index], rows[index + 1]];
  const measured = next && next.number === row.number + 1 ? withUnits(row.cells, next.cells) : undefined;
  const below = measured && readHead([measured]);
  if (below) return { columns: below, rowCount: 2 };
  const one = readHead([row.cells]);
  const isPair =
    next && next.number === row.number + 1 && row.cells.filter((cell) => cell.trim() !== '').length > 1;
  const two =
    isPair && !next.cells.some((cell) => /\d{2}|\d[.,]\d/.test(cell))
      ? readHead([row.cells, next.cells])
      : undefined;
  const knownIn = (columns: HeadColumn[] | undefined) =>
    columns?.filter(({ role }) => role !== undefined).length ?? 0;
  // What stands over blank cells of the next row belongs to a head of both.
  const isAlone = ({ index, role }: HeadColumn) =>
    role !== undefined && cleanCell(next?.cells[index] ?? '') === '';
  const isPairOf = (two?.filter(isAlone).length ?? 0) > 1;
  const isNextHead =
    next !== undefined && readHead([next.cells]) !== undefined && one === undefined && !isPairOf;
  if (two && !isNextHead && knownIn(two) > knownIn(one) && isBelow(row, next))
    return { columns: two, rowCount: 2 };
  return one ? { columns: one, rowCount: 1 } : undefined;
}

const unitAlone = /^[([]?\s*(mm|cm|m|km|ft|feet|米|db|dbi|dbm|w|mhz)\s*[)\]]?$/i;

/** Heads with their units, where these stand in a row below. */
function withUnits(heads: readonly string[], below: readonly string[]): string[] | undefined {
  const units = below.map((cell) => unitAlone.exec(cleanCell(cell))?.[1]);
  const isAll = below.every((cell, index) => cleanCell(cell) === '' || units[index] !== undefined);
  if (!isAll || units.every((unit) => unit === undefined)) return undefined;
  return heads.map((head, index) => (units[index] === undefined ? head : `${head} (${units[index]})`));
}

/** True where a second row of a head names what groups above it hold: each of its cells is a word, none an id. */
function isBelow(row: TableRow, next: TableRow): boolean {
  const below = next.cells.map(cleanCell).filter((text) => text !== '');
  const isWords = below.every((text) => !/[a-z]+[-_]?\d/i.test(text));
  return (
    isWords &&
    below.length > 1 &&
    row.cells.some(
      (cell, index) => cell.trim() === '' && cleanCell(next.cells[index] ?? '') !== '' && index > 0,
    )
  );
}

/** True for a title within a table that names a path of a twin tree, other than that of the rows above. */
function isOtherPath(row: TableRow, block: DraftBlock): boolean {
  if (!isTitle(row)) return false;
  const path = titlePath(row.cells.map(cleanCell).find(Boolean) ?? '');
  return path !== undefined && path !== titlePath(block.titles.join(' '));
}

/** Rows of one text at the end of a table are titles of the next one. */
function takeTitles(block: DraftBlock): TableRow[] {
  const titles: TableRow[] = [];
  for (let last = block.rows.at(-1); last && isTitle(last); last = block.rows.at(-1)) {
    titles.unshift(last);
    block.rows.pop();
  }
  return titles;
}

function isTitle({ cells }: TableRow): boolean {
  return new Set(cells.map(cleanCell).filter((text) => text !== '')).size === 1;
}

/** True for a row of words alone behind a gap: it begins something else. */
function isForeign(rows: readonly TableRow[], index: number): boolean {
  const { number, cells } = rows[index];
  const filled = cells.map(cleanCell).filter((text) => text !== '');
  const isBehindGap = number > rows[index - 1].number + 1;
  return isBehindGap && filled.length > 1 && !filled.some((text) => /\d/.test(text) || isNumberCell(text));
}
