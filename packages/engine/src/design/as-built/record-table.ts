import {
  cleanCell,
  filledRows,
  headParts,
  InputError,
  isNumberCell,
  type LocalizedProblem,
  type OpenOptions,
  openTables,
  type Phrase,
  requireBytes,
  requireObject,
  say,
  type TableRow,
  verbatim,
} from '../../core/index.ts';
import type { BuiltAntenna } from '../../plan/index.ts';
import {
  likelyTable,
  type MappedTable,
  type MapWords,
  mappedTables,
  parseTableMap,
  proposedMap,
  type TableMap,
} from '../network/existing/table-map.ts';
import { unitM } from '../network/existing/tree-cells.ts';
import { dittoWords, sumWords } from '../network/existing/tree-vocabulary.ts';
import {
  axisHead,
  blankIsDesigned,
  builtAlone,
  builtWords,
  changeWords,
  designedAlone,
  designedWords,
  eastWords,
  northWords,
  offsetWords,
  type RecordColumn,
  recordColumnWords,
  reference,
  secondTest,
  signatureLine,
  statedAround,
  statedPimUnit,
  statedTone,
  titledQuantity,
} from './record-vocabulary.ts';

const maxRows = 50_000;
/** More texts beside tables are no notes on works. */
const maxTexts = 500;

/** A column of a record: its role, its unit and what its head says. */
export interface RecordHead {
  index: number;
  role: RecordColumn;
  unit: string | undefined;
  head: string;
  /** True for a coordinate that points east or north. */
  isCompass?: boolean;
}

/** A filled cell and the column that it stands in. */
export interface RecordCell {
  column: RecordHead;
  text: string;
}

/** One row of a record with what is stated around its table. */
export interface RecordRow {
  at: Phrase;
  origin: BuiltAntenna['origin'];
  columns: readonly RecordHead[];
  /** All filled cells, of columns that are not known too. */
  texts: readonly string[];
  /** Text of the first filled cell of a role; empty where there is none. */
  cell(role: RecordColumn): string;
  /** All filled cells of a role with their columns. */
  cells(role: RecordColumn): RecordCell[];
  around: Around;
  /** True below a title that says that rows are of a second test. */
  isRetest: boolean;
  /** Filled cells of columns that are not read, with their heads. */
  unread: { head: string; text: string }[];
  /** The row that a cell refers to, `见BG-02`: its number and its cells; undefined where the cell refers to none, or to none that there is. */
  referred(text: string): RecordReference | undefined;
}

/** Statements for all rows of a sheet. */
interface Around {
  instrument?: string;
  by?: string;
  date?: string;
  /** Power of the tones. */
  tonePower?: string;
  /** Unit of intermodulation. */
  pimUnit?: string;
  /** True where blank cells are said to be as designed. */
  isBlankDesigned?: boolean;
  /** Axes of the building's grid by their names, metres. */
  axes: ReadonlyMap<string, { axis: 'x' | 'y'; atM: number }>;
  /** Texts that stand alone in their rows, on all sheets. */
  texts: readonly RecordText[];
  /** Cells of all sheets that speak of a change. */
  changes: readonly RecordText[];
}

/** A text of a file and where it stands. */
export interface RecordText {
  text: string;
  at: Phrase;
  origin: BuiltAntenna['origin'];
}

/** A row of a list of changes. */
export interface RecordReference {
  id: string;
  cells: readonly string[];
}

/** Something in a record that is not known and is not guessed, or that contradicts the design. */
export interface RecordDoubt {
  at: Phrase;
  text: Phrase;
}

/** A record as far as a table holds it, with what contradicts itself and what is not known. */
export interface RecordTable<Row> {
  rows: Row[];
  problems: LocalizedProblem[];
  doubts: RecordDoubt[];
}

/** Subject of a table of a record. */
type RecordKind = 'antennas' | 'cables' | 'devices' | 'tests';

/** How tables of a record are read. */
export interface RecordOptions {
  /** Parsed JSON that says which column is what, in tables that are not understood: the form that `proposeRecordColumns` gives. */
  columns?: unknown;
}

