import type { Level } from '../plan/schema.ts';
import { metresToMm } from '../units.ts';
import { markCells } from './mark-cells.ts';

/** What a place is for the count (`cellKind`): as a cell whose centre it is. */
export function cellKindAt(level: Level, x: number, y: number): number {
  const grid = { originXMm: metresToMm(x), originYMm: metresToMm(y), cellMm: 2, columns: 1, rows: 1 };
  return markCells(level, grid)[0];
}
