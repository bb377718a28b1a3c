import { metresToMm, type Point } from '../../core/index.ts';
import type { Grid } from '../kernel/field-kernel.ts';

/**
 * Sets `value` in every cell whose centre lies inside the ring (even-odd; a centre on an edge belongs to the
 * polygon on its upper or right side, so that neighbouring polygons share no cell).
 */
export function fillPolygon(
  cells: Uint8Array | Int32Array,
  grid: Grid,
  ring: readonly Point[],
  value: number,
): void {
  const xsMm = ring.map((position) => metresToMm(position[0]));
  const ysMm = ring.map((position) => metresToMm(position[1]));
  const lowest = Math.min(...ysMm);
  const highest = Math.max(...ysMm);
  const firstRow = Math.max(0, Math.ceil((lowest - grid.originYMm) / grid.cellMm));
  const lastRow = Math.min(grid.rows - 1, Math.floor((highest - grid.originYMm) / grid.cellMm));
  for (let row = firstRow; row <= lastRow; row += 1) {
    const yMm = grid.originYMm + row * grid.cellMm;
    const crossings: number[] = [];
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      if (ysMm[i] > yMm !== ysMm[j] > yMm) {
        crossings.push(xsMm[i] + ((yMm - ysMm[i]) * (xsMm[j] - xsMm[i])) / (ysMm[j] - ysMm[i]));
      }
    }
    crossings.sort((a, b) => a - b);
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const first = Math.max(0, Math.ceil((crossings[pair] - grid.originXMm) / grid.cellMm));
      const end = Math.min(grid.columns, Math.ceil((crossings[pair + 1] - grid.originXMm) / grid.cellMm));
      if (end > first) cells.fill(value, row * grid.columns + first, row * grid.columns + end);
    }
  }
}
