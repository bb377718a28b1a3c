import { DrawingError, say } from '../../../../core/index.ts';

/**
 * Undoes the filter of a row in place (ISO/IEC 15948, 9.2). `row` and `above` begin with the filter's number; `stride`
 * is the bytes of a pixel, at least 1.
 */
export function unfilterRow(row: Uint8Array, above: Uint8Array, stride: number): void {
  const filter = row[0];
  const start = stride + 1;
  if (filter === 0) return;
  if (filter === 1) {
    for (let i = start; i < row.length; i++) row[i] += row[i - stride];
  } else if (filter === 2) {
    for (let i = 1; i < row.length; i++) row[i] += above[i];
  } else if (filter === 3) {
    for (let i = 1; i < row.length; i++) row[i] += ((i < start ? 0 : row[i - stride]) + above[i]) >> 1;
  } else if (filter === 4) {
    for (let i = 1; i < Math.min(start, row.length); i++) row[i] += above[i];
    for (let i = start; i < row.length; i++) row[i] += paeth(row[i - stride], above[i], above[i - stride]);
  } else {
    throw new DrawingError(say('image'), say('png-filter', { filter }), say('whole-png-filters'));
  }
}

function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
