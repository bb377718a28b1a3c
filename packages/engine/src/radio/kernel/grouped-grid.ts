import { mmToMetres, requireObject } from '../../core/index.ts';
import type { Grid, PathLossLaw } from './field-kernel.ts';

/**
 * A grid begun up to three columns and rows earlier, so that its groups of four rows and columns lie where they do in every
 * other part of the same lattice of cells: what is chosen by group is then the same for a part of a grid as for the whole.
 */
export interface GroupedGrid extends Grid {
  skippedColumns: number;
  skippedRows: number;
}

const GROUP = 4;
/** Groups of larger cells would leave the range of exact coordinates. */
const MAX_GROUPED_CELL_MM = 2 ** 15;
/**
 * The squared distance d² varies so little in a group from here on, measured from its mean, that a cubic and a
 * quadratic do (path-loss-law.ts).
 */
const CUBIC_FROM_CELLS = 25;
const QUADRATIC_FROM_CELLS = 60;

export function groupGrid(grid: Grid): GroupedGrid {
  const { originXMm, originYMm, cellMm, columns, rows } = grid;
  const skippedColumns = offsetInGroup(originXMm, cellMm);
  const skippedRows = offsetInGroup(originYMm, cellMm);
  return {
    originXMm: originXMm - skippedColumns * cellMm,
    originYMm: originYMm - skippedRows * cellMm,
    cellMm,
    columns: columns + skippedColumns,
    rows: rows + skippedRows,
    skippedColumns,
    skippedRows,
  };
}

/** Groups with their middle less than so far from the transmitter, in plan, have the near and the middle law. */
export function lawRadiiMm(
  { cellMm }: Grid,
  { minDistanceM }: PathLossLaw,
): [nearMm: number, middleMm: number] {
  if (cellMm > MAX_GROUPED_CELL_MM) return [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const nearMm = Math.max(CUBIC_FROM_CELLS * cellMm, minDistanceM / mmToMetres(1) + GROUP * cellMm);
  return [nearMm, Math.max(QUADRATIC_FROM_CELLS * cellMm, nearMm)];
}

function offsetInGroup(originMm: number, cellMm: number): number {
  if (cellMm > MAX_GROUPED_CELL_MM) return 0;
  const column = Math.floor(originMm / cellMm);
  return column - GROUP * Math.floor(column / GROUP);
}

/** True where both grids have the same cells. */
export function isSameGrid(left: Grid, right: Grid): boolean {
  requireObject('left', left);
  requireObject('right', right);
  return (
    left.originXMm === right.originXMm &&
    left.originYMm === right.originYMm &&
    left.cellMm === right.cellMm &&
    left.columns === right.columns &&
    left.rows === right.rows
  );
}
