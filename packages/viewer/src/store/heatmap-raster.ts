import type { CarrierMap } from '@diku/engine';
import { classFractions, classifyMap, type FieldScale, isSameScale, uncountedClass } from './field-scale.ts';

/** A map as it is drawn: classes for the floor, the requirement's contour, shares for the legend. */
export interface HeatmapRaster {
  map: CarrierMap;
  /** [rows, columns] */
  classes: Uint8Array;
  /** Segments x, y, x, y in metres, along the cell edges between passing and failing floor, or between servers. */
  contourM: Float32Array;
  /** Fraction of the counted cells in each class, unserved cells in the last entry. */
  fractions: number[];
}

/** Paint of a floor: a heatmap, or classes of something else on a grid of its own. */
export type DrawnRaster = Omit<HeatmapRaster, 'map'> & { map: Pick<CarrierMap, 'grid'> };

const drawn = new WeakMap<CarrierMap, { scale: FieldScale; raster: HeatmapRaster }>();

/** The heatmap of a map that does not change any more, drawn once per scale. */
export function rasterOf(map: CarrierMap, scale: FieldScale): HeatmapRaster {
  const known = drawn.get(map);
  if (known && isSameScale(known.scale, scale)) return known.raster;
  const raster = drawImage(map, scale);
  drawn.set(map, { scale, raster });
  return raster;
}

/** @param into a heatmap of an earlier map of the same grid whose arrays are used again */
export function drawImage(map: CarrierMap, scale: FieldScale, into?: HeatmapRaster): HeatmapRaster {
  const classes = classifyMap(map, scale, into?.classes);
  const contourM = drawContour(map, classes, edgeOf(scale), into?.contourM);
  return { map, classes, contourM, fractions: classFractions(classes, scale) };
}

/** Line between two classes: at the requirement, or where another antenna serves. */
function edgeOf({ quantity, requiredLimit }: FieldScale): (a: number, b: number) => boolean {
  if (quantity === 'server') return (a, b) => a !== b;
  return (a, b) => a > requiredLimit !== b > requiredLimit;
}

/** Edges in a row become one segment. */
function drawContour(
  { grid }: CarrierMap,
  classes: Uint8Array,
  isEdge: (a: number, b: number) => boolean,
  into?: Float32Array,
): Float32Array {
  const { columns, rows } = grid;
  let segments = into ? new Float32Array(into.buffer as ArrayBuffer) : new Float32Array(4096);
  let length = 0;
  const add = (column1: number, row1: number, column2: number, row2: number) => {
    if (length + 4 > segments.length) {
      const larger = new Float32Array(2 * segments.length);
      larger.set(segments);
      segments = larger;
    }
    segments[length++] = (grid.originXMm + (column1 - 0.5) * grid.cellMm) / 1000;
    segments[length++] = (grid.originYMm + (row1 - 0.5) * grid.cellMm) / 1000;
    segments[length++] = (grid.originXMm + (column2 - 0.5) * grid.cellMm) / 1000;
    segments[length++] = (grid.originYMm + (row2 - 0.5) * grid.cellMm) / 1000;
  };
  const differ = (a: number, b: number) => a !== uncountedClass && b !== uncountedClass && isEdge(a, b);
  for (let row = 1; row < rows; row++) {
    let from = -1;
    for (let column = 0; column <= columns; column++) {
      const cell = row * columns + column;
      const edge = column < columns && differ(classes[cell - columns], classes[cell]);
      if (edge && from < 0) from = column;
      if (edge || from < 0) continue;
      add(from, row, column, row);
      from = -1;
    }
  }
  for (let column = 1; column < columns; column++) {
    let from = -1;
    for (let row = 0; row <= rows; row++) {
      const cell = row * columns + column;
      const edge = row < rows && differ(classes[cell - 1], classes[cell]);
      if (edge && from < 0) from = row;
      if (edge || from < 0) continue;
      add(column, from, column, row);
      from = -1;
    }
  }
  return segments.subarray(0, length);
}
