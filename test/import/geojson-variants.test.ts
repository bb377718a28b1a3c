import { type ImportResult, importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { DrawingError } from '../../packages/engine/src/core/index.ts';
import { textBytes } from '../support/bytes.ts';
import {
  area,
  collection,
  feature,
  type Geometry,
  geoJsonGarage,
  line,
  point,
} from './map-support/geojson-garage.ts';

const importFeatures = (features: unknown[]) => importDrawing(collection(features));

/** Walls as they must be, whatever they are written as: start, end and thickness in mm. */
function wallsOf({ plan }: ImportResult): string[] {
  const mm = (point: readonly number[]) => point.map((value) => Math.round(1000 * value));
  return plan.levels[0]
    .walls!.map(({ start, end, thicknessM }) => [...[mm(start), mm(end)].sort(), mm([thicknessM])].join(' '))
    .sort();
}

type Ring = number[][];
const ringsOf = ({ coordinates }: Geometry) => coordinates as Ring[];
const withRings = (change: (rings: Ring[]) => unknown) =>
  geoJsonGarage().map((each) => ({
    ...each,
    geometry: { type: 'Polygon', coordinates: change(ringsOf(each.geometry)) },
  }));
const onEarth = ([x, y]: number[]) => [121.47 + x / 95_273.5, 31.23 + y / 110_864.5];

describe('the same garage, written in other ways', () => {
  const expected = importFeatures(geoJsonGarage()).then(wallsOf);

  const variants: [string, () => unknown[]][] = [
    ['clockwise', () => withRings((rings) => rings.map((ring) => [...ring].reverse()))],
    [
      'each second ring clockwise',
      () => {
        let k = 0;
        return withRings((rings) => (k++ % 2 === 0 ? rings : rings.map((ring) => [...ring].reverse())));
      },
    ],
    ['with heights', () => withRings((rings) => rings.map((ring) => ring.map(([x, y]) => [x, y, -4.2])))],
    [
      'with corners repeated',
      () => withRings((rings) => rings.map((ring) => ring.flatMap((corner) => [corner, corner]))),
    ],
    [
      'with corners on its sides',
      () =>
        withRings((rings) =>
          rings.map((ring) =>
            ring.flatMap((corner, i) => {
              const next = ring[i + 1];
              return next ? [corner, [(corner[0] + next[0]) / 2, (corner[1] + next[1]) / 2]] : [corner];
            }),
          ),
        ),
    ],
    [
      'from another corner',
      () => withRings((rings) => rings.map((ring) => [...ring.slice(2), ...ring.slice(1, 3)])),
    ],
  ];
  for (const [name, features] of variants) {
    it(name, async () => {
      expect(wallsOf(await importFeatures(features()))).toEqual(await expected);
    });
  }

  it('as one MultiPolygon per kind, and as a collection of geometries', async () => {
    const kinds = ['wall', 'column', 'parking_space'];
    const of = (kind: string) => geoJsonGarage().filter(({ properties }) => properties.type === kind);
    const multi = kinds.map((kind) =>
      feature(kind, {
        type: 'MultiPolygon',
        coordinates: of(kind).map(({ geometry }) => geometry.coordinates),
      }),
    );
    const collected = kinds.map((kind) =>
      feature(kind, { type: 'GeometryCollection', geometries: of(kind).map(({ geometry }) => geometry) }),
    );
    for (const features of [multi, collected]) {
      const result = await importFeatures(features);
      expect(wallsOf(result)).toEqual(await expected);
      expect(result.plan.levels[0].bays).toHaveLength(12);
      expect(result.plan.levels[0].columns).toHaveLength(4);
    }
  });

  it('beside features without properties, without geometry and of no kind', async () => {
    const more = [
      { type: 'Feature', geometry: line([1, 1], [2, 2]) },
      { type: 'Feature', properties: null, geometry: point(3, 3) },
      { type: 'Feature', properties: [], geometry: line([1, 1], [2, 2]) },
      { type: 'Feature', properties: { type: 'wall' } },
    ];
    const result = await importFeatures([...geoJsonGarage(), ...more]);
    expect(wallsOf(result)).toEqual(await expected);
    const said = result.warnings.map(({ code, message }) => `${code}: ${message}`).join('\n');
    expect(said).toContain('features-ignored: 2 features of kinds that are not read: no kind (line) × 2');
    expect(said).toContain('1 left out: features without a geometry (the first: features[23])');
  });
});

describe('features far from all others', () => {
  const stray = (location: number[]) => feature('wall', line(location, [location[0] + 1e-5, location[1]]));
  const degrees = () =>
    geoJsonGarage().map((each) => ({
      ...each,
      geometry: { type: 'Polygon', coordinates: ringsOf(each.geometry).map((ring) => ring.map(onEarth)) },
    }));

  it('are left out of longitudes and latitudes: zeros, swapped and beyond the earth', async () => {
    for (const location of [
      [0, 0],
      [31.23, 121.47],
      [500, 95],
    ]) {
      const { plan, levels, warnings } = await importFeatures([...degrees(), stray(location)]);
      expect(plan.georeference!.lonDeg).toBeCloseTo(121.47, 3);
      expect(levels[0].areaM2).toBeCloseTo(1200, 0);
      expect(warnings.map(({ message }) => message).join()).toContain(
        '1 left out: features far from all others (the first: features[20])',
      );
    }
  });

  it('are left out of metres, which they do not turn into millimetres', async () => {
    const projected = geoJsonGarage().map((each) => ({
      ...each,
      geometry: {
        type: 'Polygon',
        coordinates: ringsOf(each.geometry).map((ring) => ring.map(([x, y]) => [x + 354_633, y + 3_456_140])),
      },
    }));
    const { levels, warnings } = await importFeatures([...projected, stray([0, 0])]);
    expect(levels[0].areaM2).toBeCloseTo(1200, 0);
    expect(warnings.map(({ code }) => code)).toContain('features-dropped');
  });

  it('stay where they are many: a map as wide as a town is none of a garage', async () => {
    const wide = degrees().map((each, i) => (i % 2 === 0 ? each : feature('wall', area(i, i, 0.01, 0.01))));
    const error = await importFeatures(wide).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DrawingError);
  });
});

