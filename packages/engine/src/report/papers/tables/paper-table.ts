/** How a column's cells are written. */
export type CellFormat = 'text' | 'integer' | 'quantity' | 'metres' | 'db' | 'money';

export interface TableColumn {
  head: string;
  format: CellFormat;
  /** Room in a spreadsheet; a hanzi is two. */
  characters: number;
  /** To be filled in by hand: at least so wide on paper. */
  blankMm?: number;
  /** Added up in the last row. */
  total?: boolean;
  /** The cell is computed from others of its row: `{n}` is the cell of column n. Its values are in the rows all the same. */
  formula?: string;
}

export type Cell = string | number | undefined;

/** A table as data, for every format that has tables. */
export interface PaperTable {
  id: string;
  title: string;
  columns: readonly TableColumn[];
  rows: readonly (readonly Cell[])[];
  /** First cell of the row of totals; without one there is none. */
  totalLabel?: string;
  notes: readonly string[];
}

/** Decimals that a cell of a format is rounded to. */
export const formatDecimals: Record<Exclude<CellFormat, 'text'>, number> = {
  integer: 0,
  quantity: 1,
  metres: 1,
  db: 1,
  money: 2,
};

/** Sum of a column as a spreadsheet has it: of what the cells are, not of how they are shown. */
export function columnTotal({ rows }: PaperTable, column: number): number {
  const sum = rows.reduce((total, row) => total + (Number(row[column]) || 0), 0);
  // Without the dust of binary fractions.
  return Math.round(sum * 1e6) / 1e6;
}