const recordMapWords: MapWords = {
  roles: [
    ...([
      'antenna',
      'cable',
      'device',
      'coupling',
      'id',
      'level',
      'x',
      'y',
      'position',
      'height',
      'state',
      'type',
    ] as const),
    ...(['from', 'to', 'port', 'point', 'direction', 'branch', 'size', 'length', 'course'] as const),
    ...(['band', 'bandStart', 'bandStop', 'vswr', 'returnLoss', 'pim', 'item', 'value', 'unit'] as const),
    ...(['tonePower', 'result', 'instrument', 'by', 'date', 'note', 'designX', 'designY', 'path'] as const),
    ...(['offsetX', 'offsetY', 'deviation', 'axis'] as const),
  ],
  rows: ['antennas', 'cables', 'devices', 'tests', 'skip'],
  kinds: ['none'],
  ports: ['none'],
  sizes: ['none'],
};

interface RecordSheet {
  rows: TableRow[];
  sheet: string | undefined;
}

/**
 * The columns of a table of a record with what each is taken for, and some of its cells: JSON to be corrected, and given to the
 * readers of records as `columns`.
 * @throws InputError where the bytes are no table
 */
export async function proposeRecordColumns(
  bytes: Uint8Array,
  options: Pick<OpenOptions, 'inflate'> = {},
): Promise<TableMap> {
  requireBytes('bytes', bytes);
  requireObject('options', options);
  const sheets = await recordSheets(bytes, options);
  return { sheets: sheets.flatMap(proposedSheet) };
}

function proposedSheet({ rows, sheet }: RecordSheet): TableMap['sheets'] {
  if (rows.length === 0) return [];
  const at = rows.findIndex(({ cells }) => (readHead([cells], sheet ?? '')?.length ?? 0) > 1);
  if (at < 0) return [proposedMap({ sheet, ...likelyTable(rows), roleOf: () => undefined })];
  const next = rows[at + 1];
  const count = next !== undefined && isSubHead(next.cells, rows[at].cells) ? 2 : 1;
  const head = rows.slice(at, at + count);
  const columns = readHead(
    head.map(({ cells }) => cells),
    sheet ?? '',
  );
  const roleOf = (index: number) => {
    const role = columns?.find((column) => column.index === index)?.role;
    return recordMapWords.roles.find((each) => each === role);
  };
  return [proposedMap({ sheet, head, rows: rows.slice(at + count), roleOf })];
}

async function recordSheets(
  bytes: Uint8Array,
  options: Pick<OpenOptions, 'inflate'>,
): Promise<RecordSheet[]> {
  const sheets: RecordSheet[] = [];
  for (const table of await openTables(bytes, options)) {
    sheets.push({ rows: await filledRows(table, maxRows), sheet: table.sheet });
  }
  return sheets;
}

/** Rows of the tables that a map says are of a record of this kind. */
function mappedRows(
  { rows, sheet }: RecordSheet,
  tables: readonly MappedTable[],
  given: {
    changes: ReadonlyMap<string, RecordReference>;
    whole: Pick<Around, 'axes' | 'texts' | 'changes'>;
    kind: RecordKind;
  },
): RecordRow[] {
  const around: Around = { ...given.whole };
  for (const { cells } of rows) noteAround(cells, around);
  return tables.flatMap(({ map, columns, rows: below }) => {
    if (map.rows !== undefined && map.rows !== given.kind) return [];
    const heads = columns.map(({ index, name, role }): RecordHead => {
      const unit = map.unit ?? /(?:^|[^a-z])(mm|cm|m|米|dbc|dbm|db)(?![a-z])/i.exec(name)?.[1].toLowerCase();
      return { index, head: name, role: role as RecordColumn, unit };
    });
    return below.flatMap(({ number, cells }) => {
      if (filledOf(cells).length < 2 || sumWords.test(filledOf(cells)[0])) return [];
      const origin = { ...(sheet === undefined ? {} : { sheet }), row: number };
      const where = {
        origin,
        at: rowPhrase(sheet, number),
        around,
        changes: given.changes,
        isRetest: false,
        unread: [],
      };
      return [recordRow(cells, heads, where)];
    });
  });
}

/**
 * Rows of the tables of a file whose heads are those of a record; heads may stand in two rows, below titles and above signatures.
 * @param kind what the record is of
 * @param isHead whether columns are those of the record
 * @param expected heads of the record in words
 * @throws InputError where the bytes are no table, or none of its heads is one of the record
 */
