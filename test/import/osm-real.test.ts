/** @module-tag thorough */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ImportResult, importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { once } from '../support/once.ts';
import { distance } from '../support/points.ts';
import { planeOf } from './map-support/earth.ts';

const folder = fileURLToPath(new URL('../../../shared/data/real/fasanengarten_lanelet2/', import.meta.url));

interface Derived {
  /** Latitude, longitude. */
  origin: [number, number];
  levels: {
    walls: { closed: boolean; points: [number, number][] }[];
    bays: { polygon: [number, number][] }[];
  }[];
}

const middleOf = (points: readonly (readonly number[])[]) => [
  points.reduce((sum, [x]) => sum + x, 0) / points.length,
  points.reduce((sum, [, y]) => sum + y, 0) / points.length,
];

describe.skipIf(!existsSync(folder))('a real underground garage in Lanelet2, two levels in two files', () => {
  const load = once(async () => {
    const derived = JSON.parse(readFileSync(`${folder}derived_plan.json`, 'utf8')) as Derived;
    const files = ['1UG', '2UG'].map((name) => {
      const fileName = `Fasanengarten_Tiefgarage_lanelet2_${name}.osm`;
      return { bytes: new Uint8Array(readFileSync(folder + fileName)), fileName };
    });
    return { derived, result: await importDrawing(files) };
  });

  it('has its two levels, their size and an outline that is said to be assumed', async () => {
    const { result } = await load();
    expect(result.plan.levels.map(({ id }) => id)).toEqual(['B1', 'B2']);
    for (const { areaM2 } of result.levels) {
      // About 54 × 56 m.
      expect(areaM2).toBeGreaterThan(2700);
      expect(areaM2).toBeLessThan(3100);
    }
    expect(result.warnings.filter(({ code }) => code === 'outline-assumed')).toHaveLength(2);
  });

  for (const [index, id] of ['B1', 'B2'].entries()) {
    it(`${id}: every bay is where it is drawn, once`, async () => {
      const { derived, result } = await load();
      const expected = derived.levels[index].bays.map(({ polygon }) => middleOf(polygon.slice(0, -1)));
      const found = result.plan.levels[index].bays!.map(({ polygon }) =>
        inDerivedFrame(result, derived, middleOf(polygon)),
      );
      for (const point of expected) {
        expect(found.filter((other) => distance(point, other) < 0.3)).toHaveLength(1);
      }
      expect(found.length - expected.length).toBeLessThanOrEqual(2);
    });

    it(`${id}: every wall stands on a drawn one, and every drawn one has its wall`, async () => {
      const { derived, result } = await load();
      const drawn = derived.levels[index].walls.map(({ points }) => points);
      const walls = result.plan.levels[index].walls!.map(({ start, end, thicknessM }) => ({
        a: inDerivedFrame(result, derived, start),
        b: inDerivedFrame(result, derived, end),
        thicknessM,
      }));
      const stray = walls.filter(({ a, b, thicknessM }) => {
        const middle = middleOf([a, b]);
        return !drawn.some((line) => distanceTo(line, middle) < thicknessM / 2 + 0.15);
      });
      expect(stray).toEqual([]);
      const missing = drawn.filter((line) => {
        const samples = line.slice(1).map((point, i) => middleOf([line[i], point]));
        return !samples.some((sample) =>
          walls.some(({ a, b, thicknessM }) => distanceTo([a, b], sample) < thicknessM / 2 + 0.15),
        );
      });
      expect(missing).toEqual([]);
    });
  }

  it('ends the floor at the outer walls, in the corners between wings too', async () => {
    const { result } = await load();
    for (const level of result.plan.levels) {
      const faces = level.walls!.map(({ start, end, thicknessM }) => ({
        line: [start, end],
        half: thicknessM / 2,
      }));
      // Nine tenths of the outline's length run along a wall, the rest over the ways in and out.
      const along = level.outline.flatMap((a, i) =>
        samplesBetween(a, level.outline[(i + 1) % level.outline.length]),
      );
      const onWall = along.filter((point) =>
        faces.some(({ line, half }) => distanceTo(line, point) < half + 0.4),
      );
      expect(onWall.length / along.length).toBeGreaterThan(0.9);
    }
  });

  it('leaves the street and the ramp down from it out', async () => {
    const { result } = await load();
    const [{ outline }] = result.plan.levels;
    const heightM = Math.max(...outline.map(([, y]) => y)) - Math.min(...outline.map(([, y]) => y));
    expect(heightM).toBeLessThan(62);
  });
});

function samplesBetween(a: readonly number[], b: readonly number[]): [number, number][] {
  const count = Math.ceil(distance(a, b) / 0.25);
  return Array.from({ length: count }, (_, i) => [
    a[0] + ((b[0] - a[0]) * (i + 0.5)) / count,
    a[1] + ((b[1] - a[1]) * (i + 0.5)) / count,
  ]);
}

/** East and north of the derived plan's origin. */
function inDerivedFrame(
  { plan }: ImportResult,
  { origin }: Derived,
  [x, y]: readonly number[],
): [number, number] {
  const { lonDeg, latDeg, rotationDeg } = plan.georeference!;
  const [east, north] = planeOf([origin[1], origin[0]], [lonDeg, latDeg]);
  const turnRad = (rotationDeg * Math.PI) / 180;
  return [
    east + Math.cos(turnRad) * x - Math.sin(turnRad) * y,
    north + Math.sin(turnRad) * x + Math.cos(turnRad) * y,
  ];
}

function distanceTo(line: readonly (readonly number[])[], point: readonly number[]): number {
  return Math.min(
    ...line.slice(1).map((b, i) => {
      const a = line[i];
      const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
      const t = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / (dx * dx + dy * dy || 1);
      const clamped = Math.max(0, Math.min(1, t));
      return distance(point, [a[0] + dx * clamped, a[1] + dy * clamped]);
    }),
  );
}
