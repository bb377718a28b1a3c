import { DrawingError, importDrawing } from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  area,
  collection,
  feature,
  geoJsonGarage as garage,
  line,
  point,
} from './map-support/geojson-garage.ts';

const encode = (text: string) => new TextEncoder().encode(text);

/** The message of the refusal, which comes within 10 s of the processor's time. */
async function refusal(bytes: Uint8Array): Promise<string> {
  const started = process.cpuUsage();
  const error = await importDrawing(bytes).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DrawingError);
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / 1e6).toBeLessThan(10);
  return (error as Error).message;
}

async function warned(features: unknown[]): Promise<string> {
  const { warnings, plan } = await importDrawing(collection(features));
  expect(plan.levels[0].walls).toHaveLength(4);
  expect(plan.levels[0].bays).toHaveLength(12);
  return warnings.map(({ code, message }) => `${code}: ${message}`).join('\n');
}

describe('GeoJSON as it comes', () => {
  it('reads classes in English, in Chinese and by any telling key', async () => {
    const chinese: Record<string, string> = { wall: '墙体', column: '框架柱', parking_space: '停车位' };
    const features = garage().map(({ properties, geometry }) => ({
      type: 'Feature',
      properties: { 图层: chinese[properties.type] },
      geometry,
    }));
    const { plan } = await importDrawing(collection(features));
    const [level] = plan.levels;
    expect([level.walls, level.bays, level.columns].map((list) => list!.length)).toEqual([4, 12, 4]);
    expect(level.walls!.every(({ thicknessM }) => thicknessM === 0.3)).toBe(true);
  });

  it('takes classes from the caller by the value of the property', async () => {
    const strange = garage().map((each) => ({
      ...each,
      properties: { type: { wall: 'zz-1', column: 'zz-2', parking_space: 'zz-3' }[each.properties.type] },
    }));
    expect(await refusal(collection(strange))).toContain('no walls');
    const layers = { 'zz-1': 'wall', 'ZZ-2': 'column', 'zz-3*': 'bay' };
    const { plan } = await importDrawing(collection(strange), { layers });
    const [level] = plan.levels;
    expect([level.walls, level.bays, level.columns].map((list) => list!.length)).toEqual([4, 12, 4]);
  });

  it('reads levels in one file, and from the names of several', async () => {
    const onLevel = (level: unknown) =>
      garage().map((each) => ({ ...each, properties: { ...each.properties, level } }));
    const one = await importDrawing(collection([...onLevel(-1), ...onLevel('-2')]));
    expect(one.plan.levels.map(({ id }) => id)).toEqual(['B1', 'B2']);
    const both = await importDrawing(collection(onLevel('-1;-2')));
    expect(both.plan.levels.map(({ walls }) => walls!.length)).toEqual([4, 4]);
    const files = await importDrawing([
      { bytes: collection(garage()), fileName: '地下二层.geojson' },
      { bytes: collection(garage()), fileName: 'garage-1UG.geojson' },
    ]);
    expect(files.plan.levels.map(({ id, name }) => [id, name])).toEqual([
      ['B1', 'garage-1UG'],
      ['B2', '地下二层'],
    ]);
    // Above ground is left out where there is a basement.
    const tower = await importDrawing(collection([...onLevel(-1), ...onLevel(3)]));
    expect(tower.plan.levels.map(({ id }) => id)).toEqual(['B1']);
    expect(tower.warnings.map(({ code }) => code)).toContain('levels-left-out');
  });

  it('cuts doors that are points or lines out of walls that are lines', async () => {
    const walls = [
      feature('wall', line([0, 0], [40, 0], [40, 30], [0, 30], [0, 0]), { thickness: 0.3 }),
      feature('wall', line([12, 0], [12, 30]), { thickness: '200 mm', material: 'concrete_block' }),
    ];
    const doors = [
      feature('fire_door', point(12.1, 10), { width: 1.2 }),
      feature('roller_shutter', line([12, 20], [12, 24])),
    ];
    const { plan } = await importDrawing(collection([...walls, ...doors, ...garage().slice(4)]));
    const [{ openings, walls: found }] = plan.levels;
    expect(openings!.map(({ kind }) => kind)).toEqual(['fire-door', 'fire-shutter']);
    const inner = found!.filter(({ material }) => material === 'concrete-block');
    const lengthM = inner.reduce(
      (sum, { start, end }) => sum + Math.hypot(end[0] - start[0], end[1] - start[1]),
      0,
    );
    expect(lengthM).toBeCloseTo(30 - 1.2 - 4, 1);
    expect(inner.every(({ thicknessM }) => thicknessM === 0.2)).toBe(true);
  });

  it('says what a map in GCJ-02 would do, and what is assumed of walls without thickness', async () => {
    const shell = feature('wall', line([0, 0], [40, 0], [40, 30], [0, 30], [0, 0]));
    const { warnings } = await importDrawing(collection([shell, ...garage().slice(4)]));
    expect(warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['coordinates-plane', 'wall-thickness-assumed']),
    );
    const lonLat = garage().map((each) => ({
      ...each,
      geometry: {
        ...each.geometry,
        coordinates: (each.geometry.coordinates as number[][][]).map((ring) =>
          ring.map(([x, y]) => [121.47 + x / 95_000, 31.23 + y / 110_850]),
        ),
      },
    }));
    const onEarth = await importDrawing(collection(lonLat));
    expect(onEarth.plan.georeference?.lonDeg).toBeCloseTo(121.47, 4);
    expect(onEarth.warnings.find(({ code }) => code === 'coordinates-geographic')?.message).toContain(
      'GCJ-02',
    );
  });

  it('takes walls from rooms where none are drawn', async () => {
    const rooms = [area(0, 0, 20, 30), area(20, 0, 20, 30)].map((geometry) => feature('room', geometry));
    const { plan, warnings } = await importDrawing(collection([...rooms, ...garage().slice(4)]));
    expect(warnings.map(({ code }) => code)).toContain('walls-from-rooms');
    expect(plan.levels[0].outline.length).toBe(4);
  });
});

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

  it('refuses what is no floor plan, with the place', async () => {
    expect(await refusal(encode('{"type":"FeatureCollection","features":['))).toMatch(
      /line 1: found the end/,
    );
    expect(await refusal(encode('{"a":1}'))).toContain('found no type');
    expect(await refusal(encode('[1,2]'))).toContain('a JSON list');
    expect(await refusal(encode('{"type":"Topology","objects":{}}'))).toContain('TopoJSON');
    expect(await refusal(encode('{"format":"diku-plan","version":1}'))).toContain('a Diku plan');
    expect(await refusal(collection([]))).toContain('features: found none');
    expect(await refusal(collection(garage(), { crs: { properties: { name: 'EPSG:4326' } } }))).toMatch(
      /no walls|sides|degrees|wide/,
    );
  });

  it('bounds depth, size and numbers', async () => {
    expect(await refusal(encode(`${'['.repeat(1_000_000)}`))).toContain('nested deeper');
    const deep = `${'{"type":"GeometryCollection","geometries":['.repeat(40)}${']}'.repeat(40)}`;
    expect(await refusal(encode(deep))).toContain('nested deeper');
    const many = `{"type":"MultiPoint","coordinates":[${'[1,2],'.repeat(5_100_000)}[1,2]]}`;
    expect(await refusal(encode(many))).toContain('at most 5000000');
    const far = [feature('wall', line([0, 0], [9e8, 9e8])), feature('wall', line([0, 0], [1e307, 1]))];
    expect(await refusal(collection([...garage(), ...far]))).toContain('a map');
    const long = Array.from({ length: 2000 }, () => feature('wall', line([0, 0], [9e6, 9e6])));
    expect(await refusal(collection([...garage(), ...long]))).toMatch(/km of lines|a map/);
  });

  it('bounds values, features, sides of walls and the file', async () => {
    const values = `{"type":"FeatureCollection","x":[${'1,'.repeat(20_100_000)}1],"features":[]}`;
    expect(await refusal(encode(values))).toContain('at most 20000000');
    const dot =
      '{"type":"Feature","properties":{"type":"wall"},"geometry":{"type":"Point","coordinates":[1,2]}},';
    const dots = `{"type":"FeatureCollection","features":[${dot.repeat(150_001)}{}]}`;
    expect(await refusal(encode(dots))).toContain('features[150000]: found more features');
    const zigzag = Array.from({ length: 210_000 }, (_, i) => [(i % 100) / 3, (i % 97) / 3]);
    const long = feature('wall', { type: 'LineString', coordinates: zigzag });
    expect(await refusal(collection([...garage(), long]))).toContain('sides of walls');
    const huge = new Uint8Array(201 * 2 ** 20).fill(32);
    huge[0] = 0x7b;
    expect(await refusal(huge)).toContain('bytes of JSON');
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
    const bytes = [...encode(before), 0xb3, 0xb5, 0xce, 0xbb, ...encode(after)];
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
      { seed: 11, numRuns: 150 },
    );
  });
});