export async function readRecordRows(
  bytes: Uint8Array,
  kind: RecordKind,
  isHead: (roles: ReadonlySet<RecordColumn>) => boolean,
  expected: Phrase,
  options: Pick<OpenOptions, 'inflate'> & RecordOptions = {},
): Promise<RecordRow[]> {
  requireBytes('bytes', bytes);
  requireObject('options', options);
  const map = options.columns === undefined ? undefined : parseTableMap(options.columns, recordMapWords);
  const found: RecordRow[] = [];
  let first: readonly string[] | undefined;
  let hasHead = false;
  const sheets = await recordSheets(bytes, options);
  const changes = numberedRows(sheets.flatMap(({ rows }) => rows));
  const whole = {
    axes: axesOf(sheets.flatMap(({ rows }) => rows)),
    texts: sheets.flatMap(({ rows, sheet }) => textsOf(rows, sheet)).slice(0, maxTexts),
    changes: sheets.flatMap(({ rows, sheet }) => changesOf(rows, sheet)).slice(0, maxTexts),
  };
  for (const { rows, sheet } of sheets) {
    first ??= rows.find(({ cells }) => filledOf(cells).length > 1)?.cells ?? rows[0]?.cells;
    const tables = map && mappedTables({ name: sheet, rows }, map);
    const read = tables
      ? { rows: mappedRows({ rows, sheet }, tables, { changes, whole, kind }), hasHead: true }
      : readSheet(rows, { sheet, changes, isHead, whole });
    hasHead ||= read.hasHead;
    found.push(...read.rows);
  }
  if (hasHead) return found;
  const list = (first ?? []).slice(0, 12).map((cell) => cleanCell(cell).slice(0, 30));
  const shown = list.length > 0 ? verbatim(JSON.stringify(list.join(', '))) : say('nothing');
  throw new InputError([{ at: say('table-row', { row: 1 }), found: shown, expected }]);
}

/** Axes of the grid that a sheet lists with their coordinates: `4轴`, `24600` below `X(mm)`. */
function axesOf(rows: readonly TableRow[]): Around['axes'] {
  const found = new Map<string, { axis: 'x' | 'y'; atM: number }>();
  const heads = new Map<number, { axis: 'x' | 'y'; unit: number }>();
  for (const { cells } of rows) {
    for (const [index, cell] of cells.entries()) {
      const text = cleanCell(cell).normalize('NFKC');
      const head = /^([xy])\s*(?:坐标)?\s*(?:[([]\s*(mm|m|米)\s*[)\]])?$/i.exec(text);
      if (head) {
        const axis = head[1].toLowerCase() as 'x' | 'y';
        heads.set(index, { axis, unit: unitM(head[2]) ?? 1 });
      }
      const name = /^(\S{1,4})轴$/.exec(text)?.[1];
      const under = heads.get(index + 1);
      const value = Number(cleanCell(cells[index + 1] ?? '') || Number.NaN);
      if (name !== undefined && under && !Number.isNaN(value))
        found.set(name, { axis: under.axis, atM: value * under.unit });
    }
  }
  return found;
}

/** Texts that stand alone in their rows. */
function textsOf(rows: readonly TableRow[], sheet: string | undefined): RecordText[] {
  return rows.flatMap(({ number, cells }) => {
    const filled = filledOf(cells);
    const [text] = filled;
    if (new Set(filled).size !== 1 || text.length < 8) return [];
    const origin = { ...(sheet === undefined ? {} : { sheet }), row: number };
    return [{ text, origin, at: rowPhrase(sheet, number) }];
  });
}

/** Cells with words of a change. */
function changesOf(rows: readonly TableRow[], sheet: string | undefined): RecordText[] {
  return rows.flatMap(({ number, cells }) => {
    const origin = { ...(sheet === undefined ? {} : { sheet }), row: number };
    const texts = [...new Set(filledOf(cells))].filter((text) => text.length > 5 && changeWords.test(text));
    return texts.map((text) => ({ text, origin, at: rowPhrase(sheet, number) }));
  });
}

