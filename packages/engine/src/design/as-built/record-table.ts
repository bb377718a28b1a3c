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
import { sumWords } from '../network/existing/tree-vocabulary.ts';
import {
  builtWords,
  designedWords,
  type RecordColumn,
  recordColumnWords,
  signatureLine,
  statedAround,
} from './record-vocabulary.ts';

const maxRows = 50_000;

/** A column of a record: its role, its unit and what its head says. */
export interface RecordHead {
  index: number;
  role: RecordColumn;
  unit: string | undefined;
  head: string;
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
  /** Text of the first filled cell of a role; empty where there is none. */
  cell(role: RecordColumn): string;
  /** All filled cells of a role with their columns. */
  cells(role: RecordColumn): RecordCell[];
  around: Readonly<Partial<Record<'instrument' | 'by' | 'date', string>>>;
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
  for (const table of await openTables(bytes, options)) {
    const rows = await filledRows(table, maxRows);
    first ??= rows.find(({ cells }) => filledOf(cells).length > 1)?.cells ?? rows[0]?.cells;
    const read = readSheet(rows, table.sheet, isHead);
    hasHead ||= read.hasHead;
    found.push(...read.rows);
  }
  if (hasHead) return found;
  const list = (first ?? []).slice(0, 12).map((cell) => cleanCell(cell).slice(0, 30));
  const shown = list.length > 0 ? verbatim(JSON.stringify(list.join(', '))) : say('nothing');
  throw new InputError([{ at: say('table-row', { row: 1 }), found: shown, expected }]);
}

function readSheet(
  rows: readonly TableRow[],
  sheet: string | undefined,
  isHead: (roles: ReadonlySet<RecordColumn>) => boolean,
): { rows: RecordRow[]; hasHead: boolean } {
  const around: Partial<Record<'instrument' | 'by' | 'date', string>> = {};
  for (const { cells } of rows) noteAround(cells, around);
  let columns: RecordHead[] | undefined;
  let hasHead = false;
  const found: RecordRow[] = [];
  for (let index = 0; index < rows.length; index += 1) {
    const { cells, number } = rows[index];
    const next = rows[index + 1];
    const head = readHead(next && isSubHead(next.cells) ? [cells, next.cells] : [cells]);
    if (head && head.length > 1) {
      const isMeant = isHead(new Set(head.map(({ role }) => role)));
      columns = isMeant ? head : undefined;
      hasHead ||= isMeant;
      if (next && isSubHead(next.cells)) index += 1;
      continue;
    }
    const filled = filledOf(cells);
    if (!columns || filled.length < 2 || sumWords.test(filled[0]) || signatureLine.test(filled[0])) continue;
    const origin = { ...(sheet === undefined ? {} : { sheet }), row: number };
    const at =
      sheet === undefined ? say('table-row', { row: number }) : say('tree-sheet-row', { sheet, row: number });
    found.push(recordRow(cells, columns, { origin, at, around }));
  }
  return { rows: found, hasHead };
}

function recordRow(
  cells: readonly string[],
  columns: readonly RecordHead[],
  where: Pick<RecordRow, 'origin' | 'at' | 'around'>,
): RecordRow {
  const cellsOf = (role: RecordColumn) =>
    columns
      .filter((column) => column.role === role)
      .map((column) => ({ column, text: cleanCell(cells[column.index] ?? '') }))
      .filter(({ text }) => text !== '');
  return { ...where, columns, cells: cellsOf, cell: (role) => cellsOf(role)[0]?.text ?? '' };
}

function filledOf(cells: readonly string[]): string[] {
  return cells.map(cleanCell).filter((text) => text !== '');
}

/** `X`, `Y` and units under a head. */
function isSubHead(cells: readonly string[]): boolean {
  const filled = filledOf(cells);
  return (
    filled.length > 0 &&
    filled.every((text) => /^[(（[]?([xyz]|mm|cm|m|米|毫米|dBc?m?|MHz)[)）\]]?$/i.test(text))
  );
}

/** The columns of a head; undefined where the row is none: numbers stand in it, or a single role is named. */
function readHead(rows: readonly (readonly string[])[]): RecordHead[] | undefined {
  if (rows.some((cells) => cells.some(isNumberCell))) return undefined;
  const columns = headParts(rows).flatMap((parts, index): RecordHead[] => {
    const head = parts.join(' ');
    const read = readColumn(head);
    return read ? [{ index, head, ...read }] : [];
  });
  // What was built goes before what was designed.
  return columns.map((column) => {
    const text = folded(column.head);
    const isOfDesign = designedWords.test(text) && !builtWords.test(text);
    return isOfDesign ? { ...column, role: 'designed' as const } : column;
  });
}

/** Role of a column by its head, and its unit. */
function readColumn(head: string): { role: RecordColumn; unit: string | undefined } | undefined {
  const text = head.normalize('NFKC').toLowerCase();
  const units = [...text.matchAll(/(?:^|[^a-z])(mm|cm|km|m|米|毫米|厘米|ft|dbc|dbm|db|mhz|ghz)(?![a-z])/g)];
  const unit = units[units.length - 1]?.[1];
  const name = folded(head);
  const role = recordColumnWords.find(([, words]) => words.test(name))?.[0] ?? axisOf(text);
  if (!role) return undefined;
  return { role: role === 'position' ? (axisOf(text) ?? role) : role, unit };
}

/** The coordinate that a head names; none where it names both, which stand in one cell then. */
function axisOf(text: string): 'x' | 'y' | undefined {
  const named = (['x', 'y'] as const).filter((axis) => new RegExp(`(^|[^a-z])${axis}([^a-z]|$)`).test(text));
  return named.length === 1 ? named[0] : undefined;
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

function noteAround(
  cells: readonly string[],
  around: Partial<Record<'instrument' | 'by' | 'date', string>>,
): void {
  for (const text of filledOf(cells)) {
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
