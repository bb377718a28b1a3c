import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { say } from '../../phrases/phrase.ts';
import { schemaProblems } from '../../plan/schema-problems.ts';
import type { TableHead } from './find-head.ts';
import { type ColumnField, columnFields, type TableColumn } from './table-column.ts';
import { columnIndex, columnLetters } from './xlsx/cell-text.ts';

const columnMapSchema = z.strictObject({
  /** Of a workbook. */
  sheet: z.string().optional(),
  /** First and last row of the header, from 1; default found. */
  headerRows: z.tuple([z.number().int().min(1), z.number().int().min(1)]).optional(),
  /** Name of a column, or its letters → what it holds; null is left out. Columns that are not named are found by their names. */
  columns: z.record(
    z.string(),
    z
      .union([
        z.enum(columnFields),
        z.strictObject({ field: z.enum(columnFields), factor: z.number().positive() }),
      ])
      .nullable(),
  ),
});

/** What the columns of a table are, as somebody decided: a file that can be kept for the next table of the same form. */
export type ColumnMap = z.infer<typeof columnMapSchema>;

/** The field of a map's entry; undefined for a column that is left out. */
export function fieldIn(entry: ColumnMap['columns'][string]): ColumnField | undefined {
  return entry === null || typeof entry === 'string' ? (entry ?? undefined) : entry.field;
}

/** @throws InputError with the path of every problem */
export function parseColumnMap(document: unknown): ColumnMap {
  const result = columnMapSchema.safeParse(document);
  if (result.success) return result.data;
  throw new InputError(schemaProblems(result.error.issues, document, 'map'));
}

/**
 * The columns of a table with those of a map laid over them.
 * @throws InputError where the map names a column that the table has not
 */
export function mapColumns({ names, columns }: TableHead, map: ColumnMap | undefined): TableColumn[] {
  if (!map) return [...columns];
  const mapped = new Map<number, TableColumn | undefined>();
  for (const [name, entry] of Object.entries(map.columns)) {
    const named = names.indexOf(name);
    const index = named < 0 && /^[A-Z]{1,3}$/.test(name) ? columnIndex(name) : named;
    if (index < 0 || index >= names.length) {
      const list = names.filter((each) => each !== '').join(', ');
      const expected = say('one-of', { list: list.slice(0, 1000) });
      throw new InputError([{ at: 'map.columns', found: JSON.stringify(name), expected }]);
    }
    const own = names[index] || columnLetters(index);
    if (entry === null) mapped.set(index, undefined);
    else if (typeof entry === 'string') mapped.set(index, { index, name: own, field: entry });
    else mapped.set(index, { index, name: own, ...entry });
  }
  const given = [...mapped.values()].filter((column) => column !== undefined);
  const taken = new Set<string>(given.map(({ field }) => field).filter((field) => field !== 'personal'));
  const found = columns.filter(({ index, field }) => !mapped.has(index) && !taken.has(field));
  return [...given, ...found].sort((a, b) => a.index - b.index);
}

/** The map that says what was found in a table. */
export function columnMapOf(head: TableHead, columns: readonly TableColumn[], sheet?: string): ColumnMap {
  const byIndex = new Map(columns.map((column) => [column.index, column]));
  return {
    ...(sheet === undefined ? {} : { sheet }),
    headerRows: [head.first, head.last],
    columns: Object.fromEntries(
      head.names.flatMap((name, index) => {
        const column = byIndex.get(index);
        if (name === '' && !column) return [];
        const { field, factor } = column ?? {};
        return [[nameFor(head.names, index), field && factor ? { field, factor } : (field ?? null)]];
      }),
    ),
  };
}

/** Its name where no other column has it, else its letters. */
function nameFor(names: readonly string[], index: number): string {
  const isOwn = names[index] !== '' && names.filter((name) => name === names[index]).length === 1;
  return isOwn ? names[index] : columnLetters(index);
}