function rowPhrase(sheet: string | undefined, row: number): Phrase {
  return sheet === undefined ? say('table-row', { row }) : say('tree-sheet-row', { sheet, row });
}

/** Rows by the number that they begin with: those of a list of changes. */
function numberedRows(rows: readonly TableRow[]): Map<string, RecordReference> {
  const found = new Map<string, RecordReference>();
  for (const { cells } of rows) {
    const filled = filledOf(cells);
    const id = filled.slice(0, 2).find((text) => /^\p{L}{1,6}[-_ ]?\d[\w-]{0,8}$/u.test(text));
    if (id !== undefined && !found.has(foldedId(id))) found.set(foldedId(id), { id, cells: filled });
  }
  return found;
}

function readSheet(
  rows: readonly TableRow[],
  given: {
    sheet: string | undefined;
    changes: ReadonlyMap<string, RecordReference>;
    isHead(roles: ReadonlySet<RecordColumn>): boolean;
    whole: Pick<Around, 'axes' | 'texts' | 'changes'>;
  },
): { rows: RecordRow[]; hasHead: boolean } {
  const { sheet, changes, isHead } = given;
  const around: Around = { ...given.whole };
  for (const { cells } of rows) noteAround(cells, around);
  let title = sheet ?? '';
  let isRetest = false;
  let columns: RecordHead[] | undefined;
  let names: string[] = [];
  let hasHead = false;
  const found: RecordRow[] = [];
  let above: readonly string[] = [];
  for (let index = 0; index < rows.length; index += 1) {
    const { number } = rows[index];
    const cells = rows[index].cells.map((cell, at) =>
      dittoWords.test(cell.trim()) ? (above[at] ?? cell) : cell,
    );
    const next = rows[index + 1];
    const isTwoRows = next !== undefined && isSubHead(next.cells, cells);
    const head = readHead(isTwoRows ? [cells, next.cells] : [cells], title);
    if (head && head.length > 1) {
      const isMeant = isHead(new Set(head.map(({ role }) => role)));
      columns = isMeant ? head : undefined;
      names = headParts(isTwoRows ? [cells, next.cells] : [cells]).map((parts) => parts.join(' '));
      hasHead ||= isMeant;
      if (isTwoRows) index += 1;
      continue;
    }
    const filled = filledOf(cells);
    above = cells;
    if (new Set(filled).size === 1) {
      title = `${sheet ?? ''} ${filled[0]}`;
      isRetest = secondTest.test(filled[0]) && filled[0].length <= longestTitle;
    }
    if (!columns || filled.length < 2 || sumWords.test(filled[0]) || signatureLine.test(filled[0])) continue;
    const origin = { ...(sheet === undefined ? {} : { sheet }), row: number };
    const at = rowPhrase(sheet, number);
    const unread = unreadCells(cells, names, columns);
    found.push(recordRow(cells, columns, { origin, at, around, changes, isRetest, unread }));
  }
  return { rows: found, hasHead };
}

function unreadCells(
  cells: readonly string[],
  names: readonly string[],
  columns: readonly RecordHead[],
): RecordRow['unread'] {
  const read = new Set(columns.map(({ index }) => index));
  return cells.flatMap((cell, index) => {
    const text = cleanCell(cell);
    const head = names[index] ?? '';
    return read.has(index) || head === '' || /^[-–—/\s0.]*$/.test(text) ? [] : [{ head, text }];
  });
}

/** Doubts on what a row says in columns that are not read, where their heads sound like what a record is about. */
export function unreadDoubts(row: RecordRow, id: string, sounds: RegExp): RecordDoubt[] {
  return row.unread
    .filter(({ head }) => sounds.test(head))
    .map(({ head, text }) => ({
      at: row.at,
      text: say('built-cell-unread', { id, head, text: text.slice(0, 60) }),
    }));
}

function recordRow(
  cells: readonly string[],
  columns: readonly RecordHead[],
  given: Pick<RecordRow, 'origin' | 'at' | 'around' | 'isRetest' | 'unread'> & {
    changes: ReadonlyMap<string, RecordReference>;
  },
): RecordRow {
  const { changes, ...where } = given;
  const cellsOf = (role: RecordColumn) =>
    columns
      .filter((column) => column.role === role)
      .map((column) => ({ column, text: cleanCell(cells[column.index] ?? '') }))
      .filter(({ text }) => text !== '');
  const referred = (text: string) => {
    const id = reference.exec(text.normalize('NFKC'))?.[1];
    return id === undefined ? undefined : changes.get(foldedId(id));
  };
  const texts = filledOf(cells);
  return { ...where, columns, texts, cells: cellsOf, cell: (role) => cellsOf(role)[0]?.text ?? '', referred };
}

