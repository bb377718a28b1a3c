import type { Community } from '../community.ts';
import { finishHash, hashText, mixText, mixWord } from './hash.ts';
import { countFields, type TableColumn } from './table-column.ts';

/** What two rows of one community may say differently. */
export const comparedFields = [
  ...(['district', 'street', 'name', 'address', 'note', 'lonDeg', 'latDeg', 'builtYear'] as const),
  ...(['households', 'levels', 'garageAreaM2', 'bays', 'chargers', 'gates', 'covered'] as const),
  ...(['garageRsrpDbm', 'groundRsrpDbm', 'complaints', 'owners', 'property'] as const),
];

/** The value of a community in a field of `comparedFields`, as a text. */
export function comparedText(community: Community, field: number): string {
  const value = community[comparedFields[field]];
  return value !== null && typeof value === 'object' ? Object.values(value).join(', ') : String(value);
}

/** Hashes of all values of a community, in the order of `comparedFields`, into a list of as many. */
export function hashValues(community: Community, hashes: Int32Array): void {
  for (let field = 0; field < comparedFields.length; field += 1) {
    const value = community[comparedFields[field]];
    if (value === null || typeof value !== 'object') {
      hashes[field] = hashValue(value);
      continue;
    }
    const { telecom, mobile, unicom } = value;
    const begun = mixWord(hashValue(mobile), mixWord(hashValue(telecom), 0));
    hashes[field] = finishHash(mixWord(hashValue(unicom), begun), 3);
  }
}

const float = new Float64Array(1);
const halves = new Int32Array(float.buffer);

function hashValue(value: string | number | boolean | null): number {
  if (typeof value === 'string') return hashText(value, 0);
  if (typeof value !== 'number') return value === null ? 1 : value ? 2 : 3;
  float[0] = value;
  return finishHash(mixWord(halves[1], mixWord(halves[0], 4)), 2);
}

/** Parts cells, and stands in none. */
const cellEnd = 1;
const plainNumber = /^-?\d*$/;
const numberField = /Rsrp|Deg$/;

/**
 * What makes one hash of the cells of a row in these columns. A number is the same whether a sheet keeps it as a number or as a text.
 */
export function createCellHash(columns: readonly TableColumn[]): (cells: readonly string[]) => number {
  const compared = columns.map(({ index, field }) => {
    const isNumber = (countFields as readonly string[]).includes(field) || numberField.test(field);
    return { index, isNumber };
  });
  return (cells) => {
    let sum = 0;
    let length = 0;
    for (const { index, isNumber } of compared) {
      const cell = cells[index] ?? '';
      const text = isNumber ? plainly(cell) : cell;
      sum = mixWord(cellEnd, mixText(text, sum));
      length += text.length + 1;
    }
    return finishHash(sum, length);
  };
}

function plainly(cell: string): string {
  if (plainNumber.test(cell)) return cell;
  const text = cell.normalize('NFKC').trim();
  return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text;
}
