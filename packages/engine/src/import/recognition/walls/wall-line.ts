import { distance, type Point } from '../../../core/index.ts';
import type { MaterialName } from '../../../plan/index.ts';
import type { LayerClass } from '../../drawing/layer-classes.ts';
import { tuning } from '../../tuning.ts';

const { pierRatio } = tuning.wallsWallLine;

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
  /** Stated by the format, or that of a window. */
  material?: MaterialName;
  /** Drawn as a window: a wall of glass. */
  isWindow?: boolean;
}

/** Thinnest and thickest wall that two parallel lines can mean. */
export const wallThicknessRangeM = { min: 0.075, max: 0.62 } as const;

/** A filled block of wall, thicker than walls are, and not much longer than that. */
export function isPier({ a, b, thicknessM }: WallLine): boolean {
  return thicknessM > wallThicknessRangeM.max && distance(a, b) < pierRatio * thicknessM;
}
