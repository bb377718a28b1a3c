import { type Plan, parsePlan } from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildLevelCrossing, penetrationLossDb, slabLossDb } from '../../packages/engine/src/radio/index.ts';
import { buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { linkUnits } from './scene-support/link-units.ts';

type Level = Plan['levels'][number];
type Point = [number, number];

const frequencyMhz = 1870;
const bare = { walls: [], columns: [], openings: [], bays: [], zones: [] };
const units = (lossDb: number) => Math.round(256 * lossDb);

function box(x: number, y: number, width: number, depth: number): Point[] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + depth],
    [x, y + depth],
  ];
}

function crossing(levels: Level[], from = levels[0], to = levels[1]) {
  return buildLevelCrossing(levels, from, to, frequencyMhz, {});
}

function withOpenings(...polygons: Point[][]): Level[] {
  const slabOpenings = polygons.map((polygon, index) => ({ id: `s${index}`, polygon }));
  return [
    buildLevel({ ...bare, elevationM: -4, slabOpenings }),
    buildLevel({ ...bare, id: 'B2', elevationM: -8 }),
  ];
}

const point = fc.tuple(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 24_000 }));

describe('links between two levels', () => {
  it('pay a wall of the level they are on where they meet it, by plain geometry (seed 81)', () => {
    const wall = { start: [20.005, -5], end: [20.005, 30], thicknessM: 0.2 } as const;
    const levelOf = (id: string, material: string, elevationM: number) =>
      buildLevel({ ...bare, id, elevationM, walls: [{ ...wall, id, material } as never] });
    const levels = [
      levelOf('B1', 'glass', -4.2),
      levelOf('B2', 'concrete-block', -8),
      levelOf('B3', 'metal', -12.5),
    ];
    const { obstacles } = buildLevelCrossing(levels, levels[2], levels[0], frequencyMhz, {});
    const lossUnits = levels.map(({ walls }) =>
      units(penetrationLossDb(walls![0].material, frequencyMhz, 0.2)),
    );
    const slabUnits = 2 * units(slabLossDb(0.35, frequencyMhz));
    const met = new Set<number>();
    fc.assert(
      fc.property(point, point, (from, to) => {
        const [fromZ, toZ] = [-10_000, -2_700];
        const ratio = (20_005 - from[0]) / (to[0] - from[0]);
        const z = fromZ + ratio * (toZ - fromZ);
        const found = linkUnits(obstacles, from, to, fromZ, toZ) - slabUnits;
        if (!(ratio > 0 && ratio < 1)) {
          expect(found).toBe(0);
          return;
        }
        const level = z < -8000 ? 2 : z < -4200 ? 1 : 0;
        met.add(level);
        expect(found).toBe(lossUnits[level]);
      }),
      { seed: 81, numRuns: 300 },
    );
    expect([...met].sort()).toEqual([0, 1, 2]);
  });

  it('pay the floor but through its openings, as a point in a triangle says (seed 82)', () => {
    const corner = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 240 }));
    const polygon = fc
      .array(corner, { minLength: 3, maxLength: 3 })
      .map((corners) => corners.map(([x, y]): Point => [x / 10, y / 10]))
      .filter((corners) => Math.abs(area(corners)) > 1);
    let passed = 0;
    fc.assert(
      fc.property(
        fc.array(polygon, { minLength: 1, maxLength: 5 }),
        fc.array(point, { minLength: 40 }),
        (holes, ends) => {
          const { obstacles } = crossing(withOpenings(...holes));
          for (const at of ends) {
            const from: Point = [at[1], at[0] >> 1];
            const [fromZ, toZ] = [-6200, -2100];
            const ratio = (-4000 - fromZ) / (toZ - fromZ);
            const x = (from[0] + ratio * (at[0] - from[0])) / 1000;
            const y = (from[1] + ratio * (at[1] - from[1])) / 1000;
            if (holes.some((hole) => edgeDistance(hole, x, y) < 0.003)) continue;
            const inside = holes.some((hole) => isInTriangle(hole, x, y));
            if (inside) passed += 1;
            const there = linkUnits(obstacles, from, at, fromZ, toZ);
            expect(there === 0).toBe(inside);
            expect(linkUnits(obstacles, at, from, toZ, fromZ)).toBe(there);
          }
        },
      ),
      { seed: 82, numRuns: isLong ? 60 : 25 },
    );
    expect(passed).toBeGreaterThan(100);
  });

  it('keep openings apart, counter-clockwise and around islands', () => {
    const ringsOf = (levels: Level[]) => crossing(levels).obstacles.slabs![0].openingsMm;
    const overlapping = ringsOf(
      withOpenings(box(2, 2, 6, 4), box(5, 3, 6, 8), [...box(30, 2, 2, 2)].reverse()),
    );
    expect(overlapping).toHaveLength(2);
    expect(totalM2(overlapping)).toBeCloseTo(24 + 48 - 9 + 4, 9);
    // Four ramps around a core: the core stays floor.
    const around = ringsOf(
      withOpenings(box(10, 4, 10, 2), box(10, 14, 10, 2), box(10, 4, 2, 12), box(18, 4, 2, 12)),
    );
    expect(totalM2(around)).toBeCloseTo(10 * 12 - 6 * 8, 9);
    const links = crossing(
      withOpenings(box(10, 4, 10, 2), box(10, 14, 10, 2), box(10, 4, 2, 12), box(18, 4, 2, 12)),
    );
    const straightUp = (x: number, y: number) => linkUnits(links.obstacles, [x, y], [x, y + 1], -5000, -3000);
    expect(straightUp(15_000, 10_000)).toBeGreaterThan(0);
    expect(straightUp(11_000, 10_000)).toBe(0);
    for (const ring of [...overlapping, ...around]) expect(signedM2(ring)).toBeGreaterThan(0);
  });

  it('find openings where ramps of both levels overlap, unless the plan says', () => {
    const ramp = (id: string, ...at: [number, number, number, number]) => ({
      ...{ id, kind: 'ramp' as const },
      polygon: box(...at),
    });
    const upper = buildLevel({
      ...bare,
      elevationM: -4,
      zones: [ramp('a', 2, 2, 8, 4), ramp('b', 30, 2, 4, 4)],
    });
    const lower = buildLevel({ ...bare, id: 'B2', elevationM: -8, zones: [ramp('a', 6, 0, 10, 4)] });
    const openings = crossing([upper, lower]).obstacles.slabs![0].openingsMm;
    expect(openings.map((ring) => signedM2(ring))).toEqual([8]);
    const closed = { ...upper, slabOpenings: [] };
    expect(crossing([closed, lower]).obstacles.slabs![0].openingsMm).toEqual([]);
  });

  it('name each floor by the level above it and take its thickness', () => {
    const levels = [
      buildLevel({ ...bare, elevationM: -4, slabThicknessM: 0.4 }),
      buildLevel({ ...bare, id: 'B2', elevationM: -8, slabThicknessM: 0.12 }),
      buildLevel({ ...bare, id: 'B2-east', elevationM: -8, slabThicknessM: 0.2 }),
      buildLevel({ ...bare, id: 'B3', elevationM: -12 }),
    ];
    const down = crossing(levels, levels[0], levels[3]);
    expect(down.slabIds).toEqual(['B2-east', 'B1']);
    expect(down.obstacles.slabs!.map(({ elevationMm }) => elevationMm)).toEqual([-8000, -4000]);
    expect(down.obstacles.slabs!.map(({ lossUnits }) => lossUnits)).toEqual([
      units(slabLossDb(0.2, frequencyMhz)),
      units(slabLossDb(0.4, frequencyMhz)),
    ]);
    expect(crossing(levels, levels[3], levels[1]).slabIds).toEqual(['B2']);
    // Levels side by side have no floor between them.
    expect(crossing(levels, levels[1], levels[2]).obstacles.slabs).toBeUndefined();
    expect(crossing(levels, levels[0], levels[0]).obstacles.heightsMm).toBeUndefined();
  });
});