function filledOf(cells: readonly string[]): string[] {
  return cells.map(cleanCell).filter((text) => text !== '');
}

/** `X`, `Y`, bands and units under a head; heads that reach over both rows stand in both. */
function isSubHead(cells: readonly string[], above: readonly string[]): boolean {
  const below = cells.flatMap((cell, at) => {
    const text = cleanCell(cell);
    return text === '' || text === cleanCell(above[at] ?? '') ? [] : [text];
  });
  const isPart = (text: string) => partOfHead.test(text) || bandAlone.test(text.normalize('NFKC'));
  // Heads that reach over both rows recur in the second one where cells are merged.
  const same = cells.filter(
    (cell, at) => cleanCell(cell) !== '' && cleanCell(cell) === cleanCell(above[at] ?? ''),
  );
  const isWord = (text: string) => text.length <= longestSubHead && !/\d/.test(text);
  const isMerged = same.length >= minMerged && same.length >= below.length;
  const isHead = below.length > 0 && below.every((text) => isPart(text) || isWord(text));
  if (isMerged && isHead) return true;
  // A group of columns has its name over the first of them only.
  const inGroups = cells.flatMap((cell, at) =>
    cleanCell(cell) !== '' && cleanCell(above[at] ?? '') === '' ? [at] : [],
  );
  const isGrouped = inGroups.length > 0 && inGroups.every((at) => cleanCell(cells[at - 1] ?? '') !== '');
  if (isGrouped && isHead && below.some(isPart) && filledOf(above).length > below.length) return true;
  return below.length > 0 && below.every(isPart) && filledOf(above).length > below.length / 2;
}

const longestTitle = 30;
const longestSubHead = 8;
/** So many heads do not recur in the row below by chance. */
const minMerged = 3;
const partOfHead =
  /^[(（[]?([xyzen]|[东北](?:向|坐标)?|mm|cm|m|米|毫米|dBc?m?|MHz)(?:\s*[(（](?:m|mm|米)[)）])?[)）\]]?$/i;
const bandAlone = /^\d{3,4}(?:\.\d+)?(?:\s*[-–~]\s*\d{3,4}(?:\.\d+)?)?\s*(?:m|mhz|g|ghz)?(?:频段)?$/i;

/** The columns of a head; undefined where the row is none: numbers stand in it, or a single role is named. */
function readHead(rows: readonly (readonly string[])[], title: string): RecordHead[] | undefined {
  if (rows[0].some(isNumberCell)) return undefined;
  const columns = headParts(rows).flatMap((parts, index): RecordHead[] => {
    const head = parts.join(' ');
    const read = readColumn(head) ?? bandColumn(head, title);
    return read ? [{ index, head, ...read }] : [];
  });
  // What was built goes before what was designed.
  return columns.map((column) => {
    const text = folded(column.head);
    const isBuilt = builtWords.test(text) || builtAlone.test(column.head);
    const isOfDesign = (designedWords.test(text) || designedAlone.test(column.head)) && !isBuilt;
    if (!isOfDesign || column.role === 'axis') return column;
    const role = ({ x: 'designX', y: 'designY' } as const)[column.role as 'x' | 'y'] ?? 'designed';
    return { ...column, role };
  });
}

/** A head that is a band alone, below a title that says of what: `870MHz` on a sheet 驻波. */
function bandColumn(head: string, title: string): Pick<RecordHead, 'role' | 'unit'> | undefined {
  const role = titledQuantity.find(([, words]) => words.test(title))?.[0];
  return role !== undefined && bandAlone.test(head.normalize('NFKC').trim())
    ? { role, unit: undefined }
    : undefined;
}

