import { z } from 'zod';
import {
  cleanCell,
  columnIndex,
  columnLetters,
  headParts,
  InputError,
  isNumberCell,
  say,
  type TableRow,
} from '../../../core/index.ts';
import { schemaProblems } from '../../../plan/index.ts';
import { readColumn } from './tree-cells.ts';

/** Columns of a sheet as somebody says them, by their names or letters. Null is not read. */
export interface SheetMap {
  /** Given for a workbook. */
  sheet?: string;
  /** First and last row of the header, from 1; what follows is its table, up to the next one that a map names. */
  headerRows?: [number, number];
  /** Kind of the rows; default by the columns. */
  rows?: string;
  /** True where rows, or paths in a cell, are written from the antenna to the source. */
  isBackward?: boolean;
  /** Unit of lengths without one. */
  unit?: string;
  /** Path of a twin tree that all of the table is of. */
  path?: 'A' | 'B';
  /** Rows that are not read, from 1. */
  leaveOut?: number[];
  /** Size of the cables in a matrix whose cells have no mark of another. */
  size?: string;
  columns: Record<string, string | null>;
  /** Some cells of each column, for who fills in the map. */
  samples?: Record<string, string>;
}

/** Columns of the tables of a file, and what their words mean. */
export interface TableMap {
  sheets: SheetMap[];
  /** Letters that ids begin with → kind of part. */
  kinds?: Record<string, string>;
  /** Words of ports → `through`, `coupled`, `out1`…. */
  ports?: Record<string, string>;
  /** Words of cables → size. */
  sizes?: Record<string, string>;
  /** Words that may stand in a map, for who fills it in; not read. */
  words?: MapWords;
}

const sheetShape = {
  sheet: z.string().optional(),
  headerRows: z.tuple([z.number().int().min(1), z.number().int().min(1)]).optional(),
  isBackward: z.boolean().optional(),
  unit: z.enum(['m', 'cm', 'mm', 'ft']).optional(),
  path: z.enum(['A', 'B']).optional(),
  leaveOut: z.array(z.number().int().min(1)).max(10_000).optional(),
  samples: z.record(z.string(), z.string()).optional(),
};

/** Words of a map: roles of columns, kinds of rows, parts, ports and sizes. */
export interface MapWords {
  roles: readonly [string, ...string[]];
  rows: readonly [string, ...string[]];
  kinds: readonly [string, ...string[]];
  ports: readonly [string, ...string[]];
  sizes: readonly [string, ...string[]];
}

/**
 * A map of the columns of a file from parsed JSON; of a file with one table its map alone will do.
 * @throws InputError with the path of every problem
 */
export function parseTableMap(document: unknown, words: MapWords): TableMap {
  const sheet = z.strictObject({
    ...sheetShape,
    rows: z.enum(words.rows).optional(),
    size: z.enum(words.sizes).optional(),
    columns: z.record(z.string(), z.enum(words.roles).nullable()),
  });
  const meanings = {
    kinds: z.record(z.string().min(1), z.enum(words.kinds)).optional(),
    ports: z.record(z.string().min(1), z.enum(words.ports)).optional(),
    sizes: z.record(z.string().min(1), z.enum(words.sizes)).optional(),
    words: z.unknown().optional(),
  };
  const whole = z.strictObject({ sheets: z.array(sheet).min(1), ...meanings });
  const single = sheet.extend(meanings);
  const isWhole = 'sheets' in Object(document);
  const result = (isWhole ? whole : single).safeParse(document);
  if (!result.success) throw new InputError(schemaProblems(result.error.issues, document, 'map'));
  if ('sheets' in result.data) return result.data as TableMap;
  const { kinds, ports, sizes, words: _, ...only } = result.data as SheetMap & Omit<TableMap, 'sheets'>;
  return { sheets: [only], kinds, ports, sizes } as TableMap;
}

/** A table that a map says where it stands. */
export interface MappedTable {
  map: SheetMap;
  /** Rows of its header and those below. */
  head: TableRow[];
  rows: TableRow[];
  above: TableRow[];
  /** Names of its columns by their index, and their roles. */
  columns: { index: number; name: string; role: string }[];
}

