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
  say,
  type TableRow,
  verbatim,
} from '../../core/index.ts';
import type { BuiltAntenna } from '../../plan/index.ts';
import { dittoWords, sumWords } from '../network/existing/tree-vocabulary.ts';
import {
  blankIsDesigned,
  builtAlone,
  builtWords,
  designedAlone,
  designedWords,
  eastWords,
  northWords,
  offsetWords,
  type RecordColumn,
  recordColumnWords,
  reference,
  signatureLine,
  statedAround,
  statedPimUnit,
  statedTone,
} from './record-vocabulary.ts';

const maxRows = 50_000;

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

/**
 * Rows of the tables of a file whose heads are those of a record; heads may stand in two rows, below titles and above signatures.
 * @param isHead whether columns are those of the record
 * @param expected heads of the record in words
 * @throws InputError where the bytes are no table, or none of its heads is one of the record
 */
export async function readRecordRows(
  bytes: Uint8Array,
  isHead: (roles: ReadonlySet<RecordColumn>) => boolean,
  expected: Phrase,
  options: Pick<OpenOptions, 'inflate'> = {},
): Promise<RecordRow[]> {
  requireBytes('bytes', bytes);
  const found: RecordRow[] = [];
  let first: readonly string[] | undefined;
  let hasHead = false;
  const sheets: { rows: TableRow[]; sheet: string | undefined }[] = [];
  for (const table of await openTables(bytes, options)) {
    sheets.push({ rows: await filledRows(table, maxRows), sheet: table.sheet });
  }
  const changes = numberedRows(sheets.flatMap(({ rows }) => rows));
  for (const { rows, sheet } of sheets) {
    first ??= rows.find(({ cells }) => filledOf(cells).length > 1)?.cells ?? rows[0]?.cells;
    const read = readSheet(rows, { sheet, changes, isHead });
    hasHead ||= read.hasHead;
    found.push(...read.rows);
  }
  if (hasHead) return found;
  const list = (first ?? []).slice(0, 12).map((cell) => cleanCell(cell).slice(0, 30));
  const shown = list.length > 0 ? verbatim(JSON.stringify(list.join(', '))) : say('nothing');
  throw new InputError([{ at: say('table-row', { row: 1 }), found: shown, expected }]);
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
  },
): { rows: RecordRow[]; hasHead: boolean } {
  const { sheet, changes, isHead } = given;
  const around: Around = {};
  for (const { cells } of rows) noteAround(cells, around);
  let columns: RecordHead[] | undefined;
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
    const head = readHead(isTwoRows ? [cells, next.cells] : [cells]);
    if (head && head.length > 1) {
      const isMeant = isHead(new Set(head.map(({ role }) => role)));
      columns = isMeant ? head : undefined;
      hasHead ||= isMeant;
      if (isTwoRows) index += 1;
      continue;
    }
    const filled = filledOf(cells);
    above = cells;
    if (!columns || filled.length < 2 || sumWords.test(filled[0]) || signatureLine.test(filled[0])) continue;
    const origin = { ...(sheet === undefined ? {} : { sheet }), row: number };
    const at =
      sheet === undefined ? say('table-row', { row: number }) : say('tree-sheet-row', { sheet, row: number });
    found.push(recordRow(cells, columns, { origin, at, around, changes }));
  }
  return { rows: found, hasHead };
}

function recordRow(
  cells: readonly string[],
  columns: readonly RecordHead[],
  given: Pick<RecordRow, 'origin' | 'at' | 'around'> & { changes: ReadonlyMap<string, RecordReference> },
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
  return below.length > 0 && below.every(isPart) && filledOf(above).length > below.length / 2;
}

const partOfHead =
  /^[(（[]?([xyzen]|[东北](?:向|坐标)?|mm|cm|m|米|毫米|dBc?m?|MHz)(?:\s*[(（](?:m|mm|米)[)）])?[)）\]]?$/i;
const bandAlone = /^\d{3,4}(?:\.\d+)?(?:\s*[-–~]\s*\d{3,4}(?:\.\d+)?)?\s*(?:m|mhz|g|ghz)?(?:频段)?$/i;

/** The columns of a head; undefined where the row is none: numbers stand in it, or a single role is named. */
function readHead(rows: readonly (readonly string[])[]): RecordHead[] | undefined {
  if (rows[0].some(isNumberCell)) return undefined;
  const columns = headParts(rows).flatMap((parts, index): RecordHead[] => {
    const head = parts.join(' ');
    const read = readColumn(head);
    return read ? [{ index, head, ...read }] : [];
  });
  // What was built goes before what was designed.
  return columns.map((column) => {
    const text = folded(column.head);
    const isBuilt = builtWords.test(text) || builtAlone.test(column.head);
    const isOfDesign = (designedWords.test(text) || designedAlone.test(column.head)) && !isBuilt;
    if (!isOfDesign) return column;
    const role = ({ x: 'designX', y: 'designY' } as const)[column.role as 'x' | 'y'] ?? 'designed';
    return { ...column, role };
  });
}

/** Role of a column by its head, and its unit. */
function readColumn(head: string): Pick<RecordHead, 'role' | 'unit' | 'isCompass'> | undefined {
  const text = head.normalize('NFKC').toLowerCase();
  const units = [...text.matchAll(/(?:^|[^a-z])(mm|cm|km|m|米|毫米|厘米|ft|dbc|dbm|db|mhz|ghz)(?![a-z])/g)];
  const unit = units[units.length - 1]?.[1];
  const name = folded(head);
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
