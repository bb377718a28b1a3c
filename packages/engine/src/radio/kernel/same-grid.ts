import type { Grid } from './field-kernel.ts';

/** True where both grids have the same cells. */
export function isSameGrid(left: Grid, right: Grid): boolean {
  return (
    left.originXMm === right.originXMm &&
    left.originYMm === right.originYMm &&
    left.cellMm === right.cellMm &&
    left.columns === right.columns &&
    left.rows === right.rows
  );
}
