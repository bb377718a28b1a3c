import { importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import {
  area,
  collection,
  feature,
  geoJsonGarage as garage,
  line,
  point,
} from './map-support/geojson-garage.ts';
import { refusal } from './timed-import.ts';

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

  it('takes the outline of the level before one of all levels, and that where there is no other', {
    tags: ['thorough'],
  }, async () => {
    const everywhere = collection([feature('building_outline', area(-10, -10, 90, 80))]);
    const features = collection([...garage(), feature('building_outline', area(0, 0, 40, 30))]);
    const { levels } = await importDrawing([
      { bytes: features, fileName: 'B1.geojson' },
      { bytes: collection(garage()), fileName: 'B2.geojson' },
      { bytes: everywhere, fileName: 'outline.geojson' },
    ]);
    expect(levels.map(({ areaM2 }) => areaM2)).toEqual([1200, 7200]);
  });

  it('cuts openings out of a stated floor, and says which it cannot', { tags: ['thorough'] }, async () => {
    const floor = feature('building_outline', area(0, 0, 40, 30));
    const openings = [
      feature('floor_opening', area(20, 20, 6, 4)),
      feature('中庭', area(10, 20, 5, 5)),
      // On the edge, in another one, across another one.
      feature('floor_opening', area(38, 20, 6, 4)),
      feature('void', area(21, 21, 1, 1)),
      feature('void', area(13, 22, 4, 1)),
    ];
    const { plan, levels, warnings } = await importDrawing(collection([...garage(), floor, ...openings]));
    expect(plan.levels[0].holes).toHaveLength(2);
    expect(levels[0].areaM2).toBe(1200 - 24 - 25);
    const ignored = warnings.find(({ code }) => code === 'features-ignored');
    expect(ignored?.message).toContain('3 floor openings');
  });

  it('asks about closed walls around bays that have no door', async () => {
    const fence = feature('wall', line([8, 1], [14, 1], [14, 8], [8, 8], [8, 1]));
    const codesOf = async (features: unknown[]) =>
      (await importDrawing(collection(features))).warnings.map(({ code }) => code);
    expect(await codesOf([...garage(), fence])).toContain('walls-around-bays');
    const gate = feature('door', line([9, 8], [12, 8]));
    expect(await codesOf([...garage(), fence, gate])).not.toContain('walls-around-bays');
    expect(await codesOf(garage())).not.toContain('walls-around-bays');
  });

  it('cuts doors that are points or lines out of walls that are lines', { tags: ['thorough'] }, async () => {
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

  it('says what a map in GCJ-02 would do, and what is assumed of walls without thickness', {
    tags: ['thorough'],
  }, async () => {
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
