import { rasterGeoTiff } from '@diku/engine/documents';
import { fromArrayBuffer } from 'geotiff';
import { describe, expect, it } from 'vitest';
import { isCounted, syntheticMap, syntheticRsrpDbm } from './report-support/synthetic-prediction.ts';

const map = syntheticMap('B1', 'ctcc-lte1800');

async function readBack(bytes: Uint8Array) {
  const image = await (await fromArrayBuffer(bytes.slice().buffer)).getImage();
  const [values] = (await image.readRasters()) as unknown as [Float32Array];
  return { image, values };
}

describe('GeoTIFF', () => {
  it('gives back every value exactly where it was, and no-data outside', async () => {
    const { image, values } = await readBack(rasterGeoTiff(map));
    expect(values).toBeInstanceOf(Float32Array);
    expect(image.getGDALNoData()).toBe(-9999);
    const [originX, originY] = image.getOrigin();
    const [stepX, stepY] = image.getResolution();
    expect([originX, originY, stepX, stepY]).toEqual([0, 20, 0.5, -0.5]);
    for (let row = 0; row < image.getHeight(); row += 1) {
      for (let column = 0; column < image.getWidth(); column += 1) {
        const x = originX + (column + 0.5) * stepX;
        const y = originY + (row + 0.5) * stepY;
        const expected = isCounted(x, y) ? syntheticRsrpDbm(x, y) : -9999;
        expect(values[row * image.getWidth() + column]).toBe(expected);
      }
    }
  });

  it('writes the other quantities too', async () => {
    const { values } = await readBack(rasterGeoTiff(map, 'probability'));
    const inside = values.filter((value) => value !== -9999);
    expect(inside.length).toBe(map.servedProbability.filter((value) => !Number.isNaN(value)).length);
    expect(Math.min(...inside)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...inside)).toBeLessThanOrEqual(1);
  });

  it('writes no-data where nothing is received', async () => {
    const silent = { ...map, rsrpDbm: map.rsrpDbm.map(() => Number.NEGATIVE_INFINITY) };
    const { values } = await readBack(rasterGeoTiff(silent));
    expect(values.every((value) => value === -9999)).toBe(true);
  });

  it('is a local system in metres without a georeference', async () => {
    const { image } = await readBack(rasterGeoTiff(map));
    expect(image.getGeoKeys()).toMatchObject({ GTModelTypeGeoKey: 32767, GTRasterTypeGeoKey: 1 });
    expect(image.getGeoKeys()).toMatchObject({ ProjLinearUnitsGeoKey: 9001 });
  });

  it('is a transverse Mercator at the plan’s origin with one', async () => {
    const { image } = await readBack(
      rasterGeoTiff(map, 'rsrp', { lonDeg: 121.5, latDeg: 31.25, rotationDeg: 0 }),
    );
    expect(image.getOrigin()).toEqual([0, 20, 0]);
    expect(image.getGeoKeys()).toMatchObject({
      GTModelTypeGeoKey: 1,
      GeographicTypeGeoKey: 4326,
      ProjCoordTransGeoKey: 1,
      ProjLinearUnitsGeoKey: 9001,
      ProjNatOriginLongGeoKey: 121.5,
      ProjNatOriginLatGeoKey: 31.25,
      ProjFalseEastingGeoKey: 0,
      ProjFalseNorthingGeoKey: 0,
      ProjScaleAtNatOriginGeoKey: 1,
    });
  });

  it('turns with the plan', async () => {
    const rotationDeg = 30;
    const { image } = await readBack(
      rasterGeoTiff(map, 'rsrp', { lonDeg: 121.5, latDeg: 31.25, rotationDeg }),
    );
    const matrix = image.fileDirectory.getValue('ModelTransformation') as number[];
    const point = (column: number, row: number) => [
      matrix[0] * column + matrix[1] * row + matrix[3],
      matrix[4] * column + matrix[5] * row + matrix[7],
    ];
    const angleRad = (rotationDeg * Math.PI) / 180;
    // Corners of the raster in local metres, turned counter-clockwise about (0, 0).
    for (const [column, row, x, y] of [
      [0, 40, 0, 0],
      [60, 40, 30, 0],
      [0, 0, 0, 20],
      [60, 0, 30, 20],
    ]) {
      const [east, north] = point(column, row);
      expect(east).toBeCloseTo(x * Math.cos(angleRad) - y * Math.sin(angleRad), 9);
      expect(north).toBeCloseTo(x * Math.sin(angleRad) + y * Math.cos(angleRad), 9);
    }
  });

  it('follows TIFF 6.0: sorted tags, data inside the file, values on even offsets', () => {
    const bytes = rasterGeoTiff(map, 'rsrp', { lonDeg: 121.5, latDeg: 31.25, rotationDeg: 5 });
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    expect(String.fromCharCode(bytes[0], bytes[1])).toBe('II');
    expect(view.getUint16(2, true)).toBe(42);
    const directory = view.getUint32(4, true);
    const count = view.getUint16(directory, true);
    const sizes: Record<number, number> = { 2: 1, 3: 2, 4: 4, 12: 8 };
    let previousTag = 0;
    for (let index = 0; index < count; index += 1) {
      const at = directory + 2 + index * 12;
      const tag = view.getUint16(at, true);
      expect(tag).toBeGreaterThan(previousTag);
      previousTag = tag;
      const size = sizes[view.getUint16(at + 2, true)] * view.getUint32(at + 4, true);
      if (size <= 4) continue;
      const offset = view.getUint32(at + 8, true);
      expect(offset % 2).toBe(0);
      expect(offset + size).toBeLessThanOrEqual(bytes.length);
    }
    expect(view.getUint32(directory + 2 + count * 12, true)).toBe(0);
    expect(rasterGeoTiff(map, 'rsrp', { lonDeg: 121.5, latDeg: 31.25, rotationDeg: 5 })).toEqual(bytes);
  });
});
