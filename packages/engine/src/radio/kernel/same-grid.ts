import { requireObject } from '../../core/index.ts';
import type { Grid } from './field-kernel.ts';

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
