import type { Plan } from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildScene, columnOutline, referenceKernel } from '../../packages/engine/src/radio/index.ts';
import { buildLevel } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { linkUnits } from './scene-support/link-units.ts';

type Column = NonNullable<Plan['levels'][number]['columns']>[number];
type Point = [number, number];

const column: fc.Arbitrary<Column> = fc
  .record({
    x: fc.integer({ min: -2000, max: 2000 }),
    y: fc.integer({ min: -2000, max: 2000 }),
    width: fc.integer({ min: 200, max: 1500 }),
    depth: fc.integer({ min: 200, max: 1500 }),
    angleDeg: fc.integer({ min: -180, max: 180 }),
    round: fc.boolean(),
  })
  .map(({ x, y, width, depth, angleDeg, round }) => ({
    id: 'c1',
    center: [20 + x / 1000, 12 + y / 1000] as Point,
    ...(round ? { radiusM: width / 2000 } : { sizeM: [width / 1000, depth / 1000] as Point, angleDeg }),
  }));
const point = fc.tuple(fc.integer({ min: 16_000, max: 24_000 }), fc.integer({ min: 8_000, max: 16_000 }));

function sceneWith(columns: Column[]) {
  return buildScene(buildLevel({ walls: [], openings: [], columns }), 1870, { resolutionM: 0.5 });
}

/** Sides crossed, found by walking the link in small steps and asking at each whether it is inside. */
function entriesAndExits(ring: Point[], from: Point, to: Point): number {
  const steps = 4000;
  let inside = contains(ring, from);
  let changes = 0;
  for (let step = 1; step <= steps; step++) {
    const ratio = step / steps;
    const at: Point = [from[0] + ratio * (to[0] - from[0]), from[1] + ratio * (to[1] - from[1])];
    if (contains(ring, at) !== inside) changes += 1;
    inside = contains(ring, at);
  }
  return changes;
}

/** Left of every edge of a counter-clockwise convex ring. */
function contains(ring: Point[], [x, y]: Point): boolean {
  return ring.every(([ax, ay], index) => {
    const [bx, by] = ring[(index + 1) % ring.length];
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0;
  });
}

/** Shortest path from a ring's corners and its own ends to the link: below it stepping may miss a sliver. */
function isClear(ring: Point[], from: Point, to: Point): boolean {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const isClear = ring.every(([x, y]) => {
    const side = ((to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0])) / length;
    return Math.abs(side) > 12;
  });
  const ends = [from, to].every(([x, y]) =>
    ring.every(([ax, ay], index) => {
      const [bx, by] = ring[(index + 1) % ring.length];
      return Math.abs(((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / Math.hypot(bx - ax, by - ay)) > 5;
    }),
  );
  return isClear && ends && length > 0;
}

describe('a column', () => {
  it('costs half where a link enters and half where it leaves, as stepping along the link finds (seed 71)', () => {
    let passes = 0;
    fc.assert(
      fc.property(column, point, point, (body, from, to) => {
        const { obstacles } = sceneWith([body]);
        const ring = ringOf(obstacles.segmentsMm);
        if (!isClear(ring, from, to)) return;
        const changes = entriesAndExits(ring, from, to);
        passes += changes;
        expect(linkUnits(obstacles, from, to)).toBe(changes * obstacles.lossUnits[0]);
      }),
      { seed: 71, numRuns: isLong ? 400 : 150 },
    );
    expect(passes).toBeGreaterThan(isLong ? 60 : 10);
  });

  it('is a closed ring around its drawn area; a round one has the area of its circle (seed 72)', () => {
    fc.assert(
      fc.property(column, (body) => {
        const { segmentsMm } = sceneWith([body]).obstacles;
        const ring = ringOf(segmentsMm);
        ring.forEach(([x, y], index) => {
          const next = ring[(index + 1) % ring.length];
          expect([...segmentsMm.subarray(4 * index, 4 * index + 4)]).toEqual([x, y, ...next]);
        });
        const drawnM2 = body.radiusM ? Math.PI * body.radiusM ** 2 : body.sizeM![0] * body.sizeM![1];
        expect(area(ring) / 1e6 / drawnM2).toBeCloseTo(1, 1.5);
        expect(area(columnOutline(body)) / drawnM2).toBeCloseTo(1, 9);
      }),
      { seed: 72, numRuns: 100 },
    );
  });

  it('costs all or nothing from outside, both ways the same, whatever is grazed (seed 73)', () => {
    const { obstacles } = sceneWith([
      { id: 'c1', center: [20, 12], sizeM: [0.6, 0.6] },
      { id: 'c2', center: [22, 13], radiusM: 0.3 },
    ]);
    // On a raster that puts ends of links, corners and edges in one line as often as not.
    const outside = fc.constantFrom(16_000, 18_000, 19_000, 19_700, 20_300, 21_000, 23_000, 24_000);
    fc.assert(
      fc.property(outside, outside, outside, outside, (x1, y1, x2, y2) => {
        const from: Point = [x1, y1 - 8000];
        const to: Point = [x2, y2 - 8000];
        const units = linkUnits(obstacles, from, to);
        expect(linkUnits(obstacles, to, from)).toBe(units);
        const [square, round] = [2 * obstacles.lossUnits[0], 2 * (obstacles.lossUnits.at(-1) ?? 0)];
        const onEdge = [from, to].some(
          ([x, y]) => Math.max(Math.abs(x - 20_000), Math.abs(y - 12_000)) <= 300,
        );
        if (!onEdge) expect([0, square, round, square + round]).toContain(units);
      }),
      { seed: 73, numRuns: 500 },
    );
  });

  it('leaves thin pipes convex and drops what has no area on whole millimetres', () => {
    for (let radiusMm = 1; radiusMm < 40; radiusMm++) {
      const { obstacles } = sceneWith([{ id: 'c1', center: [20.0004, 12.0003], radiusM: radiusMm / 1000 }]);
      const ring = ringOf(obstacles.segmentsMm);
      ring.forEach(([x, y], index) => {
        const [bx, by] = ring[(index + 1) % ring.length];
        const [cx, cy] = ring[(index + 2) % ring.length];
        expect((bx - x) * (cy - by) - (by - y) * (cx - bx)).toBeGreaterThan(0);
      });
    }
    const nothing = sceneWith([{ id: 'c1', center: [20, 12], radiusM: 0.0002 }]);
    expect(nothing.obstacleIds).toEqual([]);
    const job = {
      grid: nothing.grid,
      obstacles: nothing.obstacles,
      ...{ transmitterXMm: 0, transmitterYMm: 0, transmitterZMm: 0, receiverZMm: 0 },
      law: { interceptDb: 0, slopeDbPerDecade: 20, minDistanceM: 0.1 },
      capDb: 40,
    };
    expect(referenceKernel.obstacleLossUnits(job).every((units) => units === 0)).toBe(true);
  });
});

function ringOf(segmentsMm: Int32Array): Point[] {
  return Array.from({ length: segmentsMm.length / 4 }, (_, index) => [
    segmentsMm[4 * index],
    segmentsMm[4 * index + 1],
  ]);
}

function area(ring: Point[]): number {
  return ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}
