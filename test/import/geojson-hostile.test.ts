import { importDrawing } from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DrawingError } from '../../packages/engine/src/core/index.ts';
import { textBytes } from '../support/bytes.ts';
import { isLong } from '../support/is-long.ts';
import { collection, feature, geoJsonGarage as garage, line } from './map-support/geojson-garage.ts';
import { refusal, timed } from './timed-import.ts';

async function warned(features: unknown[]): Promise<string> {
  const { warnings, plan } = await importDrawing(collection(features));
  expect(plan.levels[0].walls).toHaveLength(4);
  expect(plan.levels[0].bays).toHaveLength(12);
  return warnings.map(({ code, message }) => `${code}: ${message}`).join('\n');
}

describe('GeoJSON that is damaged or meant to hurt', () => {
  it('counts features that cannot be used and reads the rest', async () => {
    const bad = [
      feature('wall', {
        type: 'LineString',
        coordinates: [
          ['1', 2],
          [3, 4],
        ],
      }),
      feature('wall', {
        type: 'LineString',
        coordinates: [
          [null, 2],
          [3, 4],
        ],
      }),
      feature('wall', {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 1],
          ],
        ],
      }),
      feature('wall', { type: 'Polygon', coordinates: 5 }),
      feature('wall', { type: 'Circle', coordinates: [0, 0] }),
      feature('wall', null),
      null,
      17,
    ];
    const text = await warned([...garage(), ...bad]);
    expect(text).toContain('2 left out: coordinates that are not two numbers (the first: features[20])');
    expect(text).toContain('lines and areas of too few points');
    expect(text).toContain('2 left out: no GeoJSON feature');
  });

  it('reads rings that do not close and areas that cross themselves', async () => {
    const open = garage().map((each) => ({
      ...each,
      geometry: {
        type: 'Polygon',
        coordinates: (each.geometry.coordinates as number[][][]).map((ring) => ring.slice(0, -1)),
      },
    }));
    const bow = {
      type: 'Polygon',
      coordinates: [
        [
          [5, 20],
          [9, 24],
          [9, 20],
          [5, 24],
          [5, 20],
        ],
      ],
    };
    await warned([...open, feature('building_outline', bow)]);
  });

  it('refuses what is no floor plan, with the location', async () => {
    expect(await refusal(textBytes('{"type":"FeatureCollection","features":['))).toMatch(
      /line 1: found the end/,
    );
    expect(await refusal(textBytes('{"a":1}'))).toContain('found no type');
    expect(await refusal(textBytes('[1,2]'))).toContain('a JSON list');
    expect(await refusal(textBytes('{"type":"Topology","objects":{}}'))).toContain('TopoJSON');
    expect(await refusal(textBytes('{"format":"diku-plan","version":1}'))).toContain('a Diku plan');
    expect(await refusal(collection([]))).toContain('features: found none');
    expect(await refusal(collection(garage(), { crs: { properties: { name: 'EPSG:4326' } } }))).toMatch(
      /no walls|sides|degrees|wide/,
    );
  });

  it('bounds depth, size and numbers', async () => {
    expect(await refusal(textBytes(`${'['.repeat(1_000_000)}`))).toContain('nested deeper');
    const deep = `${'{"type":"GeometryCollection","geometries":['.repeat(40)}${']}'.repeat(40)}`;
    expect(await refusal(textBytes(deep))).toContain('nested deeper');
    const many = `{"type":"MultiPoint","coordinates":[${'[1,2],'.repeat(5_100_000)}[1,2]]}`;
    expect(await refusal(textBytes(many))).toContain('at most 5000000');
    const far = [feature('wall', line([0, 0], [9e8, 9e8])), feature('wall', line([0, 0], [1e307, 1]))];
    expect(await refusal(collection([...garage(), ...far]))).toContain('a map');
    const long = Array.from({ length: 2000 }, () => feature('wall', line([0, 0], [9e6, 9e6])));
    expect(await refusal(collection([...garage(), ...long]))).toMatch(/km of lines|a map/);
  });

  it('bounds values, features, sides of walls and the file', { tags: ['thorough'] }, async () => {
    const values = `{"type":"FeatureCollection","x":[${'1,'.repeat(20_100_000)}1],"features":[]}`;
    expect(await refusal(textBytes(values))).toContain('at most 20000000');
    const dot =
      '{"type":"Feature","properties":{"type":"wall"},"geometry":{"type":"Point","coordinates":[1,2]}},';
    const dots = `{"type":"FeatureCollection","features":[${dot.repeat(150_001)}{}]}`;
    expect(await refusal(textBytes(dots))).toContain('features[150000]: found more features');
    const zigzag = Array.from({ length: 210_000 }, (_, i) => [(i % 100) / 3, (i % 97) / 3]);
    const long = feature('wall', { type: 'LineString', coordinates: zigzag });
    expect(await refusal(collection([...garage(), long]))).toContain('sides of walls');
    const huge = new Uint8Array(201 * 2 ** 20).fill(32);
    huge[0] = 0x7b;
    expect(await refusal(huge)).toContain('bytes of JSON');
  });

  it.each(
    [
      ['ramps', { type: 'ramp' }, 1000] as const,
      ['doors', { type: 'door' }, 20_000] as const,
      ['chargers, gates and payment points', { amenity: 'charging_station' }, 20_000] as const,
    ].slice(0, isLong ? 3 : 1),
  )('refuses more %s than a garage has before it looks for them', async (name, properties, max) => {
    const geometry = { type: 'Point', coordinates: [10, 10] };
    const things = Array.from({ length: max + 1 }, () => ({ type: 'Feature', properties, geometry }));
    expect(await refusal(collection([...garage(), ...things]))).toBe(
      `features: found ${max + 1} ${name}; expected at most ${max}: a map of one garage`,
    );
  });

  it('reads as many chargers as it takes in time', { tags: ['thorough'] }, async () => {
    const things = Array.from({ length: 20_000 }, (_, k) => ({
      type: 'Feature',
      properties: { amenity: 'charging_station' },
      geometry: { type: 'Point', coordinates: [5 + 0.1 * (k % 200), 5 + 0.1 * Math.floor(k / 200)] },
    }));
    const { plan } = await timed(() => importDrawing(collection([...garage(), ...things])));
    // Where several are nearer to each other than 0.3 m one is kept.
    const chargers = plan.levels[0].points!.filter(({ kind }) => kind === 'charger');
    expect(chargers.length).toBeGreaterThan(1000);
    for (const { position } of chargers) {
      const near = chargers.filter(
        (other) => Math.hypot(other.position[0] - position[0], other.position[1] - position[1]) < 0.299,
      );
      expect(near).toHaveLength(1);
    }
  });

  it('spans the antimeridian', async () => {
    const acrossDeg = garage().map((each) => ({
      ...each,
      geometry: {
        ...each.geometry,
        coordinates: (each.geometry.coordinates as number[][][]).map((ring) =>
          ring.map(([x, y]) => {
            const lonDeg = 179.9998 + x / 111_320;
            return [lonDeg > 180 ? lonDeg - 360 : lonDeg, y / 110_574];
          }),
        ),
      },
    }));
    const { plan, levels } = await importDrawing(collection(acrossDeg));
    expect(levels[0].areaM2).toBeCloseTo(40 * 30, 0);
    expect(plan.georeference!.lonDeg).toBeCloseTo(179.9998, 6);
  });

  it('reads UTF-16 and GBK', async () => {
    const text = new TextDecoder().decode(collection(garage()));
    const wide = new Uint8Array(2 + 2 * text.length);
    wide.set([0xff, 0xfe]);
    for (let i = 0; i < text.length; i++) wide[2 + 2 * i] = text.charCodeAt(i);
    expect((await importDrawing(wide)).source.encoding).toBe('utf-16le');
    const [before, after] = text.replace('"parking_space"', '"@"').split('@');
    const bytes = [...textBytes(before), 0xb3, 0xb5, 0xce, 0xbb, ...textBytes(after)];
    const { source, plan } = await importDrawing(new Uint8Array(bytes));
    expect(source.encoding).toBe('gbk');
    expect(plan.levels[0].bays).toHaveLength(12);
  });

  it('changed bytes give a plan or a DrawingError, nothing else (seed 11)', async () => {
    const whole = collection(garage());
    const change = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(change, fc.nat(whole.length), async (changes, cut) => {
        const bytes = whole.slice(0, cut % 3 === 0 ? cut : whole.length);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        await importDrawing(bytes).catch((error: unknown) => {
          if (!(error instanceof DrawingError)) throw error;
        });
      }),
      { seed: 11, numRuns: isLong ? 150 : 20 },
    );
  });
});
