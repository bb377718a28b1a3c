import { type ImportResult, importDrawing } from '@diku/engine';
import type { ImportedLevel } from '@diku/engine/plan';
import { describe, expect, it } from 'vitest';
import { textBytes } from '../support/bytes.ts';
import { isLong } from '../support/is-long.ts';
import { lonLatOf, planeOf } from './map-support/earth.ts';
import { hasGarages, loadTruth, truthFeatures } from './map-support/truth-features.ts';
import { writeGeoJson, writeOsm } from './map-support/write-map.ts';
import { type LevelScore, scoreImport } from './score-import.ts';

/** A location in Shanghai. */
const origin = [121.4737, 31.2304] as const;
const onEarth = (point: readonly [number, number]) => lonLatOf(origin, point);
const onPlane = (point: readonly [number, number]) => point;

/** `npm run test:long` takes them all. */
const names = ['g01_clean_rect', 'g03_typ_two_level'];
if (isLong) names.push('g05_typ_ring', 'g06_typ_linked', 'g08_hard_U_linked');

describe.skipIf(!hasGarages)('garages with a known answer, written as maps', () => {
  for (const name of names) {
    for (const walls of isLong
      ? (['areas', 'lines'] as const)
      : name === names[0]
        ? (['areas'] as const)
        : []) {
      it(`${name}: GeoJSON in metres, walls as ${walls}`, async () => {
        const truth = loadTruth(name);
        const text = writeGeoJson(truthFeatures(truth, walls, walls === 'lines'), onPlane);
        const { plan, levels, source } = await importDrawing(textBytes(text));
        expect(source).toMatchObject({ format: 'geojson', unit: 'm' });
        expect(plan.georeference).toBeUndefined();
        expectRight(scoreImport(plan, levels, truth));
      });
    }

    it.runIf(isLong || name !== names[0])(
      `${name}: GeoJSON in longitude and latitude, and the plan's location on the earth`,
      { tags: ['thorough'] },
      async () => {
        const truth = loadTruth(name);
        const text = writeGeoJson(
          truthFeatures(truth, 'areas', true),
          onEarth,
          'urn:ogc:def:crs:OGC:1.3:CRS84',
        );
        const result = await importDrawing(textBytes(text));
        expectRight(scoreImport(result.plan, throughEarth(result), truth));
        // The outline states its heights.
        expect(result.plan.levels.map(({ elevationM }) => elevationM)).toEqual(
          truth.levels.map(({ elevation }) => elevation),
        );
      },
    );

    it.runIf(isLong || name === names[0])(`${name}: OSM XML with seven digits, walls as areas`, async () => {
      const truth = loadTruth(name);
      const result = await importDrawing(
        textBytes(writeOsm(truthFeatures(truth, 'areas', true), onEarth, 7)),
      );
      expect(result.source).toMatchObject({ format: 'osm', unit: 'm' });
      expectRight(scoreImport(result.plan, throughEarth(result), truth), 0.002);
    });
  }

  it('OSM XML with nine digits, walls as lines: walls bound the floor', { tags: ['thorough'] }, async () => {
    const truth = loadTruth('g04_typ_U');
    const result = await importDrawing(textBytes(writeOsm(truthFeatures(truth, 'lines', false), onEarth, 9)));
    expectRight(scoreImport(result.plan, throughEarth(result), truth));
  });
});

/** Levels whose transform starts from the garage's frame and goes over the plan's georeference. */
function throughEarth({ plan, levels }: ImportResult): ImportedLevel[] {
  const { lonDeg, latDeg, rotationDeg } = plan.georeference!;
  const [x, y] = planeOf(origin, [lonDeg, latDeg]);
  const turnRad = (-rotationDeg * Math.PI) / 180;
  const translation: [number, number] = [
    -(Math.cos(turnRad) * x - Math.sin(turnRad) * y),
    -(Math.sin(turnRad) * x + Math.cos(turnRad) * y),
  ];
  return levels.map((level) => ({
    ...level,
    transform: { metresPerUnit: 1, rotationDeg: -rotationDeg, translation },
  }));
}

function expectRight(scores: Record<string, LevelScore | undefined>, areaError = 0.001): void {
  for (const [level, score] of Object.entries(scores)) {
    expect(score, level).toBeDefined();
    expect(score!.wallRecall, `${level} wall recall`).toBeGreaterThanOrEqual(0.99);
    expect(score!.wallPrecision, `${level} wall precision`).toBeGreaterThanOrEqual(0.99);
    expect(Math.abs(score!.wallLengthRatio - 1), `${level} wall length`).toBeLessThanOrEqual(0.01);
    expect(score!.columnRatio, `${level} columns`).toBe(1);
    expect(score!.openingRatio, `${level} openings`).toBe(1);
    expect(score!.bayRatio, `${level} bays`).toBe(1);
    expect(score!.pointRatio, `${level} points`).toBe(1);
    expect(score!.areaError, `${level} area`).toBeLessThanOrEqual(areaError);
  }
}
