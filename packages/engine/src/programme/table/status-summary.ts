import type { Datum, OpenTable, Phrase } from '../../core/index.ts';
import type { StatusIssue } from '../status-data.ts';
import type { ChosenTable } from './choose-table.ts';
import { type ColumnMap, columnMapOf, nameFor } from './column-map.ts';
import type { IssueKind } from './issue-kinds.ts';
import { withoutPhones } from './read-text.ts';
import type { ColumnField, TableColumn } from './table-column.ts';

/** Cells that show what a column has. */
const maxSamples = 5;

/** A column of the table, read or not, as somebody who decides on it sees it. */
export interface SeenColumn {
  /** Its name in a map of columns. */
  key: string;
  name: string;
  /** Sheet that it is in. */
  sheet?: string;
  /** Meanings that it was taken for: one for each operator where it is of several; none where it is not read. */
  fields: ColumnField[];
  /** The first different cells that are not blank; of columns of persons none. */
  samples: string[];
}

/** Report on the reading of a status table. */
export interface StatusSummary {
  source: {
    format: OpenTable['format'];
    encoding: string;
    separator?: string;
    sheet?: string;
    /** First and last row of the header. */
    headerRows: [number, number];
    /** Datum of longitudes and latitudes, where the table names one. */
    datum: Datum | null;
  };
  columns: (TableColumn & { hidden?: boolean })[];
  /** Every column with a name or a meaning, with some of its cells. */
  seen: SeenColumn[];
  /** Columns that are not known and not read, by name. */
  ignored: string[];
  /** Columns of persons, which are not read. */
  dropped: string[];
  counts: { records: number; communities: number; duplicates: number; issues: number };
  issueKinds: Partial<Record<IssueKind, number>>;
  /** Assumptions. */
  notes: Phrase[];
  /** Questions on whole columns that somebody should answer. */
  questions: StatusIssue[];
  /** The columns as a map that can be kept. */
  map: ColumnMap;
}

/** The summary of a table of which no row is read yet; of several sheets the columns are those of the first. */
export function startSummary(tables: readonly ChosenTable[]): StatusSummary {
  const [{ table, head, columns, notes }] = tables;
  const { format, encoding, separator, sheet, hiddenColumns } = table;
  const used = new Set(columns.map(({ index }) => index));
  return {
    source: {
      ...{ format, encoding },
      ...(separator === undefined ? {} : { separator }),
      ...(sheet === undefined ? {} : { sheet }),
      headerRows: [head.first, head.last],
      datum: null,
    },
    columns: columns.map((column) =>
      hiddenColumns.has(column.index) ? { ...column, hidden: true } : column,
    ),
    seen: tables.flatMap(seenColumns),
    ignored: head.names.filter((name, index) => name !== '' && !used.has(index)),
    dropped: columns.filter(({ field }) => field === 'personal').map(({ name }) => name),
    counts: { records: 0, communities: 0, duplicates: 0, issues: 0 },
    issueKinds: {},
    notes: [...notes],
    questions: [],
    map: mapOf(tables),
  };
}

function mapOf(tables: readonly ChosenTable[]): ColumnMap {
  const maps = tables.map(({ table, head, columns }) => columnMapOf(head, columns, table.sheet));
  if (maps.length === 1) return maps[0];
  return { sheets: maps.map((map, index) => ({ ...map, sheet: tables[index].table.sheet ?? '' })) };
}

function seenColumns({ table, head, columns, sample }: ChosenTable): SeenColumn[] {
  return head.names.flatMap((name, index) => {
    const fields = columns.filter((column) => column.index === index).map(({ field }) => field);
    if (name === '' && fields.length === 0) return [];
    const cells = new Set(sample.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== ''));
    const samples = fields.includes('personal') ? [] : [...cells].slice(0, maxSamples).map(withoutPhones);
    const sheet = table.sheet === undefined ? {} : { sheet: table.sheet };
    return [{ key: nameFor(head.names, index), name, ...sheet, fields, samples }];
  });
}
