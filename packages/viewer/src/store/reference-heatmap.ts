import type { RayComparison } from '@diku/engine/workflow';
import { classFractions, classOf, type FieldScale, uncountedClass, usualQuantity } from './field-scale.ts';
import type { DrawnRaster } from './heatmap-raster.ts';

/**
 * Classes of the fast model's loss less the rays', dB, those of `diku rays` and one more at each end: the middle one is no
 * difference worth a name. No class is required.
 */
export const referenceScale: FieldScale = {
  quantity: usualQuantity,
  unit: 'dB',
  limits: [10, 6, 2, -2, -6, -10],
  requiredLimit: Infinity,
};

const drawn = new WeakMap<RayComparison, DrawnRaster>();

/** Classes of the difference in each cell; what the rays do not know is not counted. */
export function referenceHeatmap(comparison: RayComparison): DrawnRaster {
  const known = drawn.get(comparison);
  if (known) return known;
  const { grid, differenceDb } = comparison;
  const classes = Uint8Array.from(differenceDb, (value) =>
    Number.isNaN(value) ? uncountedClass : classOf(value, referenceScale.limits),
  );
  const fractions = classFractions(classes, referenceScale);
  const raster = { map: { grid }, classes, contourM: new Float32Array(0), fractions };
  drawn.set(comparison, raster);
  return raster;
}

/** Loss of the fast model less loss of the rays at a location, dB; undefined where it is not known. */
export function referenceAt(
  { grid, differenceDb }: RayComparison,
  { x, y }: { x: number; y: number },
): number | undefined {
  const column = Math.round((x * 1000 - grid.originXMm) / grid.cellMm);
  const row = Math.round((y * 1000 - grid.originYMm) / grid.cellMm);
  if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) return undefined;
  const value = differenceDb[row * grid.columns + column];
  return Number.isNaN(value) ? undefined : value;
}
