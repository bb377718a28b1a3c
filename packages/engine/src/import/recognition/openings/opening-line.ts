import type { Point } from '../../../core/index.ts';
import type { Opening } from '../../../plan/index.ts';
import type { DrawingPath } from '../../drawing/drawing.ts';

/** An opening across its wall, metres. */
export interface OpeningLine {
  start: Point;
  end: Point;
  kind: Opening['kind'];
}

/** A drawn bar that may be an opening, and a path it was drawn with. */
export interface Bar {
  start: Point;
  end: Point;
  item: DrawingPath;
}

/** Widths that a door, shutter or gate opening can have. */
export const openingWidthRangeM = { min: 0.55, max: 12 } as const;
