import type { CarrierMap } from '@diku/engine';
import {
  classFractions,
  classOf,
  type FieldScale,
  mapValues,
  uncountedClass,
  unservedClass,
} from './field-scale.ts';
import type { HeatmapRaster } from './heatmap-raster.ts';
import { findCell } from './result-state.ts';

/** Limits in dB, and in percentage points: the middle class is no difference worth a name. */
const limits = { dB: [10, 5, 1, -1, -5, -10], '%': [20, 10, 2, -2, -10, -20] } as const;

/**
 * Gains first, losses last. Lightness is monotone, so that grey tells them apart too; the hue turns at the middle; losses stand out
 * most against the floor of their theme.
 */
export const differenceColors: Record<'light' | 'dark', readonly string[]> = {
  light: ['#dcf8fe', '#9bd5eb', '#67b2d6', '#898d90', '#a5532c', '#7d2c10', '#420e00'],
  dark: ['#123a52', '#1d5573', '#2f7396', '#7e8489', '#d9883c', '#f2b26b', '#ffe3c2'],
};

/** The scale of differences of what another scale measures. No class is required. */
export function differenceScale({ quantity, unit }: FieldScale): FieldScale {
  const isPercent = unit === '%';
  return {
    quantity,
    unit: isPercent ? '%' : 'dB',
    limits: limits[isPercent ? '%' : 'dB'],
    requiredLimit: Infinity,
  };
}

const drawn = new WeakMap<CarrierMap, { other: CarrierMap; scale: FieldScale; raster: HeatmapRaster }>();

/**
 * A map less another one, at the locations of its own cells. Where only one of them has service it is the last class
 * at that end, where neither has it is unserved; what either does not count is not counted.
 */
export function differenceHeatmap(map: CarrierMap, other: CarrierMap, scale: FieldScale): HeatmapRaster {
  const known = drawn.get(map);
  if (known?.other === other && known.scale.quantity === scale.quantity) return known.raster;
  const classes = classifyDifference(map, other, scale);
  const fractions = classFractions(classes, differenceScale(scale));
  const raster = { map, classes, contourM: new Float32Array(0), fractions: fractions };
  drawn.set(map, { other, scale, raster });
  return raster;
}

function classifyDifference(map: CarrierMap, other: CarrierMap, scale: FieldScale): Uint8Array {
  const [values, others] = [mapValues(map, scale), mapValues(other, scale)];
  const steps = differenceScale(scale).limits;
  const factor = scale.unit === '%' ? 100 : 1;
  const { grid } = map;
  const classes = new Uint8Array(values.length);
  for (let row = 0; row < grid.rows; row++) {
    const y = (grid.originYMm + row * grid.cellMm) / 1000;
    for (let column = 0; column < grid.columns; column++) {
      const cell = row * grid.columns + column;
      const there = findCell(other, (grid.originXMm + column * grid.cellMm) / 1000, y);
      const [a, b] = [values[cell] * factor, (others[there] ?? Number.NaN) * factor];
      if (Number.isNaN(a) || Number.isNaN(b)) classes[cell] = uncountedClass;
      else if (map.bestAntenna[cell] === -1 && other.bestAntenna[there] === -1) classes[cell] = unservedClass;
      else classes[cell] = classOf(a - b, steps);
    }
  }
  return classes;
}

/**
 * Difference between the plan and the variant at a location, in the scale's unit; undefined where either
 * counts nothing.
 */
export function differenceAt(
  map: CarrierMap,
  other: CarrierMap,
  scale: FieldScale,
  { x, y }: { x: number; y: number },
): number | undefined {
  const [cell, there] = [findCell(map, x, y), findCell(other, x, y)];
  const difference = mapValues(map, scale)[cell] - mapValues(other, scale)[there];
  return Number.isFinite(difference) ? difference * (scale.unit === '%' ? 100 : 1) : undefined;
}
