import type { Point } from '../../geometry/points.ts';
import type { Opening } from '../../plan/schema.ts';

/** An opening across its wall, metres. */
export interface OpeningLine {
  start: Point;
  end: Point;
  kind: Opening['kind'];
}

/** Widths that a door, shutter or gate opening can have. */
export const openingWidthRangeM = { min: 0.55, max: 12 } as const;
