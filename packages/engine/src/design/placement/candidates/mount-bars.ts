import { metresToMm, mmToMetres, type Point } from '../../../core/index.ts';
import type { Grid } from '../../../radio/index.ts';

/** Why nothing is mounted over a cell; bits that add. */
export const mountBar = {
  /** Outside, in a hole, in a room that is locked or has no opening, or too near to a wall, a column or a beam. */
  blocked: 1,
  /** Marks cells over bays or too near to them. */
  bay: 2,
  /** Marks cells on a ramp, where only what is meant for it is mounted. */
  ramp: 4,
  /** Marks cells where the planner allows nothing. */
  barred: 8,
} as const;

/** Parts of a level's ceiling where a fitter can mount. */
export interface MountMask {
  grid: Grid;
  /** [rows, columns] of sums of `mountBar`; 0 is free. */
  bars: Uint8Array;
}

/** The bars over a location; outside the grid it is blocked. */
export function barsAt({ grid, bars }: MountMask, [x, y]: readonly number[]): number {
  const column = Math.round((metresToMm(x) - grid.originXMm) / grid.cellMm);
  const row = Math.round((metresToMm(y) - grid.originYMm) / grid.cellMm);
  if (row < 0 || column < 0 || row >= grid.rows || column >= grid.columns) return mountBar.blocked;
  return bars[row * grid.columns + column];
}

/** The middle of a cell, metres. */
export function cellLocation({ originXMm, originYMm, cellMm, columns }: Grid, cell: number): Point {
  return [
    mmToMetres(originXMm + (cell % columns) * cellMm),
    mmToMetres(originYMm + Math.floor(cell / columns) * cellMm),
  ];
}
