import { degToRad, mmToMetres } from '../../core/index.ts';
import type { Plan } from '../../plan/index.ts';
import {
  type CarrierMap,
  type Grid,
  type Quantity,
  type RasterQuantity,
  rasterQuantity,
  scaledQuantity,
} from '../../radio/index.ts';
import { asciiField, encodeFloatTiff, type TiffField } from '../encoders/tiff-encoder.ts';

/** Value where nothing was computed or no antenna is received. */
export const rasterNoData = -9999;

/**
 * A map as GeoTIFF: Float32 in dBm, dB, 0–1 or the number of a class (`cells` from the row of the quantity), no-data −9999, first row north, pixel is area, in the plan's metres.
 *
 * With a georeference the coordinate system is a transverse Mercator centred on the plan's (0, 0) on WGS 84 with
 * scale 1, in which local metres are the map's metres (to better than 1 mm over a garage), so that any GIS places it;
 * a turned plan gets its turn in the model transformation (tag 34264). Without one it is a local system in metres.
 */
export function rasterGeoTiff(
  map: CarrierMap,
  quantity: RasterQuantity = 'rsrp',
  georeference?: Plan['georeference'],
  cells: Float32Array = scaledQuantity(quantity as Quantity).values(map),
): Uint8Array {
  const { unit } = rasterQuantity(quantity);
  const description = `${quantity} ${unit === 'ratio' ? '0-1' : unit}, carrier ${map.carrierId}, level ${map.levelId}`;
  return numbersGeoTiff(map.grid, cells, description, georeference);
}

/** Numbers on a grid as `rasterGeoTiff` writes them; the description says what they are, in ASCII. */
export function numbersGeoTiff(
  grid: Grid,
  cells: Float32Array,
  description: string,
  georeference?: Plan['georeference'],
): Uint8Array {
  const values = northUp(cells, grid.rows, grid.columns);
  return encodeFloatTiff(values, grid.columns, grid.rows, [
    asciiField(270, description),
    asciiField(305, 'Diku'),
    asciiField(42113, String(rasterNoData)),
    ...placementFields(grid, georeference),
    ...coordinateSystemFields(georeference),
  ]);
}

function northUp(values: Float32Array, rows: number, columns: number): Float32Array {
  const flipped = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    flipped.set(values.subarray(row * columns, (row + 1) * columns), (rows - 1 - row) * columns);
  }
  return flipped.map((value) => (Number.isFinite(value) ? value : rasterNoData));
}

/** Position of the raster's top left corner, and size of a pixel. */
function placementFields(grid: Grid, georeference: Plan['georeference']): TiffField[] {
  const cellM = mmToMetres(grid.cellMm);
  const leftM = mmToMetres(grid.originXMm - grid.cellMm / 2);
  const topM = mmToMetres(grid.originYMm + (grid.rows - 1) * grid.cellMm + grid.cellMm / 2);
  if (georeference && georeference.rotationDeg !== 0) {
    const cos = Math.cos(degToRad(georeference.rotationDeg));
    const sin = Math.sin(degToRad(georeference.rotationDeg));
    // (column, row) → (east, north): first to local metres (row runs south), then turned counter-clockwise.
    const east = [cos * cellM, sin * cellM, 0, cos * leftM - sin * topM];
    const north = [sin * cellM, -cos * cellM, 0, sin * leftM + cos * topM];
    return [{ tag: 34264, type: 'double', values: [...east, ...north, 0, 0, 0, 0, 0, 0, 0, 1] }];
  }
  return [
    { tag: 33550, type: 'double', values: [cellM, cellM, 0] },
    { tag: 33922, type: 'double', values: [0, 0, 0, leftM, topM, 0] },
  ];
}

/** Entries [key, tag, count, value] of the GeoTIFF key directory; a value elsewhere is an offset into that tag. */
function coordinateSystemFields(georeference: Plan['georeference']): TiffField[] {
  const metre = 9001;
  const userDefined = 32767;
  if (!georeference) {
    const citation = 'Diku plan, local metres|';
    return geoKeys(
      [
        [1024, 0, 1, userDefined], // model type
        [1025, 0, 1, 1], // pixel is area
        [1026, 34737, citation.length, 0],
        [3076, 0, 1, metre],
      ],
      [],
      citation,
    );
  }
  const citation = 'Diku plan, transverse Mercator at its origin|';
  return geoKeys(
    [
      [1024, 0, 1, 1], // projected
      [1025, 0, 1, 1], // pixel is area
      [1026, 34737, citation.length, 0],
      [2048, 0, 1, 4326], // WGS 84
      [2054, 0, 1, 9102], // degrees
      [3072, 0, 1, userDefined], // projected system
      [3073, 34737, citation.length, 0],
      [3074, 0, 1, userDefined], // projection
      [3075, 0, 1, 1], // transverse Mercator
      [3076, 0, 1, metre],
      [3080, 34736, 1, 0], // longitude of origin
      [3081, 34736, 1, 1], // latitude of origin
      [3082, 34736, 1, 2], // false easting
      [3083, 34736, 1, 3], // false northing
      [3092, 34736, 1, 4], // scale
    ],
    [georeference.lonDeg, georeference.latDeg, 0, 0, 1],
    citation,
  );
}

function geoKeys(entries: number[][], doubles: number[], citation: string): TiffField[] {
  const directory: TiffField = {
    tag: 34735,
    type: 'short',
    values: [1, 1, 0, entries.length, ...entries.flat()],
  };
  const fields: TiffField[] = [directory, asciiField(34737, citation)];
  if (doubles.length > 0) fields.push({ tag: 34736, type: 'double', values: doubles });
  return fields;
}
