import { describe, expect, it } from 'vitest';
import { createRandom, type Point, PointGrid } from '../../packages/engine/src/core/index.ts';

describe('a grid of points', () => {
  it('finds what lies in the cells of a box, each once and ascending, as looking at all does (seed 5)', () => {
    const random = createRandom(5);
    const cellM = 2;
    const metres = () => 60 * random() - 30;
    const grid = new PointGrid(cellM);
    const boxes = Array.from({ length: 400 }, (_, item) => {
      const [x, y] = [metres(), metres()];
      const box = [x, y, x + 5 * random(), y + 5 * random()] as const;
      // Not in their order, and some twice.
      grid.add((item * 7) % 400, ...box);
      if (item % 5 === 0) grid.add((item * 7) % 400, ...box);
      return { item: (item * 7) % 400, box };
    });
    const cells = (from: number, to: number) => [Math.floor(from / cellM), Math.floor(to / cellM)];
    const meets = (a: readonly number[], b: readonly number[]) =>
      [0, 1].every((axis) => {
        const [low, high] = cells(a[axis], a[axis + 2]);
        const [otherLow, otherHigh] = cells(b[axis], b[axis + 2]);
        return low <= otherHigh && otherLow <= high;
      });
    let found = 0;
    for (let query = 0; query < 300; query += 1) {
      const [x, y] = [metres(), metres()];
      const box = [x, y, x + 9 * random(), y + 9 * random()] as const;
      const expected = boxes.filter((each) => meets(each.box, box)).map(({ item }) => item);
      expect(grid.near(...box)).toEqual(expected.sort((a, b) => a - b));
      found += expected.length;
    }
    expect(found).toBeGreaterThan(2000);
  });

  it('finds along a line what lies within reach of it, and little else (seed 6)', () => {
    const random = createRandom(6);
    const grid = new PointGrid(1);
    const points = Array.from({ length: 500 }, (): Point => [40 * random(), 40 * random()]);
    for (const [item, [x, y]] of points.entries()) grid.add(item, x, y);
    for (let query = 0; query < 100; query += 1) {
      const [a, b] = [0, 1].map((): Point => [40 * random(), 40 * random()]);
      const found = grid.nearAlong(a, b, 0.5);
      const awayM = ([x, y]: Point) => {
        const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
        const along = ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy);
        const t = Math.min(1, Math.max(0, along));
        return Math.hypot(x - a[0] - t * dx, y - a[1] - t * dy);
      };
      expect(found).toEqual([...new Set(found)].sort((p, q) => p - q));
      const near = points.flatMap((point, item) => (awayM(point) <= 0.49 ? [item] : []));
      expect(near.filter((item) => !found.includes(item))).toEqual([]);
      expect(found.filter((item) => awayM(points[item]) > 4)).toEqual([]);
    }
  });
});