describe('coordinates that are none', () => {
  it('NaN is no JSON: refused with its line', async () => {
    const text = `{"type":"FeatureCollection","features":[\n{"type":"Feature","properties":{},\n"geometry":{"type":"Point","coordinates":[NaN,1]}}]}`;
    await expect(importDrawing(textBytes(text))).rejects.toThrow(/line 3: found "NaN/);
  });

  it('strings, nothing, too few, huge and nested ones leave out their feature', async () => {
    const bad = [
      ['1', '2'],
      [null, null],
      [],
      [1],
      [1e300, 2],
      [
        [1, 2],
        [3, 4],
      ],
      { x: 1, y: 2 },
      'here',
    ];
    const features = bad.map((position) =>
      feature('wall', { type: 'LineString', coordinates: [position, [3, 4]] }),
    );
    const { plan, warnings } = await importFeatures([...geoJsonGarage(), ...features]);
    expect(plan.levels[0].walls).toHaveLength(4);
    expect(warnings.find(({ code }) => code === 'features-dropped')?.message).toBe(
      '8 left out: coordinates that are not two numbers (the first: features[20])',
    );
  });

  it('a ramp with an incline becomes a ramp with a slope', async () => {
    const ramp = feature('ramp', area(30, 20, 8, 4), { incline: '-12%' });
    const { plan } = await importFeatures([...geoJsonGarage(), ramp]);
    expect(plan.levels[0].zones!.filter(({ kind }) => kind === 'ramp')).toMatchObject([{ slopeRatio: 0.12 }]);
  });
});