/** Tables of a sheet as a map has them; undefined where it says nothing of that sheet. */
export function mappedTables(
  { name, rows }: { name: string | undefined; rows: readonly TableRow[] },
  { sheets }: TableMap,
): MappedTable[] | undefined {
  const maps = sheets
    .filter(({ sheet }) => sheet === undefined || name === undefined || sheet === name)
    .sort((a, b) => (a.headerRows?.[0] ?? 0) - (b.headerRows?.[0] ?? 0));
  if (maps.length === 0) return undefined;
  return maps.flatMap((map, order): MappedTable[] => {
    if (map.rows === 'skip') return [];
    const [first, last] = map.headerRows ?? [firstHead(rows), firstHead(rows)];
    const end = maps[order + 1]?.headerRows?.[0] ?? Number.POSITIVE_INFINITY;
    const head = rows.filter(({ number }) => number >= first && number <= last);
    const out = new Set(map.leaveOut);
    const below = rows.filter(({ number }) => number > last && number < end && !out.has(number));
    const above = order > 0 ? [] : rows.filter(({ number }) => number < first);
    return [{ map, head, rows: below, above, columns: mappedColumns(map, head, rows) }];
  });
}

/**
 * Columns of a map with their index.
 * @throws InputError where the header has no column of such a name
 */
function mappedColumns(
  map: SheetMap,
  head: readonly TableRow[],
  rows: readonly TableRow[],
): MappedTable['columns'] {
  const names = headNames(head);
  const columnCount = rows.reduce((widest, { cells }) => Math.max(widest, cells.length), names.length);
  return Object.entries(map.columns).flatMap(([name, role]) => {
    const [, first, last] = /^([A-Z]{1,3}):([A-Z]{1,3})$/.exec(name) ?? [];
    if (first !== undefined && role !== null) {
      const [from, to] = [columnIndex(first), Math.min(columnIndex(last), columnCount - 1)];
      return Array.from({ length: Math.max(0, to - from + 1) }, (_, order) => from + order).map((index) => ({
        ...{ index, name: names[index] || columnLetters(index), role },
      }));
    }
    const named = names.indexOf(cleanCell(name));
    const index = named < 0 && /^[A-Z]{1,3}$/.test(name) ? columnIndex(name) : named;
    if (index < 0 || index >= columnCount) {
      const list = names.map((each, at) => each || columnLetters(at)).join(', ');
      const expected = say('one-of', { list: list.slice(0, 1000) });
      throw new InputError([{ at: 'map.columns', found: JSON.stringify(name), expected }]);
    }
    return role === null ? [] : [{ index, name: names[index] || columnLetters(index), role }];
  });
}

function headNames(head: readonly TableRow[]): string[] {
  if (head.length === 0) return [];
  return headParts(head.map(({ cells }) => cells)).map((parts) => parts.join(' '));
}

/** The first row that several words stand in and no numbers. */
function firstHead(rows: readonly TableRow[]): number {
  const found = rows.find(({ cells }) => {
    const filled = cells.filter((cell) => cleanCell(cell) !== '');
    return new Set(filled).size > 2 && !filled.some(isNumberCell);
  });
  return found?.number ?? rows[0]?.number ?? 1;
}

const maxSamples = 5;

/**
 * A matrix as rows of cables: what each row feeds is the head of a column with something in its cell, which is the length, with a mark of
 * the size where the map says what it means. A blank part in a row is that of the row above.
 */