describe('a plan', () => {
  it('with openings that cross themselves or share an id is refused with the path', () => {
    const bow: Point[] = [
      [1, 1],
      [5, 5],
      [5, 1],
      [1, 5],
    ];
    const plan = (slabOpenings: Level['slabOpenings']) => () =>
      parsePlan({ ...buildPlan(), levels: [buildLevel({ slabOpenings })] });
    expect(plan([{ id: 's', polygon: bow }])).toThrow('levels[0].slabOpenings[0].polygon');
    const twice = { id: 's', polygon: box(1, 1, 2, 2) };
    expect(plan([twice, twice])).toThrow('levels[0].slabOpenings[1].id');
  });
});

/** Returns whether a point is on the same side of all three edges. */
function isInTriangle(corners: Point[], x: number, y: number): boolean {
  const sides = corners.map(([ax, ay], index) => {
    const [bx, by] = corners[(index + 1) % 3];
    return (bx - ax) * (y - ay) > (by - ay) * (x - ax);
  });
  return sides.every((side) => side === sides[0]);
}

function area(ring: Point[]): number {
  return ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

function signedM2(ring: Int32Array): number {
  const points = Array.from({ length: ring.length / 2 }, (_, i): Point => [ring[2 * i], ring[2 * i + 1]]);
  return area(points) / 1e6;
}

function totalM2(rings: readonly Int32Array[]): number {
  return rings.reduce((sum, ring) => sum + signedM2(ring), 0);
}

function edgeDistance(ring: Point[], x: number, y: number): number {
  return Math.min(
    ...ring.map(([ax, ay], index) => {
      const [bx, by] = ring[(index + 1) % ring.length];
      const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
      const t = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length2));
      return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
    }),
  );
}
