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

/**
 * What makes one text of the cells of a row in these columns. A number is the same whether a sheet keeps it as a number or as a text.
 */
export function createCellComparer(columns: readonly TableColumn[]): (cells: readonly string[]) => string {
  const compared = columns.map(({ index, field }) => {
    const isNumber = (countFields as readonly string[]).includes(field) || numberField.test(field);
    return { index, isNumber };
  });
  return (cells) => {
    let text = '';
    for (const { index, isNumber } of compared) {
      const cell = cells[index] ?? '';
      text += `${isNumber ? plainly(cell) : cell}\u0001`;
    }
    return text;
  };
}

function plainly(cell: string): string {
  if (plainNumber.test(cell)) return cell;
  const text = cell.normalize('NFKC').trim();
  return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text;
}
