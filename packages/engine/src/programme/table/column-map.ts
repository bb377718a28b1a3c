import { z } from 'zod';
import { columnIndex, columnLetters, InputError, say } from '../../core/index.ts';
import { schemaProblems } from '../../plan/index.ts';
import { type ColumnField, columnFields, type TableColumn } from './table-column.ts';

const sheetMapSchema = z.strictObject({
  /** Given for a workbook. */
  sheet: z.string().optional(),
  /** First and last row of the header, from 1; default found. */
  headerRows: z.tuple([z.number().int().min(1), z.number().int().min(1)]).optional(),
  /** Name of a column, or its letters → what it holds; null is left out. Columns that are not named are found by their names. */
  columns: z.record(
    z.string(),
    z
      .union([
        z.enum(columnFields),
        z.strictObject({
          field: z.enum(columnFields),
          factor: z.number().positive().optional(),
          asks: z.enum(['plain', 'opposite']).optional(),
        }),
      ])
      .nullable(),
  ),
});

const workbookMapSchema = z.strictObject({
  sheets: z.array(sheetMapSchema.required({ sheet: true })).min(1),
});

/** Columns of a table, or of a sheet of a workbook. */
export type SheetMap = z.infer<typeof sheetMapSchema>;

/** The same as somebody decided: a file that can be kept for the next table of the same form; of a workbook a map for each sheet. */
export type ColumnMap = SheetMap | z.infer<typeof workbookMapSchema>;

/** The field of a map's entry; undefined for a column that is left out. */
export function fieldIn(entry: SheetMap['columns'][string]): ColumnField | undefined {
  return entry === null || typeof entry === 'string' ? (entry ?? undefined) : entry.field;
}

/**
 * A map of columns from parsed JSON.
 * @throws InputError with the path of every problem
 */
export function parseColumnMap(document: unknown): ColumnMap {
  const isWorkbook = 'sheets' in Object(document);
  const result = (isWorkbook ? workbookMapSchema : sheetMapSchema).safeParse(document);
  if (!result.success) throw new InputError(schemaProblems(result.error.issues, document, 'map'));
  const names = sheetMaps(result.data).map(({ sheet }) => sheet);
  const twice = names.findIndex((name, index) => names.indexOf(name) < index);
  if (twice < 0) return result.data;
  const [at, found] = [`map.sheets[${twice}].sheet`, JSON.stringify(names[twice])];
  throw new InputError([{ at, found, expected: say('table-sheet-once') }]);
}

export function sheetMaps(map: ColumnMap | undefined): readonly SheetMap[] {
  if (!map) return [];
  return 'sheets' in map ? map.sheets : [map];
}

/** `map`, or `map.sheets[1]`: where a sheet's map stands, for errors. */
export function mapLocation(map: ColumnMap | undefined, sheet: SheetMap): string {
  return map && 'sheets' in map ? `map.sheets[${sheetMaps(map).indexOf(sheet)}]` : 'map';
}

/**
 * The columns of a table with those of a map applied over them.
 * @param location of the map, for errors
 * @throws InputError where the map names a column that the table has not
 */
export function mapColumns(
  { names, columns }: TableHead,
  map: SheetMap | undefined,
  location: string,
): TableColumn[] {
  if (!map) return [...columns];
  const mapped = new Map<number, TableColumn | undefined>();
  for (const [name, entry] of Object.entries(map.columns)) {
    const named = names.indexOf(name);
    const index = named < 0 && /^[A-Z]{1,3}$/.test(name) ? columnIndex(name) : named;
    if (index < 0 || index >= names.length) {
      const list = names.filter((each) => each !== '').join(', ');
      const expected = say('one-of', { list: list.slice(0, 1000) });
      throw new InputError([{ at: `${location}.columns`, found: JSON.stringify(name), expected }]);
    }
    const heading = names[index] || columnLetters(index);
    if (entry === null) mapped.set(index, undefined);
    else if (typeof entry === 'string') mapped.set(index, { index, name: heading, field: entry });
    else mapped.set(index, { index, name: heading, ...entry });
  }
  const given = [...mapped.values()].filter((column) => column !== undefined);
  const taken = new Set<string>(given.map(({ field }) => field).filter((field) => field !== 'personal'));
  const found = columns.filter(({ index, field }) => !mapped.has(index) && !taken.has(field));
  return [...given, ...found].sort((a, b) => a.index - b.index);
}

/** The map that says what was found in a table. */
export function columnMapOf(head: TableHead, columns: readonly TableColumn[], sheet?: string): SheetMap {
  const byIndex = new Map(columns.map((column) => [column.index, column]));
  return {
    ...(sheet === undefined ? {} : { sheet }),
    headerRows: [head.first, head.last],
    columns: Object.fromEntries(
      head.names.flatMap((name, index) => {
        const column = byIndex.get(index);
        // A column of two operators is found by its name again: a map has one field for each.
        const isShared = columns.filter((each) => each.index === index).length > 1;
        if ((name === '' && !column) || isShared) return [];
        return [[nameFor(head.names, index), column ? entryOf(column) : null]];
      }),
    ),
  };
}

function entryOf({ field, factor, asks }: TableColumn): SheetMap['columns'][string] {
  if (factor === undefined && asks === undefined) return field;
  return { field, ...(factor === undefined ? {} : { factor }), ...(asks === undefined ? {} : { asks }) };
}

/**
 * The columns with what somebody answered to questions on them, by their names.
 * @throws InputError where no column has such a name
 */
export function answerColumns(
  columns: readonly TableColumn[],
  answers: ColumnAnswers | undefined,
): TableColumn[] {
  return columns.flatMap((column) => {
    const answer = answers?.columns[column.name];
    if (answer === undefined) return [column];
    if (answer !== 'leave-out') return [{ ...column, asks: answer }];
    // The next of several that would be the same comes in its place.
    const [next, ...others] = column.isOfParts ? [] : (column.others ?? []);
    const { asks: _, factor: __, ...rest } = column;
    return next ? [{ ...rest, ...next, others }] : [];
  });
}

const columnAnswersSchema = z.strictObject({
  /** Name of a column → what its yes says, or that it is left out. */
  columns: z.record(z.string(), z.enum(['plain', 'opposite', 'leave-out'])),
});

/** Somebody's answers to the questions on a table. */
export type ColumnAnswers = z.infer<typeof columnAnswersSchema>;

/**
 * Somebody's answers about columns, from parsed JSON.
 * @throws InputError with the path of every problem
 */
export function parseColumnAnswers(document: unknown): ColumnAnswers {
  const result = columnAnswersSchema.safeParse(document);
  if (result.success) return result.data;
  throw new InputError(schemaProblems(result.error.issues, document, 'answers'));
}

/** Name of a column in a map: its own where no other column has it, else its letters. */
export function nameFor(names: readonly string[], index: number): string {
  const isUnique = names[index] !== '' && names.filter((name) => name === names[index]).length === 1;
  return isUnique ? names[index] : columnLetters(index);
}

export interface TableHead {
  /** First of the rows that the header takes. */
  first: number;
  last: number;
  /** Names of the columns, blank ones included. */
  names: readonly string[];
  /** The same as it stands in each row of the header, the group's name first. */
  parts: readonly (readonly string[])[];
  /** The header's rows as they stand, to tell where they are repeated. */
  rows: readonly (readonly string[])[];
  columns: readonly TableColumn[];
  /** Everything above: titles, who filled it in. */
  above: readonly string[];
}
