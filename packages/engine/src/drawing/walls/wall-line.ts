import type { Point } from '../../geometry/points.ts';
import type { MaterialName } from '../../plan/material-names.ts';
import type { LayerClass } from '../layer-classes.ts';

/** One drawn edge on a wall layer. */
export interface WallFace {
  a: Point;
  b: Point;
  layerClass: LayerClass;
  /** Part of a filled area, which says solid concrete by drawing convention. */
  filled: boolean;
}

/** A wall by its centre line, metres. */
export interface WallLine {
  a: Point;
  b: Point;
  thicknessM: number;
  layerClass: LayerClass;
  filled: boolean;
  /** Drawn as one line: the thickness is an assumption. */
  single?: boolean;
  /** Stated by the format. */
  material?: MaterialName;
}

/** Thinnest and thickest wall that two parallel lines can mean. */
export const wallThicknessRangeM = { min: 0.075, max: 0.62 } as const;
