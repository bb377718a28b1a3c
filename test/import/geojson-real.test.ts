import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { planeOf } from './map-support/earth.ts';
import { ringArea } from './score-import.ts';

const folder = fileURLToPath(new URL('../../../shared/data/real/westport_house_geojson/', import.meta.url));

interface Collection {
  features: { properties: { type: string }; geometry: { coordinates: [number, number][][] } }[];
}

const load = (name: string) => {
  const bytes = new Uint8Array(readFileSync(`${folder}${name}`));
  const { features } = JSON.parse(new TextDecoder().decode(bytes)) as Collection;
  const [origin] = features[0].geometry.coordinates[0];
  const ofType = (type: string) =>
    features
      .filter(({ properties }) => properties.type === type)
      .map(({ geometry }) => geometry.coordinates.map((ring) => ring.map((point) => planeOf(origin, point))));
  return { bytes, fileName: name, ofType };
};

const areaOf = ([outer, ...holes]: [number, number][][]) =>
  ringArea(outer) - holes.reduce((sum, hole) => sum + ringArea(hole), 0);
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

describe.skipIf(!existsSync(folder))('a real building, one GeoJSON file per floor', () => {
  for (const [floor, id] of [
    ['gf', 'L0'],
    ['1', 'L1'],
    ['2', 'L2'],
  ]) {
    it(`floor ${floor}: floor, walls, columns and doors as they are drawn`, async () => {
      const { bytes, fileName, ofType } = load(`westport-house-floor-${floor}.geojson`);
      const { plan, levels, source } = await importDrawing([{ bytes, fileName }]);
      const [level] = plan.levels;
      expect(level.id).toBe(id);
      expect(source).toMatchObject({ format: 'geojson', unit: 'm' });
      // Wall ground in the drawing against walls and columns in the plan: what is covered twice at corners is small.
      expect(levels[0].areaM2 / areaOf(ofType('building_outline')[0])).toBeCloseTo(1, 3);
      const drawnM2 = sumOf(ofType('wall').map(areaOf));
      const groundM2 = (isGlass: boolean) =>
        sumOf(
          level
            .walls!.filter(({ material }) => (material === 'glass') === isGlass)
            .map(
              ({ start, end, thicknessM }) => Math.hypot(end[0] - start[0], end[1] - start[1]) * thicknessM,
            ),
        );
      const wallsM2 = groundM2(false);
      const columnsM2 = sumOf(level.columns!.map(({ sizeM }) => sizeM![0] * sizeM![1]));
      expect((wallsM2 + columnsM2) / drawnM2).toBeGreaterThan(0.9);
      expect((wallsM2 + columnsM2) / drawnM2).toBeLessThan(1.1);
      // Where doors stand in glass fronts their width is no window.
      expect(groundM2(true) / sumOf(ofType('window').map(areaOf))).toBeGreaterThan(0.75);
      expect(groundM2(true) / sumOf(ofType('window').map(areaOf))).toBeLessThan(1.1);
      expect(level.openings!.length / ofType('door').length).toBeGreaterThanOrEqual(0.95);
    });
  }

  it('stands where its coordinates say, turned by its own direction', async () => {
    const { bytes, fileName } = load('westport-house-floor-gf.geojson');
    const { plan } = await importDrawing([{ bytes, fileName }]);
    const { lonDeg, latDeg, rotationDeg } = plan.georeference!;
    const turnRad = (rotationDeg * Math.PI) / 180;
    const { features } = JSON.parse(new TextDecoder().decode(bytes)) as Collection;
    const corners = features
      .find(({ properties }) => properties.type === 'building_outline')!
      .geometry.coordinates[0].map((point) => planeOf([lonDeg, latDeg], point))
      .map(([x, y]) => [
        Math.cos(turnRad) * x + Math.sin(turnRad) * y,
        Math.cos(turnRad) * y - Math.sin(turnRad) * x,
      ]);
    for (const [x, y] of plan.levels[0].outline) {
      const gapM = Math.min(...corners.map((corner) => Math.hypot(corner[0] - x, corner[1] - y)));
      expect(gapM).toBeLessThan(0.01);
    }
  });

  it('lays all floors over each other from their files', { tags: ['thorough'] }, async () => {
    const names = readdirSync(folder).filter((name) => /floor-.*\.geojson$/.test(name));
    const { plan } = await importDrawing(names.map(load).map(({ bytes, fileName }) => ({ bytes, fileName })));
    expect(plan.levels.map(({ id }) => id)).toEqual(['L6', 'L5', 'L4', 'L3', 'L2', 'L1', 'L0']);
    const lefts = plan.levels.slice(-2).map(({ outline }) => Math.min(...outline.map(([x]) => x)));
    expect(Math.abs(lefts[0] - lefts[1])).toBeLessThan(0.3);
  });
});
