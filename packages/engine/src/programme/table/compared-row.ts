import type { Community } from '../community.ts';
import { countFields, type TableColumn } from './table-column.ts';

/** What two rows of one community may say differently. */
export const comparedFields = [
  ...(['district', 'street', 'name', 'address', 'note', 'lonDeg', 'latDeg', 'builtYear'] as const),
  ...(['households', 'levels', 'garageAreaM2', 'bays', 'chargers', 'gates', 'covered'] as const),
  ...(['garageRsrpDbm', 'groundRsrpDbm', 'complaints', 'owners', 'property'] as const),
];

/** The values of a community as texts, in the order of `comparedFields`. */
export function comparedValues(community: Community): string[] {
  return comparedFields.map((field) => {
    const value = community[field];
    return value !== null && typeof value === 'object' ? Object.values(value).join(', ') : String(value);
  });
}

const plainNumber = /^-?\d*$/;
const numberField = /Rsrp|Deg$/;

/** The cells of a row as one text. A number is the same whether a sheet keeps it as a number or as a text. */
export function comparedCells(cells: readonly string[], columns: readonly TableColumn[]): string {
  return columns.map((column) => comparedCell(cells, column)).join('\u0001');
}

function comparedCell(cells: readonly string[], { index, field }: TableColumn): string {
  const cell = cells[index] ?? '';
  const isNumber = (countFields as readonly string[]).includes(field) || numberField.test(field);
  if (!isNumber || plainNumber.test(cell)) return cell;
  const text = cell.normalize('NFKC').trim();
  return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text;
}