/** Role of a column by its head, and its unit. */
function readColumn(head: string): Pick<RecordHead, 'role' | 'unit' | 'isCompass'> | undefined {
  const text = head.normalize('NFKC').toLowerCase();
  const units = [...text.matchAll(/(?:^|[^a-z])(mm|cm|km|m|米|毫米|厘米|ft|dbc|dbm|db|mhz|ghz)(?![a-z])/g)];
  const unit = units[units.length - 1]?.[1];
  const name = folded(head);
  if (axisHead.test(text)) return { role: 'axis', unit };
  const axis = axisOf(text);
  if (axis && offsetWords.test(head)) return { role: axis === 'x' ? 'offsetX' : 'offsetY', unit };
  const role = recordColumnWords.find(([, words]) => words.test(name))?.[0] ?? axis;
  if (!role) return undefined;
  const settled = role === 'position' ? (axisOf(text) ?? role) : role;
  const isCompass =
    (settled === 'x' || settled === 'y') && /东|北|easting|northing|(^|[^a-z])[en]([^a-z]|$)/.test(text);
  return { role: settled, unit, ...(isCompass ? { isCompass } : {}) };
}

/** The coordinate that a head names; none where it names both, which stand in one cell then. */
function axisOf(text: string): 'x' | 'y' | undefined {
  const named = (['x', 'y'] as const).filter((axis) => new RegExp(`(^|[^a-z])${axis}([^a-z]|$)`).test(text));
  if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  const isOfPosition =
    /坐标|position|coord|koord/.test(text) || offsetWords.test(text) || /^[en东北]$/.test(text.trim());
  const [isEast, isNorth] = [eastWords.test(text), northWords.test(text)];
  if (!isOfPosition || isEast === isNorth) return undefined;
  return isEast ? 'x' : 'y';
}

/** A head in small letters without units, signs and what stands in brackets, but for coordinates. */
function folded(head: string): string {
  return head
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([{][^)\]}]*[)\]}]/g, ' ')
    .replace(/\s(mm|cm|m|米|毫米|dbc|dbm|db|mhz)(?=\s|$)/g, ' ')
    .replace(/[\s_.:：*#/-]+/g, '');
}

function noteAround(cells: readonly string[], around: Around): void {
  const filled = filledOf(cells);
  if (filled.length <= 8) {
    // A tone has a form of its own: it is one beside what else a title says.
    const text = filled.join(' ').normalize('NFKC');
    const isData = filled.filter((each) => isNumberCell(each)).length > 1;
    if (!isData) around.tonePower ??= statedTone.exec(text)?.[0];
  }
  if (filled.length <= 2) {
    const text = filled.join(' ').normalize('NFKC');
    const tone = statedTone.exec(text)?.[0];
    if (tone !== undefined) around.tonePower ??= tone;
    const pimUnit = statedPimUnit.exec(text)?.[1];
    if (pimUnit !== undefined) around.pimUnit ??= pimUnit;
    if (blankIsDesigned.test(text)) around.isBlankDesigned = true;
  }
  for (const text of filled) {
    for (const [role, words] of statedAround) {
      const match = words.exec(text);
      const stated = match?.[1] ?? match?.[2];
      if (stated) around[role] ??= stated.trim();
    }
  }
}

/** An id as people write it: letters of any width and case, whatever stands between. */
export function foldedId(id: string): string {
  return id
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s_–—-]/g, '');
}

/** The id of a list that a text means: itself, else the only one that differs in writing alone. */
export function matchId(text: string, ids: readonly string[]): string | undefined {
  const plain = text.trim();
  if (ids.includes(plain)) return plain;
  const found = ids.filter((id) => foldedId(id) === foldedId(plain));
  return found.length === 1 ? found[0] : undefined;
}

/** The id of a list that a number alone means: the only one that ends in it. */
export function shortId(text: string, ids: readonly string[]): string | undefined {
  const number = /^#?(\d{1,3})#?$/.exec(text.normalize('NFKC').trim())?.[1];
  if (number === undefined) return undefined;
  const numberOf = (id: string) =>
    /(\d+)\D*$/.exec(id.replace(/[-_ ]?(?:B|UG|F|L)\d$|^(?:B|UG|F|L)\d[-_ ]/i, ''))?.[1];
  const found = ids.filter((id) => Number(numberOf(id) ?? -1) === Number(number));
  return found.length === 1 ? found[0] : undefined;
}