export function cablesOfMatrix(
  { columns, rows, map }: Pick<MappedTable, 'columns' | 'rows' | 'map'>,
  marks: Readonly<Record<string, string>>,
): Pick<MappedTable, 'columns' | 'rows'> {
  const matrix = columns.filter(({ role }) => role === 'matrix');
  if (matrix.length === 0) return { columns, rows };
  const from = columns.find(({ role }) => role === 'from')?.index;
  const wide = rows.reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
  let above = '';
  const found = rows.flatMap(({ number, cells }) => {
    if (from !== undefined) above = cleanCell(cells[from] ?? '') || above;
    const filled = Array.from({ length: wide }, (_, index) =>
      index === from ? above : (cells[index] ?? ''),
    );
    return matrix.flatMap(({ index, name }) => {
      const text = cleanCell(cells[index] ?? '');
      if (text === '') return [];
      const mark = Object.keys(marks).find((each) => text.includes(each));
      const size = (mark === undefined ? map.size : marks[mark]) ?? '';
      const length = mark === undefined ? text : text.replace(mark, '').trim();
      return [{ number, cells: [...filled, name, length, size] }];
    });
  });
  const added = (['to', 'length', 'size'] as const).map((role, order) => ({
    ...{ index: wide + order, name: role, role },
  }));
  return { columns: [...columns.filter(({ role }) => role !== 'matrix'), ...added], rows: found };
}

/** Heads of a matrix are ids, and few of its cells are filled. */
const minMatrixColumns = 4;
const maxFilledRatio = 0.4;

/** Roles of columns in what looks like a matrix of parts against what they feed. */
export function rolesOfMatrix({
  head,
  rows,
}: ReturnType<typeof likelyTable>): (index: number) => string | undefined {
  const names = headNames(head);
  const filledOf = (index: number) => rows.filter(({ cells }) => cleanCell(cells[index] ?? '') !== '').length;
  const matrix = names.flatMap((name, index) =>
    /^\p{L}{1,8}[-_ ]?\d/u.test(name) && filledOf(index) <= maxFilledRatio * rows.length ? [index] : [],
  );
  if (matrix.length < minMatrixColumns) return () => undefined;
  const portsAt = names.findIndex((name) => readColumn(name).role === 'port');
  return (index) => {
    if (matrix.includes(index)) return 'matrix';
    if (index === portsAt) return 'port';
    if (index === 0) return 'from';
    return index < matrix[0] ? 'kind.from' : undefined;
  };
}

/** A map of a table to be filled in: each column with the role that it seems to have, and some of its cells. */
export function proposedMap(given: {
  sheet: string | undefined;
  head: readonly TableRow[];
  rows: readonly TableRow[];
  /** Role of a column by its index. */
  roleOf(index: number): string | undefined;
  kindOfRows?: string | undefined;
}): SheetMap {
  const { sheet, head, rows, roleOf, kindOfRows } = given;
  const names = headNames(head);
  const columnCount = rows.reduce((widest, { cells }) => Math.max(widest, cells.length), names.length);
  const indexes = Array.from({ length: columnCount }, (_, index) => index);
  const cellsOf = (index: number) => {
    const texts = rows.map(({ cells }) => cleanCell(cells[index] ?? '')).filter((text) => text !== '');
    return [...new Set(texts)]
      .slice(0, maxSamples)
      .map((text) => text.slice(0, 60))
      .join(' | ');
  };
  const filled = indexes.filter((index) => cellsOf(index).length > 0 || (names[index] ?? '') !== '');
  const nameOf = (index: number) => {
    const name = names[index] ?? '';
    return name !== '' && names.indexOf(name) === names.lastIndexOf(name) ? name : columnLetters(index);
  };
  return {
    ...(sheet === undefined ? {} : { sheet }),
    ...(head.length === 0
      ? {}
      : { headerRows: [head[0].number, head[head.length - 1].number] as [number, number] }),
    ...(kindOfRows === undefined ? {} : { rows: kindOfRows }),
    columns: Object.fromEntries(filled.map((index) => [nameOf(index), roleOf(index) ?? null])),
    samples: Object.fromEntries(filled.map((index) => [nameOf(index), cellsOf(index)])),
  };
}

/** Rows of a sheet that look like the header of a table, and those below: what a map is proposed of where no table is understood. */
export function likelyTable(rows: readonly TableRow[]): { head: TableRow[]; rows: TableRow[] } {
  const first = firstHead(rows);
  return {
    head: rows.filter(({ number }) => number === first),
    rows: rows.filter(({ number }) => number > first),
  };
}
