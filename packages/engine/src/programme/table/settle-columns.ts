import type { TableColumn } from './table-column.ts';

/** Rows whose values tell what an ambiguous name means. */
export const triedRows = 200;

/**
 * "Garage signal" may be a column of levels or of yes and no: its values tell, where its name did not. `rows` are some below the header.
 */
export function settleColumns(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): TableColumn[] {
  const taken = new Set(columns.map(({ field }) => field));
  return columns.map((column) => {
    const [kind, operator] = column.field.split('.');
    const wanted = kind === 'covered' ? 'garageRsrpDbm' : kind === 'garageRsrpDbm' ? 'covered' : undefined;
    const field = `${wanted}.${operator}` as TableColumn['field'];
    if (wanted === undefined || operator === undefined || taken.has(field)) return column;
    const fits = wanted === 'garageRsrpDbm' ? isLevel : isFlag;
    const cells = rows.map((row) => (row[column.index] ?? '').trim()).filter((cell) => cell !== '');
    const fitting = cells.filter(fits).length;
    return cells.length > 0 && fitting > cells.length / 2 ? { ...column, field } : column;
  });
}

function isLevel(cell: string): boolean {
  return /^[-－]?[\d０-９]{2,3}(\.\d+)?(dbm)?$/i.test(cell);
}

function isFlag(cell: string): boolean {
  return /^([是否有无√×✓✗YN]|已覆盖|未覆盖|没有|不?存在)$/i.test(cell);
}
