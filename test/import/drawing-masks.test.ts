import fc from 'fast-check';
import { expect, it } from 'vitest';
import { squaredDistances } from '../../packages/engine/src/import/drawing/masks.ts';

it('squared distances are those to the nearest of all cells that are 1 (seed 41)', () => {
  const masks = fc
    .record({ columns: fc.integer({ min: 1, max: 14 }), rows: fc.integer({ min: 1, max: 14 }) })
    .chain(({ columns, rows }) =>
      fc.record({
        columns: fc.constant(columns),
        // Few are 1, so that columns and rows without any occur.
        cells: fc.array(
          fc.integer({ min: 0, max: 9 }).map((value) => (value === 9 ? 1 : 0)),
          { minLength: columns * rows, maxLength: columns * rows },
        ),
      }),
    );
  fc.assert(
    fc.property(masks, ({ columns, cells }) => {
      const mask = Uint8Array.from(cells);
      const found = squaredDistances(mask, columns, mask.length / columns);
      const ones = [...mask.keys()].filter((cell) => mask[cell] === 1);
      for (const cell of mask.keys()) {
        const nearest = ones.map(
          (one) =>
            ((one % columns) - (cell % columns)) ** 2 +
            (Math.floor(one / columns) - Math.floor(cell / columns)) ** 2,
        );
        if (ones.length === 0) expect(found[cell]).toBeGreaterThan(1e11);
        else expect(found[cell]).toBe(Math.min(...nearest));
      }
    }),
    { seed: 41, numRuns: 300 },
  );
});
