import { formatFixed, formatGrouped, formatPercent, formatShort } from './format-numbers.ts';

/** Format of a column's cells; `centimetres`: metres with two decimals. */
export type CellFormat =
  | ('text' | 'integer' | 'quantity' | 'metres' | 'centimetres')
  | ('db' | 'money' | 'percent');

export interface TableColumn {
  head: string;
  format: CellFormat;
  /** Room in a spreadsheet; a hanzi is two. */
  characters: number;
  /** Least width on a printed page of what is filled in by hand. */
  blankMm?: number;
  /** Added up in the last row; a number stands there itself, computed by the column's formula from that row. */
  total?: boolean | number;
  /** The cell is computed from others of its row: `{n}` is the cell of column n. Its values are in the rows all the same. */
  formula?: string;
}

export type Cell = string | number | undefined;

/** A table as data, for every format that has tables. */
export interface DocumentTable {
  /** Part of file names. */
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
  quantity: 2,
  metres: 1,
  centimetres: 2,
  db: 1,
  money: 2,
  // Decimals of the ratio.
  percent: 3,
};

/** Sum of a column as a spreadsheet has it: of what the cells are, not of how they are shown. */
export function columnTotal({ columns, rows }: DocumentTable, column: number): number {
  const { total: columnTotal } = columns[column];
  if (typeof columnTotal === 'number') return columnTotal;
  const sum = rows.reduce((total, row) => total + (Number(row[column]) || 0), 0);
  // Drops the dust of binary fractions.
  return Math.round(sum * 1e6) / 1e6;
}

/** A cell as people read it. */
export function shownCell(cell: Cell, { format }: TableColumn): string {
  if (cell === undefined) return '';
  if (typeof cell !== 'number' || format === 'text') return String(cell);
  const decimals = formatDecimals[format];
  if (format === 'percent') return formatPercent(cell);
  if (format === 'money') return formatGrouped(cell, decimals);
  return format === 'quantity' ? formatShort(cell, decimals) : formatFixed(cell, decimals);
}
