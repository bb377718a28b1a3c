import type { TableColumn } from '../../encoders/document-table.ts';

/** Columns with their heads in one language. */
export function tableColumns(
  heads: readonly string[],
  columns: readonly Omit<TableColumn, 'head'>[],
): TableColumn[] {
  return columns.map((column, index) => ({ ...column, head: heads[index] }));
}

/** The rows of the status table that are one community. */
export function rowsText(records: readonly number[]): string {
  return records.join(', ');
}
