import { readFileSync } from 'node:fs';
import { type ImportResult, importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { textBytes } from '../support/bytes.ts';
import { isLong } from '../support/is-long.ts';
import { distance } from '../support/points.ts';
import { lonLatOf, planeOf } from './map-support/earth.ts';
import { garageFolder, hasGarages, loadTruth, truthFeatures } from './map-support/truth-features.ts';
import { writeGeoJson, writeOsm } from './map-support/write-map.ts';
import { type GarageTruth, truthToPlan } from './score-import.ts';

type Location = readonly number[];
interface Fragment {
  a: Location;
  b: Location;
  thicknessM: number;
}

const origin = [121.4737, 31.2304] as const;
const onEarth = (point: readonly [number, number]) => lonLatOf(origin, point);

/** Walls of a level in the frame of the garage: `point` leads from there into the plan. */
function wallsIn(result: ImportResult, id: string, point: (point: Location) => Location): Fragment[] {
  const [x, y] = point([0, 0]);
  const [ux, uy] = point([1, 0]);
  const [cos, sin] = [ux - x, uy - y];
  const back = ([u, v]: Location): Location => [cos * (u - x) + sin * (v - y), cos * (v - y) - sin * (u - x)];
  const level = result.plan.levels.find((each) => each.id === id)!;
  return level.walls!.map(({ start, end, thicknessM }) => ({ a: back(start), b: back(end), thicknessM }));
}

/** Fraction of the length of walls that has a wall of that thickness in the others within 50 mm. */
function heldRatio(walls: readonly Fragment[], others: readonly Fragment[]): number {
  let held = 0;
  let total = 0;
  for (const { a, b, thicknessM } of walls) {
    const count = Math.max(1, Math.round(distance(a, b) / 0.25));
    for (let i = 0; i < count; i++) {
      const t = (i + 0.5) / count;
      const at = [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
      total++;
      const same = others.some(
        (other) => Math.abs(other.thicknessM - thicknessM) < 0.011 && distanceTo(at, other) < 0.05,
      );
      if (same) held++;
    }
  }
  return held / total;
}

function distanceTo([x, y]: Location, { a, b }: Fragment): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const t = Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - a[0] - t * dx, y - a[1] - t * dy);
}

/** `npm run test:long` takes them all. */
const names = ['g01_clean_rect'];
if (isLong) names.push('g02_clean_L', 'g03_typ_two_level', 'g04_typ_U', 'g05_typ_ring');

describe.skipIf(!hasGarages)('one garage as DXF, as GeoJSON and as OSM XML', () => {
  for (const name of names) {
    it(`${name}: the same walls`, async () => {
      const drawn = JSON.parse(readFileSync(`${garageFolder}${name}.truth.json`, 'utf8')) as GarageTruth;
      const truth = loadTruth(name);
      const features = truthFeatures(truth, 'areas', true);
      const dxf = await importDrawing(new Uint8Array(readFileSync(`${garageFolder}${name}.dxf`)));
      const flat = await importDrawing(textBytes(writeGeoJson(features, (point) => point)));
      const osm = await importDrawing(textBytes(writeOsm(features, onEarth, 8)));
      const { lonDeg, latDeg, rotationDeg } = osm.plan.georeference!;
      const [x0, y0] = planeOf(origin, [lonDeg, latDeg]);
      const turnRad = (-rotationDeg * Math.PI) / 180;
      const fromEarth = ([x, y]: Location): Location => [
        Math.cos(turnRad) * (x - x0) - Math.sin(turnRad) * (y - y0),
        Math.sin(turnRad) * (x - x0) + Math.cos(turnRad) * (y - y0),
      ];
      for (const { id, ...level } of dxf.levels) {
        const flatLevel = flat.levels.find((each) => each.id === id)!;
        const walls = [
          wallsIn(dxf, id, truthToPlan(drawn, id, { id, ...level })),
          wallsIn(flat, id, truthToPlan(truth, id, flatLevel)),
          wallsIn(osm, id, fromEarth),
        ];
        for (const some of walls) {
          for (const others of walls) expect(heldRatio(some, others)).toBeGreaterThan(0.98);
        }
      }
    });
  }
});
